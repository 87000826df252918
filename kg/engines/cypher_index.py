"""The Cypher index: the three tables as a kglite graph in one file, and the names it uses.

Asserted edges are relationships of their predicate's type. What is not asserted (a refuted gene,
a phenotype marked NOT) has the type ``NOT_ASSERTED`` and keeps its predicate as a property, so
that no question counts it by accident. Evidence are nodes of their own, tied to both ends of the
edge that they are about and to the edge by ``edge_id``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.engines.cypher_names import Names
from kg.errors import ReleaseError

if TYPE_CHECKING:
    import polars

GRAPH = "graph.kgl"
NAMES = "names.json"
LAYOUT = 1
"""Raised when the same tables would give another index."""
BATCH = 20_000
NOT_ASSERTED = "NOT_ASSERTED"
ENTITY = "Entity"
EVIDENCE = "Evidence"
ABOUT = {"subject": "ABOUT_SUBJECT", "object": "ABOUT_OBJECT"}
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_FORBIDDEN = frozenset({"title", "type", "label"})


def relationship_type(predicate: str, *, asserted: bool = True) -> str:
    """The relationship type of a predicate.

    >>> relationship_type("biolink:contributes_to")
    'CONTRIBUTES_TO'
    >>> relationship_type("biolink:contributes_to", asserted=False)
    'NOT_ASSERTED'
    """
    return predicate.partition(":")[2].upper() if asserted else NOT_ASSERTED


def build(nodes: polars.DataFrame, edges: polars.DataFrame, evidence: polars.DataFrame, folder: Path) -> None:
    """Write the index of three tables into an existing folder.

    Args:
        nodes: as in ``kg.tables.NODES``.
        edges: as in ``kg.tables.EDGES``.
        evidence: as in ``kg.tables.EVIDENCE``.
        folder: where ``graph.kgl`` and ``names.json`` go.

    Raises:
        ReleaseError: the graph holds another number of nodes or relationships than the tables.
    """
    import kglite

    kglite.set_query_warning_policy("silent")
    graph: Any = kglite.KnowledgeGraph()
    category = dict(nodes.select("id", "category").iter_rows())
    for (label,), part in sorted(nodes.group_by("category")):
        _create_nodes(graph, f"{_checked(str(label))}:{ENTITY}", part.sort("id").iter_rows(named=True))
    _create_nodes(graph, EVIDENCE, (_evidence_node(row) for row in evidence.sort("id").iter_rows(named=True)))
    kinds: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    ends: dict[str, tuple[str, str]] = {}
    for row in edges.sort("id").iter_rows(named=True):
        ends[row["id"]] = (row["subject"], row["object"])
        kind = _checked(relationship_type(row["predicate"], asserted=row["asserted"]))
        start, end = (_category(category, row["id"], row[one]) for one in ABOUT)
        key = (kind, start, end)
        kinds.setdefault(key, []).append({"s": row["subject"], "o": row["object"], "p": _filled(row)})
    for row in evidence.sort("id").select("id", "edge_id").iter_rows(named=True):
        for end, about in zip(_ends(ends, row), ABOUT.values(), strict=True):
            key = (about, EVIDENCE, category[end])
            kinds.setdefault(key, []).append({"s": row["id"], "o": end, "p": {"id": f"{row['id']}.{about}"}})
    for (kind, start, end), rows in sorted(kinds.items(), key=lambda item: item[0]):
        _create_relationships(graph, kind, start, end, rows)
    graph.cypher(f"CREATE INDEX FOR (e:{EVIDENCE}) ON (e.edge_id)")
    _check_counts(graph, nodes.height + evidence.height, edges.height + 2 * evidence.height)
    graph.save(str(folder / GRAPH))
    _write_names(folder, category.values(), kinds, nodes, edges, evidence)


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


def _category(category: dict[str, str], edge_id: str, node_id: str) -> str:
    if node_id not in category:
        raise ReleaseError(f"the edge {edge_id} names {node_id}, which is no node.", hint="Run `alskg verify`.")
    return category[node_id]


def _ends(ends: dict[str, tuple[str, str]], evidence: dict[str, Any]) -> tuple[str, str]:
    edge_id = evidence["edge_id"]
    if edge_id not in ends:
        raise ReleaseError(
            f"the evidence {evidence['id']} names the edge {edge_id}, which is not there.", hint="Run `alskg verify`."
        )
    return ends[edge_id]


def _create_nodes(graph: Any, labels: str, rows: Iterable[dict[str, Any]]) -> None:
    """Create nodes; a title equal to the id is one that kglite can be told to hide."""
    query = f"UNWIND $rows AS row CREATE (n:{labels} {{id: row.id}}) SET n += row.p SET n.title = row.id"
    for batch in _batches({"id": row["id"], "p": _filled(row)} for row in rows):
        graph.cypher(query, params={"rows": batch})


def _create_relationships(graph: Any, kind: str, start: str, end: str, rows: list[dict[str, Any]]) -> None:
    query = (
        f"UNWIND $rows AS row MATCH (s:{start} {{id: row.s}}), (o:{end} {{id: row.o}}) "
        f"CREATE (s)-[r:{kind}]->(o) SET r = row.p"
    )
    for batch in _batches(rows):
        graph.cypher(query, params={"rows": batch})


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _evidence_node(row: dict[str, Any]) -> dict[str, Any]:
    """An evidence row as a node; it gets a name, since kglite invents one for a node without."""
    return {**row, "name": f"{row['source']} {row['source_record']}"}


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    """The cells that hold something (NaN does not); empty lists stay, so that lists are never null."""
    return {key: value for key, value in row.items() if value is not None and value == value}


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ReleaseError(f"{name!r} cannot be a label or a relationship type.", hint="Run `alskg verify`.")
    return name


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


def _write_names(folder: Path, categories: Iterable[str], kinds: Iterable[tuple[str, str, str]], *tables: Any) -> None:
    used = {name for table in tables for name in table.columns if table[name].null_count() < table.height}
    if used & _FORBIDDEN:
        raise ReleaseError(
            f"the tables have a column {min(used & _FORBIDDEN)!r}, a name that the Cypher engine reserves.",
            hint="Rename it in the schema.",
        )
    labels = {*categories, ENTITY} | ({EVIDENCE} if any(kind[1] == EVIDENCE for kind in kinds) else set())
    names = {"labels": labels, "types": {kind[0] for kind in kinds}, "properties": {*used, "name"}}
    text = json.dumps({key: sorted(value) for key, value in names.items()}, indent=1)
    (folder / NAMES).write_text(text + "\n", encoding="utf-8")
