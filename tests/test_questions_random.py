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
from kg.engines.search.hits import Hit
from kg.engines.sparql.engine import SparqlEngine
from kg.graph.closure import closure
from kg.model.columns import frame
from kg.model.tables import Tables
from kg.model.via import VIA, Closure
from kg.queries import LANGUAGES, Question, read_question, slugs
from kg.questions import queried
from kg.questions.answer import with_words
from kg.questions.values import in_query
from support.engine_graphs import write_tables
from support.random_als import random_als, random_value
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

    def closure(self, id: str) -> Closure:
        """What lies below a node, as the graph object finds it."""
        (category,) = self.tables.nodes.filter(pl.col("id") == id)["category"]
        hit = Hit(id, category, id, None, None, id, "id", "exact", 0)
        return closure(self, hit)  # type: ignore[arg-type]

    def expanded(self, question: Question, values: dict[str, Any]) -> dict[str, Any]:
        """Values as `kg.questions` resolves them: a thing with what lies below it where the question wants that."""
        of = question.parameters
        return {name: self.closure(one) if of[name].below else one for name, one in values.items()}

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


def in_words(question: Question, found: Rows, values: dict[str, Any]) -> Rows:
    """Rows as an answer has them: those edges that come along, `via` in words."""
    closures = [one for one in values.values() if isinstance(one, Closure)]
    return with_words(question, found, closures, ()) if VIA in question.columns else found


def without_via(question: Question, found: Rows) -> list[tuple[Any, ...]]:
    """Distinct rows without the column `via`."""
    if VIA not in question.columns:
        return list(found.rows)
    at = question.columns.index(VIA)
    rows = [(*row[:at], *row[at + 1 :]) for row in found.rows]
    return list({repr(row): row for row in rows}.values())


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
        wide = graph.expanded(asked["cypher"], values)
        for language, one in asked.items():
            rows = in_words(one, queried(graph, one, wide), wide)  # type: ignore[arg-type]
            assert bag(without_via(one, rows)) == expected, (language, values)
        plain = queried(graph, asked["cypher"], wide)  # type: ignore[arg-type]
        bare = without_optimiser(graph, asked["cypher"].text, in_query(asked["cypher"], wide))
        assert bag(bare) == bag(plain.rows), ("optimiser off", values)


def test_most_questions_find_something_on_the_random_graphs(graph: Random) -> None:
    """Control: agreement on nothing would say nothing."""
    found = {slug for slug in slugs() if any(graph.reference.answer(slug, **one) for one in draws(graph, slug))}
    assert len(set(slugs()) - found) <= 4, set(slugs()) - found


@pytest.mark.parametrize("steps", [1, 8, 9, 60])
def test_no_chain_is_too_deep(tmp_path: Path, steps: int) -> None:
    tables = random_als(1, nodes=40, edges=1)
    first = tables.nodes.filter(pl.col("category") == "Disease").row(0, named=True)
    new = [first | {"id": f"MONDO:9{n:06d}"} for n in range(steps)]
    row = {**tables.edges.row(0, named=True), "predicate": "biolink:subclass_of", "asserted": True}
    edges = [
        row | {"id": f"ALSKG:e{at:020x}", "subject": below, "object": above}
        for at, (above, below) in enumerate(pairwise([first["id"], *(one["id"] for one in new)]))
    ]
    deep = Random(Tables(frame("nodes", [first, *new]), frame("edges", edges), tables.evidence.clear()), tmp_path)
    asked = {language: read_question("disease-subtypes", language) for language in LANGUAGES}
    wide = deep.expanded(asked["cypher"], {"disease": first["id"]})
    found = {language: len(queried(deep, one, wide)) for language, one in asked.items()}  # type: ignore[arg-type]
    deep.close()
    assert found == {"cypher": steps + 1, "sparql": steps + 1}


def test_the_random_graphs_are_as_large_as_they_should_be(graph: Random) -> None:
    assert graph.tables.nodes.height == 200
