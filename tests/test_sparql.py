"""The SPARQL engine: prefixes, forms, values, warnings and errors."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.engines.core.limits import Limits
from kg.engines.sparql import index as sparql_index
from kg.engines.sparql.engine import SparqlEngine, shorten, term_value
from kg.errors import QueryError
from support.engine_graphs import named_tables

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparqlEngine]:
    folder = tmp_path_factory.mktemp("sparql")
    sparql_index.build(named_tables(), folder)
    with SparqlEngine(folder) as opened:
        yield opened


def test_select_gives_curies_without_a_prefix_line(engine: SparqlEngine) -> None:
    rows = engine.run("SELECT ?g { ?g biolink:contributes_to MONDO:0004976 }")
    assert list(rows) == [("HGNC:11179",)]
    assert rows.warnings == ()


def test_only_asserted_edges_have_a_direct_triple(engine: SparqlEngine) -> None:
    assert engine.run("ASK { HGNC:2671 biolink:contributes_to MONDO:0004976 }").scalar() is False
    query = "SELECT ?p { ?e rdf:subject HGNC:2671 ; rdf:predicate ?p ; biolink:negated true }"
    assert engine.run(query).scalar() == "biolink:contributes_to"


def test_own_prefixes_win(engine: SparqlEngine) -> None:
    assert not engine.run("PREFIX HGNC: <http://elsewhere/> SELECT ?o { HGNC:11179 ?p ?o }")


def test_ask_and_construct(engine: SparqlEngine) -> None:
    assert engine.run("ASK { ?g a biolink:Gene }").dicts() == [{"answer": True}]
    rows = engine.run("CONSTRUCT { ?d biolink:related_to ?g } { ?g biolink:contributes_to ?d . ?d a biolink:Disease }")
    assert rows.columns == ("subject", "predicate", "object")
    assert ("MONDO:0004976", "biolink:related_to", "HGNC:11179") in list(rows)


def test_a_cycle_gives_the_start_once(engine: SparqlEngine) -> None:
    rows = engine.run("SELECT ?x { MONDO:0004976 (biolink:contributes_to|^biolink:contributes_to)* ?x }")
    assert len(rows) == len(set(rows)) == 4


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (["i", "http://identifiers.org/hgnc/11179"], "HGNC:11179"),
        (["i", "http://identifiers.org/hgnc/not-a-number"], "http://identifiers.org/hgnc/not-a-number"),
        (["i", XSD + "string"], "xsd:string"),
        (["b", "x"], "_:x"),
        (["l", "3", XSD + "integer", None], 3),
        (["l", "0.25", XSD + "double", None], 0.25),
        (["l", "NaN", XSD + "double", None], None),
        (["l", "x", XSD + "integer", None], "x"),
        (["l", "true", XSD + "boolean", None], True),
        (["l", "hallo", None, "de"], "hallo"),
        (["l", "2020-01-02", XSD + "date", None], "2020-01-02"),
        (None, None),
    ],
)
def test_terms_as_values(term: list[object] | None, value: object) -> None:
    assert term_value(term) == value


def test_the_longest_prefix_wins() -> None:
    assert shorten("http://purl.obolibrary.org/obo/MONDO_0004976") == "MONDO:0004976"
    assert shorten("https://w3id.org/biolink/vocab/Gene") == "biolink:Gene"
    assert shorten("http://example.org/x") == "http://example.org/x"


@pytest.mark.parametrize(
    ("query", "warning"),
    [
        (
            "SELECT ?g { ?g biolink:contributes ?d }",
            "does not use `biolink:contributes`; did you mean `biolink:contributes_to`?",
        ),
        ("SELECT ?g { ?g a biolink:Gen }", "does not use `biolink:Gen`; did you mean `biolink:Gene`?"),
        ("SELECT ?typo { ?g a biolink:Gene }", "?typo appears nowhere"),
        ("SELECT ?g { ?g ALSKG:polarty ?d }", "does not use `ALSKG:polarty`; did you mean `ALSKG:polarity`?"),
        ("SELECT ?g { ?g rdfs:lable ?d }", "does not use `rdfs:lable`; did you mean `rdfs:label`?"),
        ("SELECT ?g { ?g rdfs:subClassOf* ?d . ?d a biolink:Gene }", "does not use `rdfs:subClassOf`"),
        ("SELECT ?g { ?e a ALSKG:Evidense }", "does not use `ALSKG:Evidense`; did you mean `ALSKG:Evidence`?"),
        ("SELECT ?g { ?g skos:exactMach ?d }", "does not use `skos:exactMach`"),
        ("SELECT ?g { ?g a biolink:contributes_to }", "does not use `biolink:contributes_to`"),
        ("SELECT ?p { HGNC:99999999 ?p ?o }", "`HGNC:99999999` is not in the graph"),
        ("PREFIX HGNC: <http://elsewhere/> SELECT ?p { HGNC:11179 ?p ?o }", "`HGNC:11179` is not in the graph"),
        (
            "PREFIX b: <https://w3id.org/biolink/vocab/> SELECT ?g { ?g b:contributes ?d }",
            "does not use `b:contributes`",
        ),
    ],
)
def test_unknown_names_are_a_warning(engine: SparqlEngine, query: str, warning: str) -> None:
    assert any(warning in one for one in engine.run(query).warnings)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?g { ?g a biolink:Gene ; rdfs:label ?l ; biolink:contributes_to/^biolink:affects ?c }",
        "SELECT ?e { ?e a ALSKG:Evidence ; ALSKG:polarity ?p . ?a biolink:has_evidence ?e ; rdf:subject HGNC:11179 }",
        "PREFIX b: <https://w3id.org/biolink/vocab/> SELECT ?g { ?g a b:Gene ; b:contributes_to MONDO:0004976 }",
        "PREFIX x: <http://elsewhere/> CONSTRUCT { ?g x:made ?d . ?g a x:Thing } { ?g biolink:contributes_to ?d }",
        "SELECT ?g { ?g ALSKG:belief ?b FILTER(xsd:double(?b) > '0.1'^^xsd:double || datatype(?b) = xsd:float) }",
        "SELECT ?o { ALSKG:mechanism-aggregation rdf:type ?o }",
        "SELECT ?e { ?e rdf:predicate biolink:contributes_to }",
    ],
)
def test_known_names_give_no_warning(engine: SparqlEngine, query: str) -> None:
    assert engine.run(query).warnings == ()


def test_many_unknown_names_are_told_shortly(engine: SparqlEngine) -> None:
    wrong = " . ".join(f"?a ALSKG:x{n}{'y' * n} ?b" for n in range(90))
    warnings = engine.run(f"SELECT ?a {{ {wrong} }}").warnings
    assert len(warnings) == 11
    assert warnings[-1] == "80 more names are not in the graph"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?g { ?g a biolink:Gene", "'{' at line 1, column 11 is never closed"),
        ("SELECT ?g {\n ?g a biolink:Gene ) }", "syntax error at line 2, column 20: ')' closes nothing"),
        (
            "SELECT ?g {\n ?g a a biolink:Gene }",
            "syntax error at line 2, column 9: 'biolink:Gene' is not allowed there",
        ),
        ("SELECT ?g WHERE", "syntax error at line 1, column 16: it ends too early"),
        (
            "SELECT ?g { ?g a Biolink:Gene }",
            "the prefix 'Biolink:' at line 1, column 18 is not known; did you mean `biolink`?",
        ),
        ("", "empty"),
        (" \n", "empty"),
        ("# only a comment", "empty"),
    ],
)
def test_errors_name_the_place(engine: SparqlEngine, query: str, said: str) -> None:
    with pytest.raises(QueryError) as refused:
        engine.run(query)
    assert said in refused.value.message
    assert refused.value.hint
    assert "MATCH" not in refused.value.hint


def test_rows_are_cut_at_the_limit(engine: SparqlEngine) -> None:
    rows = engine.run("SELECT * { ?s ?p ?o }", Limits(rows=5))
    assert (len(rows), rows.truncated) == (5, True)
    assert any("there are more" in one for one in rows.warnings)
    exact = engine.run("SELECT * { ?g a biolink:Gene }", Limits(rows=4))
    assert (len(exact), exact.truncated) == (4, False)
