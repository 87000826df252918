"""SPARQL: questions to Oxigraph, guarded, in a process of its own (ADR 0007).

Terms come back as values: identifiers as CURIEs of the schema's prefixes, numbers and booleans as
such, other literals as text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.engines.core.base import ProcessEngine
from kg.engines.core.limits import DEFAULT, Limits
from kg.engines.core.rows import Rows
from kg.engines.cypher.lexer import place
from kg.engines.sparql.guard import Checked, check, unbound_columns, used_names
from kg.engines.sparql.terms import DEFAULT_PREFIXES, STANDARD, Terms, read_terms, with_prefix
from kg.errors import QueryError
from kg.model.curie import from_iri
from kg.text.safe import clipped
from kg.text.suggest import CLOSE, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.engines.sparql.guard import SparqlToken

MAX_NAMES = 100
"""Names of one question that are looked up in the graph."""
MAX_UNKNOWN = 10
"""Unknown names that get a sentence each."""
_XSD = STANDARD["xsd"]
_INTEGERS = {_XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger", "gYear")}
_FLOATS = {_XSD + name for name in ("decimal", "double", "float")}
MAX_SHOWN = 60


class SparqlEngine(ProcessEngine):
    """SPARQL over one index (see `kg.engines.core.base.ProcessEngine`)."""

    package = "pyoxigraph"
    handler = Path(__file__).with_name("worker.py")
    terms = Terms()

    def run(self, query: str, limits: Limits = DEFAULT) -> Rows:
        """Answer a question.

        Args:
            query: SPARQL that reads; the schema's prefixes need no PREFIX line.
            limits: what it may take.

        Returns:
            One row per solution (SELECT), per triple (CONSTRUCT, DESCRIBE), or one row with the
            column ``answer`` (ASK).

        Raises:
            QueryError: it was refused, is wrong, or ran into a limit.
            BrokenIndex: the index is damaged and cannot be repaired.
        """
        checked = check(query, DEFAULT_PREFIXES)
        names = used_names(checked.tokens, DEFAULT_PREFIXES)
        asked = [name for name in names if not name.startswith(_XSD)][:MAX_NAMES]
        request = {"query": checked.text, "prefixes": DEFAULT_PREFIXES, "rows": limits.rows, "names": asked}
        reply = self.request(request, limits)
        if "error" in reply:
            raise self.limit_reached(reply, limits) or _error(reply, checked)
        unknown = tuple(self._unknown(names, reply))
        value: Callable[[Any], Any] = bool if reply["form"] == "ask" else term_value
        return Rows(
            tuple(reply["columns"]),
            tuple(tuple(value(cell) for cell in row) for row in reply["rows"]),
            warnings=(*unknown, *self._warnings(checked, reply)),
            unknown=unknown,
            truncated=reply["more"],
            elapsed=reply["elapsed"],
        )

    def read_names(self) -> None:
        """Read the terms that the index uses; see `ProcessEngine.read_names`."""
        self.terms = read_terms(self.index)

    def _unknown(self, names: Mapping[str, tuple[SparqlToken, bool]], reply: Mapping[str, Any]) -> Iterator[str]:
        absent = set(reply["absent"])
        unknown, used = 0, self.terms.all
        for iri, (token, is_class) in names.items():
            known = self.terms.classes if is_class else used
            if iri not in absent and not (is_class and iri in used and iri not in known):
                continue
            unknown += 1
            if unknown <= MAX_UNKNOWN:
                yield _unknown(token.text, iri, known, self.terms)
        if unknown > MAX_UNKNOWN:
            yield f"{unknown - MAX_UNKNOWN} more names are not in the graph"

    def _warnings(self, checked: Checked, reply: Mapping[str, Any]) -> Iterator[str]:
        for name in unbound_columns(checked.tokens):
            yield f"the variable ?{name} appears nowhere in the pattern, so its column is empty"
        if reply["more"]:
            yield f"only the first {len(reply['rows'])} rows are kept; there are more"


def term_value(term: Any) -> Any:
    """Turn a term into a value: CURIE, number, boolean or text.

    >>> term_value(["i", "http://identifiers.org/hgnc/11179"])
    'HGNC:11179'
    >>> term_value(["l", "3", "http://www.w3.org/2001/XMLSchema#integer", None])
    3
    """
    if term is None:
        return None
    kind, text = term[0], term[1]
    if kind == "i":
        return shorten(text)
    if kind == "b":
        return f"_:{text}"
    if kind == "t":
        return " ".join(str(term_value(part)) for part in term[1:])
    try:
        if term[2] in _INTEGERS:
            return int(text)
        if term[2] in _FLOATS:
            number = float(text)
            return None if math.isnan(number) else number
    except ValueError:
        return text
    return (
        {"true": True, "1": True, "false": False, "0": False}.get(text, text) if term[2] == _XSD + "boolean" else text
    )


@lru_cache(maxsize=65536)
def shorten(iri: str) -> str:
    """Contract an IRI to its CURIE; keep the IRI where no prefix fits.

    >>> shorten("https://doi.org/10.1000/a(1)%3C2%3E")
    'doi:10.1000/a(1)<2>'
    """
    found = from_iri(iri)
    if found is None:
        found = next((f"{name}:{iri[len(base) :]}" for name, base in STANDARD.items() if iri.startswith(base)), iri)
    return found


def _unknown(written: str, iri: str, known: frozenset[str], terms: Terms) -> str:
    """Write a sentence about a name that the graph lacks; one in a vocabulary's namespace gets the nearest."""
    shown = clipped(written, MAX_SHOWN)
    if iri.startswith(tuple(terms.bases)):
        meant = did_you_mean(with_prefix(iri), {with_prefix(one) for one in known}, cutoff=CLOSE)
        return f"the graph does not use `{shown}`{meant}"
    return f"`{shown}` is not in the graph"


def _error(reply: Mapping[str, Any], checked: Checked) -> QueryError:
    kind, text = reply["kind"], " ".join(str(reply["error"]).split())
    if kind == "syntax":
        return _syntax_error(text, checked)
    return QueryError(f"the query failed: {text}.", hint="Check the functions and their arguments.")


def _syntax_error(text: str, checked: Checked) -> QueryError:
    """Name the token at which the syntax breaks: that says more than Oxigraph's list of all that could follow."""
    hint = "SPARQL 1.1 Query is understood: SELECT, ASK, CONSTRUCT, DESCRIBE."
    found = re.match(r"error at (\d+):(\d+): ", text)
    if found is None:
        return QueryError(f"the query has a syntax error: {text}.", hint=hint)
    line, column = int(found.group(1)), int(found.group(2))
    at = sum(len(one) + 1 for one in checked.text.split("\n")[: line - 1]) + column - 1
    token = next((one for one in checked.tokens if one.at + len(one.text) > at), None)
    if token is None:
        return QueryError(
            f"the query has a syntax error at line {line}, column {column}: it ends too early.", hint=hint
        )
    what = clipped(token.text, 30)
    return QueryError(
        f"the query has a syntax error at {place(checked.text, token.at)}: {what!r} is not allowed there.", hint=hint
    )
