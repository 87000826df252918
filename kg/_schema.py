"""Provisional: replaced by the generator."""

from __future__ import annotations

from typing import NamedTuple


class Prefix(NamedTuple):
    iri: str
    pattern: str


class Predicate(NamedTuple):
    symmetric: bool
    description: str


class Association(NamedTuple):
    name: str
    subjects: frozenset[str]
    predicates: frozenset[str]
    objects: frozenset[str]


SCHEMA_VERSION = "1.0.0"
BIOLINK_VERSION = "4.4.6"

PREFIXES = {
    "ALSKG": Prefix("https://w3id.org/als-kg/", "[A-Za-z0-9][A-Za-z0-9_.-]*"),
    "biolink": Prefix("https://w3id.org/biolink/vocab/", "[A-Za-z_]+"),
    "infores": Prefix("https://w3id.org/biolink/infores/", "[a-z0-9-]+"),
    "HGNC": Prefix("http://identifiers.org/hgnc/", "[0-9]+"),
    "MGI": Prefix("http://identifiers.org/mgi/MGI:", "[0-9]+"),
    "NCBIGene": Prefix("http://identifiers.org/ncbigene/", "[0-9]+"),
    "ENSEMBL": Prefix("http://identifiers.org/ensembl/", "ENS[A-Z]*[0-9]+"),
    "UniProtKB": Prefix("http://purl.uniprot.org/uniprot/", "[A-Z0-9]{6,10}(-[0-9]+)?"),
    "miRBase": Prefix("http://identifiers.org/mirbase/", "MI[0-9]{7}"),
    "MONDO": Prefix("http://purl.obolibrary.org/obo/MONDO_", "[0-9]{7}"),
    "OMIM": Prefix("http://identifiers.org/omim/", "[0-9]{6}"),
    "ORPHA": Prefix("http://www.orpha.net/ORDO/Orphanet_", "[0-9]+"),
    "HP": Prefix("http://purl.obolibrary.org/obo/HP_", "[0-9]{7}"),
    "GO": Prefix("http://purl.obolibrary.org/obo/GO_", "[0-9]{7}"),
    "CL": Prefix("http://purl.obolibrary.org/obo/CL_", "[0-9]{7}"),
    "UBERON": Prefix("http://purl.obolibrary.org/obo/UBERON_", "[0-9]{7}"),
    "CHEBI": Prefix("http://purl.obolibrary.org/obo/CHEBI_", "[0-9]+"),
    "DRUGBANK": Prefix("http://identifiers.org/drugbank/", "DB[0-9]{5}"),
    "MESH": Prefix("http://id.nlm.nih.gov/mesh/", "[CD][0-9]+"),
    "NCBITaxon": Prefix("http://purl.obolibrary.org/obo/NCBITaxon_", "[0-9]+"),
    "REACT": Prefix("http://www.reactome.org/PathwayBrowser/#/", "R-HSA-[0-9]+"),
    "Cellosaurus": Prefix("http://identifiers.org/cellosaurus/", "CVCL_[A-Z0-9]{4}"),
    "CLINVAR": Prefix("http://identifiers.org/clinvar/", "[0-9]+"),
    "DBSNP": Prefix("http://identifiers.org/dbsnp/", "rs[0-9]+"),
    "CGGV": Prefix("https://search.clinicalgenome.org/kb/gene-validity/CGGV:", "assertion_[0-9a-f-]+T[0-9.]+Z"),
    "PMID": Prefix("http://www.ncbi.nlm.nih.gov/pubmed/", "[1-9][0-9]{0,7}"),
    "PMC": Prefix("http://europepmc.org/articles/", "PMC[0-9]+"),
    "doi": Prefix("https://doi.org/", "10\\.[0-9]{4,9}/\\S+"),
    "CLINICALTRIALS": Prefix("http://clinicaltrials.gov/study/", "NCT[0-9]{8}"),
    "EUDRACT": Prefix(
        "https://www.clinicaltrialsregister.eu/ctr-search/search?query=eudract_number:", "[0-9]{4}-[0-9]{6}-[0-9]{2}"
    ),
    "IRCT": Prefix("https://irct.behdasht.gov.ir/search/result?query=", "IRCT[0-9N]+"),
    "UMIN": Prefix("https://center6.umin.ac.jp/cgi-open-bin/ctr_e/ctr_view.cgi?recptno=", "UMIN[0-9]{9}"),
}

CATEGORIES = {
    name: f"biolink:{name}"
    for name in (
        "Gene MicroRNA GeneFamily ProteinFamily SequenceVariant Disease PhenotypicFeature GeneticInheritance ClinicalCourse Onset "
        "ClinicalAttribute ClinicalMeasurement BiologicalProcess PathologicalProcess MolecularActivity Pathway CellularComponent "
        "AnatomicalEntity Cell CellLine Genotype BiologicalEntity SmallMolecule Drug Treatment Device Procedure Food "
        "EnvironmentalExposure BehavioralExposure DiagnosticAid ClinicalTrial Event Publication OrganismTaxon"
    ).split()
}


def _s(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GENE = "Gene MicroRNA GeneFamily ProteinFamily"
_PROCESS = "BiologicalProcess PathologicalProcess MolecularActivity Pathway"
_ANATOMY = "AnatomicalEntity Cell CellLine CellularComponent"
_THERAPY = "Treatment Drug SmallMolecule Device Procedure Food"
_PHENO = "PhenotypicFeature ClinicalMeasurement"
_ACTOR = (
    f"{_GENE} Cell CellLine CellularComponent BiologicalEntity {_THERAPY} SequenceVariant {_PROCESS} Disease Genotype"
)

ASSOCIATIONS = (
    Association(
        "GeneToDiseaseAssociation",
        _s("Gene"),
        _s("biolink:contributes_to biolink:causes"),
        _s("Disease PhenotypicFeature"),
    ),
    Association(
        "VariantToDiseaseAssociation",
        _s("SequenceVariant"),
        _s("biolink:contributes_to biolink:causes biolink:associated_with_increased_likelihood_of"),
        _s("Disease PhenotypicFeature"),
    ),
    Association("VariantToGeneAssociation", _s("SequenceVariant"), _s("biolink:is_sequence_variant_of"), _s("Gene")),
    Association(
        "GeneToMechanismAssociation",
        _s(_GENE),
        _s("biolink:contributes_to biolink:causes biolink:actively_involved_in biolink:participates_in"),
        _s(_PROCESS),
    ),
    Association(
        "GeneToGeneAssociation",
        _s(_GENE),
        _s(
            "biolink:directly_physically_interacts_with biolink:physically_interacts_with biolink:genetically_interacts_with biolink:in_complex_with biolink:regulates biolink:related_to biolink:orthologous_to"
        ),
        _s(_GENE),
    ),
    Association(
        "ProcessHierarchyAssociation",
        _s(_PROCESS),
        _s("biolink:subclass_of biolink:has_part biolink:close_match biolink:broad_match biolink:exact_match"),
        _s(_PROCESS),
    ),
    Association(
        "CellHierarchyAssociation",
        _s("Cell CellLine AnatomicalEntity CellularComponent"),
        _s("biolink:subclass_of biolink:develops_from biolink:located_in biolink:derives_from"),
        _s(_ANATOMY),
    ),
    Association(
        "DiseaseHierarchyAssociation", _s("Disease"), _s("biolink:subclass_of biolink:close_match"), _s("Disease")
    ),
    Association(
        "DiseaseToPhenotypicFeatureAssociation", _s("Disease"), _s("biolink:has_phenotype"), _s("PhenotypicFeature")
    ),
    Association(
        "DiseaseToGeneticInheritanceAssociation",
        _s("Disease"),
        _s("biolink:has_mode_of_inheritance"),
        _s("GeneticInheritance"),
    ),
    Association(
        "EntityToAttributeAssociation",
        _s("Disease SequenceVariant Gene DiagnosticAid Drug Treatment PhenotypicFeature"),
        _s("biolink:has_attribute"),
        _s("ClinicalAttribute ClinicalCourse Onset"),
    ),
    Association(
        "SecretionAssociation",
        _s("Cell CellLine Treatment BiologicalEntity CellularComponent"),
        _s("biolink:produces"),
        _s(f"{_GENE} SmallMolecule BiologicalEntity"),
    ),
    Association(
        "EffectAssociation",
        _s(_ACTOR),
        _s("biolink:affects"),
        _s(f"{_GENE} {_PROCESS} {_ANATOMY} {_PHENO} SmallMolecule BiologicalEntity Disease"),
    ),
    Association(
        "DeliveryAssociation",
        _s("Cell Treatment CellularComponent"),
        _s("ALSKG:delivers"),
        _s(f"{_GENE} CellularComponent BiologicalEntity SmallMolecule"),
    ),
    Association(
        "MigrationAssociation",
        _s("Cell Treatment CellularComponent"),
        _s("ALSKG:migrates_to"),
        _s("AnatomicalEntity CellularComponent"),
    ),
    Association(
        "DifferentiationAssociation", _s("Cell PhenotypicFeature"), _s("biolink:develops_from"), _s("Cell Treatment")
    ),
    Association(
        "CorrelationAssociation",
        _s(f"{_GENE} {_PROCESS} {_PHENO} SequenceVariant Cell Disease"),
        _s("biolink:correlated_with biolink:positively_correlated_with biolink:negatively_correlated_with"),
        _s(f"{_GENE} {_PROCESS} {_PHENO} SequenceVariant Cell Disease"),
    ),
    Association(
        "BiomarkerAssociation",
        _s(f"{_GENE} ClinicalMeasurement SmallMolecule"),
        _s("biolink:biomarker_for"),
        _s("Disease PhenotypicFeature"),
    ),
    Association(
        "BiomarkerToAnalyteAssociation",
        _s("ClinicalMeasurement"),
        _s("ALSKG:measures"),
        _s(f"{_GENE} SmallMolecule {_ANATOMY} {_PROCESS}"),
    ),
    Association(
        "RiskAssociation",
        _s(f"EnvironmentalExposure BehavioralExposure PhenotypicFeature ClinicalMeasurement SequenceVariant Procedure"),
        _s("biolink:associated_with_increased_likelihood_of biolink:associated_with_decreased_likelihood_of"),
        _s("Disease PhenotypicFeature"),
    ),
    Association(
        "TreatmentToDiseaseAssociation",
        _s(_THERAPY),
        _s(
            "biolink:studied_to_treat biolink:in_clinical_trials_for biolink:ameliorates_condition biolink:exacerbates_condition biolink:has_adverse_event"
        ),
        _s("Disease PhenotypicFeature"),
    ),
    Association("TrialToInterventionAssociation", _s("ClinicalTrial"), _s("ALSKG:tests_intervention"), _s(_THERAPY)),
    Association("TrialToConditionAssociation", _s("ClinicalTrial"), _s("ALSKG:studies_condition"), _s("Disease")),
    Association(
        "TrialToTrialAssociation", _s("ClinicalTrial"), _s("biolink:close_match biolink:has_part"), _s("ClinicalTrial")
    ),
    Association("RegulatoryEventAssociation", _s(_THERAPY), _s("ALSKG:has_regulatory_event"), _s("Event")),
    Association(
        "TherapyCompositionAssociation",
        _s("Treatment Drug BiologicalEntity CellularComponent Cell"),
        _s("biolink:derives_from biolink:has_part biolink:subclass_of"),
        _s(f"Cell Gene MicroRNA Drug SmallMolecule Treatment BiologicalEntity CellularComponent"),
    ),
    Association("ModelAssociation", _s("Genotype CellLine Cell"), _s("biolink:model_of"), _s("Disease")),
    Association("ModelToGeneAssociation", _s("Genotype CellLine Cell Treatment"), _s("biolink:has_gene"), _s("Gene")),
    Association(
        "ModelDerivationAssociation",
        _s("Genotype CellLine"),
        _s("biolink:derives_from biolink:subclass_of"),
        _s("Cell CellLine Genotype"),
    ),
    Association(
        "TaxonAssociation", _s("Genotype CellLine Cell Gene MicroRNA"), _s("biolink:in_taxon"), _s("OrganismTaxon")
    ),
    Association("DiagnosticAssociation", _s("DiagnosticAid"), _s("biolink:diagnoses"), _s("Disease")),
)

PREDICATES = {
    curie: Predicate(
        curie.split(":")[1]
        in "directly_physically_interacts_with physically_interacts_with genetically_interacts_with in_complex_with related_to orthologous_to close_match exact_match correlated_with positively_correlated_with negatively_correlated_with".split(),
        "",
    )
    for association in ASSOCIATIONS
    for curie in sorted(association.predicates)
}

NODE_PROPERTIES = {
    "symbol": "string",
    "cytoband": "string",
    "als_type": "string",
    "inheritance": "string",
    "mutation_mechanism": "string",
    "onset_notes": "string",
    "hgvs_p": "string",
    "hgvs_c": "string",
    "progression": "string",
    "effect": "string",
    "phase": "string",
    "status": "string",
    "status_date": "string",
    "start_year": "integer",
    "end_year": "integer",
    "enrolment": "integer",
    "enrolment_note": "string",
    "cell_source": "string",
    "donor_relation": "string",
    "product": "string",
    "route": "string",
    "dose": "string",
    "dose_count": "string",
    "comparator": "string",
    "masking": "string",
    "primary_outcome": "string",
    "primary_endpoint": "string",
    "sponsor": "string",
    "country": "string",
    "drug_target": "string",
    "drug_mechanism": "string",
    "model_type": "string",
    "group": "string",
    "role": "string",
    "event_type": "string",
    "agency": "string",
    "event_date": "string",
    "indication": "string",
    "year": "integer",
    "journal": "string",
    "database": "string",
    "member_count": "integer",
    "former_name": "string",
    "fluid": "string",
}

ENUMS = {
    "subject_form_or_variant": _s(
        "genetic_variant_form modified_form loss_of_function_variant_form non_loss_of_function_variant_form gain_of_function_variant_form dominant_negative_variant_form polymorphic_form snp_form mutant_form analog_form"
    ),
    "subject_direction": _s("increased upregulated decreased downregulated"),
    "object_aspect": _s(
        "activity_or_abundance abundance activity expression synthesis degradation cleavage stability folding localization transport aggregation interaction release secretion uptake splicing phosphorylation molecular_modification survival integrity onset differentiation proliferation number"
    ),
    "object_direction": _s("increased upregulated decreased downregulated delayed"),
    "polarity": _s("supports refutes no_effect mixed"),
    "study_design": _s(
        "randomised_trial open_label_trial human_observational human_tissue patient_ipsc in_vivo_animal in_vitro computational review database regulatory registry press"
    ),
    "citation_status": _s("primary secondary unresolved database"),
    "context": _s("als other_disease general"),
    "outcome": _s("met not_met mixed not_reported safety_only"),
    "knowledge_level": _s(
        "knowledge_assertion logical_entailment prediction statistical_association text_co_occurrence observation not_provided"
    ),
    "agent_type": _s(
        "manual_agent automated_agent data_analysis_pipeline computational_model text_mining_agent image_processing_agent manual_validation_of_automated_agent not_provided"
    ),
    "event_type": _s(
        "approved accelerated_approval conditional_approval approved_exceptional_circumstances withdrawn refused negative_opinion positive_opinion advisory_vote_against filed refusal_to_file review_resumed application_withdrawn trial_cleared planned available meeting_set"
    ),
    "donor_relation": _s("autologous allogeneic"),
}
