"""Random graphs in the shape of the real one, for questions: 200 nodes whose edges go where questions look.

Most edges run as the schema has them; some do not, some are not asserted, and
names, symbols and references repeat, so that a question that forgets a category, a vote or an
identifier answers differently in one language.
"""

from __future__ import annotations

import random
from typing import Any

from kg.model.columns import frame
from kg.model.tables import Tables
from kg.queries import Parameter

ALS, MSC = "MONDO:0004976", "CL:0000134"
SHARES = ("ALSKG:share-of-familial-als", "ALSKG:share-of-sporadic-als", "ALSKG:share-of-als-cases")
PATTERNS = """
Gene contributes_to Disease|Gene contributes_to PathologicalProcess|Gene causes PathologicalProcess
Gene participates_in Pathway|Gene directly_physically_interacts_with Gene|Gene affects BiologicalProcess
Gene actively_involved_in BiologicalProcess|Gene regulates Gene|Gene has_attribute ClinicalAttribute
SequenceVariant is_sequence_variant_of Gene|SequenceVariant has_attribute ClinicalAttribute
SequenceVariant associated_with_increased_likelihood_of Disease|SequenceVariant has_attribute ClinicalCourse
PathologicalProcess contributes_to Disease|PathologicalProcess exact_match BiologicalProcess
PathologicalProcess close_match BiologicalProcess|PathologicalProcess subclass_of PathologicalProcess
Disease subclass_of Disease|Disease has_phenotype PhenotypicFeature|Disease has_attribute ClinicalAttribute
Disease has_attribute Onset|Disease has_attribute ClinicalCourse|Disease has_mode_of_inheritance GeneticInheritance
Cell subclass_of Cell|Cell produces Gene|Cell affects PathologicalProcess|Cell affects BiologicalProcess
Cell affects MicroRNA|Cell delivers MicroRNA|CellularComponent derives_from Cell|CellularComponent delivers MicroRNA
CellularComponent delivers Gene|MicroRNA affects Gene|Treatment derives_from Cell|Treatment affects Gene
Treatment subclass_of Treatment|Treatment ameliorates_condition Disease|Treatment produces Gene
Treatment has_part Drug|Treatment delivers Gene|Treatment affects PathologicalProcess
Drug affects PathologicalProcess|Drug affects Gene|Drug has_regulatory_event Event|Drug has_part Drug
Drug ameliorates_condition Disease|Drug studied_to_treat Disease|Drug has_adverse_event PhenotypicFeature
Drug exacerbates_condition Disease|Treatment has_regulatory_event Event
ClinicalTrial tests_intervention Drug|ClinicalTrial tests_intervention Treatment|ClinicalTrial studies_condition Disease
ClinicalMeasurement biomarker_for Disease|ClinicalMeasurement measures Gene|ClinicalMeasurement measures MicroRNA
Genotype has_gene Gene|CellLine has_gene Gene|Cell has_gene Gene|Genotype model_of Disease|CellLine model_of Disease
DiagnosticAid diagnoses Disease|DiagnosticAid has_attribute ClinicalAttribute
EnvironmentalExposure associated_with_increased_likelihood_of Disease
EnvironmentalExposure associated_with_decreased_likelihood_of Disease
Gene participates_in Pathway|Gene contributes_to PathologicalProcess|Cell produces Gene|Cell produces Gene
Gene directly_physically_interacts_with Gene|Gene directly_physically_interacts_with Gene|Treatment delivers Gene
"""
TRIPLES = [tuple(one.split()) for one in PATTERNS.replace("\n", "|").split("|") if one]
OWN = {"delivers", "has_regulatory_event", "measures", "studies_condition", "tests_intervention"}
CATEGORIES = sorted({one for subject, _, object in TRIPLES for one in (subject, object)})
PREFIX = {"Gene": "HGNC", "Disease": "MONDO", "Cell": "CL", "BiologicalProcess": "GO", "PhenotypicFeature": "HP"}
NAMES = ("alpha", "beta", "Sjögren β", 'quo"te', "it's", "back\\slash", "MSC", "a|b", "Neural")
CELLS = ("bone-marrow MSC", "neural stem cells", "Wharton's jelly MSC", None)
ENDPOINTS = ("met", "not_met", "mixed", "not_reported", "safety_only", None)
REFERENCES = ("PMID:1", "PMID:2", "doi:10.1000/a(b)<c>", "CLINICALTRIALS:NCT00000001", None)
DEEPEST = 8
"""Steps that the questions' Cypher goes up a hierarchy; SPARQL goes all the way (docs/cypher.md)."""
HIERARCHY = ("subclass_of", "derives_from", "has_part")


def random_als(seed: int, *, nodes: int = 200, edges: int = 800) -> Tables:
    """A random graph in the shape of the real one.

    Args:
        seed: the same seed gives the same graph.
        nodes: number of nodes, some of which every question starts from.
        edges: number of edges, each with one row of evidence or more.
    """
    chance = random.Random(seed)
    rows = [_node(chance, id, category) for id, category in (
        (ALS, "Disease"), (MSC, "Cell"), *((share, "ClinicalAttribute") for share in SHARES))]  # fmt: skip
    while len(rows) < nodes:
        category = CATEGORIES[len(rows) % len(CATEGORIES)]
        rows.append(_node(chance, _id(category, len(rows)), category))
    of: dict[str, list[str]] = {}
    for row in rows:
        of.setdefault(row["category"], []).append(row["id"])
    ids = [row["id"] for row in rows]
    found: dict[str, dict[str, Any]] = {}
    while len(found) < edges:
        edge = _edge(chance, len(found), of, ids)
        found[edge["id"]] = edge
    # As the build makes them: an edge is what its evidence says, so there is none without.
    about = [*found, *chance.choices(list(found), k=edges // 2)]
    evidence = [_evidence(chance, number, edge_id) for number, edge_id in enumerate(about)]
    return Tables(frame("nodes", rows), frame("edges", list(found.values())), frame("evidence", evidence))


def random_value(chance: random.Random, parameter: Parameter, tables: Tables) -> Any:
    """A value that a parameter may have, mostly of the kind that its question looks for."""
    kind = {"gene": "Gene", "disease": "Disease", "mechanism": "PathologicalProcess"}.get(parameter.kind)
    ids = tables.nodes["id"].to_list()
    if parameter.kind == "integer":
        return chance.choice((0, 1, 2, 3, 8, 50))
    if parameter.kind == "choice":
        return chance.choice(("", *parameter.choices) if parameter.default == "" else parameter.choices)
    if parameter.kind == "predicate":
        return chance.choice(("", *sorted(set(tables.edges["predicate"]))))
    if parameter.kind == "gene" and parameter.default == "" and chance.random() < 0.5:
        return ""
    if parameter.kind == "reference":
        return chance.choice([one for one in REFERENCES if one])
    if parameter.kind == "edge":
        return chance.choice(tables.edges["id"].to_list())
    if parameter.kind == "text":
        if chance.random() < 0.6:
            return ""
        return chance.choice(("m", "MSC", "1", "met", "not_met", "a", "Definitive", "S3", "β", "affects", "approved"))
    if parameter.kind == "gene symbol":
        return sorted({f"S{chance.randrange(12)}" for _ in range(4)})
    if parameter.many:
        genes = [row["id"] for row in tables.nodes.iter_rows(named=True) if row["category"] == "Gene"]
        return sorted(chance.sample(genes, 5))
    if kind is None and chance.random() < 0.5:
        return chance.choice((ALS, MSC))
    if kind == "Disease" and chance.random() < 0.5:
        return ALS
    return chance.choice(
        [row["id"] for row in tables.nodes.iter_rows(named=True) if kind in (None, row["category"])] or ids
    )


def _id(category: str, number: int) -> str:
    prefix = PREFIX.get(category)
    if prefix is None:
        return f"ALSKG:{category.lower()}-{number}"
    return f"{prefix}:{number}" if prefix == "HGNC" else f"{prefix}:{number:07d}"


def _node(chance: random.Random, id: str, category: str) -> dict[str, Any]:
    trial, gene = category == "ClinicalTrial", category == "Gene"
    return {
        "id": id,
        "category": category,
        "name": f"{chance.choice(NAMES)} {chance.randrange(25)}",
        "synonyms": [],
        "xrefs": [],
        "sources": ["curated"],
        "description": chance.choice((None, "shown")),
        "symbol": f"S{chance.randrange(12)}" if gene and chance.random() < 0.8 else None,
        "inheritance": chance.choice((None, "AD")) if gene else None,
        "cell_source": chance.choice(CELLS) if trial else None,
        "route": chance.choice((None, "intrathecal")) if trial else None,
        "phase": chance.choice((None, "Phase 1", "Phase 3")) if trial else None,
        "primary_endpoint": chance.choice(ENDPOINTS) if trial else None,
        "enrolment": chance.choice((None, 0, 12, 40)) if trial else None,
        "start_year": chance.choice((None, 2010, 2020)) if trial else None,
        "event_type": chance.choice(("approved", "withdrawn", None)) if category == "Event" else None,
        "agency": chance.choice(("FDA", "EMA", None)) if category == "Event" else None,
        "event_date": chance.choice(("2017", "2024-04-04", None)) if category == "Event" else None,
        "fluid": chance.choice(("serum", None)) if category == "ClinicalMeasurement" else None,
        "model_type": chance.choice(("mouse", None)) if category == "Genotype" else None,
        "hgvs_p": chance.choice(("p.Ala5Val", None)) if category == "SequenceVariant" else None,
        "progression": chance.choice(("fast", "slow", None)) if category == "SequenceVariant" else None,
    }


def _edge(chance: random.Random, number: int, of: dict[str, list[str]], ids: list[str]) -> dict[str, Any]:
    subject, predicate, object = chance.choice(TRIPLES)
    ends = [chance.choice(of[subject]), chance.choice(of[object])]
    if chance.random() < 0.3 and ALS in of[object]:
        ends[1] = ALS
    if chance.random() < 0.3 and MSC in of[object]:
        ends[1] = MSC
    if chance.random() < 0.3 and object == "ClinicalAttribute":
        ends[1] = chance.choice(SHARES)
    if chance.random() < 0.1:
        ends[chance.randrange(2)] = chance.choice(ids)
    supports, refutes, no_effect = chance.choice(
        ((1, 0, 0), (2, 1, 0), (1, 0, 1), (0, 1, 0), (0, 0, 1), (3, 0, 0), (0, 0, 0))
    )
    edge = {
        "id": f"ALSKG:e{number:020x}",
        "subject": ends[0],
        "predicate": f"{'ALSKG' if predicate in OWN else 'biolink'}:{predicate}",
        "object": ends[1],
        "subject_direction": chance.choice((None, "increased")),
        "object_aspect": chance.choice((None, "expression", "activity")),
        "object_direction": chance.choice((None, "increased", "decreased")),
        "asserted": supports > 0,
        "sources": ["curated"],
        "publications": sorted({one for one in chance.choices(REFERENCES, k=2) if one}),
        "supports": supports,
        "refutes": refutes,
        "no_effect": no_effect,
        "mixed": chance.choice((0, 0, 0, 1)),
        "strongest_design": chance.choice(("in_vitro", "review", "randomised_trial")),
        "belief": chance.choice((0.0, 0.25, 0.5, 1.0)),
    }
    return {**edge, **_standing(number, edge)}


def _standing(number: int, edge: dict[str, Any]) -> dict[str, Any]:
    """The status of an edge with these votes, and what goes with it."""
    against = edge["refutes"] + edge["no_effect"] > 0
    if edge["supports"]:
        told = {"status": "contested" if against else "supported", "asserted": not against or number % 20 != 13}
    elif number % 4 == 0:
        told = {"status": "stated", **dict.fromkeys(("refutes", "no_effect", "mixed"), 0)}
    else:
        told = {"status": "mixed" if edge["mixed"] else "refuted" if edge["refutes"] else "no_effect"}
    return {**told, "belief": None if told["status"] == "stated" or number % 7 == 0 else edge["belief"]}


def _evidence(chance: random.Random, number: int, edge_id: str) -> dict[str, Any]:
    return {
        "id": f"ALSKG:v{number:020x}",
        "edge_id": edge_id,
        "source": chance.choice(("curated", "clingen")),
        "source_record": f"made:{number}",
        "role": ("finding", "record", "definition", "stated")[number % 4],
        "polarity": chance.choice(("supports", "refutes", "no_effect", "mixed")),
        "study_design": chance.choice(
            ("in_vitro", "database", "randomised_trial", "press", "in_vivo_animal", "computational")
        ),
        "statement": chance.choice(NAMES),
        "licence": chance.choice(("CC-BY-4.0", "CC0-1.0")),
        "knowledge_level": "knowledge_assertion",
        "agent_type": chance.choice(("manual_agent", "automated_agent")),
        "citation_status": chance.choice(("primary", "secondary", "unresolved")),
        "reference": chance.choice(REFERENCES),
        "system": chance.choice((None, "mouse")),
        "taxon": chance.choice((None, "NCBITaxon:9606", "NCBITaxon:10090")),
        "year": chance.choice((None, 1999, 2020)),
        "value_low": chance.choice((None, 1.0, 2.5)),
        "value_high": chance.choice((None, 3.0)),
        "unit": chance.choice((None, "%")),
        "n": chance.choice((None, 12)),
        "population": chance.choice((None, "Asian")),
        "frequency": chance.choice((None, "1/2", "HP:0040281")),
        "grade": chance.choice((None, "Definitive", "Limited", "Refuted")),
        "outcome": chance.choice(ENDPOINTS),
    }


def deepest_chain(tables: Tables) -> int:
    """The longest way up by hierarchical predicates without a repeated node (asserted edges)."""
    up: dict[str, set[str]] = {}
    for row in tables.edges.iter_rows(named=True):
        if row["asserted"] and row["predicate"].partition(":")[2] in HIERARCHY:
            up.setdefault(row["subject"], set()).add(row["object"])

    def depth(id: str, seen: frozenset[str]) -> int:
        return max((1 + depth(one, seen | {one}) for one in up.get(id, ()) if one not in seen), default=0)

    return max((depth(id, frozenset([id])) for id in up), default=0)
