"""The prefixes that a SPARQL question may use, and the predicates and classes that a graph uses."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from kg.engines.core.process import BrokenIndex
from kg.schema.generated import PREFIXES

NAMES = "names.json"
STANDARD = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
}
DEFAULT_PREFIXES = {**STANDARD, **{name: prefix.iri for name, prefix in PREFIXES.items()}}
_BY_IRI = sorted(((iri, name) for name, iri in DEFAULT_PREFIXES.items()), key=lambda item: -len(item[0]))


@dataclass(frozen=True, slots=True)
class Terms:
    """The IRIs of the predicates and classes that a graph uses."""

    predicates: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """Both."""
        return self.predicates | self.classes

    @property
    def bases(self) -> set[str]:
        """The namespaces of vocabularies: those of the standards, and those that hold a term in use."""
        used = {next((base for base, _ in _BY_IRI if iri.startswith(base)), iri) for iri in self.all}
        return used | set(STANDARD.values())


def read_terms(index: Path) -> Terms:
    """Read the terms that an index uses.

    Raises:
        BrokenIndex: the list cannot be read.
    """
    try:
        found = json.loads((index / NAMES).read_text(encoding="utf-8"))
        return Terms(frozenset(found["predicates"]), frozenset(found["classes"]))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise BrokenIndex(index, f"{NAMES} cannot be read") from error


def with_prefix(iri: str) -> str:
    """Write an IRI with the longest prefix that fits, whatever the form of identifiers of that prefix."""
    return next((f"{name}:{iri[len(base) :]}" for base, name in _BY_IRI if iri.startswith(base)), iri)
