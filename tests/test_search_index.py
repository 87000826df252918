"""The search index: written by column, it has the rows that a plain builder writes, in their order."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import polars as pl
import pytest

from kg.engines.search import index as search_index
from kg.engines.search.index import FILE, build
from kg.model.tables import Tables
from support.engine_graphs import named_tables
from support.packaged import packaged_tables
from support.plain_search import plain_rows
from support.wild_tables import wild_tables


def assert_equal(frames: Tables, folder: Path) -> None:
    build(frames, folder)
    connection = sqlite3.connect(folder / FILE)
    try:
        queries = ("SELECT * FROM node ORDER BY rowid", "SELECT * FROM term ORDER BY rowid")
        found = [connection.execute(query).fetchall() for query in queries]
    finally:
        connection.close()
    assert found == list(plain_rows(*frames[:2]))


@pytest.mark.parametrize("seed", range(6))
def test_hostile_texts(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where a slice of the nodes ends in the midst."""
    monkeypatch.setattr(search_index, "SLICE", 7)
    assert_equal(wild_tables(seed), tmp_path)


def test_the_packaged_graph(tmp_path: Path) -> None:
    made = packaged_tables()
    assert_equal(made, tmp_path)


def test_tables_with_few_columns_or_no_rows(tmp_path: Path) -> None:
    nodes, edges, evidence = named_tables()
    for name, frames in {
        "few": Tables(nodes.drop("symbol", "former_name"), edges, evidence),
        "odd": Tables(nodes.with_columns(id=pl.lit("nocolon:") + "a:" + pl.col("id")), edges, evidence),
        "none": Tables(nodes[:0], edges[:0], evidence[:0]),
    }.items():
        (tmp_path / name).mkdir()
        assert_equal(frames, tmp_path / name)


def test_how_far_it_is_gets_told(tmp_path: Path) -> None:
    told: list[str] = []
    build(named_tables(), tmp_path, tell=told.append)
    assert told == ["preparing names", "indexing names", "indexing parts of names"]
