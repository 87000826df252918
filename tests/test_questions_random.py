"""Named questions on random graphs: Cypher with and without its optimiser, SPARQL and plain Python agree."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from kg.engines.core.limits import DEFAULT
from kg.engines.core.opening import open_cypher, open_sparql
from kg.engines.core.rows import Rows
from kg.engines.cypher.engine import CypherEngine
from kg.engines.sparql.engine import SparqlEngine
from kg.model.columns import frame
from kg.model.tables import Tables
from kg.queries import LANGUAGES, read_question, slugs
from kg.questions import queried
from support.engine_graphs import write_tables
from support.random_als import DEEPEST, deepest_chain, random_als, random_value
from support.reference_answers import Reference

SEEDS = (1, 2, 3)
VALUES = 6
"""Draws of parameters for each question and graph."""


@dataclass
class Random:
    """One random graph behind both engines."""

    tables: Tables
    folder: Path

    @cached_property
    def reference(self) -> Reference:
        return Reference(*self.tables)

    @cached_property
    def engines(self) -> tuple[CypherEngine, SparqlEngine]:
        path = write_tables(self.tables, self.folder)
        return open_cypher(path), open_sparql(path)

    def cypher(self, query: str, params: Any = None, /) -> Rows:
        return self.engines[0].run(query, params)

    def sparql(self, query: str) -> Rows:
        return self.engines[1].run(query)

    def close(self) -> None:
        for engine in self.engines:
            engine.close()


@pytest.fixture(scope="module", params=SEEDS)
def graph(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Random]:
    made = Random(random_als(request.param), tmp_path_factory.mktemp("random"))
    yield made
    made.close()


def bag(rows: Any) -> Counter[str]:
    """Rows without regard to order, lists (also those collected in an order of their own) as sorted tuples."""
    return Counter(
        repr(tuple(tuple(sorted(map(str, c))) if isinstance(c, list | tuple) else c for c in r)) for r in rows
    )


def without_optimiser(graph: Random, text: str, values: dict[str, Any]) -> list[list[Any]]:
    request = {"query": text, "params": values, "work": DEFAULT.work, "rows": DEFAULT.rows, "disable_optimizer": True}
    reply = graph.engines[0].request(request, DEFAULT)
    assert "error" not in reply, reply
    return list(reply["rows"])


def draws(graph: Random, slug: str) -> Iterator[dict[str, Any]]:
    """Some values for the parameters of a question, always the same for one graph."""
    chance = random.Random(slug)
    known = {name: one for name, one in read_question(slug, "cypher").parameters.items() if one.kind != "release"}
    for _ in range(VALUES if known else 1):
        yield {name: random_value(chance, one, graph.tables) for name, one in known.items()}


@pytest.mark.parametrize("slug", slugs())
def test_all_engines_answer_as_plain_python_does(graph: Random, slug: str) -> None:
    asked = {language: read_question(slug, language) for language in LANGUAGES}
    for values in draws(graph, slug):
        expected = bag(graph.reference.answer(slug, **values))
        for language, one in asked.items():
            assert bag(queried(graph, one, values).rows) == expected, (language, values)  # type: ignore[arg-type]
        assert bag(without_optimiser(graph, asked["cypher"].text, values)) == expected, ("optimiser off", values)


def test_most_questions_find_something_on_the_random_graphs(graph: Random) -> None:
    """Control: agreement on nothing would say nothing."""
    found = {slug for slug in slugs() if any(graph.reference.answer(slug, **one) for one in draws(graph, slug))}
    assert len(set(slugs()) - found) <= 4, set(slugs()) - found


def test_a_chain_deeper_than_that_is_where_the_languages_part(tmp_path: Path) -> None:
    """The difference that docs/cypher.md tells: Cypher goes 8 steps up, SPARQL all the way."""
    tables = random_als(1, nodes=40, edges=1)
    chain = [id for id, kind in tables.nodes.select("id", "category").iter_rows() if kind == "Disease"]
    rows = [{**tables.edges.row(0, named=True), "predicate": "biolink:subclass_of", "asserted": True}]
    for steps, same in ((DEEPEST, True), (DEEPEST + 1, False)):
        new = [tables.nodes.row(0, named=True) | {"id": f"MONDO:{n:07d}", "category": "Disease"} for n in range(steps)]
        ids = [chain[0], *(one["id"] for one in new)]
        edges = [
            rows[0] | {"id": f"ALSKG:e{at:020x}", "subject": below, "object": above}
            for at, (above, below) in enumerate(pairwise(ids))
        ]
        nodes = pl.concat([tables.nodes.filter(pl.col("category") == "Disease").head(1), frame("nodes", new)])
        deep = Random(Tables(nodes, frame("edges", edges), tables.evidence.clear()), tmp_path / str(steps))
        assert deepest_chain(deep.tables) == steps
        found = {
            language: len(queried(deep, read_question("disease-subtypes", language), {"disease": chain[0]}))  # type: ignore[arg-type]
            for language in LANGUAGES
        }
        deep.close()
        assert found["sparql"] == steps + 1 and (found["cypher"] == found["sparql"]) is same


def test_hierarchies_are_no_deeper_than_the_questions_go(graph: Random) -> None:
    assert deepest_chain(graph.tables) <= DEEPEST
    assert graph.tables.nodes.height == 200
