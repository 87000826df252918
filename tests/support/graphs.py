"""A small good graph with every kind of edge, as the three frames of a release.

Things of the real world carry their identifiers; what stands for a category only is ``ALSKG:a-…``.
"""

from __future__ import annotations

import polars as pl

from kg.assembly.edges import make_tables
from kg.loaders.roles import role_of
from kg.model.records import Claim, Evidence, Node, Place, Scalar, Statement
from kg.model.tables import Tables

ALS = "MONDO:0004976"
SOD1 = "HGNC:11179"
DAO = "HGNC:2671"
AUTOPHAGY = "GO:0006914"
HUMAN = "NCBITaxon:9606"
TRIAL = "CLINICALTRIALS:NCT00000000"
SOURCES = {"toy": "toy", "other": "other"}
"""Sources of the evidence and their origin groups."""


def node(id: str, category: str, name: str, **properties: Scalar) -> Node:
    """A node read from line 1 of nowhere."""
    taxon = HUMAN if category == "Gene" else None
    return Node(id, category, name, Place("toy", "toy.tsv", 1), taxon=taxon, properties=properties)


def claim(
    subject: str, predicate: str, object: str, *, qualifiers: dict[str, str] | None = None, **evidence: object
) -> Claim:
    """A claim with in-vitro evidence from PMID:1, unless `evidence` says otherwise."""
    fields: dict[str, object] = {
        "source": "toy",
        "source_record": "toy:1",
        "role": role_of(predicate),
        "polarity": "supports",
        "study_design": "in_vitro",
        "statement": "it was seen",
        "licence": "CC-BY-4.0",
        "knowledge_level": "knowledge_assertion",
        "agent_type": "manual_agent",
        "citation_status": "primary",
        "reference": "PMID:1",
        **evidence,
    }
    return Claim(
        Statement(subject, predicate, object, **(qualifiers or {})),
        Evidence(**fields),  # type: ignore[arg-type]
        Place("toy", "toy.tsv", 1),
    )


NODES = (
    node(SOD1, "Gene", "SOD1", symbol="SOD1", cytoband="21q22.11"),
    node(DAO, "Gene", "DAO", symbol="DAO"),
    node(ALS, "Disease", "amyotrophic lateral sclerosis"),
    node("ALSKG:a-subtype", "Disease", "a subtype"),
    node("ALSKG:a-variant", "SequenceVariant", "a variant"),
    node("ALSKG:mechanism-autophagy", "PathologicalProcess", "Autophagy impairment"),
    node(AUTOPHAGY, "BiologicalProcess", "autophagy"),
    node("ALSKG:a-sign", "PhenotypicFeature", "a sign"),
    node("ALSKG:an-inheritance", "GeneticInheritance", "an inheritance"),
    node("ALSKG:incidence", "ClinicalAttribute", "incidence"),
    node("ALSKG:a-measurement", "ClinicalMeasurement", "a measurement", fluid="serum"),
    node("ALSKG:a-cell", "Cell", "a cell"),
    node("ALSKG:a-stem-cell", "Cell", "a stem cell"),
    node("ALSKG:a-tissue", "AnatomicalEntity", "a tissue"),
    node("ALSKG:a-mouse", "Genotype", "a mouse line", model_type="transgenic mouse"),
    node("ALSKG:a-product", "Treatment", "a product", donor_relation="autologous"),
    node("ALSKG:a-drug", "Drug", "a drug"),
    node(TRIAL, "ClinicalTrial", "a trial", phase="2", enrolment=48, start_year=2011),
    node("ALSKG:trial-follow-up", "ClinicalTrial", "its follow-up"),
    node("ALSKG:an-approval", "Event", "an approval", event_type="approved"),
    node("ALSKG:an-exposure", "EnvironmentalExposure", "an exposure"),
    node("ALSKG:criteria", "DiagnosticAid", "criteria"),
    node(HUMAN, "OrganismTaxon", "human"),
    node("PMID:1", "Publication", "a paper", year=2001),
)

CONTRIBUTES = "biolink:contributes_to"
VARIANT = {"subject_form_or_variant": "genetic_variant_form"}
SURVIVAL = {"object_aspect": "survival", "object_direction": "increased"}
CLAIMS: dict[str, tuple[Claim, ...]] = {
    "GeneToDiseaseAssociation": (
        claim(SOD1, CONTRIBUTES, ALS, year=1993, study_design="human_observational"),
        claim(SOD1, CONTRIBUTES, ALS, year=2001, reference="PMID:2"),
        claim(DAO, CONTRIBUTES, ALS, polarity="refutes", reference="PMID:3"),
    ),
    "VariantToDiseaseAssociation": (claim("ALSKG:a-variant", "biolink:causes", ALS),),
    "VariantToGeneAssociation": (claim("ALSKG:a-variant", "biolink:is_sequence_variant_of", SOD1),),
    "GeneToMechanismAssociation": (
        claim(
            SOD1,
            CONTRIBUTES,
            "ALSKG:mechanism-autophagy",
            qualifiers=VARIANT,
        ),
    ),
    "MechanismToDiseaseAssociation": (claim("ALSKG:mechanism-autophagy", CONTRIBUTES, ALS),),
    "GeneToGeneAssociation": (
        claim(SOD1, "biolink:physically_interacts_with", DAO, polarity="mixed", reference="doi:10.1000/a<1>(2)[3]"),
    ),
    "ProcessHierarchyAssociation": (claim("ALSKG:mechanism-autophagy", "biolink:close_match", AUTOPHAGY),),
    "CellHierarchyAssociation": (claim("ALSKG:a-cell", "biolink:located_in", "ALSKG:a-tissue"),),
    "DiseaseHierarchyAssociation": (claim("ALSKG:a-subtype", "biolink:subclass_of", ALS),),
    "DiseaseToPhenotypicFeatureAssociation": (
        claim(ALS, "biolink:has_phenotype", "ALSKG:a-sign", polarity="refutes", frequency="0/9"),
    ),
    "DiseaseToGeneticInheritanceAssociation": (
        claim(
            ALS, "biolink:has_mode_of_inheritance", "ALSKG:an-inheritance", citation_status="secondary", reference=None
        ),
    ),
    "EntityToAttributeAssociation": (
        claim(ALS, "biolink:has_attribute", "ALSKG:incidence", value_low=1.5, value_high=2.5, unit="/100000/a", n=100),
        claim(ALS, "biolink:has_attribute", "ALSKG:incidence", value_low=1.0, value_high=1.0, unit="/100000/a"),
    ),
    "SecretionAssociation": (
        claim("ALSKG:a-cell", "biolink:produces", SOD1, qualifiers={"object_aspect": "secretion"}),
    ),
    "EffectAssociation": (
        claim("ALSKG:a-product", "biolink:affects", "ALSKG:a-cell", qualifiers=SURVIVAL),
        claim(
            "ALSKG:a-product",
            "biolink:affects",
            "ALSKG:a-cell",
            qualifiers=SURVIVAL,
            polarity="no_effect",
            reference="PMID:4",
        ),
        claim(
            "ALSKG:a-product",
            "biolink:affects",
            "ALSKG:a-cell",
            qualifiers={**SURVIVAL, "species_context": HUMAN, "disease_context": ALS},
            polarity="no_effect",
        ),
    ),
    "DeliveryAssociation": (claim("ALSKG:a-cell", "ALSKG:delivers", SOD1),),
    "MigrationAssociation": (claim("ALSKG:a-product", "ALSKG:migrates_to", "ALSKG:a-tissue"),),
    "DifferentiationAssociation": (claim("ALSKG:a-cell", "biolink:develops_from", "ALSKG:a-product"),),
    "CorrelationAssociation": (claim("ALSKG:a-sign", "biolink:negatively_correlated_with", SOD1),),
    "BiomarkerAssociation": (claim("ALSKG:a-measurement", "biolink:biomarker_for", ALS),),
    "BiomarkerToAnalyteAssociation": (claim("ALSKG:a-measurement", "ALSKG:measures", SOD1),),
    "RiskAssociation": (claim("ALSKG:an-exposure", "biolink:associated_with_increased_likelihood_of", ALS),),
    "TreatmentToDiseaseAssociation": (claim("ALSKG:a-drug", "biolink:in_clinical_trials_for", ALS),),
    "TrialToInterventionAssociation": (
        claim(
            TRIAL, "ALSKG:tests_intervention", "ALSKG:a-product", study_design="registry", citation_status="database"
        ),
    ),
    "TrialToConditionAssociation": (claim(TRIAL, "ALSKG:studies_condition", ALS),),
    "TrialToTrialAssociation": (claim(TRIAL, "biolink:has_part", "ALSKG:trial-follow-up"),),
    "RegulatoryEventAssociation": (claim("ALSKG:a-drug", "ALSKG:has_regulatory_event", "ALSKG:an-approval"),),
    "TherapyCompositionAssociation": (claim("ALSKG:a-product", "biolink:derives_from", "ALSKG:a-stem-cell"),),
    "ModelAssociation": (claim("ALSKG:a-mouse", "biolink:model_of", ALS),),
    "ModelToGeneAssociation": (claim("ALSKG:a-mouse", "biolink:has_gene", SOD1),),
    "ModelDerivationAssociation": (claim("ALSKG:a-mouse", "biolink:derives_from", "ALSKG:a-cell"),),
    "TaxonAssociation": (claim("ALSKG:a-cell", "biolink:in_taxon", HUMAN, source="other", polarity="supports"),),
    "DiagnosticAssociation": (claim("ALSKG:criteria", "biolink:diagnoses", ALS),),
}
"""One or more claims for every kind of edge of the schema."""


def small_graph() -> Tables:
    """The small graph: as many nodes as `NODES`, at least one edge of every kind."""
    made = make_tables(
        {one.id: one for one in NODES},
        dict.fromkeys((one.id for one in NODES), ("toy",)),
        [one for claims in CLAIMS.values() for one in claims],
        SOURCES,
    )
    return made


def edge_id(frames: Tables, subject: str, predicate: str, object: str) -> str:
    """The id of the one edge that says this, whatever its qualifiers; the first of several."""
    columns = (pl.col("subject") == subject, pl.col("predicate") == predicate, pl.col("object") == object)
    return str(frames.edges.filter(*columns)["id"][0])


def change(frame: pl.DataFrame, id: str, **values: object) -> pl.DataFrame:
    """The frame with some cells of one row changed.

    Raises:
        KeyError: no row has that id.
    """
    if id not in frame["id"]:
        raise KeyError(id)
    return frame.with_columns(
        pl.when(pl.col("id") == id).then(pl.lit(value, dtype=frame.schema[name])).otherwise(pl.col(name)).alias(name)
        for name, value in values.items()
    )
