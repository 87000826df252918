"""Named questions, asked: parameters checked and resolved, the same rows from Cypher and SPARQL.

Values never become part of a query's text as they are typed. Cypher takes them as its own
parameters; in SPARQL, which has none, ``$name`` is replaced in one pass by terms that are written
from checked values: identifiers as IRIs, texts as escaped literals, integers as digits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.curie import from_iri, iri
from kg.engines.rdf import literal
from kg.errors import NotFound, UsageError
from kg.queries import LANGUAGES, Parameter, Question, question, slugs

if TYPE_CHECKING:
    from kg.engines.rows import Rows
    from kg.graph import KnowledgeGraph

SEPARATOR = "|"
"""Between the items of a list in an answer."""
MAX_TEXT = 500
"""Characters of a text parameter."""
MAX_ITEMS = 200
"""Items of a list parameter."""
MAX_INTEGER = 10**9
_IDENTIFIERS = ("gene", "disease", "node", "edge")
_CATEGORY = {"gene": "Gene", "gene symbol": "Gene", "disease": "Disease"}
_HOLE = re.compile(r"\$(\w+)")


def questions() -> list[Question]:
    """All named questions, in alphabetical order (the Cypher of each)."""
    return [question(slug, "cypher") for slug in slugs()]


def ask(graph: KnowledgeGraph, slug: str, /, language: str = "cypher", **params: Any) -> Rows:
    """Answer a named question.

    Args:
        graph: the graph to ask.
        slug: the question (`questions` lists them).
        language: ``cypher`` or ``sparql``; the rows are the same.
        params: values for its parameters, defaults for the others. Genes and nodes are names or
            identifiers; a list may be one text with commas.

    Returns:
        Rows with the columns that the question promises. A list is its sorted items, joined by
        ``|``. Warnings hold the question's note and, when the answer is empty, what was consulted.

    Raises:
        NotFound: there is no such question, or nothing goes by a name.
        UsageError: a parameter is unknown, missing or of another kind, or a name stands for
            several things.
        QueryError: the engine stopped at a limit.
    """
    return answer(graph, slug, language, params)


def answer(graph: KnowledgeGraph, slug: str, language: str, params: Mapping[str, Any]) -> Rows:
    """As `ask`, with the parameters as one mapping."""
    asked = _question(slug, language)
    values = resolved(graph, asked, params)
    if language == "cypher":
        found = graph.cypher(asked.text, values)
    else:
        found = graph.sparql(fill(asked, values))
    rows = tuple(_plain(asked, row) for row in found.rows)
    notes = [asked.note] if asked.note else []
    if not rows:
        notes.append(consulted(graph, asked))
    return replace(found, rows=rows, warnings=(*found.warnings, *notes))


def shown(graph: KnowledgeGraph, slug: str, language: str, params: Mapping[str, Any]) -> str:
    """The text of a question, to learn from: Cypher with its ``$name``, SPARQL with the values in their place.

    Args:
        graph: where names are looked up.
        slug: the question.
        language: ``cypher`` or ``sparql``.
        params: as in `ask`.

    Raises:
        NotFound: there is no such question, or nothing goes by a name.
        UsageError: there is no such language, or a parameter is unknown, missing or of another kind.
    """
    asked = _question(slug, language)
    values = resolved(graph, asked, params)
    return asked.text if language == "cypher" else fill(asked, values)


def fill(asked: Question, values: Mapping[str, Any]) -> str:
    """The SPARQL of a question with its values in place, each written as a term."""
    terms = {name: _terms(asked.parameters[name], value) for name, value in values.items()}
    # One pass: what a value holds is never looked at again.
    return _HOLE.sub(lambda found: terms.get(found[1], found[0]), asked.text)


def consulted(graph: KnowledgeGraph, asked: Question) -> str:
    """What an empty answer rests on: how many edges of the kind there are, from which sources of which dates."""
    found = graph.cypher(
        """MATCH (:Entity)-[r]->(:Entity) WHERE size($predicates) = 0 OR r.predicate IN $predicates
           UNWIND r.sources AS source
           RETURN r.predicate AS predicate, source, count(*) AS edges""",
        predicates=list(asked.edges),
    ).dicts()
    total = graph.cypher(
        """MATCH (:Entity)-[r]->(:Entity) WHERE size($predicates) = 0 OR r.predicate IN $predicates
           RETURN count(r) AS edges, sum(CASE WHEN r.asserted THEN 0 ELSE 1 END) AS not_asserted""",
        predicates=list(asked.edges),
    ).dicts()[0]
    dates = {entry.source: entry.date for entry in graph.release.receipt.sources}
    named = sorted({str(row["source"]) for row in found})
    kinds = ", ".join(name.partition(":")[2] for name in asked.edges) or "any kind"
    sources = ", ".join(f"{name} ({dates.get(name, 'undated')})" for name in named) or "no source"
    return (
        f"nothing fits; consulted were {total['edges'] or 0:,} edges ({kinds}), {total['not_asserted'] or 0:,} of them "
        f"not asserted, from {sources}"
    )


def _question(slug: str, language: str) -> Question:
    if not isinstance(slug, str):
        raise UsageError(f"{slug!r} is no name of a question.", hint="`alskg ask` lists them.")
    if language not in LANGUAGES:
        raise UsageError(f"{language!r} is no language of questions.", hint=f"They are {', '.join(LANGUAGES)}.")
    return question(slug, language)


def resolved(graph: KnowledgeGraph, asked: Question, params: Mapping[str, Any]) -> dict[str, Any]:
    """The values that a question is asked with: names resolved, defaults filled in.

    Raises:
        NotFound: nothing goes by a name.
        UsageError: a parameter is unknown, missing or of another kind.
    """
    known = asked.parameters
    names = f"Its parameters are {', '.join(map(str, known.values()))}." if known else "It takes no parameters."
    for name in params:
        if name not in known:
            raise UsageError(f"the question {asked.slug!r} has no parameter {name!r}.", hint=names)
    values = {**asked.defaults(), **params}
    for name, value in values.items():
        if value is None:
            raise UsageError(f"the question {asked.slug!r} needs a value for {name!r}.", hint=names)
    return {name: _value(graph, known[name], value) for name, value in values.items()}


def _value(graph: KnowledgeGraph, parameter: Parameter, value: Any) -> Any:
    if not parameter.many:
        return _single(graph, parameter, value)
    items = [part.strip() for part in value.split(",")] if isinstance(value, str) else value
    if not isinstance(items, list | tuple | set | frozenset) or not 1 <= len(items) <= MAX_ITEMS:
        raise _wrong(parameter, value, f"a list of 1 to {MAX_ITEMS} items")
    checked = [_single(graph, parameter, item) for item in items]
    return sorted(set(checked))


def _single(graph: KnowledgeGraph, parameter: Parameter, value: Any) -> str | int:
    if parameter.kind == "integer":
        return _integer(parameter, value)
    if not isinstance(value, str) or len(value) > MAX_TEXT or not _encodable(value):
        raise _wrong(parameter, value, f"a text of at most {MAX_TEXT} characters")
    if parameter.kind == "text":
        return value.strip()
    if not value.strip():
        raise _wrong(parameter, value, f"a {parameter.kind}")
    if parameter.kind == "edge":
        return _edge(parameter, value.strip())
    hit = graph.resolve(value, category=_CATEGORY.get(parameter.kind))
    if parameter.kind == "gene symbol":
        if not hit.symbol:
            raise NotFound(f"{hit} has no approved symbol in the graph.", hint="Choose another gene.")
        return hit.symbol
    return hit.id


def _integer(parameter: Parameter, value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"\s*-?[0-9]{1,12}\s*", value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > MAX_INTEGER:
        raise _wrong(parameter, value, "a whole number")
    return value


def _edge(parameter: Parameter, value: str) -> str:
    from kg.graph import is_edge_id

    if not is_edge_id(value):
        raise _wrong(parameter, value, "an edge's id such as ALSKG:e0123456789abcdef0123")
    return value


def _wrong(parameter: Parameter, value: Any, expected: str) -> UsageError:
    shown = repr(value)
    shown = shown if len(shown) <= 80 else shown[:79] + "…"
    return UsageError(
        f"the parameter {parameter.name!r} takes {expected}, not {shown}.",
        hint=f"It is: {parameter.description}, as in {parameter}.",
    )


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _terms(parameter: Parameter, value: Any) -> str:
    items = value if parameter.many else [value]
    return " ".join(_term(parameter.kind, item) for item in items)


def _term(kind: str, value: str | int) -> str:
    if kind == "integer":
        return str(int(value))
    if kind in _IDENTIFIERS:
        return f"<{iri(str(value))}>"
    return literal(str(value))


def _plain(asked: Question, row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(_joined(cell) if name in asked.lists else cell for name, cell in zip(asked.columns, row, strict=True))


def _joined(cell: Any) -> str:
    """A list, or SPARQL's concatenation of one, as its sorted items; IRIs as CURIEs."""
    items = cell.split(SEPARATOR) if isinstance(cell, str) else cell or []
    return SEPARATOR.join(sorted({_short(str(item)) for item in items if item not in (None, "")}))


def _short(item: str) -> str:
    return (from_iri(item) if "://" in item else None) or item
