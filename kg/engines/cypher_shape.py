"""The Cypher graph that three tables give, the same for every engine: labels, types, properties.

Asserted edges are relationships of their predicate's type. What is not asserted (a refuted gene,
a phenotype marked NOT) has the type ``NOT_ASSERTED`` and keeps its predicate as a property, so
that no question counts it by accident. Evidence are nodes of their own, tied to both ends of the
edge that they are about and to the edge by ``edge_id``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import ReleaseError

if TYPE_CHECKING:
    import polars

NOT_ASSERTED = "NOT_ASSERTED"
ENTITY = "Entity"
EVIDENCE = "Evidence"
ABOUT = {"subject": "ABOUT_SUBJECT", "object": "ABOUT_OBJECT"}
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Kind:
    """Relationships of one type between nodes of two labels."""

    type: str
    start: str
    end: str


def relationship_type(predicate: str, *, asserted: bool = True) -> str:
    """The relationship type of a predicate.

    >>> relationship_type("biolink:contributes_to")
    'CONTRIBUTES_TO'
    >>> relationship_type("biolink:contributes_to", asserted=False)
    'NOT_ASSERTED'
    """
    return predicate.partition(":")[2].upper() if asserted else NOT_ASSERTED


def nodes_by_labels(
    nodes: polars.DataFrame, evidence: polars.DataFrame
) -> Iterator[tuple[tuple[str, ...], Iterator[Row]]]:
    """The nodes of each set of labels, evidence last, as their properties in the order of their ids.

    Raises:
        ReleaseError: a category cannot be a label.
    """
    for (label,), part in sorted(nodes.group_by("category")):
        yield (_checked(str(label)), ENTITY), (_filled(row) for row in part.sort("id").iter_rows(named=True))
    yield (EVIDENCE,), (_evidence_node(row) for row in evidence.sort("id").iter_rows(named=True))


def relationships_by_kind(
    nodes: polars.DataFrame, edges: polars.DataFrame, evidence: polars.DataFrame
) -> dict[Kind, list[Row]]:
    """The relationships of each kind, as rows with the ids of both ends, ``s`` and ``o``, and properties ``p``.

    Raises:
        ReleaseError: an edge or a piece of evidence dangles, or a predicate cannot be a type.
    """
    category = dict(nodes.select("id", "category").iter_rows())
    kinds: dict[Kind, list[Row]] = {}
    ends: dict[str, tuple[str, str]] = {}
    for row in edges.sort("id").iter_rows(named=True):
        ends[row["id"]] = (row["subject"], row["object"])
        name = _checked(relationship_type(row["predicate"], asserted=row["asserted"]))
        kind = Kind(name, *(_category(category, row["id"], row[one]) for one in ABOUT))
        kinds.setdefault(kind, []).append({"s": row["subject"], "o": row["object"], "p": _filled(row)})
    for row in evidence.sort("id").select("id", "edge_id").iter_rows(named=True):
        for end, about in zip(_ends(ends, row), ABOUT.values(), strict=True):
            properties = {"id": f"{row['id']}.{about}"}
            kind = Kind(about, EVIDENCE, category[end])
            kinds.setdefault(kind, []).append({"s": row["id"], "o": end, "p": properties})
    return kinds


def batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Rows in lists of at most `size`."""
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _category(category: dict[str, str], edge_id: str, node_id: str) -> str:
    if node_id not in category:
        raise ReleaseError(f"the edge {edge_id} names {node_id}, which is no node.", hint="Run `alskg verify`.")
    return category[node_id]


def _ends(ends: dict[str, tuple[str, str]], evidence: Row) -> tuple[str, str]:
    edge_id = evidence["edge_id"]
    if edge_id not in ends:
        raise ReleaseError(
            f"the evidence {evidence['id']} names the edge {edge_id}, which is not there.", hint="Run `alskg verify`."
        )
    return ends[edge_id]


def _evidence_node(row: Row) -> Row:
    """An evidence row as a node; it gets a name, since kglite invents one for a node without."""
    return _filled({**row, "name": f"{row['source']} {row['source_record']}"})


def _filled(row: Row) -> Row:
    """The cells that hold something (NaN does not); empty lists stay, so that lists are never null."""
    return {key: value for key, value in row.items() if value is not None and value == value}


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ReleaseError(f"{name!r} cannot be a label or a relationship type.", hint="Run `alskg verify`.")
    return name
