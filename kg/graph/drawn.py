"""Which neighbours of some nodes are worth drawing, and how many were left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import NotFound, UsageError
from kg.graph.subgraph import Subgraph, TableRow, subgraph_of
from kg.model.votes import RELIABILITY

if TYPE_CHECKING:
    from kg.model.tables import Tables

DEFAULT_LIMIT = 80
"""Nodes drawn when the caller names no limit: what a laptop screen shows with most names readable."""


class _Candidate(NamedTuple):
    """A neighbour by its best edge; the smaller, the better."""

    minus_weight: float
    minus_rows: int
    id: str
    predicate: str


def neighbourhood(tables: Tables, centres: Sequence[str], *, steps: int = 1, limit: int = DEFAULT_LIMIT) -> Subgraph:
    """Choose what to draw around some nodes.

    Nearer nodes come before farther ones. Within a step each kind of neighbour (predicate and
    category) gives its best in turn, so that a long list of pathways does not push out the one
    trial; best is the most decided edge, then the most evidence, then the smaller id.

    Args:
        tables: of a release.
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
    known = set(tables.nodes.filter(pl.col("id").is_in(wanted))["id"])
    for centre in wanted:
        if centre not in known:
            raise NotFound(f"{centre!r} is not in the graph.", hint="Look for its id with `alskg search`.")

    distances = tables.distances(wanted, steps)
    within = tables.induced(distances)
    chosen = list(wanted)
    for ids in _in_turn(within, distances):
        chosen += ids[: limit - len(chosen)]
    part = within.induced(chosen)
    drawn = subgraph_of(tables, part, {id: distances[id] for id in chosen}, wanted)
    return drawn.leaving_out(nodes=len(distances) - len(chosen), edges=within.edges.height - part.edges.height)


def _in_turn(within: Tables, distances: Mapping[str, int]) -> Iterator[list[str]]:
    """Yield the nodes of each step from the centres: the best of each kind, then the second best, and so on."""
    import polars as pl

    rows_of_edge = dict(within.evidence["edge_id"].value_counts().iter_rows())
    category_of = dict(within.nodes.select("id", "category").iter_rows())
    best: dict[str, _Candidate] = {}
    from_centre, to_centre = (
        pl.col(name).replace_strict(distances, return_dtype=pl.Int64) for name in ("subject", "object")
    )
    for row in within.edges.filter((from_centre - to_centre).abs() == 1).iter_rows(named=True):
        for end, other in ((row["subject"], row["object"]), (row["object"], row["subject"])):
            if distances[end] == distances[other] + 1:
                candidate = _Candidate(-weight(row), -rows_of_edge.get(row["id"], 0), end, row["predicate"])
                best[end] = min(candidate, best.get(end, candidate))
    for step in range(1, max(distances.values()) + 1):
        taken: dict[tuple[str, str], int] = {}
        turns = []
        for candidate in sorted(one for id, one in best.items() if distances[id] == step):
            kind = (candidate.predicate, category_of[candidate.id])
            taken[kind] = taken.get(kind, 0) + 1
            turns.append((taken[kind], candidate))
        yield [candidate.id for _, candidate in sorted(turns)]


def weight(row: TableRow) -> float:
    """Weigh how decided an edge is, from 0 to 1.

    For an asserted edge that is its belief, or the reliability of its design where it needs none. A
    well refuted claim is worth seeing as much as a well supported one, but its belief is 0: what counts
    is what its votes against add up to, each taken at the reliability of the edge's strongest design.
    What is only stated weighs nothing and is walked last.

    Args:
        row: a row of the edges table.
    """
    reliability = RELIABILITY[row["strongest_design"]]
    if row["asserted"]:
        return float(reliability if row["belief"] is None else row["belief"])
    against = row["refutes"] + row["no_effect"] + row["mixed"]
    return round(float(1.0 - (1.0 - reliability) ** against), 6)
