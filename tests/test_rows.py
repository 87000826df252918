"""The answer object: what it turns into and how it shows itself."""

from __future__ import annotations

import json

import pytest

from kg.engines.core.rows import Rows, text_of
from kg.engines.core.values import GraphNode, GraphPath, GraphRelationship, decode
from kg.errors import UsageError

GENE = GraphNode("HGNC:11179", ("Gene", "Entity"), {"id": "HGNC:11179", "name": "SOD1"})
DISEASE = GraphNode("MONDO:0004976", ("Disease", "Entity"), {"id": "MONDO:0004976", "name": "ALS"})
EDGE = GraphRelationship("ALSKG:e1", "CONTRIBUTES_TO", GENE.id, DISEASE.id, {"id": "ALSKG:e1", "belief": 0.9})
BACK = GraphRelationship("ALSKG:e2", "AFFECTS", DISEASE.id, GENE.id, {"id": "ALSKG:e2"})
HOSTILE = "<script>alert(1)</script>[/]\x1b[31m\u202e"


def test_iteration_and_columns() -> None:
    rows = Rows(("a", "b"), ((1, "x"), (2, None)))
    assert list(rows) == [(1, "x"), (2, None)]
    assert (len(rows), bool(rows), rows[1], rows.scalar()) == (2, True, (2, None), 1)
    assert rows.column("b") == ["x", None]
    assert not Rows(("a",), ())
    with pytest.raises(UsageError, match="no column 'c'"):
        rows.column("c")


def test_dicts_are_json() -> None:
    rows = Rows(("n", "r", "p", "l"), ((GENE, EDGE, GraphPath((GENE, DISEASE), (EDGE,)), [1, {"k": GENE}]),))
    (found,) = json.loads(json.dumps(rows.dicts()))
    assert found["n"] == {"id": GENE.id, "labels": ["Gene", "Entity"], "properties": dict(GENE.properties)}
    assert (found["r"]["subject"], found["r"]["object"]) == (GENE.id, DISEASE.id)
    assert found["l"][1]["k"]["id"] == GENE.id


def test_to_polars_and_pandas() -> None:
    pytest.importorskip("polars")
    rows = Rows(
        ("i", "f", "mixed", "node", "list", "none"), ((1, 0.5, 1, GENE, ["a"], None), (2, 1, "x", None, [], None))
    )
    frame = rows.to_polars()
    assert frame["i"].to_list() == [1, 2]
    assert frame["f"].to_list() == [0.5, 1.0]
    assert frame["mixed"].to_list() == ["1", "x"]
    assert json.loads(frame["node"][0])["id"] == GENE.id
    assert frame["list"].to_list() == [["a"], []]
    try:
        import pandas  # type: ignore[import-untyped]  # noqa: F401
    except ImportError:
        with pytest.raises(UsageError, match="pandas"):
            rows.to_pandas()
    else:
        assert list(rows.to_pandas()["i"]) == [1, 2]


def test_to_networkx() -> None:
    graph = Rows(("p", "m"), ((GraphPath((GENE, DISEASE, GENE), (EDGE, BACK)), {"again": [EDGE]}),)).to_networkx()
    assert set(graph) == {GENE.id, DISEASE.id}
    assert graph.nodes[GENE.id]["name"] == "SOD1"
    assert {(a, b, k) for a, b, k in graph.edges(keys=True)} == {
        (GENE.id, DISEASE.id, "ALSKG:e1"),
        (DISEASE.id, GENE.id, "ALSKG:e2"),
    }
    with pytest.raises(UsageError, match="no nodes"):
        Rows(("a",), ((1,),)).to_networkx()


def test_repr_is_a_table_with_its_warnings() -> None:
    many = Rows(("x",), tuple((number,) for number in range(30)), warnings=("mind this",), truncated=True, total=99)
    text = repr(many)
    assert "(30 rows of 99, the first 20 shown)" in text
    assert text.endswith("warning: mind this")
    assert repr(Rows(("a",), ((GENE,),))).splitlines()[2] == "SOD1 (HGNC:11179)"
    assert "(0 rows)" in repr(Rows((), ()))


def test_hostile_text_is_harmless() -> None:
    rows = Rows((HOSTILE,), ((HOSTILE,),), warnings=(HOSTILE,))
    assert "<script>" not in rows._repr_html_()
    assert "\x1b" not in repr(rows)
    assert "\u202e" not in repr(rows)
    assert "\x1b" not in rows._repr_html_()


def test_paths_show_directions() -> None:
    text = str(GraphPath((GENE, DISEASE, GENE), (EDGE, BACK)))
    assert text == "SOD1 (HGNC:11179) -CONTRIBUTES_TO-> ALS (MONDO:0004976) -AFFECTS-> SOD1 (HGNC:11179)"
    assert "<-CONTRIBUTES_TO-" in str(GraphPath((DISEASE, GENE), (EDGE,)))


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (True, "true"), ([1, None], "[1, ]"), ({"a": [False]}, "{a: [false]}"), ("a\nb", "a\\u000ab")],
)
def test_text_of(value: object, text: str) -> None:
    assert text_of(value) == text


def test_decode_undoes_the_escape_of_tildes() -> None:
    assert decode({"~~node": 1, "a": [{"~~x": None}]}) == {"~node": 1, "a": [{"~x": None}]}
