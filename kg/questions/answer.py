"""Named questions, asked: the same rows from Cypher and SPARQL.

Values never become part of a query's text as they are typed: Cypher takes them as its own
parameters, and `kg.questions.terms` writes them as terms of SPARQL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.model.curie import from_iri
from kg.model.via import VIA, Closure, counted_in, how_many, told
from kg.queries import GROUPS, LANGUAGES, Question, read_question, slugs
from kg.questions.compare import compared
from kg.questions.consulted import consulted
from kg.questions.enrichment import with_p_values
from kg.questions.graph import AnyGraph
from kg.questions.order import in_order
from kg.questions.terms import fill
from kg.questions.values import in_query, resolved
from kg.text.safe import brief

if TYPE_CHECKING:
    from kg.engines.core.rows import Rows

SEPARATOR = "\t"
"""Between the items of a list in SPARQL, which has none; no name or reference in a table holds a tab."""


def questions() -> list[Question]:
    """List all named questions (the Cypher of each), group by group, in alphabetical order within one."""
    found = [read_question(slug, "cypher") for slug in slugs()]
    return sorted(found, key=lambda one: GROUPS.index(one.group))


def answer(graph: AnyGraph, slug: str, language: str, params: Mapping[str, Any], *, exact: bool = False) -> Rows:
    """Answer a named question; arguments, rows and errors: see `kg.graph.knowledge_graph.KnowledgeGraph.ask`."""
    question = _question(slug, language)
    values: dict[str, Any] = {}
    if question.compares:
        found = compared(graph, question, params, queried)
    else:
        values = resolved(graph, question, params, exact=exact)
        found = queried(graph, question, values)
        if question.hypergeometric:
            found = with_p_values(graph, question, values, found)
    notes = [question.note] if question.note else []
    if not found and not question.compares:
        notes.append(consulted(graph, question))
    rows = in_order(found.rows, question.columns, question.order)
    if VIA in question.columns:
        closures = [value for value in values.values() if isinstance(value, Closure)]
        return with_words(question, replace(found, rows=rows), closures, notes)
    notes += [note for value in values.values() if isinstance(value, Closure) for note in counted_in(value)]
    return replace(found, rows=rows, warnings=(*found.warnings, *notes))


def with_words(question: Question, found: Rows, closures: Sequence[Closure], notes: Sequence[str]) -> Rows:
    """Say in words by what each row came, and how many did; leave out edges that do not come with their member.

    Args:
        question: what was asked; it has a column `via`.
        found: its rows, with identifiers in that column.
        closures: of the things that it was asked about.
        notes: sentences that the answer gets besides.
    """
    at = question.columns.index(VIA)
    predicate = question.columns.index("predicate") if "predicate" in question.columns else None
    only = {id: closure.members[id].only for closure in closures for id in closure.restricted}
    rows = []
    for row in found.rows:
        matched = row[at].split(SEPARATOR) if isinstance(row[at], str) else row[at] or []
        ids = [_short(id) for id in matched]
        if predicate is None or all(row[predicate] in only[id] for id in ids if id in only):
            rows.append((*row[:at], told(ids, closures), *row[at + 1 :]))
    if question.direct_first:
        rows.sort(key=lambda row: row[at] is not None)
    said = (*found.warnings, *notes, *how_many([row[at] for row in rows]))
    return replace(found, rows=tuple(rows), warnings=said)


def queried(graph: AnyGraph, question: Question, values: Mapping[str, Any]) -> Rows:
    """Ask one graph a question's query; rows come as the engine orders them, with lists as lists.

    Args:
        graph: the graph.
        question: the question, in the language that it is asked in.
        values: as `kg.questions.values.resolved` gives them.

    Raises:
        QueryError: the engine stopped at a limit.
    """
    used = in_query(question, values)
    found = graph.cypher(question.text, used) if question.language == "cypher" else graph.sparql(fill(question, used))
    listed = [name in question.lists for name in found.columns]
    rows = (tuple(_listed(cell) if many else cell for cell, many in zip(row, listed, strict=True)) for row in found)
    # A property of ours that the graph lacks is not something that its reader typed.
    said = tuple(text for text in found.warnings if text not in found.unknown)
    return replace(found, rows=tuple(rows), warnings=said, unknown=())


def given_parameters(question: Question, params: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters that a question is asked with, as they were typed, defaults for any left out."""
    given = {**question.defaults(), **params}
    return {name: value for name, value in given.items() if value not in ("", None)}


def shown(graph: AnyGraph, slug: str, language: str, params: Mapping[str, Any], *, exact: bool = False) -> str:
    """Show the text of a question, to learn from: Cypher with its ``$name``, SPARQL with the values in their place.

    Args:
        graph: where names are looked up.
        slug: the question.
        language: ``cypher`` or ``sparql``.
        params: as in `answer`.
        exact: as in `answer`.

    Raises:
        NotFound: there is no such question, or nothing goes by a name.
        UsageError: there is no such language, or a parameter is unknown, missing or of another kind.
    """
    question = _question(slug, language)
    values = resolved(graph, question, params, exact=exact)
    return question.text if language == "cypher" else fill(question, in_query(question, values))


def _question(slug: str, language: str) -> Question:
    if not isinstance(slug, str):
        raise UsageError(f"{brief(slug)} is not the name of a question.", hint="`alskg ask` lists them.")
    if not isinstance(language, str) or language not in LANGUAGES:
        raise UsageError(
            f"{brief(language)} is not a query language.",
            hint=f"Use {' or '.join(LANGUAGES)}; parameters are keywords, as in gene='FUS'.",
        )
    return read_question(slug, language)


def _listed(cell: Any) -> list[str]:
    """Read a list of Cypher, or SPARQL's concatenation of one: its items once each, sorted, IRIs as CURIEs."""
    items = cell.split(SEPARATOR) if isinstance(cell, str) else cell or []
    return sorted({_short(str(item)) for item in items if item not in (None, "")})


def _short(item: str) -> str:
    return (from_iri(item) if "://" in item else None) or item
