"""A question's SPARQL with its values in place, each written as a term.

SPARQL has no parameters: ``$name`` is replaced in one pass by terms that are written from checked
values, identifiers as IRIs, texts as escaped literals, integers as digits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kg.engines.sparql.rdf import literal
from kg.model.curie import iri
from kg.queries import Parameter, Question

_IDENTIFIERS = ("gene", "disease", "mechanism", "node", "edge", "predicate", "reference")
_HOLE = re.compile(r"\$(\w+)")


def fill(question: Question, values: Mapping[str, Any]) -> str:
    """Write the SPARQL of a question with its values in place, each as a term."""
    terms = {name: _terms(question.parameters[name], value) for name, value in values.items()}
    # One pass: what a value holds is never looked at again.
    return _HOLE.sub(lambda found: terms.get(found[1], found[0]), question.text)


def _terms(parameter: Parameter, value: Any) -> str:
    items = value if parameter.many or parameter.below else [value]
    return " ".join(_term(parameter.kind, item) for item in items)


def _term(kind: str, value: str | int) -> str:
    if kind == "integer":
        return str(int(value))
    if kind in _IDENTIFIERS and value != "":
        return f"<{iri(str(value))}>"
    return literal(str(value))
