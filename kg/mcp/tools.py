"""What the tools do, on a graph, without the protocol."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.engines.core.rows import Rows
from kg.graph.filtering import asked
from kg.graph.knowledge_graph import KnowledgeGraph
from kg.mcp.answers import Table
from kg.mcp.session import Session
from kg.queries import LANGUAGES, Question, read_question, slugs
from kg.questions import answer, given_parameters, questions


def search(graph: KnowledgeGraph, text: str, category: str | None, limit: int) -> Table:
    """Find things by a text.

    Raises:
        UsageError: the text is empty or too long, or there is no such category.
    """
    # One more than wanted tells whether there are more.
    found = graph.search(text, limit + 1, category=category)
    more = len(found) > limit
    warnings = [f"there are more than these {limit:,}; ask with a higher limit"] if more else []
    if not found:
        warnings.append(f"nothing goes by {text!r}; try another spelling, a synonym or an identifier")
    kept = Rows(found.columns, found.rows[:limit], warnings=tuple(warnings), truncated=more)
    return Table.of(graph, kept)


def list_questions(graph: KnowledgeGraph) -> Table:
    """List all named questions, each with its parameters and columns."""
    told = [_told(one) for one in questions()]
    return Table.of(graph, Rows(tuple(told[0]), tuple(tuple(one.values()) for one in told)))


def ask(graph: KnowledgeGraph, slug: str, parameters: Mapping[str, Any] | None, language: str) -> Table:
    """Answer a named question.

    Raises:
        NotFound: there is no such question, or nothing goes by a name.
        UsageError: a parameter is unknown, missing or of another kind.
        QueryError: the engine stopped at a limit.
    """
    # Not graph.ask(): a parameter may have any name, also one of its own.
    found = asked(graph, lambda one: answer(one, slug, language, parameters or {}))
    return Table.of(graph, found, given_parameters(read_question(slug, "cypher"), parameters or {}))


def cypher(session: Session, query: str, parameters: Mapping[str, Any] | None, limit: int) -> Table:
    """Answer a query in Cypher.

    Raises:
        QueryError: it was refused, is wrong, or ran into a limit.
    """
    return Table.of(session.graph, session.graph.cypher(query, parameters or {}, limits=session.limits(limit)))


def sparql(session: Session, query: str, limit: int) -> Table:
    """Answer a query in SPARQL.

    Raises:
        QueryError: it was refused, is wrong, or ran into a limit.
    """
    return Table.of(session.graph, session.graph.sparql(query, limits=session.limits(limit)))


def question_told(slug: str) -> dict[str, Any] | None:
    """Describe a named question with its text in both languages; None when there is none of that name."""
    if slug not in slugs():
        return None
    return {
        **_told(read_question(slug, "cypher")),
        **{language: read_question(slug, language).text for language in LANGUAGES},
    }


def _told(one: Question) -> dict[str, Any]:
    return {
        "question": one.slug,
        "group": one.group,
        "title": one.title,
        "description": one.description,
        "parameters": [
            {
                "name": parameter.name,
                "kind": parameter.description,
                "default": list(parameter.default) if isinstance(parameter.default, tuple) else parameter.default,
            }
            for parameter in one.parameters.values()
        ],
        "columns": list(one.columns),
        "note": one.note,
    }
