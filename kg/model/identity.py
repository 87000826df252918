"""What a statement is, whatever it was called: replaced identifiers followed, symmetric ends in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kg.model.records import Statement
from kg.schema.generated import PREDICATES

CONTEXTS = ("species_context", "disease_context")
"""Statement qualifiers that name a node."""


def follow(id: str, replaced: Mapping[str, str]) -> str:
    """Find the identifier that an old one was replaced by, through any number of steps.

    >>> follow("HGNC:1", {"HGNC:1": "HGNC:2", "HGNC:2": "HGNC:3"})
    'HGNC:3'
    """
    seen = {id}
    while (new := replaced.get(id)) is not None and new not in seen:
        seen.add(new)
        id = new
    return id


def canonical(statement: Statement, replaced: Mapping[str, str]) -> Statement:
    """Follow replaced ids and order the ends of a symmetric predicate.

    >>> s = Statement("HGNC:2", "biolink:physically_interacts_with", "HGNC:1")
    >>> canonical(s, {}).subject
    'HGNC:1'
    """
    subject, object = follow(statement.subject, replaced), follow(statement.object, replaced)
    contexts = {name: follow(value, replaced) for name in CONTEXTS if (value := getattr(statement, name)) in replaced}
    predicate = PREDICATES.get(statement.predicate)
    if predicate is not None and predicate.symmetric and object < subject:
        subject, object = object, subject
    if (subject, object) == (statement.subject, statement.object) and not contexts:
        return statement
    return replace(statement, subject=subject, object=object, **contexts)
