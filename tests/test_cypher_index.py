"""The Cypher index: the bulk loader gives the graph that plain statements give, value for value."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import kglite
import polars as pl
import pytest

from kg.engines.cypher.engine import CypherEngine
from kg.engines.cypher.index import GRAPH, NAMES, build
from kg.errors import ReleaseError
from kg.model.tables import Tables
from support.engine_graphs import named_tables
from support.packaged import packaged_tables
from support.unwind import contents, graph_by_unwind
from support.wild_tables import TEXTS, wild_tables


def by_blueprint(frames: Tables, folder: Path) -> Any:
    folder.mkdir()
    build(frames, folder)
    assert sorted(path.name for path in folder.iterdir()) == [GRAPH, NAMES]
    return kglite.load(str(folder / GRAPH))


def typed(value: Any) -> Any:
    """A value that equals another only if the types and signs do so too."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    return [typed(item) for item in value] if isinstance(value, list | tuple) else (type(value).__name__, repr(value))


def assert_equal(made: Any, reference: Any) -> None:
    assert_same(contents(made).nodes, contents(reference).nodes)
    assert_same(contents(made).relationships, contents(reference).relationships)


def assert_same(found: Mapping[str, object], expected: Mapping[str, object]) -> None:
    assert found.keys() == expected.keys()
    for key, item in expected.items():
        assert typed(found[key]) == typed(item), key


@pytest.mark.parametrize("seed", range(8))
def test_hostile_values_survive_the_files(seed: int, tmp_path: Path) -> None:
    frames = wild_tables(seed)
    reference = graph_by_unwind(*frames)
    assert_equal(by_blueprint(frames, tmp_path / "index"), reference)


def test_every_hostile_text_is_in_a_property_and_in_a_list(tmp_path: Path) -> None:
    nodes, edges, evidence = named_tables()
    more = pl.concat([nodes[:1].with_columns(id=pl.lit(f"ALSKG:wild-{n}")) for n in range(len(TEXTS))])
    wild = pl.Series(TEXTS, dtype=pl.String)
    more = more.with_columns(name=wild, description=wild, synonyms=pl.concat_list(wild, wild))
    frames = Tables(pl.concat([nodes, more]), edges, evidence.with_columns(note=pl.lit("")))
    made = by_blueprint(frames, tmp_path / "index")
    assert_equal(made, graph_by_unwind(*frames))
    rows = made.cypher("MATCH (n) WHERE n.id STARTS WITH 'ALSKG:wild-' RETURN n.name AS n, n.synonyms AS s")
    assert {row["n"] for row in rows} == {row["s"][0] for row in rows} == set(TEXTS)


def test_a_changed_value_is_noticed(tmp_path: Path) -> None:
    """The control: the comparison sees a sign, a type and an empty list."""
    nodes, edges, evidence = wild_tables(0)
    made = by_blueprint((nodes, edges, evidence), tmp_path / "index")
    for changed in (
        edges.with_columns(belief=pl.col("belief").fill_nan(0.5) * -1),
        edges.with_columns(supports=pl.col("supports").cast(pl.Float64)),
        edges.with_columns(sources=pl.lit(None, pl.List(pl.String))),
    ):
        with pytest.raises(AssertionError):
            assert_equal(made, graph_by_unwind(nodes, changed, evidence))


def test_the_bundled_graph_is_the_same(tmp_path: Path) -> None:
    frames = packaged_tables()
    assert_equal(by_blueprint(frames, tmp_path / "index"), graph_by_unwind(*frames))


@pytest.mark.parametrize("height", [0, 1])
def test_tables_with_few_or_no_rows(height: int, tmp_path: Path) -> None:
    nodes, edges, evidence = named_tables()
    frames = Tables(nodes, edges[:height], evidence[:0])
    assert_equal(by_blueprint(frames, tmp_path / "some"), graph_by_unwind(*frames))
    labels = json.loads((tmp_path / "some" / NAMES).read_text(encoding="utf-8"))["labels"]
    assert "Evidence" not in labels
    if not height:
        empty = by_blueprint((nodes[:0], edges[:0], evidence[:0]), tmp_path / "none")
        assert empty.cypher("MATCH (n) RETURN count(n) AS n").scalar() == 0


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the folder, and the order of the rows."""
    files = []
    for number, name in enumerate(("one", "another-folder")):
        nodes, edges, evidence = (one.sample(fraction=1, shuffle=True, seed=number) for one in wild_tables(3))
        by_blueprint((nodes, edges, evidence), tmp_path / name)
        files.append([(tmp_path / name / file).read_bytes() for file in (GRAPH, NAMES)])
    assert files[0] == files[1]


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [
        ("edges", "object", "the edge ALSKG:e0{19}1 names HGNC:0, which is not a node"),
        ("evidence", "edge_id", "the evidence ALSKG:v0{20} names the edge HGNC:0, which is not there"),
        ("edges", "predicate", "cannot be a label or a relationship type"),
    ],
)
def test_what_dangles_is_named_and_leaves_nothing(table: str, column: str, words: str, tmp_path: Path) -> None:
    tables = named_tables()
    dangling = getattr(tables, table).with_columns(pl.lit("HGNC:0").alias(column))
    with pytest.raises(ReleaseError, match=words):
        build(tables._replace(**{table: dangling}), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("table", ["nodes", "edges", "evidence"])
def test_a_row_that_comes_twice_is_refused(table: str, tmp_path: Path) -> None:
    tables = named_tables()
    twice = pl.concat([getattr(tables, table), getattr(tables, table)[:1]])
    with pytest.raises(ReleaseError) as refused:
        build(tables._replace(**{table: twice}), tmp_path)
    assert "verify" in str(refused.value.hint)
    assert list(tmp_path.iterdir()) == []


LARGE = """
import sys, warnings
from pathlib import Path
import polars as pl
from kg.engines.cypher.index import build
from kg.engines.core import progress
from kg.model.tables import Tables
from kg.model.tables import Tables
from support.engine_graphs import named_tables
warnings.simplefilter("error")
progress.SECONDS = 0  # every word is told, however fast the machine
nodes, edges, evidence = named_tables()
times = int(sys.argv[2])
def many(frame, column):
    number = pl.int_range(times).cast(pl.String)
    return pl.concat([frame[:1]] * times).with_columns((pl.col(column) + "f" + number).alias(column))
edges = many(edges, "id")
empty_text = pl.when(pl.int_range(times) % 5000 == 7).then(pl.lit(""))
evidence = many(evidence, "id").with_columns(edge_id=edges["id"], note=empty_text)
told = []
build(Tables(nodes, edges, evidence), Path(sys.argv[1]), tell=told.append)
print(*told, sep="\\n")
"""


@pytest.mark.slow
def test_nothing_is_warned_of_or_left_in_the_temporary_folder_at_size(tmp_path: Path) -> None:
    """210,000 pieces of evidence: texts that are set afterwards made kglite warn from 206,000 rows on."""
    for name in ("index", "temporary"):
        (tmp_path / name).mkdir()
    environment = {**os.environ, "TMPDIR": str(tmp_path / "temporary"), "PYTHONPATH": str(Path(__file__).parent)}
    command = [sys.executable, "-P", "-c", LARGE, str(tmp_path / "index"), "210000"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    first, *between, making, saving = done.stdout.splitlines()
    assert first == "preparing the graph" and making.startswith("making the graph: ") and saving == "saving the graph"
    assert between and all(re.fullmatch(r"writing the graph: [\d,]+ of [\d,]+ rows", words) for words in between)
    assert list((tmp_path / "temporary").iterdir()) == []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with CypherEngine(tmp_path / "index") as engine:
            rows = engine.run("MATCH (e:Evidence) WHERE e.note = '' RETURN count(e) AS n")
            assert rows.scalar() == 42 and rows.warnings == ()
