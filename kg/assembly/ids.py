"""The ids of many edges and evidence rows at once, equal to `Statement.id` and `Evidence.id_on`."""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import chain
from unicodedata import normalize

import polars as pl

from kg.model.canonical import canonical_rows
from kg.model.records import EDGE_ID, EVIDENCE_ID, QUALIFIERS, SEPARATOR, Statement

PARTS = ("subject", "predicate", "object", *QUALIFIERS)
"""The columns that make an edge, in the order in which its id takes them."""

_PLAIN = re.compile(rf"[!-~]+(?:{SEPARATOR}[!-~]*){{{len(PARTS) - 1}}}")
"""Joined parts that normal form C and stripping leave as they are."""


def edge_ids(statements: pl.DataFrame) -> pl.Series:
    """Compute the id of each row.

    Args:
        statements: the columns `PARTS`.
    """
    joined = statements.select(
        pl.concat_str([pl.col(name).fill_null("") for name in PARTS], separator=SEPARATOR)
    ).to_series()
    ids = [
        EDGE_ID + sha256(text.encode()).hexdigest()[:20]
        if _PLAIN.fullmatch(text)
        else Statement(*statements.select(PARTS).row(at)).id
        for at, text in enumerate(joined)
    ]
    return pl.Series("id", ids, dtype=pl.String)


def evidence_ids(evidence: pl.DataFrame) -> pl.Series:
    """Compute the id of each row.

    Args:
        evidence: ``edge_id`` and the fields of `kg.model.records.Evidence`.
    """
    rows = chain.from_iterable(canonical_rows(evidence))
    return pl.Series("id", [EVIDENCE_ID + _digest(text) for text in rows], dtype=pl.String)


def _digest(text: str) -> str:
    return sha256((text if text.isascii() else normalize("NFC", text)).encode()).hexdigest()[:20]
