"""Random questions: Cypher with the optimiser on and off, SPARQL, and plain Python give the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.engines.core.limits import Limits
from kg.engines.core.rows import Rows
from kg.engines.cypher import index as cypher_index
from kg.engines.cypher.engine import CypherEngine
from kg.engines.sparql import index as sparql_index
from kg.engines.sparql.engine import SparqlEngine
from kg.model.tables import Tables
from support.questions import Graph, answer, make, sort_key, to_cypher, to_sparql
from support.random_graphs import random_tables

GRAPHS = 10
CYPHER_QUESTIONS = 1000
SPARQL_QUESTIONS = 200


@pytest.fixture(scope="module")
def graphs() -> list[Tables]:
    return [random_tables(seed, nodes=14, edges=26) for seed in range(GRAPHS)]


@pytest.fixture(scope="module")
def cypher(graphs: list[Tables], tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[CypherEngine]]:
    engines = []
    for tables in graphs:
        folder = tmp_path_factory.mktemp("cypher")
        cypher_index.build(tables, folder)
        engines.append(CypherEngine(folder))
    yield engines
    for engine in engines:
        engine.close()


@pytest.fixture(scope="module")
def sparql(graphs: list[Tables], tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[SparqlEngine]]:
    engines = []
    for tables in graphs:
        folder: Path = tmp_path_factory.mktemp("sparql")
        sparql_index.build(tables, folder)
        engines.append(SparqlEngine(folder))
    yield engines
    for engine in engines:
        engine.close()


def without_optimiser(engine: CypherEngine, query: str) -> list[tuple[Any, ...]]:
    """The rows of a question with every optimiser pass off, past the guard."""
    options = {"params": {}, "work": 1_000_000, "rows": 100_000, "disable_optimizer": True}
    reply = engine.request({"query": query, **options}, Limits())
    assert "error" not in reply, (query, reply)
    return [tuple(row) for row in reply["rows"]]


def in_order(rows: Rows | list[tuple[Any, ...]], *, ordered: bool) -> list[tuple[Any, ...]]:
    return list(rows) if ordered else sorted(rows, key=sort_key)


@pytest.mark.slow
def test_cypher_with_and_without_optimiser_equals_plain_python(
    graphs: list[Tables], cypher: list[CypherEngine]
) -> None:
    plain = [Graph.of(tables) for tables in graphs]
    empty = 0
    for seed in range(CYPHER_QUESTIONS):
        question = make(seed)
        text = to_cypher(question)
        expected = answer(question, plain[seed % GRAPHS])
        empty += not expected
        found = in_order(cypher[seed % GRAPHS].run(text), ordered=question.ordered)
        assert found == expected, (seed, text)
        naive = in_order(without_optimiser(cypher[seed % GRAPHS], text), ordered=question.ordered)
        assert naive == expected, (seed, text)
    assert empty < CYPHER_QUESTIONS / 2


def test_sparql_equals_plain_python(graphs: list[Tables], sparql: list[SparqlEngine]) -> None:
    plain = [_without_evidence(Graph.of(tables)) for tables in graphs]
    empty = 0
    for seed in range(SPARQL_QUESTIONS):
        question = make(seed, for_sparql=True)
        text = to_sparql(question)
        expected = answer(question, plain[seed % GRAPHS], truncate=False)
        empty += not expected
        found = in_order(sparql[seed % GRAPHS].run(text), ordered=False)
        assert found == expected, (seed, text)
    assert empty < SPARQL_QUESTIONS / 2


def _without_evidence(graph: Graph) -> Graph:
    nodes = {identifier: node for identifier, node in graph.nodes.items() if node[0] != ("Evidence",)}
    return Graph(nodes, [one for one in graph.relationships if not one[0].startswith("ABOUT_")])
