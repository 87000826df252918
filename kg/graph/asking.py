"""Asking a named question, the same from Python, the command line and assistants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.engines.core.rows import Rows
from kg.graph.filtering import asked
from kg.graph.lookups import BETWEEN
from kg.graph.resolve import resolve
from kg.graph.verdict import verdict

if TYPE_CHECKING:
    from kg.graph.knowledge_graph import KnowledgeGraph


def ask(
    graph: KnowledgeGraph, question: str, language: str, parameters: Mapping[str, Any], *, exact: bool = False
) -> Rows:
    """Answer a named question; see `KnowledgeGraph.ask`.

    Args:
        graph: where.
        question: its name.
        language: ``cypher`` or ``sparql``.
        parameters: values for its parameters, of any name: what the question does not have is refused in words.
        exact: only the things that are named.
    """
    from kg.queries import read_question
    from kg.questions import answer, given_parameters

    found = asked(graph, lambda part: answer(part, question, language, parameters, exact=exact))
    if question != BETWEEN:
        return found
    given = given_parameters(read_question(question, language), parameters)
    # What the names were taken for was said when the question was asked.
    names = (str(getattr(given[end], "id", given[end])) for end in ("one", "other"))
    ends = [resolve(graph.backend.search, name, None, lambda sentence: None) for name in names]
    return replace(found, verdict=verdict(graph, ends, exact=exact))
