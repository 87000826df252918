"""Three tables with the look-ups that answers need, without either query language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import polars as pl

Row = dict[str, Any]
Answer = set[tuple[Any, ...]]
ALS, MSC = "MONDO:0004976", "CL:0000134"
ACTS = ("contributes_to", "causes")


class Tables:
    """Three tables with the look-ups that answers need.

    Args:
        nodes: the nodes table.
        edges: the edges table.
        evidence: the evidence table.
    """

    def __init__(self, nodes: pl.DataFrame, edges: pl.DataFrame, evidence: pl.DataFrame) -> None:
        self.nodes: dict[str, Row] = {row["id"]: row for row in nodes.iter_rows(named=True)}
        self.every: list[Row] = list(edges.iter_rows(named=True))
        self.edges = [row for row in self.every if row["asserted"]]
        self.evidence: dict[str, list[Row]] = defaultdict(list)
        for row in evidence.iter_rows(named=True):
            self.evidence[row["edge_id"]].append(row)
        self.out: dict[str, list[tuple[str, str, Row]]] = defaultdict(list)
        self.into: dict[str, list[tuple[str, str, Row]]] = defaultdict(list)
        for row in self.edges:
            self.out[row["subject"]].append((verb(row), row["object"], row))
            self.into[row["object"]].append((verb(row), row["subject"], row))

    def name(self, id: str) -> str:
        return str(self.nodes[id]["symbol"] or self.nodes[id]["name"])

    def label(self, id: str) -> str:
        return str(self.nodes[id]["name"])

    def kind(self, id: str) -> str:
        return str(self.nodes[id]["category"])

    def ends(self, id: str, *verbs: str, kind: str | None = None) -> list[tuple[str, Row]]:
        return [(end, row) for v, end, row in self.out[id] if v in verbs and (kind is None or self.kind(end) == kind)]

    def starts(self, id: str, *verbs: str, kind: str | None = None) -> list[tuple[str, Row]]:
        return [(one, row) for v, one, row in self.into[id] if v in verbs and (kind is None or self.kind(one) == kind)]

    def stated(self, id: str, predicate: str, *, kind: str | None = None) -> list[tuple[str, Row]]:
        """The starts of edges that are only stated."""
        return [
            (row["subject"], row)
            for row in self.every
            if row["object"] == id
            and verb(row) == predicate
            and (not row["asserted"] and row["status"] == "stated")
            and (kind is None or self.kind(row["subject"]) == kind)
        ]

    def below(self, id: str, *verbs: str) -> set[str]:
        """The thing and all that lead to it."""
        found, frontier = {id}, [id]
        while frontier:
            for one, _ in self.starts(frontier.pop(), *verbs):
                if one not in found:
                    found.add(one)
                    frontier.append(one)
        return found

    def kinds_of(self, cell: str) -> set[str]:
        return self.below(cell, "derives_from", "subclass_of")

    def diseases(self, root: str) -> set[str]:
        return {id for id in self.below(root, "subclass_of") if self.kind(id) == "Disease"}

    def about(self, id: str) -> list[tuple[Row, Row]]:
        return [(r, e) for r in self.every if id in (r["subject"], r["object"]) for e in self.evidence[r["id"]]]

    def claim(self, row: Row) -> tuple[str, str, str]:
        """The statement of an edge, for people."""
        return self.name(row["subject"]), row["predicate"], self.name(row["object"])

    def of_kind(self, category: str) -> list[str]:
        return [id for id, node in self.nodes.items() if node["category"] == category]


def verb(row: Row) -> str:
    """The predicate without its prefix."""
    return str(row["predicate"]).partition(":")[2]


def pick(row: Row, columns: str) -> tuple[Any, ...]:
    """Some columns of a row."""
    return tuple(row[column] for column in columns.split())


def figure(row: Row) -> tuple[Any, ...]:
    """A reported figure."""
    return pick(row, "value_low value_high unit population")


def votes(row: Row) -> tuple[int, int]:
    """Votes for and against an edge."""
    return row["supports"], row["refutes"] + row["no_effect"]


def bar(items: Iterable[str | None]) -> tuple[str, ...]:
    """A list as an answer has it."""
    return tuple(sorted({item for item in items if item}))
