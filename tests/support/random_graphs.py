"""Small random graphs as the three tables, for tests that compare engines with each other."""

from __future__ import annotations

import random
from typing import Any

from kg.model.columns import frame
from kg.model.tables import Tables

CATEGORIES = ("Gene", "Disease", "PathologicalProcess", "Cell")
PREDICATES = ("biolink:contributes_to", "biolink:affects", "biolink:related_to")
PREFIX = {"Gene": "HGNC", "Disease": "MONDO", "PathologicalProcess": "ALSKG", "Cell": "CL"}
WORDS = ("alpha", "beta", "gamma", "Sjögren", 'quo"te', "it's", "back\\slash", "日本", "<b>&amp;</b>", "tab\tline\nend")


def curie(category: str, number: int) -> str:
    """An identifier that looks like one of its category."""
    local = {"Gene": str(number), "PathologicalProcess": f"mechanism-{number}"}.get(category, f"{number:07d}")
    return f"{PREFIX[category]}:{local}"


def random_tables(seed: int, *, nodes: int = 24, edges: int = 60) -> Tables:
    """A graph with parallel edges, loops, unasserted edges, odd names and absent values.

    Args:
        seed: the same seed gives the same graph.
        nodes: number of nodes.
        edges: number of edges; some have no evidence, some several.
    """
    chance = random.Random(seed)
    node_rows = [_node(chance, number) for number in range(1, nodes + 1)]
    ids = [row["id"] for row in node_rows]
    edge_rows = [_edge(chance, number, ids) for number in range(edges)]
    evidence_rows = [_evidence(chance, number, chance.choice(edge_rows)["id"]) for number in range(edges)]
    return Tables(frame("nodes", node_rows), frame("edges", edge_rows), frame("evidence", evidence_rows))


def _node(chance: random.Random, number: int) -> dict[str, Any]:
    category = chance.choice(CATEGORIES)
    return {
        "id": curie(category, number),
        "category": category,
        "name": f"{chance.choice(WORDS)} {number}",
        "synonyms": [chance.choice(WORDS) for _ in range(chance.randrange(3))],
        "xrefs": [],
        "sources": ["curated"],
        "symbol": f"S{number % 7}" if category == "Gene" and chance.random() < 0.8 else None,
        "enrolment": chance.randrange(5) if chance.random() < 0.5 else None,
    }


def _edge(chance: random.Random, number: int, ids: list[str]) -> dict[str, Any]:
    supports, refutes = chance.randrange(3), chance.randrange(2)
    return {
        "id": f"ALSKG:e{number:020x}",
        "subject": chance.choice(ids),
        "predicate": chance.choice(PREDICATES),
        "object": chance.choice(ids),
        "object_direction": chance.choice((None, "increased", "decreased")),
        "asserted": chance.random() < 0.8,
        "status": chance.choice(("supported", "contested", "refuted", "stated")),
        "sources": ["curated"],
        "publications": [],
        "supports": supports,
        "refutes": refutes,
        "no_effect": 0,
        "mixed": 0,
        "strongest_design": "in_vitro",
        "first_year": 2000 + number % 20 if chance.random() < 0.7 else None,
        "belief": chance.choice((None, 0.0, 0.25, 0.5, 1.0)),
    }


def _evidence(chance: random.Random, number: int, edge_id: str) -> dict[str, Any]:
    return {
        "id": f"ALSKG:v{number:020x}",
        "edge_id": edge_id,
        "source": "curated",
        "source_record": f"made:{number}",
        "role": "finding",
        "polarity": chance.choice(("supports", "refutes")),
        "study_design": "in_vitro",
        "statement": chance.choice(WORDS),
        "licence": "CC-BY-4.0",
        "knowledge_level": "knowledge_assertion",
        "agent_type": "manual_agent",
        "citation_status": "unresolved",
        "year": 2000 + number % 7 if chance.random() < 0.5 else None,
        "value_low": chance.choice((None, 1.0, 2.5)),
    }
