"""The Cypher index: the three tables as a kglite graph in one file, and the names it uses.

What the graph looks like is in `kg.engines.cypher_shape`.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.engines.cypher_names import Names
from kg.engines.cypher_shape import ENTITY, EVIDENCE, Kind, Row, batches, nodes_by_labels, relationships_by_kind
from kg.errors import ReleaseError

if TYPE_CHECKING:
    import polars

GRAPH = "graph.kgl"
NAMES = "names.json"
LAYOUT = 1
"""Raised when the same tables would give another index."""
BATCH = 20_000
_FORBIDDEN = frozenset({"title", "type", "label"})


def build(
    nodes: polars.DataFrame,
    edges: polars.DataFrame,
    evidence: polars.DataFrame,
    folder: Path,
    *,
    tell: Callable[[str], None] | None = None,
) -> None:
    """Write the index of three tables into an existing folder.

    Args:
        nodes: as in ``kg.tables.NODES``.
        edges: as in ``kg.tables.EDGES``.
        evidence: as in ``kg.tables.EVIDENCE``.
        folder: where ``graph.kgl`` and ``names.json`` go.
        tell: told how far it is, in a few words.

    Raises:
        OSError: the file cannot be written.
        ReleaseError: the graph holds another number of nodes or relationships than the tables.
    """
    import kglite

    kglite.set_query_warning_policy("silent")
    graph: Any = kglite.KnowledgeGraph()
    for labels, rows in nodes_by_labels(nodes, evidence):
        _create_nodes(graph, ":".join(labels), rows)
    kinds = relationships_by_kind(nodes, edges, evidence)
    for kind in sorted(kinds):
        _create_relationships(graph, kind, kinds[kind])
    graph.cypher(f"CREATE INDEX FOR (e:{EVIDENCE}) ON (e.edge_id)")
    _check_counts(graph, nodes.height + evidence.height, edges.height + 2 * evidence.height)
    try:
        graph.save(str(folder / GRAPH))
    except kglite.FileIoError as error:
        raise OSError(errno.EIO, str(error)) from error
    _write_names(folder, nodes["category"], kinds, nodes, edges, evidence)


def read_names(folder: Path) -> Names:
    """The names that an index uses.

    Raises:
        ValueError: the file is damaged.
        OSError: it cannot be read.
    """
    data = json.loads((folder / NAMES).read_text(encoding="utf-8"))
    try:
        return Names(*(frozenset(data[key]) for key in ("labels", "types", "properties")))
    except (KeyError, TypeError) as error:
        raise ValueError("names.json lacks a list") from error


def _create_nodes(graph: Any, labels: str, rows: Iterable[Row]) -> None:
    """Create nodes; a title equal to the id is one that kglite can be told to hide."""
    query = f"UNWIND $rows AS row CREATE (n:{labels} {{id: row.id}}) SET n += row.p SET n.title = row.id"
    for batch in batches(({"id": row["id"], "p": row} for row in rows), BATCH):
        graph.cypher(query, params={"rows": batch})


def _create_relationships(graph: Any, kind: Kind, rows: list[Row]) -> None:
    query = (
        f"UNWIND $rows AS row MATCH (s:{kind.start} {{id: row.s}}), (o:{kind.end} {{id: row.o}}) "
        f"CREATE (s)-[r:{kind.type}]->(o) SET r = row.p"
    )
    for batch in batches(rows, BATCH):
        graph.cypher(query, params={"rows": batch})


def _check_counts(graph: Any, nodes: int, relationships: int) -> None:
    found = (
        graph.cypher("MATCH (n) RETURN count(n) AS n").scalar(),
        graph.cypher("MATCH ()-[r]->() RETURN count(r) AS n").scalar(),
    )
    if found != (nodes, relationships):
        raise ReleaseError(
            f"the Cypher index holds {found[0]} nodes and {found[1]} relationships where the tables give "
            f"{nodes} and {relationships}.",
            hint="Run `alskg verify`; an edge or its evidence may dangle.",
        )


def _write_names(folder: Path, categories: Iterable[str], kinds: Iterable[Kind], *tables: Any) -> None:
    used = {name for table in tables for name in table.columns if table[name].null_count() < table.height}
    if used & _FORBIDDEN:
        raise ReleaseError(
            f"the tables have a column {min(used & _FORBIDDEN)!r}, a name that the Cypher engine reserves.",
            hint="Rename it in the schema.",
        )
    labels = {*categories, ENTITY} | ({EVIDENCE} if any(kind.start == EVIDENCE for kind in kinds) else set())
    names = {"labels": labels, "types": {kind.type for kind in kinds}, "properties": {*used, "name"}}
    text = json.dumps({key: sorted(value) for key, value in names.items()}, indent=1)
    (folder / NAMES).write_text(text + "\n", encoding="utf-8")
