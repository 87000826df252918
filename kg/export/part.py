"""Which part of the graph is exported: everything, or what surrounds some things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import polars as pl


class Part(NamedTuple):
    """The three tables of a graph or of a part of it, every end and every evidence included."""

    nodes: pl.DataFrame
    edges: pl.DataFrame
    evidence: pl.DataFrame


def whole(frames: Mapping[str, pl.DataFrame], *, asserted_only: bool = False) -> Part:
    """Everything.

    Args:
        frames: ``nodes``, ``edges`` and ``evidence`` of a release.
        asserted_only: leave out edges that are not asserted, with their evidence.
    """
    return _with_edges(frames, frames["nodes"], asserted_only=asserted_only)


def around(
    frames: Mapping[str, pl.DataFrame], centres: Sequence[str], *, steps: int = 1, asserted_only: bool = False
) -> Part:
    """Everything within some steps of some nodes, and every edge between what is there.

    Args:
        frames: ``nodes``, ``edges`` and ``evidence`` of a release.
        centres: ids of the nodes to start from.
        steps: how many edges away a node may be.
        asserted_only: leave out edges that are not asserted, and do not walk over them.
    """
    import polars as pl

    edges = frames["edges"].filter("asserted") if asserted_only else frames["edges"]
    reached = set(centres)
    for _ in range(steps):
        ids = sorted(reached)
        touching = edges.filter(pl.col("subject").is_in(ids) | pl.col("object").is_in(ids))
        reached.update(touching["subject"], touching["object"])
    nodes = frames["nodes"].filter(pl.col("id").is_in(sorted(reached)))
    return _with_edges(frames, nodes, asserted_only=asserted_only)


def _with_edges(frames: Mapping[str, pl.DataFrame], nodes: pl.DataFrame, *, asserted_only: bool) -> Part:
    import polars as pl

    ids = nodes["id"].implode()
    edges = frames["edges"].filter(pl.col("subject").is_in(ids) & pl.col("object").is_in(ids))
    if asserted_only:
        edges = edges.filter("asserted")
    evidence = frames["evidence"].filter(pl.col("edge_id").is_in(edges["id"].implode()))
    return Part(nodes.sort("id"), edges.sort("id"), evidence.sort("id"))
