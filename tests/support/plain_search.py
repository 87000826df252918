"""The rows of the search index, node by node in plain Python: the measure of the builder by column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import polars as pl

from kg.engines.search.index import KINDS
from kg.text.fold import fold, squeeze

NodeRow = tuple[int, str, str, str, str | None, str | None, int]
TermRow = tuple[int, int, int, str, str, str]


def plain_rows(nodes: pl.DataFrame, edges: pl.DataFrame) -> tuple[list[NodeRow], list[TermRow]]:
    """What the tables ``node`` and ``term`` hold, in their order."""
    degree: Counter[str] = Counter()
    for row in edges.filter("asserted").iter_rows(named=True):
        degree.update([row["subject"], row["object"]])
    shown: list[NodeRow] = []
    terms: list[TermRow] = []
    for number, row in enumerate(nodes.sort("id").iter_rows(named=True), start=1):
        properties = (row["id"], row["category"], row["name"], row.get("symbol"), row["taxon"])
        shown.append((number, *properties, degree[row["id"]]))
        for kind, text in dict.fromkeys(_texts(row)):
            terms.append((len(terms) + 1, number, kind, text, fold(text), squeeze(text)))
    return shown, terms


def _texts(row: dict[str, Any]) -> Iterator[tuple[int, str]]:
    yield KINDS.index("id"), row["id"]
    yield KINDS.index("local_id"), row["id"].partition(":")[2]
    for kind in ("symbol", "name", "synonym", "former_name", "xref"):
        found = row.get(f"{kind}s") if kind in ("synonym", "xref") else [row.get(kind)]
        for text in found or ():
            if text:
                yield KINDS.index(kind), text
