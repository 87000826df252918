"""What is told beside an answer and not counted in it: carriers of a factor, trials in the broader disease."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.text.phrases import counted, in_words

if TYPE_CHECKING:
    from kg.engines.search.hits import Hit
    from kg.graph.knowledge_graph import KnowledgeGraph

NAMED = 5
"""How many carriers are named; the others are counted."""

_CARRIERS = """MATCH (factor:Entity {id: $id}) WHERE factor:Gene OR factor:MicroRNA
MATCH (carrier:Entity)-[:DELIVERS|HAS_PART]->(factor) WHERE NOT carrier:Pathway
OPTIONAL MATCH (trial:ClinicalTrial)-[:TESTS_INTERVENTION]->(carrier)
RETURN carrier.name AS name, count(DISTINCT trial.id) AS trials ORDER BY name"""
_BROADER = """MATCH (narrow:Disease {id: $id}) UNWIND narrow.within AS above
MATCH (broad:Disease {id: above})<-[:STUDIES_CONDITION]-(trial:ClinicalTrial) WHERE above <> $id
RETURN broad.name AS name, count(DISTINCT trial.id) AS trials ORDER BY trials DESC, name"""


def carriers(graph: KnowledgeGraph, hit: Hit) -> list[str]:
    """Name what delivers a factor, or has it as its part, for an answer about the factor itself.

    Args:
        graph: where.
        hit: the factor: a gene's product or a miRNA; nothing is said of other things.
    """
    if hit.category not in ("Gene", "MicroRNA"):
        return []
    found = graph.cypher(_CARRIERS, id=hit.id).rows
    if not found:
        return []
    names = [f"{name} ({counted(trials, 'trial')})" if trials else str(name) for name, trials in found]
    told = [*names[:NAMED], f"{len(names) - NAMED} more"] if len(names) > NAMED else names
    return [
        f"beside, not counted: {hit.symbol or hit.name} is carried by {in_words(told, 'and')}; ask about these by name"
    ]


def broader_trials(graph: KnowledgeGraph, hit: Hit) -> list[str]:
    """Count the trials that study a broader disease, for a list of the trials of a kind of it."""
    if hit.category != "Disease":
        return []
    found = graph.cypher(_BROADER, id=hit.id).rows
    return [
        f"beside, not listed: {counted(trials, 'trial')} in {name}, a broader disease" for name, trials in found[:1]
    ]
