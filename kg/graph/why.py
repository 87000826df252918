"""How the belief in an edge came about: its votes, and what they add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.engines.core.rows import Rows
from kg.errors import NotFound
from kg.model.verdict import TRIED, says

if TYPE_CHECKING:
    from kg.graph.knowledge_graph import KnowledgeGraph

COLUMNS = ("voter", "says", "design", "r", "q", "people", "weight", "for", "against")
TOGETHER = "together"
"""The voter of the last row, which holds the sums."""


def why(graph: KnowledgeGraph, edge: str) -> Rows:
    """List the votes on an edge; see `KnowledgeGraph.why`."""
    import polars as pl

    from kg.assembly.apply_votes import DIGITS, add_up, cast

    tables = graph.tables
    edges = tables.edges.filter(pl.col("id") == edge)
    if not edges.height:
        raise NotFound(f"there is no edge {edge!r}.", hint="`alskg edges` lists edges with their ids.")
    evidence = tables.evidence.filter(pl.col("edge_id") == edge)
    votes = cast(evidence, edges, tables.nodes, graph.provenance.origin_groups)
    rows = votes.select(pl.col(pl.Float64).round(DIGITS), pl.exclude(pl.Float64)).select(COLUMNS).rows()
    stated = evidence.filter(pl.col("role") == "stated").select("source_record", "study_design").sort("source_record")
    rows += [(record, "stated, no vote", design, *[None] * 6) for record, design in stated.rows()]
    told = edges.row(0, named=True)
    sums = add_up(votes).select(*("for", "against")).rows() or [(0.0, 0.0)]
    last = (TOGETHER, told["status"], told["strongest_design"], None, None, None, told["belief"], *sums[0])
    state = "asserted" if told["asserted"] else "not asserted"
    note = (
        f"{state}, {told['status']}; belief = for x (1 - against); weight = r x q x people, "
        "where people counts on claims of benefit or harm alone"
    )
    if told["belief"] is None and told["status"] != "stated":
        note = f"{state}, {told['status']}; no belief: its evidence is a definition or a record, not a finding"
    found = [*rows, last]
    if told["predicate"] in TRIED:
        # That a trial took place is supported by one that failed as well: it must not read as a vote for benefit.
        at = COLUMNS.index("says")
        found = [(*row[:at], says(told["predicate"], row[at]), *row[at + 1 :]) for row in rows]
        note = "tried: whether it helped is said by the edge ameliorates_condition, not by this one"
    return Rows(COLUMNS, tuple(found), warnings=(note,))
