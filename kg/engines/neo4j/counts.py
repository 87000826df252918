"""How many nodes and relationships there are: in the tables, and on a server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.engines.cypher.shape import ENTITY, EVIDENCE, Kind
from kg.engines.neo4j.connection import Login, ServerError

if TYPE_CHECKING:
    import polars as pl
    from neo4j import Session

MARKER = "AlskgRelease"
"""The label of the node that names the graph."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many nodes of each label and relationships of each type there are."""

    labels: Mapping[str, int]
    types: Mapping[str, int]

    @classmethod
    def of_tables(cls, nodes: pl.DataFrame, kinds: Mapping[Kind, pl.DataFrame], evidence: pl.DataFrame) -> Counts:
        """Count what a push of these tables leaves on a server."""
        labels = Counter(nodes["category"].to_list())
        types: Counter[str] = Counter()
        for kind, frame in kinds.items():
            types[kind.type] += frame.height
        return cls({**labels, ENTITY: nodes.height, EVIDENCE: evidence.height, MARKER: 1}, types)

    @classmethod
    def of_server(cls, session: Session, expected: Counts) -> Counts:
        """Count what a server holds of the labels and types that are expected, and how much else."""
        labels = {name: session.execute_read(count, f"(n:{name})") for name in expected.labels}
        everything = session.execute_read(count, "(n)")
        known = sum(labels[name] for name in (ENTITY, EVIDENCE, MARKER))
        return cls(
            {**labels, "(other)": everything - known} if everything != known else labels,
            session.execute_read(relationship_counts),
        )


def check(expected: Counts, found: Counts, login: Login) -> None:
    """Refuse to call a push done when the server counts otherwise.

    Raises:
        ServerError: it does.
    """
    differences = [
        f"{there.get(name, 0):,} {what} of {name} where the graph has {ours.get(name, 0):,}"
        for what, ours, there in (
            ("nodes", expected.labels, found.labels),
            ("relationships", expected.types, found.types),
        )
        for name in sorted({*ours, *there})
        if ours.get(name, 0) != there.get(name, 0)
    ]
    if differences:
        more = f", and {len(differences) - 3} more differences" if len(differences) > 3 else ""
        raise ServerError(
            f"the database at {login.uri} holds {'; '.join(differences[:3])}{more}.",
            hint="Somebody else writes to it: push into an empty database (NEO4J_DATABASE names one).",
        )


def count(transaction: Any, pattern: str) -> int:
    """Count how often a pattern with one variable ``n`` matches."""
    return int(transaction.run(f"MATCH {pattern} RETURN count(n) AS n").single(strict=True)["n"])


def relationship_counts(transaction: Any) -> dict[str, int]:
    """Count the relationships by type; each is one look at the server's count store."""
    names = [record[0] for record in transaction.run("CALL db.relationshipTypes()")]
    counts = {}
    for name in sorted(names):
        quoted = name.replace("`", "``")
        found = int(transaction.run(f"MATCH ()-[r:`{quoted}`]->() RETURN count(r) AS n").single(strict=True)["n"])
        if found:
            counts[name] = found
    return counts
