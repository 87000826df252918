"""Which neighbours of some nodes are worth drawing, and how many were left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import NotFound, UsageError
from kg.evidence import RELIABILITY
from kg.view.subgraph import Row, Subgraph, induced

if TYPE_CHECKING:
    import polars as pl

DEFAULT_LIMIT = 80
"""Nodes drawn when the caller names no limit: what a laptop screen shows with most names readable."""


class _Candidate(NamedTuple):
    """A neighbour by its best edge; the smaller, the better."""

    minus_weight: float
    minus_rows: int
    id: str
    predicate: str


def neighbourhood(
    frames: Mapping[str, pl.DataFrame], centres: Sequence[str], *, steps: int = 1, limit: int = DEFAULT_LIMIT
) -> Subgraph:
    """Choose what to draw around some nodes.

    Nearer nodes come before farther ones. Within a step each kind of neighbour (predicate and
    category) gives its best in turn, so that a long list of pathways does not push out the one
    trial; best is the most decided edge, then the most evidence, then the smaller id.

    Args:
        frames: ``nodes``, ``edges`` and ``evidence`` of a release.
        centres: ids of the nodes to start from.
        steps: how many edges away a drawn node may be.
        limit: how many nodes are drawn at most, centres included.

    Returns:
        The chosen nodes with every edge between them, and the count of nodes and edges within
        reach that are not drawn.

    Raises:
        UsageError: no centre, no step, or a limit below the number of centres.
        NotFound: a centre is not in the graph.
    """
    import polars as pl

    wanted = tuple(dict.fromkeys(centres))
    if not wanted or steps < 1 or limit < len(wanted):
        raise UsageError(
            f"{len(wanted)} nodes to start from, {steps} steps and a limit of {limit} nodes leave nothing to draw.",
            hint="Name at least one node, take at least one step, and set the limit above the number of nodes named.",
        )
    known = set(frames["nodes"].filter(pl.col("id").is_in(wanted))["id"])
    for centre in wanted:
        if centre not in known:
            raise NotFound(f"{centre!r} is not in the graph.", hint="Look for its id with `alskg search`.")

    edges = frames["edges"]
    rows_of_edge = dict(frames["evidence"]["edge_id"].value_counts().iter_rows())
    category_of = dict(frames["nodes"].select("id", "category").iter_rows())
    chosen = dict.fromkeys(wanted, 0)
    reached = set(wanted)
    frontier = list(wanted)
    for step in range(1, steps + 1):
        touching = edges.filter(pl.col("subject").is_in(frontier) | pl.col("object").is_in(frontier))
        best = _best_edges(touching.to_dicts(), reached, rows_of_edge)
        frontier = _in_turn(best, category_of)
        chosen.update(dict.fromkeys(frontier[: limit - len(chosen)], step))
        reached.update(frontier)
    drawn = induced(frames, chosen, wanted)
    within = edges.filter(pl.col("subject").is_in(sorted(reached)) & pl.col("object").is_in(sorted(reached))).height
    return drawn.leaving_out(nodes=len(reached) - len(chosen), edges=within - len(drawn.edges))


def _best_edges(rows: Sequence[Row], reached: set[str], rows_of_edge: Mapping[str, int]) -> list[_Candidate]:
    """Each neighbour that is not reached yet, by its best edge."""
    best: dict[str, _Candidate] = {}
    for row in rows:
        for end in (row["subject"], row["object"]):
            if end not in reached:
                candidate = _Candidate(-weight(row), -rows_of_edge.get(row["id"], 0), end, row["predicate"])
                best[end] = min(candidate, best.get(end, candidate))
    return sorted(best.values())


def _in_turn(candidates: Sequence[_Candidate], category_of: Mapping[str, str]) -> list[str]:
    """The candidates' ids: the best of each kind, then the second best of each kind, and so on."""
    taken: dict[tuple[str, str], int] = {}
    turns = []
    for candidate in candidates:
        kind = (candidate.predicate, category_of[candidate.id])
        taken[kind] = taken.get(kind, 0) + 1
        turns.append((taken[kind], candidate))
    return [candidate.id for _, candidate in sorted(turns)]


def weight(row: Row) -> float:
    """How decided an edge is, from 0 to 1.

    For an asserted edge that is its belief. A well refuted claim is worth seeing as much as a well
    supported one, but its belief is 0: what counts is what its votes against add up to, each taken
    at the reliability of the edge's strongest design.

    Args:
        row: a row of the edges table.
    """
    if row["asserted"]:
        return float(row["belief"])
    against = row["refutes"] + row["no_effect"] + row["mixed"]
    return round(float(1.0 - (1.0 - RELIABILITY[row["strongest_design"]]) ** against), 6)
