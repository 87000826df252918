"""Links out of the page: only to identifiers of known prefixes, always over https."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from kg.model.curie import BadCurie, curie
from kg.schema.generated import PREFIXES

_NO_PAGE = frozenset({"ALSKG", "biolink", "infores"})
"""Prefixes whose identifiers are names only."""
_PAGES = {
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/",
    "PMC": "https://pmc.ncbi.nlm.nih.gov/articles/",
}
"""Where the schema's address for a prefix has moved."""


def link(identifier: str) -> str | None:
    """Find the address of an identifier's page; None where no link is given.

    The address is the schema's IRI over https, so a link can only lead where the schema points.

    >>> link("PMID:8446170")
    'https://pubmed.ncbi.nlm.nih.gov/8446170'
    >>> link("HGNC:11179")
    'https://identifiers.org/hgnc/11179'
    >>> link("javascript:alert(1)") is None
    True
    """
    try:
        prefix, _, local = curie(identifier).partition(":")
    except BadCurie:
        return None
    if prefix in _NO_PAGE:
        return None
    base = _PAGES.get(prefix) or PREFIXES[prefix].iri
    return "https://" + base.partition("://")[2] + quote(local, safe="/:;()@,")


def links(identifiers: Iterable[str]) -> dict[str, str]:
    """Find the addresses of those identifiers that have one."""
    found = {identifier: link(identifier) for identifier in sorted(set(identifiers))}
    return {identifier: address for identifier, address in found.items() if address is not None}
