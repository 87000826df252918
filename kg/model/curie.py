"""Identifiers: one constructor for CURIEs, one normal form for text.

The prefixes are those of the schema (``kg.schema.generated.PREFIXES``); a local part must match the
pattern that the schema gives for its prefix, so that ``HGNC:SOD1`` is caught where it is read.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

from kg.schema.generated import PREFIXES

_CURIE = re.compile(r"([A-Za-z][A-Za-z0-9_.]*):(\S+)")
_UNSAFE = re.compile(r"[^A-Za-z0-9._~:/@!$&'()*+,;=-]")
_BY_LENGTH = sorted(((name, known.iri) for name, known in PREFIXES.items()), key=lambda one: -len(one[1]))
_SPELLINGS = {"DOI": "doi", "PMCID": "PMC"}


class BadCurie(ValueError):
    """A text is not an identifier of a known prefix."""


def nfc(text: str) -> str:
    r"""Return `text` in Unicode normal form C, without surrounding white space.

    >>> nfc(" Sjo\u0308gren ") == "Sj\u00f6gren"
    True
    """
    return unicodedata.normalize("NFC", text).strip()


@lru_cache(maxsize=65536)
def curie(text: str) -> str:
    """Return the canonical spelling of an identifier.

    Args:
        text: ``PREFIX:local``, with a prefix that the schema knows.

    Returns:
        The CURIE in normal form C, its prefix spelt as in the schema, DOIs in lower case.

    Raises:
        BadCurie: no colon, an unknown prefix, or a local part of another form.

    >>> curie("DOI:10.1056/NEJMoa2204705")
    'doi:10.1056/nejmoa2204705'
    >>> curie("HGNC:SOD1")
    Traceback (most recent call last):
    ...
    kg.model.curie.BadCurie: 'HGNC:SOD1' is not a HGNC identifier (expected HGNC:[0-9]+)
    """
    match = _CURIE.fullmatch(nfc(text))
    if match is None:
        raise BadCurie(f"{text!r} is not a CURIE (expected PREFIX:local)")
    prefix, local = match.groups()
    prefix = _SPELLINGS.get(prefix, prefix)
    known = PREFIXES.get(prefix)
    if known is None:
        raise BadCurie(f"{text!r} has the prefix {prefix!r}, which the schema does not list")
    if prefix == "doi":
        local = local.lower()
    if re.fullmatch(known.pattern, local) is None:
        raise BadCurie(f"{text!r} is not a {prefix} identifier (expected {prefix}:{known.pattern})")
    return f"{prefix}:{local}"


@lru_cache(maxsize=65536)
def iri(text: str) -> str:
    """Expand a CURIE to its IRI; what an IRI may not hold is percent-encoded.

    >>> iri("HGNC:11179")
    'http://identifiers.org/hgnc/11179'
    >>> iri("doi:10.1000/a(1)1<2::aid>3")
    'https://doi.org/10.1000/a(1)1%3C2::aid%3E3'
    """
    prefix, _, local = curie(text).partition(":")
    return PREFIXES[prefix].iri + _UNSAFE.sub(_encoded, local)


def from_iri(text: str) -> str | None:
    """Contract an IRI to its CURIE; None when no prefix fits.

    >>> from_iri("https://doi.org/10.1000/a(1)1%3C2::aid%3E3")
    'doi:10.1000/a(1)1<2::aid>3'
    """
    for prefix, start in _BY_LENGTH:
        if text.startswith(start):
            try:
                return curie(f"{prefix}:{unquote(text[len(start) :])}")
            except BadCurie:
                continue
    return None


def _encoded(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def is_edge_id(text: str) -> bool:
    """Tell whether a text is the id of an edge.

    >>> is_edge_id("ALSKG:e0123456789abcdef0123")
    True
    """
    try:
        local = curie(text).partition(":")[2]
    except BadCurie:
        return False
    return text.startswith("ALSKG:e") and len(local) == 21 and set(local[1:]) <= set("0123456789abcdef")
