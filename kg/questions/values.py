"""The values that a question is asked with: checked, names resolved, defaults filled in."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from kg.engines.search.hits import Hit
from kg.errors import NotFound, UsageError
from kg.model.curie import BadCurie, curie, from_iri, is_edge_id
from kg.model.via import VIA, Closure
from kg.queries import Parameter, Question
from kg.questions.graph import AnyGraph
from kg.schema.lookup import predicate_named
from kg.text.safe import brief, is_unicode

MAX_VALUE_LENGTH = 500
"""Characters of a text parameter."""
MAX_ITEMS = 200
"""Items of a list parameter."""
MAX_INTEGER = 10**9
_BARE = {
    r"(?:https?://pubmed\.ncbi\.nlm\.nih\.gov/)?([1-9][0-9]{4,8})/?": "PMID",
    r"(?:https?://(?:dx\.)?doi\.org/)?(10\.[0-9]{4,9}/\S+)": "doi",
    r"(?:https?://(?:www\.)?clinicaltrials\.gov/(?:ct2/show|study)/)?(NCT[0-9]{8})/?": "CLINICALTRIALS",
}
"""References as people have them at hand, and the prefix that each takes."""
FORMER = {("evidence-between", "kinds"): "exact (exact=True, --exact)"}
"""Parameters of earlier versions, and what took their place."""
_CATEGORY = {"gene": "Gene", "gene symbol": "Gene", "disease": "Disease", "mechanism": "PathologicalProcess"}


def resolved(graph: AnyGraph, question: Question, params: Mapping[str, Any], *, exact: bool = False) -> dict[str, Any]:
    """Resolve the values that a question is asked with: names become identifiers, defaults are filled in.

    Args:
        graph: where names are looked up.
        question: the question.
        params: values by the names of its parameters.
        exact: leave out what lies below the things that are named.

    Returns:
        A value for each parameter; a `Closure` where the question takes a thing with what lies below it.

    Raises:
        NotFound: nothing goes by a name.
        UsageError: a parameter is unknown, missing or of another kind.
    """
    known = question.parameters
    names = f"Its parameters are {', '.join(map(str, known.values()))}." if known else "It takes no parameters."
    for name in params:
        if name not in known:
            former = FORMER.get((question.slug, str(name)))
            hint = f"It became {former}." if former else names
            raise UsageError(f"the question {question.slug!r} has no parameter {brief(name)}.", hint=hint)
    values = {**question.defaults(), **params}
    for name, value in values.items():
        if value is None:
            raise UsageError(f"the question {question.slug!r} needs a value for {name!r}.", hint=names)
    return {name: _value(graph, known[name], value, exact=exact) for name, value in values.items()}


def in_query(question: Question, values: Mapping[str, Any]) -> dict[str, Any]:
    """Write resolved values as a query takes them: a list of identifiers for each closure.

    Members that come with some edges only are left out where the answer could not tell their other edges apart.
    """
    tells = {"predicate", VIA} <= {*question.columns}
    return {
        name: (value.ids if tells else value.whole) if isinstance(value, Closure) else value
        for name, value in values.items()
        if question.parameters[name].kind != "release"
    }


def _value(graph: AnyGraph, parameter: Parameter, value: Any, *, exact: bool) -> Any:
    if parameter.below:
        hit = _hit(graph, parameter, value)
        return graph.closure(hit, exact=exact)
    if not parameter.many:
        return _single(graph, parameter, value)
    items = [part.strip() for part in value.split(",")] if isinstance(value, str) else _items(value)
    if items is None or not 1 <= len(items) <= MAX_ITEMS:
        raise _wrong(parameter, value, f"a list of 1 to {MAX_ITEMS} items")
    checked = [_single(graph, parameter, item) for item in items]
    return sorted(set(checked))


def _items(value: Any) -> list[Any] | None:
    """List the items of any iterable but a text or a mapping, up to one more than may be."""
    if isinstance(value, bytes | bytearray | Mapping) or not isinstance(value, Iterable):
        return None
    return list(islice(value, MAX_ITEMS + 1))


def _single(graph: AnyGraph, parameter: Parameter, value: Any) -> str | int:
    if parameter.kind == "integer":
        return _integer(parameter, value)
    text = _text(parameter, value).strip()
    if parameter.kind in ("text", "release") or (not text and parameter.default == ""):
        return text
    if parameter.kind == "choice":
        return _choice(parameter, text)
    if text and parameter.kind == "edge":
        return _edge(parameter, text)
    if text and parameter.kind == "predicate":
        return predicate_named(text)
    if text and parameter.kind == "reference":
        return _reference(parameter, text)
    hit = _hit(graph, parameter, text)
    if parameter.kind == "gene symbol":
        if not hit.symbol:
            raise NotFound(f"{hit} has no approved symbol in the graph.", hint="Choose another gene.")
        return hit.symbol
    return str(hit.id)


def _text(parameter: Parameter, value: Any) -> str:
    if isinstance(value, Hit):
        value = value.id
    if not isinstance(value, str) or len(value) > MAX_VALUE_LENGTH or not is_unicode(value):
        raise _wrong(parameter, value, f"a text of at most {MAX_VALUE_LENGTH} characters")
    return value


def _hit(graph: AnyGraph, parameter: Parameter, value: Any) -> Hit:
    text = _text(parameter, value)
    if not text.strip():
        raise _wrong(parameter, text, f"a {parameter.kind}")
    return graph.resolve(text, category=_CATEGORY.get(parameter.kind))


def _integer(parameter: Parameter, value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"\s*-?[0-9]{1,12}\s*", value):
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    try:
        number = operator.index(value)
    except TypeError as error:
        raise _wrong(parameter, value, "a whole number") from error
    if isinstance(value, bool) or not 0 <= number <= MAX_INTEGER:
        raise _wrong(parameter, value, f"a whole number from 0 to {MAX_INTEGER}")
    return number


def _edge(parameter: Parameter, value: str) -> str:
    if not is_edge_id(value):
        raise _wrong(parameter, value, "an edge's id such as ALSKG:e0123456789abcdef0123")
    return value


def _choice(parameter: Parameter, value: str) -> str:
    """Find the word that a value means among those that a parameter knows, whatever its case."""
    typed = value.strip().lower().replace(" ", "_")
    known = {word.lower(): word for word in parameter.choices}
    if typed not in known:
        raise _wrong(parameter, value, f"one of {', '.join(parameter.choices)}")
    return known[typed]


def _reference(parameter: Parameter, value: str) -> str:
    """Find the CURIE of a reference: also of a PubMed number, a DOI, a trial's number, or the address of one."""
    for pattern, prefix in _BARE.items():
        if found := re.fullmatch(pattern, value, re.IGNORECASE):
            value = f"{prefix}:{found[1].upper() if prefix != 'doi' else found[1]}"
            break
    try:
        return (from_iri(value) if "://" in value else None) or curie(value)
    except BadCurie as error:
        raise _wrong(parameter, value, "a reference such as PMID:32877582 or doi:10.1056/…") from error


def _wrong(parameter: Parameter, value: Any, expected: str) -> UsageError:
    return UsageError(
        f"the parameter {parameter.name!r} takes {expected}, not {brief(value)}.",
        hint=f"It is: {parameter.description}, as in {parameter}.",
    )
