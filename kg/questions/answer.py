"""Named questions, asked: the same rows from Cypher and SPARQL.

Values never become part of a query's text as they are typed: Cypher takes them as its own
parameters, and `kg.questions.terms` writes them as terms of SPARQL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.model.curie import from_iri
from kg.queries import GROUPS, LANGUAGES, Question, question, slugs
from kg.questions.asked import Askable
from kg.questions.compare import compared
from kg.questions.consulted import consulted
from kg.questions.enrichment import with_p_values
from kg.questions.order import in_order
from kg.questions.terms import fill
from kg.questions.values import resolved
from kg.text.safe import brief

if TYPE_CHECKING:
    from kg.engines.core.rows import Rows

SEPARATOR = "\t"
"""Between the items of a list in SPARQL, which has none; no name or reference in a table holds a tab."""


def questions() -> list[Question]:
    """List all named questions (the Cypher of each), group by group, in alphabetical order within one."""
    found = [question(slug, "cypher") for slug in slugs()]
    return sorted(found, key=lambda one: GROUPS.index(one.group))


def answer(graph: Askable, slug: str, language: str, params: Mapping[str, Any]) -> Rows:
    """Answer a named question; arguments, rows and errors: see `kg.graph.knowledge_graph.KnowledgeGraph.ask`."""
    asked = _question(slug, language)
    if asked.compares:
        found = compared(graph, asked, params, queried)
    else:
        values = resolved(graph, asked, params)
        found = queried(graph, asked, values)
        if asked.hypergeometric:
            found = with_p_values(graph, asked, values, found)
    notes = [asked.note] if asked.note else []
    if not found and not asked.compares:
        notes.append(consulted(graph, asked))
    rows = in_order(found.rows, asked.columns, asked.order)
    return replace(found, rows=rows, warnings=(*found.warnings, *notes))


def queried(graph: Askable, asked: Question, values: Mapping[str, Any]) -> Rows:
    """Ask one graph a question's query; rows come as the engine orders them, with lists as lists.

    Args:
        graph: the graph.
        asked: the question, in the language that it is asked in.
        values: as `kg.questions.values.resolved` gives them.

    Raises:
        QueryError: the engine stopped at a limit.
    """
    used = {name: value for name, value in values.items() if asked.parameters[name].kind != "release"}
    found = graph.cypher(asked.text, used) if asked.language == "cypher" else graph.sparql(fill(asked, used))
    listed = [name in asked.lists for name in found.columns]
    rows = (tuple(_listed(cell) if many else cell for cell, many in zip(row, listed, strict=True)) for row in found)
    # A property of ours that the graph lacks is not something that its reader typed.
    said = tuple(text for text in found.warnings if text not in found.unknown)
    return replace(found, rows=tuple(rows), warnings=said, unknown=())


def asked_with(asked: Question, params: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters that a question is asked with, as they were typed, defaults for any left out."""
    given = {**asked.defaults(), **params}
    return {name: value for name, value in given.items() if value not in ("", None)}


def shown(graph: Askable, slug: str, language: str, params: Mapping[str, Any]) -> str:
    """Show the text of a question, to learn from: Cypher with its ``$name``, SPARQL with the values in their place.

    Args:
        graph: where names are looked up.
        slug: the question.
        language: ``cypher`` or ``sparql``.
        params: as in `answer`.

    Raises:
        NotFound: there is no such question, or nothing goes by a name.
        UsageError: there is no such language, or a parameter is unknown, missing or of another kind.
    """
    asked = _question(slug, language)
    values = resolved(graph, asked, params)
    return asked.text if language == "cypher" else fill(asked, values)


def _question(slug: str, language: str) -> Question:
    if not isinstance(slug, str):
        raise UsageError(f"{brief(slug)} is not the name of a question.", hint="`alskg ask` lists them.")
    if not isinstance(language, str) or language not in LANGUAGES:
        raise UsageError(
            f"{brief(language)} is not a query language.",
            hint=f"Use {' or '.join(LANGUAGES)}; parameters are keywords, as in gene='FUS'.",
        )
    return question(slug, language)


def _listed(cell: Any) -> list[str]:
    """Read a list of Cypher, or SPARQL's concatenation of one: its items once each, sorted, IRIs as CURIEs."""
    items = cell.split(SEPARATOR) if isinstance(cell, str) else cell or []
    return sorted({_short(str(item)) for item in items if item not in (None, "")})


def _short(item: str) -> str:
    return (from_iri(item) if "://" in item else None) or item
