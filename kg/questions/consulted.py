"""What an empty answer rests on: which edges there are of the kinds that were looked at, and who gave them."""

from __future__ import annotations

from kg.errors import QueryError
from kg.queries import Question
from kg.questions.graph import AnyGraph

_COUNTS = """
MATCH (:Entity)-[r]->(:Entity) WHERE size($predicates) = 0 OR r.predicate IN $predicates
RETURN r.predicate AS predicate, count(r) AS edges, sum(CASE WHEN r.asserted THEN 0 ELSE 1 END) AS not_asserted
"""
_SOURCES = """
MATCH (:Entity)-[r]->(:Entity) WHERE size($predicates) = 0 OR r.predicate IN $predicates
UNWIND r.sources AS source
RETURN DISTINCT source
"""


def consulted(graph: AnyGraph, question: Question) -> str:
    """Say how many edges of each kind exist, how many are not asserted, from which sources of which dates.

    Args:
        graph: the graph that was asked.
        question: the question, whose ``edges`` say what it goes over.
    """
    try:
        return _counted_now(graph, question)
    except QueryError:
        # A graph too large to be counted while somebody waits.
        known = graph.provenance
        sources = ", ".join(known.dated(known.sources)) or "no source"
        return f"{_nothing(graph)}; consulted: the whole graph, {known.edges:,} edges, from {sources}"


def _counted_now(graph: AnyGraph, question: Question) -> str:
    kinds = {"predicates": list(question.edges)}
    counts = {row[0]: (int(row[1]), int(row[2])) for row in graph.cypher(_COUNTS, kinds)}
    if question.edges:
        parts = [_counted(name, *counts.get(name, (0, 0))) for name in question.edges]
    else:
        edges, not_asserted = (sum(one[at] for one in counts.values()) for at in (0, 1))
        parts = [f"all {edges:,}" + (f" ({not_asserted:,} not asserted)" if not_asserted else "")]
    sources = ", ".join(graph.provenance.dated(graph.cypher(_SOURCES, kinds).column("source"))) or "no source"
    return f"{_nothing(graph)}; consulted: {', '.join(parts)} edges, from {sources}"


def _nothing(graph: AnyGraph) -> str:
    """Say that there is no answer; of a view that none is left, for there may be one in the whole graph."""
    return "no answer is left by the filter" if graph.provenance.filter else "nothing fits"


def _counted(predicate: str, edges: int, not_asserted: int) -> str:
    aside = f" ({not_asserted:,} not asserted)" if not_asserted else ""
    return f"{edges:,} {predicate.partition(':')[2]}{aside}"
