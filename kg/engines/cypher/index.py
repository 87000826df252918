"""The Cypher index: the three tables as a kglite graph in one file, and the names it uses.

What the graph looks like is in `kg.engines.cypher.shape`.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.engines.core.progress import Progress, Tell
from kg.engines.cypher.blueprint import graph_of, save
from kg.engines.cypher.names import Names
from kg.engines.cypher.shape import ENTITY, EVIDENCE, Kind, node_frames, relationship_frames
from kg.errors import ReleaseError

if TYPE_CHECKING:
    import polars as pl

    from kg.model.tables import Tables

GRAPH = "graph.kgl"
NAMES = "names.json"
_FORBIDDEN = frozenset({"title", "type", "label"})


def build(tables: Tables, folder: Path, *, tell: Tell | None = None) -> None:
    """Write the index of three tables into an existing folder.

    Args:
        tables: the three tables.
        folder: where ``graph.kgl`` and ``names.json`` go.
        tell: told how far it is.

    Raises:
        OSError: the file cannot be written.
        ReleaseError: the tables make no graph, or one that holds another number of nodes or
            relationships than they give.
    """
    import kglite

    from kg.model.closure import with_within

    _refuse_reserved(tables)
    kglite.set_query_warning_policy("silent")
    progress = Progress(tell)
    progress.step("preparing the graph")
    nodes, edges, evidence = tables
    nodes = with_within(nodes, edges)
    expected = (nodes.height + evidence.height, edges.height + 2 * evidence.height)
    categories, used = nodes["category"].unique().to_list(), _used((nodes, edges, evidence))
    frames = (node_frames(nodes, evidence), relationship_frames(nodes, edges, evidence))
    # At the size of millions the tables are a gigabyte that the loader needs.
    del tables, nodes, edges, evidence
    graph, kinds = graph_of(*frames, folder, total=sum(expected), progress=progress)
    graph.cypher(f"CREATE INDEX FOR (e:{EVIDENCE}) ON (e.edge_id)")
    _check_counts(graph, *expected)
    progress.step("saving the graph")
    try:
        save(graph, folder / GRAPH)
    except kglite.FileIoError as error:
        raise OSError(errno.EIO, str(error)) from error
    _write_names(folder, categories, kinds, used)


def read_names(folder: Path) -> Names:
    """Read the names that an index uses.

    Raises:
        ValueError: the file is damaged.
        OSError: it cannot be read.
    """
    data = json.loads((folder / NAMES).read_text(encoding="utf-8"))
    try:
        return Names(*(frozenset(data[key]) for key in ("labels", "types", "properties")))
    except (KeyError, TypeError) as error:
        raise ValueError("names.json lacks a list") from error


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


def _refuse_reserved(tables: Tables) -> None:
    reserved = _used(tables) & _FORBIDDEN
    if reserved:
        raise ReleaseError(
            f"the tables have a column {min(reserved)!r}, a name that the Cypher engine reserves.",
            hint="Rename it in the schema.",
        )


def _used(tables: Iterable[pl.DataFrame]) -> set[str]:
    return {name for table in tables for name in table.columns if table[name].null_count() < table.height}


def _write_names(folder: Path, categories: Iterable[str], kinds: Iterable[Kind], used: Iterable[str]) -> None:
    labels = {*categories, ENTITY} | ({EVIDENCE} if any(kind.start == EVIDENCE for kind in kinds) else set())
    names = {"labels": labels, "types": {kind.type for kind in kinds}, "properties": {*used, "name"}}
    text = json.dumps({key: sorted(value) for key, value in names.items()}, indent=1)
    (folder / NAMES).write_text(text + "\n", encoding="utf-8")
