"""The schema as plain constants. Generated from ontologies/als_kg.yaml; do not edit.

Regenerate it with ``python -m kg.ontologies.generate``.
"""

from __future__ import annotations

from typing import NamedTuple


class Prefix(NamedTuple):
    """A CURIE prefix: its IRI and the pattern of what follows the colon."""

    iri: str
    pattern: str


class Predicate(NamedTuple):
    """A predicate: does it read the same both ways, and what it says."""

    symmetric: bool
    description: str


class Association(NamedTuple):
    """A kind of edge: which categories it joins, by which predicates."""

    name: str
    subjects: frozenset[str]
    predicates: frozenset[str]
    objects: frozenset[str]


class Slot(NamedTuple):
    """A column in RDF: its property and what it holds (string, integer, float, boolean, reference)."""

    curie: str
    kind: str


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SCHEMA_VERSION = "2.0.0"
BIOLINK_VERSION = "4.4.6"

PREFIXES: dict[str, Prefix] = {
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
"""CURIE prefixes that occur in data."""

CATEGORIES: dict[str, str] = {
    "ClinicalTrial": "biolink:ClinicalTrial",
    "ClinicalAttribute": "biolink:ClinicalAttribute",
    "ClinicalCourse": "biolink:ClinicalCourse",
    "Onset": "biolink:Onset",
    "ClinicalMeasurement": "biolink:ClinicalMeasurement",
    "BiologicalEntity": "biolink:BiologicalEntity",
    "BiologicalProcess": "biolink:BiologicalProcess",
    "PathologicalProcess": "biolink:PathologicalProcess",
    "Pathway": "biolink:Pathway",
    "MolecularActivity": "biolink:MolecularActivity",
    "Disease": "biolink:Disease",
    "PhenotypicFeature": "biolink:PhenotypicFeature",
    "Gene": "biolink:Gene",
    "GeneFamily": "biolink:GeneFamily",
    "GeneticInheritance": "biolink:GeneticInheritance",
    "Genotype": "biolink:Genotype",
    "AnatomicalEntity": "biolink:AnatomicalEntity",
    "Cell": "biolink:Cell",
    "CellularComponent": "biolink:CellularComponent",
    "CellLine": "biolink:CellLine",
    "ProteinFamily": "biolink:ProteinFamily",
    "SequenceVariant": "biolink:SequenceVariant",
    "MicroRNA": "biolink:MicroRNA",
    "Food": "biolink:Food",
    "Drug": "biolink:Drug",
    "SmallMolecule": "biolink:SmallMolecule",
    "Device": "biolink:Device",
    "DiagnosticAid": "biolink:DiagnosticAid",
    "Event": "biolink:Event",
    "BehavioralExposure": "biolink:BehavioralExposure",
    "EnvironmentalExposure": "biolink:EnvironmentalExposure",
    "Treatment": "biolink:Treatment",
    "Publication": "biolink:Publication",
    "OrganismTaxon": "biolink:OrganismTaxon",
    "Procedure": "biolink:Procedure",
}
"""Category to CURIE of its class."""

ASSOCIATIONS: tuple[Association, ...] = (
    Association(
        "GeneToDiseaseAssociation",
        _words("Gene"),
        _words("biolink:causes biolink:contributes_to"),
        _words("Disease PhenotypicFeature"),
    ),
    Association(
        "VariantToDiseaseAssociation",
        _words("SequenceVariant"),
        _words("biolink:associated_with_increased_likelihood_of biolink:causes biolink:contributes_to"),
        _words("Disease PhenotypicFeature"),
    ),
    Association(
        "VariantToGeneAssociation",
        _words("SequenceVariant"),
        _words("biolink:is_sequence_variant_of"),
        _words("Gene"),
    ),
    Association(
        "GeneToMechanismAssociation",
        _words("Gene MicroRNA GeneFamily ProteinFamily"),
        _words("biolink:actively_involved_in biolink:causes biolink:contributes_to biolink:participates_in"),
        _words("BiologicalProcess PathologicalProcess MolecularActivity Pathway"),
    ),
    Association(
        "MechanismToDiseaseAssociation",
        _words("PathologicalProcess"),
        _words("biolink:contributes_to"),
        _words("Disease"),
    ),
    Association(
        "GeneToGeneAssociation",
        _words("Gene MicroRNA GeneFamily ProteinFamily"),
        _words(
            "biolink:directly_physically_interacts_with biolink:genetically_interacts_with biolink:in_complex_with "
            "biolink:orthologous_to biolink:physically_interacts_with biolink:regulates biolink:related_to"
        ),
        _words("Gene MicroRNA GeneFamily ProteinFamily"),
    ),
    Association(
        "ProcessHierarchyAssociation",
        _words("BiologicalProcess PathologicalProcess MolecularActivity Pathway"),
        _words("biolink:broad_match biolink:close_match biolink:exact_match biolink:has_part biolink:subclass_of"),
        _words("BiologicalProcess PathologicalProcess MolecularActivity Pathway"),
    ),
    Association(
        "CellHierarchyAssociation",
        _words("CellularComponent AnatomicalEntity Cell CellLine"),
        _words("biolink:derives_from biolink:develops_from biolink:located_in biolink:subclass_of"),
        _words("CellularComponent AnatomicalEntity Cell CellLine"),
    ),
    Association(
        "DiseaseHierarchyAssociation",
        _words("Disease"),
        _words("biolink:close_match biolink:subclass_of"),
        _words("Disease"),
    ),
    Association(
        "DiseaseToPhenotypicFeatureAssociation",
        _words("Disease"),
        _words("biolink:has_phenotype"),
        _words("PhenotypicFeature"),
    ),
    Association(
        "DiseaseToGeneticInheritanceAssociation",
        _words("Disease"),
        _words("biolink:has_mode_of_inheritance"),
        _words("GeneticInheritance"),
    ),
    Association(
        "EntityToAttributeAssociation",
        _words("Gene SequenceVariant Disease PhenotypicFeature Drug Treatment DiagnosticAid"),
        _words("biolink:has_attribute"),
        _words("ClinicalCourse Onset ClinicalAttribute"),
    ),
    Association(
        "SecretionAssociation",
        _words("CellularComponent Cell CellLine BiologicalEntity Treatment"),
        _words("biolink:produces"),
        _words("Gene MicroRNA GeneFamily ProteinFamily BiologicalEntity SmallMolecule"),
    ),
    Association(
        "EffectAssociation",
        _words(
            "Gene MicroRNA GeneFamily ProteinFamily SequenceVariant Disease BiologicalProcess PathologicalProcess "
            "MolecularActivity Pathway CellularComponent Cell CellLine Genotype BiologicalEntity SmallMolecule Drug "
            "Treatment Device Procedure Food"
        ),
        _words("biolink:affects"),
        _words(
            "Gene MicroRNA GeneFamily ProteinFamily Disease PhenotypicFeature ClinicalMeasurement BiologicalProcess "
            "PathologicalProcess MolecularActivity Pathway CellularComponent AnatomicalEntity Cell CellLine "
            "BiologicalEntity SmallMolecule"
        ),
    ),
    Association(
        "DeliveryAssociation",
        _words("CellularComponent Cell Treatment"),
        _words("ALSKG:delivers"),
        _words("Gene MicroRNA GeneFamily ProteinFamily CellularComponent BiologicalEntity SmallMolecule"),
    ),
    Association(
        "MigrationAssociation",
        _words("CellularComponent Cell Treatment"),
        _words("ALSKG:migrates_to"),
        _words("CellularComponent AnatomicalEntity"),
    ),
    Association(
        "DifferentiationAssociation",
        _words("PhenotypicFeature Cell"),
        _words("biolink:develops_from"),
        _words("Cell Treatment"),
    ),
    Association(
        "CorrelationAssociation",
        _words(
            "Gene MicroRNA GeneFamily ProteinFamily SequenceVariant Disease PhenotypicFeature ClinicalMeasurement "
            "BiologicalProcess PathologicalProcess MolecularActivity Pathway Cell"
        ),
        _words("biolink:correlated_with biolink:negatively_correlated_with biolink:positively_correlated_with"),
        _words(
            "Gene MicroRNA GeneFamily ProteinFamily SequenceVariant Disease PhenotypicFeature ClinicalMeasurement "
            "BiologicalProcess PathologicalProcess MolecularActivity Pathway Cell"
        ),
    ),
    Association(
        "BiomarkerAssociation",
        _words("Gene MicroRNA GeneFamily ProteinFamily ClinicalMeasurement SmallMolecule"),
        _words("biolink:biomarker_for"),
        _words("Disease PhenotypicFeature"),
    ),
    Association(
        "BiomarkerToAnalyteAssociation",
        _words("ClinicalMeasurement"),
        _words("ALSKG:measures"),
        _words(
            "Gene MicroRNA GeneFamily ProteinFamily BiologicalProcess PathologicalProcess MolecularActivity Pathway "
            "CellularComponent AnatomicalEntity Cell CellLine SmallMolecule"
        ),
    ),
    Association(
        "RiskAssociation",
        _words(
            "SequenceVariant PhenotypicFeature ClinicalMeasurement Procedure EnvironmentalExposure BehavioralExposure"
        ),
        _words("biolink:associated_with_decreased_likelihood_of biolink:associated_with_increased_likelihood_of"),
        _words("Disease PhenotypicFeature"),
    ),
    Association(
        "TreatmentToDiseaseAssociation",
        _words("SmallMolecule Drug Treatment Device Procedure Food"),
        _words(
            "biolink:ameliorates_condition biolink:exacerbates_condition biolink:has_adverse_event "
            "biolink:in_clinical_trials_for biolink:studied_to_treat"
        ),
        _words("Disease PhenotypicFeature"),
    ),
    Association(
        "TrialToInterventionAssociation",
        _words("ClinicalTrial"),
        _words("ALSKG:tests_intervention"),
        _words("SmallMolecule Drug Treatment Device Procedure Food"),
    ),
    Association(
        "TrialToConditionAssociation",
        _words("ClinicalTrial"),
        _words("ALSKG:studies_condition"),
        _words("Disease"),
    ),
    Association(
        "TrialToTrialAssociation",
        _words("ClinicalTrial"),
        _words("biolink:close_match biolink:has_part"),
        _words("ClinicalTrial"),
    ),
    Association(
        "RegulatoryEventAssociation",
        _words("SmallMolecule Drug Treatment Device Procedure Food"),
        _words("ALSKG:has_regulatory_event"),
        _words("Event"),
    ),
    Association(
        "TherapyCompositionAssociation",
        _words("CellularComponent Cell BiologicalEntity Drug Treatment"),
        _words("biolink:derives_from biolink:has_part biolink:subclass_of"),
        _words("Gene MicroRNA CellularComponent Cell BiologicalEntity SmallMolecule Drug Treatment"),
    ),
    Association(
        "ModelAssociation",
        _words("Cell CellLine Genotype"),
        _words("biolink:model_of"),
        _words("Disease"),
    ),
    Association(
        "ModelToGeneAssociation",
        _words("Cell CellLine Genotype Treatment"),
        _words("biolink:has_gene"),
        _words("Gene"),
    ),
    Association(
        "ModelDerivationAssociation",
        _words("CellLine Genotype"),
        _words("biolink:derives_from biolink:subclass_of"),
        _words("Cell CellLine Genotype"),
    ),
    Association(
        "TaxonAssociation",
        _words("Gene MicroRNA Cell CellLine Genotype"),
        _words("biolink:in_taxon"),
        _words("OrganismTaxon"),
    ),
    Association(
        "DiagnosticAssociation",
        _words("DiagnosticAid"),
        _words("biolink:diagnoses"),
        _words("Disease"),
    ),
)
"""Every kind of edge, with its domain, predicates and range."""

ASSOCIATION_CLASSES: dict[str, str] = {
    "GeneToDiseaseAssociation": "ALSKG:GeneToDiseaseAssociation",
    "VariantToDiseaseAssociation": "ALSKG:VariantToDiseaseAssociation",
    "VariantToGeneAssociation": "ALSKG:VariantToGeneAssociation",
    "GeneToMechanismAssociation": "ALSKG:GeneToMechanismAssociation",
    "MechanismToDiseaseAssociation": "ALSKG:MechanismToDiseaseAssociation",
    "GeneToGeneAssociation": "ALSKG:GeneToGeneAssociation",
    "ProcessHierarchyAssociation": "ALSKG:ProcessHierarchyAssociation",
    "CellHierarchyAssociation": "ALSKG:CellHierarchyAssociation",
    "DiseaseHierarchyAssociation": "ALSKG:DiseaseHierarchyAssociation",
    "DiseaseToPhenotypicFeatureAssociation": "biolink:DiseaseToPhenotypicFeatureAssociation",
    "DiseaseToGeneticInheritanceAssociation": "biolink:DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation",
    "EntityToAttributeAssociation": "ALSKG:EntityToAttributeAssociation",
    "SecretionAssociation": "ALSKG:SecretionAssociation",
    "EffectAssociation": "ALSKG:EffectAssociation",
    "DeliveryAssociation": "ALSKG:DeliveryAssociation",
    "MigrationAssociation": "ALSKG:MigrationAssociation",
    "DifferentiationAssociation": "ALSKG:DifferentiationAssociation",
    "CorrelationAssociation": "ALSKG:CorrelationAssociation",
    "BiomarkerAssociation": "ALSKG:BiomarkerAssociation",
    "BiomarkerToAnalyteAssociation": "ALSKG:BiomarkerToAnalyteAssociation",
    "RiskAssociation": "ALSKG:RiskAssociation",
    "TreatmentToDiseaseAssociation": "ALSKG:TreatmentToDiseaseAssociation",
    "TrialToInterventionAssociation": "ALSKG:TrialToInterventionAssociation",
    "TrialToConditionAssociation": "ALSKG:TrialToConditionAssociation",
    "TrialToTrialAssociation": "ALSKG:TrialToTrialAssociation",
    "RegulatoryEventAssociation": "ALSKG:RegulatoryEventAssociation",
    "TherapyCompositionAssociation": "ALSKG:TherapyCompositionAssociation",
    "ModelAssociation": "ALSKG:ModelAssociation",
    "ModelToGeneAssociation": "ALSKG:ModelToGeneAssociation",
    "ModelDerivationAssociation": "ALSKG:ModelDerivationAssociation",
    "TaxonAssociation": "ALSKG:TaxonAssociation",
    "DiagnosticAssociation": "ALSKG:DiagnosticAssociation",
}
"""Association to CURIE of its class."""

PREDICATES: dict[str, Predicate] = {
    "ALSKG:delivers": Predicate(False, "The subject hands the object over to other cells."),
    "ALSKG:has_regulatory_event": Predicate(False, "The decision was about the therapy."),
    "ALSKG:measures": Predicate(False, "The measurement measures the object."),
    "ALSKG:migrates_to": Predicate(False, "The subject moves to the object."),
    "ALSKG:studies_condition": Predicate(False, "The trial studies the disease."),
    "ALSKG:tests_intervention": Predicate(False, "The trial tests the therapy."),
    "biolink:actively_involved_in": Predicate(False, "The gene does part of the process in its normal function."),
    "biolink:affects": Predicate(
        False, "The subject changes the object; the qualifiers say which aspect and in which direction."
    ),
    "biolink:ameliorates_condition": Predicate(False, "The therapy improves the condition."),
    "biolink:associated_with_decreased_likelihood_of": Predicate(
        False, "The subject goes with a lower likelihood of the object."
    ),
    "biolink:associated_with_increased_likelihood_of": Predicate(
        False, "The subject goes with a higher likelihood of the object."
    ),
    "biolink:biomarker_for": Predicate(False, "The subject indicates the disease or its state."),
    "biolink:broad_match": Predicate(False, "The object means something broader."),
    "biolink:causes": Predicate(False, "The subject is sufficient or necessary for the object to come about."),
    "biolink:close_match": Predicate(True, "The two mean nearly the same."),
    "biolink:contributes_to": Predicate(False, "The subject plays a part in bringing the object about."),
    "biolink:correlated_with": Predicate(True, "The two vary together."),
    "biolink:derives_from": Predicate(False, "The subject is made from the object."),
    "biolink:develops_from": Predicate(False, "The subject develops from the object."),
    "biolink:diagnoses": Predicate(False, "The subject serves to diagnose the disease."),
    "biolink:directly_physically_interacts_with": Predicate(
        True, "The two bind each other, as ligand and receptor do."
    ),
    "biolink:exacerbates_condition": Predicate(False, "The therapy worsens the condition."),
    "biolink:exact_match": Predicate(True, "The two mean the same."),
    "biolink:genetically_interacts_with": Predicate(True, "The phenotype of the one depends on the other."),
    "biolink:has_adverse_event": Predicate(False, "The event occurred under the therapy."),
    "biolink:has_attribute": Predicate(False, "The subject has the quantity or course; the figures are evidence."),
    "biolink:has_gene": Predicate(False, "The model or product carries or changes the gene."),
    "biolink:has_mode_of_inheritance": Predicate(False, "The disease is inherited in this way."),
    "biolink:has_part": Predicate(False, "The object is a part of the subject."),
    "biolink:has_phenotype": Predicate(False, "The disease shows the phenotype."),
    "biolink:in_clinical_trials_for": Predicate(False, "The therapy is or was in trials in people with the condition."),
    "biolink:in_complex_with": Predicate(True, "The two are parts of one complex."),
    "biolink:in_taxon": Predicate(False, "The subject belongs to the species."),
    "biolink:is_sequence_variant_of": Predicate(False, "The variant is a variant of the gene."),
    "biolink:located_in": Predicate(False, "The subject is found in the object."),
    "biolink:model_of": Predicate(False, "The model stands for the disease in research."),
    "biolink:negatively_correlated_with": Predicate(True, "One rises as the other falls."),
    "biolink:orthologous_to": Predicate(True, "The two genes diverged at a speciation."),
    "biolink:participates_in": Predicate(False, "The gene is annotated to the process or pathway."),
    "biolink:physically_interacts_with": Predicate(True, "The two make physical contact."),
    "biolink:positively_correlated_with": Predicate(True, "The two rise together."),
    "biolink:produces": Predicate(False, "The subject makes or secretes the object."),
    "biolink:regulates": Predicate(False, "The subject controls the object."),
    "biolink:related_to": Predicate(True, "The two are related in a way that no narrower predicate fits."),
    "biolink:studied_to_treat": Predicate(False, "The therapy was studied for the condition."),
    "biolink:subclass_of": Predicate(False, "The subject is a kind of the object."),
}
"""Predicates by CURIE."""

NODE_PROPERTIES: dict[str, str] = {
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
    "phase_code": "string",
    "status": "string",
    "status_date": "string",
    "status_note": "string",
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
    "primary_endpoint_note": "string",
    "sponsor": "string",
    "country": "string",
    "drug_target": "string",
    "drug_mechanism": "string",
    "drug_class": "string",
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
    "related_terms": "string",
    "study_design": "string",
}
"""Columns of the nodes table that only some categories fill, in the order of the table, and their types."""

CATEGORY_PROPERTIES: dict[str, tuple[str, ...]] = {
    "ClinicalTrial": (
        "phase",
        "phase_code",
        "status",
        "status_date",
        "status_note",
        "start_year",
        "end_year",
        "enrolment",
        "enrolment_note",
        "cell_source",
        "donor_relation",
        "product",
        "route",
        "dose",
        "dose_count",
        "comparator",
        "masking",
        "primary_outcome",
        "primary_endpoint",
        "primary_endpoint_note",
        "sponsor",
        "country",
        "study_design",
    ),
    "ClinicalMeasurement": ("fluid",),
    "BiologicalProcess": ("former_name",),
    "PathologicalProcess": ("former_name", "related_terms"),
    "Pathway": ("database", "member_count", "former_name"),
    "MolecularActivity": ("former_name",),
    "Gene": ("symbol", "cytoband", "als_type", "inheritance", "mutation_mechanism", "onset_notes"),
    "GeneFamily": ("symbol",),
    "Genotype": ("model_type",),
    "AnatomicalEntity": ("group", "role"),
    "Cell": ("group", "role"),
    "CellularComponent": ("group", "role"),
    "CellLine": ("model_type",),
    "ProteinFamily": ("symbol",),
    "SequenceVariant": ("hgvs_p", "hgvs_c", "progression", "effect"),
    "MicroRNA": ("symbol",),
    "Food": ("drug_target", "drug_mechanism", "drug_class"),
    "Drug": ("drug_target", "drug_mechanism", "drug_class"),
    "SmallMolecule": ("drug_target", "drug_mechanism", "drug_class"),
    "Device": ("drug_target", "drug_mechanism", "drug_class"),
    "Event": ("country", "event_type", "agency", "event_date", "indication"),
    "Treatment": ("cell_source", "donor_relation", "drug_target", "drug_mechanism", "drug_class"),
    "Publication": ("year", "journal"),
    "Procedure": ("drug_target", "drug_mechanism", "drug_class"),
}
"""The properties that nodes of a category may have."""

ENUMS: dict[str, frozenset[str]] = {
    "subject_form_or_variant": _words(
        "genetic_variant_form modified_form loss_of_function_variant_form non_loss_of_function_variant_form "
        "gain_of_function_variant_form dominant_negative_variant_form polymorphic_form snp_form mutant_form "
        "analog_form"
    ),
    "subject_direction": _words("increased upregulated decreased downregulated"),
    "object_aspect": _words(
        "activity_or_abundance abundance activity expression synthesis degradation cleavage stability folding "
        "localization transport aggregation interaction release secretion uptake splicing phosphorylation "
        "molecular_modification survival integrity onset differentiation proliferation number"
    ),
    "object_direction": _words("increased upregulated decreased downregulated delayed"),
    "donor_relation": _words("autologous allogeneic"),
    "event_type": _words(
        "approved accelerated_approval conditional_approval approved_exceptional_circumstances withdrawn refused "
        "negative_opinion positive_opinion advisory_vote_against filed refusal_to_file review_resumed "
        "application_withdrawn trial_cleared planned available meeting_set"
    ),
    "polarity": _words("supports refutes no_effect mixed"),
    "study_design": _words(
        "randomised_trial open_label_trial human_observational human_tissue patient_ipsc in_vivo_animal in_vitro "
        "computational review database regulatory registry press"
    ),
    "knowledge_level": _words(
        "knowledge_assertion logical_entailment prediction statistical_association text_co_occurrence observation "
        "not_provided"
    ),
    "agent_type": _words(
        "manual_agent automated_agent data_analysis_pipeline computational_model text_mining_agent "
        "image_processing_agent manual_validation_of_automated_agent not_provided"
    ),
    "citation_status": _words("primary secondary unresolved database"),
    "context": _words("als other_disease general"),
    "outcome": _words("met not_met mixed not_reported safety_only"),
    "role": _words("definition record finding stated"),
    "status": _words("supported contested mixed refuted no_effect stated"),
}
"""Column to its closed list of values."""

OPEN_IN_NODES = _words("status role")
"""Columns whose closed list holds for edges or evidence; what nodes say there is any text."""

SLOTS: dict[str, Slot] = {
    "sources": Slot("ALSKG:source", "string"),
    "category": Slot("rdf:type", "reference"),
    "name": Slot("rdfs:label", "string"),
    "synonyms": Slot("skos:altLabel", "string"),
    "xrefs": Slot("biolink:xref", "reference"),
    "description": Slot("dcterms:description", "string"),
    "taxon": Slot("ALSKG:taxon", "reference"),
    "subject": Slot("rdf:subject", "reference"),
    "predicate": Slot("rdf:predicate", "reference"),
    "object": Slot("rdf:object", "reference"),
    "subject_form_or_variant": Slot("biolink:subject_form_or_variant_qualifier", "string"),
    "subject_direction": Slot("biolink:subject_direction_qualifier", "string"),
    "object_aspect": Slot("biolink:object_aspect_qualifier", "string"),
    "object_direction": Slot("biolink:object_direction_qualifier", "string"),
    "species_context": Slot("biolink:species_context_qualifier", "reference"),
    "disease_context": Slot("biolink:disease_context_qualifier", "reference"),
    "asserted": Slot("ALSKG:asserted", "boolean"),
    "negated": Slot("biolink:negated", "boolean"),
    "publications": Slot("biolink:publications", "reference"),
    "supports": Slot("ALSKG:supports", "integer"),
    "refutes": Slot("ALSKG:refutes", "integer"),
    "no_effect": Slot("ALSKG:no_effect", "integer"),
    "mixed": Slot("ALSKG:mixed", "integer"),
    "strongest_design": Slot("ALSKG:strongest_design", "string"),
    "first_year": Slot("ALSKG:first_year", "integer"),
    "last_year": Slot("ALSKG:last_year", "integer"),
    "belief": Slot("ALSKG:belief", "float"),
    "has_evidence": Slot("biolink:has_evidence", "reference"),
    "symbol": Slot("biolink:symbol", "string"),
    "cytoband": Slot("ALSKG:cytoband", "string"),
    "als_type": Slot("ALSKG:als_type", "string"),
    "inheritance": Slot("ALSKG:inheritance", "string"),
    "mutation_mechanism": Slot("ALSKG:mutation_mechanism", "string"),
    "onset_notes": Slot("ALSKG:onset_notes", "string"),
    "hgvs_p": Slot("ALSKG:hgvs_p", "string"),
    "hgvs_c": Slot("ALSKG:hgvs_c", "string"),
    "progression": Slot("ALSKG:progression", "string"),
    "effect": Slot("ALSKG:effect", "string"),
    "phase": Slot("ALSKG:phase", "string"),
    "phase_code": Slot("ALSKG:phase_code", "string"),
    "status": Slot("ALSKG:status", "string"),
    "status_date": Slot("ALSKG:status_date", "string"),
    "status_note": Slot("ALSKG:status_note", "string"),
    "start_year": Slot("ALSKG:start_year", "integer"),
    "end_year": Slot("ALSKG:end_year", "integer"),
    "enrolment": Slot("ALSKG:enrolment", "integer"),
    "enrolment_note": Slot("ALSKG:enrolment_note", "string"),
    "cell_source": Slot("ALSKG:cell_source", "string"),
    "donor_relation": Slot("ALSKG:donor_relation", "string"),
    "product": Slot("ALSKG:product", "string"),
    "route": Slot("ALSKG:route", "string"),
    "dose": Slot("ALSKG:dose", "string"),
    "dose_count": Slot("ALSKG:dose_count", "string"),
    "comparator": Slot("ALSKG:comparator", "string"),
    "masking": Slot("ALSKG:masking", "string"),
    "primary_outcome": Slot("ALSKG:primary_outcome", "string"),
    "primary_endpoint": Slot("ALSKG:primary_endpoint", "string"),
    "primary_endpoint_note": Slot("ALSKG:primary_endpoint_note", "string"),
    "sponsor": Slot("ALSKG:sponsor", "string"),
    "country": Slot("ALSKG:country", "string"),
    "drug_target": Slot("ALSKG:drug_target", "string"),
    "drug_mechanism": Slot("ALSKG:drug_mechanism", "string"),
    "drug_class": Slot("ALSKG:drug_class", "string"),
    "model_type": Slot("ALSKG:model_type", "string"),
    "group": Slot("ALSKG:group", "string"),
    "role": Slot("ALSKG:role", "string"),
    "event_type": Slot("ALSKG:event_type", "string"),
    "agency": Slot("ALSKG:agency", "string"),
    "event_date": Slot("ALSKG:event_date", "string"),
    "indication": Slot("ALSKG:indication", "string"),
    "year": Slot("ALSKG:year", "integer"),
    "journal": Slot("ALSKG:journal", "string"),
    "database": Slot("ALSKG:database", "string"),
    "member_count": Slot("ALSKG:member_count", "integer"),
    "former_name": Slot("ALSKG:former_name", "string"),
    "fluid": Slot("ALSKG:fluid", "string"),
    "related_terms": Slot("ALSKG:related_terms", "string"),
    "source": Slot("ALSKG:source", "string"),
    "source_record": Slot("ALSKG:source_record", "string"),
    "polarity": Slot("ALSKG:polarity", "string"),
    "trial": Slot("ALSKG:trial", "reference"),
    "study_design": Slot("ALSKG:study_design", "string"),
    "statement": Slot("ALSKG:statement", "string"),
    "licence": Slot("biolink:license", "string"),
    "knowledge_level": Slot("biolink:knowledge_level", "string"),
    "agent_type": Slot("biolink:agent_type", "string"),
    "citation_status": Slot("ALSKG:citation_status", "string"),
    "reference": Slot("ALSKG:reference", "reference"),
    "system": Slot("ALSKG:system", "string"),
    "context": Slot("ALSKG:context", "string"),
    "quote_anchor": Slot("ALSKG:quote_anchor", "string"),
    "url": Slot("ALSKG:url", "string"),
    "value_low": Slot("ALSKG:value_low", "float"),
    "value_high": Slot("ALSKG:value_high", "float"),
    "unit": Slot("ALSKG:unit", "string"),
    "ci_low": Slot("ALSKG:ci_low", "float"),
    "ci_high": Slot("ALSKG:ci_high", "float"),
    "p_value": Slot("ALSKG:p_value", "string"),
    "n": Slot("ALSKG:n", "integer"),
    "weeks": Slot("ALSKG:weeks", "float"),
    "population": Slot("ALSKG:population", "string"),
    "frequency": Slot("ALSKG:frequency", "string"),
    "onset": Slot("ALSKG:onset", "string"),
    "grade": Slot("ALSKG:grade", "string"),
    "outcome": Slot("ALSKG:outcome", "string"),
    "note": Slot("ALSKG:note", "string"),
}
"""Column to its property in RDF."""
