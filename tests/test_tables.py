"""`Tables`: parts of a graph are closed, and walks are those of an independent breadth-first search."""

from __future__ import annotations

from collections import deque
from pathlib import Path

import networkx as nx
import polars as pl
import pytest

from kg.errors import ReleaseError
from kg.model.changes import matched
from kg.model.tables import TABLE_NAMES, Tables
from support.graphs import ALS, SOD1, small_graph
from support.random_graphs import random_tables

SEEDS = range(5)


def reached(tables: Tables, centres: list[str], steps: int) -> dict[str, int]:
    """Plain breadth-first search over rows."""
    beside: dict[str, set[str]] = {}
    for start, end in tables.edges.select("subject", "object").iter_rows():
        beside.setdefault(start, set()).add(end)
        beside.setdefault(end, set()).add(start)
    found, waiting = dict.fromkeys(centres, 0), deque(centres)
    while waiting:
        here = waiting.popleft()
        for there in beside.get(here, ()):
            if there not in found and found[here] < steps:
                found[there] = found[here] + 1
                waiting.append(there)
    return found


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("steps", [0, 1, 2, 5])
def test_distances_are_those_of_a_breadth_first_search(seed: int, steps: int) -> None:
    tables = random_tables(seed, nodes=30, edges=25)
    centres = tables.nodes["id"].to_list()[:2]
    found = tables.distances(centres, steps)
    assert found == reached(tables, centres, steps)
    assert found != reached(tables, centres[:1], steps), "control"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_part_is_closed_and_loses_nothing_inside(seed: int) -> None:
    whole = random_tables(seed)
    ids = set(whole.nodes["id"].to_list()[::2])
    part = whole.induced(ids)
    inside = [row for row in whole.edges.iter_rows(named=True) if {row["subject"], row["object"]} <= ids]
    assert part.nodes["id"].to_list() == sorted(ids)
    assert part.edges["id"].to_list() == [row["id"] for row in inside]
    of_these = {row["id"] for row in inside}
    assert part.evidence.rows() == [row for row in whole.evidence.rows() if row[1] in of_these]
    assert part.around(sorted(ids), 3).edges.equals(part.edges)


def test_where_keeps_the_evidence_of_what_it_keeps() -> None:
    whole = small_graph()
    kept = whole.where(pl.col("predicate") == "biolink:contributes_to")
    assert kept.nodes is whole.nodes and 0 < kept.edges.height < whole.edges.height
    assert set(kept.evidence["edge_id"]) == set(kept.edges["id"])
    assert whole.where(pl.lit(True)).evidence.equals(whole.evidence)
    assert not whole.asserted().edges["asserted"].is_null().any() and whole.asserted().edges["asserted"].all()


def test_of_nothing_comes_nothing() -> None:
    whole = small_graph()
    assert [one.height for one in whole.induced([])] == [0, 0, 0]
    assert [one.height for one in whole.around([], 3)] == [0, 0, 0]
    assert [one.height for one in whole.around(["HGNC:0"], 3)] == [0, 0, 0], "not a node of it"


def test_networkx_has_every_edge_under_its_id() -> None:
    whole = small_graph()
    graph = whole.to_networkx()
    assert isinstance(graph, nx.MultiDiGraph)
    assert {key for _, _, key in graph.edges(keys=True)} == set(whole.edges["id"])
    row = whole.edges.row(0, named=True)
    data = graph.edges[row["subject"], row["object"], row["id"]]
    assert data == {
        key: value
        for key, value in row.items()
        if key not in ("id", "subject", "object") and value not in (None, "", [])
    }
    assert graph.nodes[SOD1]["category"] == "Gene" and ALS in graph


def test_tables_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    whole = small_graph()
    for name, table in whole.named():
        table.write_parquet(tmp_path / f"{name}.parquet")
    assert all(one.equals(other) for one, other in zip(Tables.read(tmp_path), whole, strict=True))
    (tmp_path / f"{TABLE_NAMES[1]}.parquet").unlink()
    with pytest.raises(ReleaseError, match="cannot be read"):
        Tables.read(tmp_path)


def test_edges_are_paired_by_what_they_say() -> None:
    parts = ("subject", "predicate", "object")
    old = [
        {"id": "e1", "subject": "A", "predicate": "biolink:affects", "object": "B"},
        {"id": "e2", "subject": "C", "predicate": "biolink:affects", "object": "B"},
        {"id": "e3", "subject": "D", "predicate": "biolink:affects", "object": "B"},
    ]
    new = [
        {"id": "e2", "subject": "C", "predicate": "biolink:affects", "object": "B"},
        {"id": "e9", "subject": "E", "predicate": "biolink:affects", "object": "B"},
    ]
    told = []
    for replaced in ({"A": "C"}, {}):
        pairs = matched(old, new, parts, replaced)
        told.append([(now and now["id"], [one["id"] for one in formers]) for now, formers in pairs])
    assert told[0] == [("e2", ["e2", "e1"]), ("e9", []), (None, ["e3"])]
    assert told[1] == [("e2", ["e2"]), ("e9", []), (None, ["e1"]), (None, ["e3"])], "control: nothing was replaced"
