"""The node by which a server knows which graph it holds, and what it says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.engines.cypher.shape import ENTITY, EVIDENCE
from kg.engines.neo4j.connection import Login
from kg.engines.neo4j.counts import MARKER, count, relationship_counts
from kg.errors import NotFound

if TYPE_CHECKING:
    from neo4j import Driver

MARKER_KEYS = frozenset(
    {"key", "content_id", "schema_version", "pushed_at", "built_at"}
    | {"source_names", "source_dates", "source_scopes", "replaced_from", "replaced_to", "group_sources", "group_names"}
)
KEY = "als-kg"
"""What the one marker of a database is found by."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a server is told of a graph besides its rows.

    Attributes:
        built_at: ISO time of the build.
        sources: the date of each source.
        scopes: the scope of each source (see `kg.release.provenance.Provenance`).
        replaced: old identifier → new one, as the build followed them.
        groups: the origin group of each source, whose rows without a reference vote once.
    """

    built_at: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    scopes: Mapping[str, str] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, marker: Mapping[str, Any]) -> Facts:
        """Read those that a marker holds; a push of an earlier als-kg left none."""
        names, replaced = marker.get("source_names", ()), marker.get("replaced_from", ())
        return cls(
            marker.get("built_at", ""),
            dict(zip(names, marker.get("source_dates", ()), strict=False)),
            dict(zip(names, marker.get("source_scopes", ()), strict=False)),
            dict(zip(replaced, marker.get("replaced_to", ()), strict=False)),
            dict(zip(marker.get("group_sources", ()), marker.get("group_names", ()), strict=False)),
        )

    def properties(self) -> dict[str, Any]:
        """Write them as properties of a node, which hold no maps."""
        return {
            "built_at": self.built_at,
            "source_names": list(self.sources),
            "source_dates": list(self.sources.values()),
            "source_scopes": [self.scopes.get(name, "") for name in self.sources],
            "replaced_from": list(self.replaced),
            "replaced_to": list(self.replaced.values()),
            "group_sources": list(self.groups),
            "group_names": list(self.groups.values()),
        }


@dataclass(frozen=True, slots=True)
class PushedGraph:
    """The graph that a server holds.

    Attributes:
        server: ``Neo4j/5.26.31``.
        content_id: of the graph.
        schema_version: of the graph.
        facts: what else it was told of the graph.
        pushed_at: when the push ended; None when it was cut off or still runs.
        nodes: without evidence.
        relationships: by type.
        evidence: nodes of evidence.
    """

    server: str
    content_id: str
    schema_version: str
    facts: Facts
    pushed_at: str | None
    nodes: int
    relationships: Mapping[str, int]
    evidence: int


def held(driver: Driver, login: Login) -> PushedGraph:
    """Find the graph that a server holds.

    Raises:
        NotFound: it holds none.
        neo4j.exceptions.Neo4jError: what the server says (see `kg.engines.neo4j.connection.translated_errors`).
    """
    with driver.session(database=login.database, default_access_mode="READ") as session:
        marker = session.execute_read(marker_of)
        if marker is None:
            raise NotFound(
                f"the Neo4j server at {login.uri} holds no graph of als-kg.", hint="Run `alskg neo4j push` first."
            )
        types = session.execute_read(relationship_counts)
        return PushedGraph(
            str(driver.get_server_info().agent),
            marker["content_id"],
            marker["schema_version"],
            Facts.of(marker),
            marker.get("pushed_at"),
            session.execute_read(count, f"(n:{ENTITY})"),
            types,
            session.execute_read(count, f"(n:{EVIDENCE})"),
        )


def marker_of(transaction: Any) -> dict[str, Any] | None:
    """Read the properties of the marker; None where there is no marker."""
    record = transaction.run(f"MATCH (m:{MARKER} {{key: $key}}) RETURN properties(m) AS marker", key=KEY).single()
    return dict(record["marker"]) if record is not None else None
