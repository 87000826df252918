"""The Cypher graph that three tables give, the same for every engine: labels, types, properties.

Asserted edges are relationships of their predicate's type. What is not asserted (a refuted gene,
a phenotype marked NOT) has the type ``NOT_ASSERTED`` and keeps its predicate as a property, so
that no question counts it by accident. Evidence are nodes of their own, tied to both ends of the
edge that they are about and to the edge by ``edge_id``.

The shape is said in frames: one of the nodes of each label, one of the relationships of each type
and start label. A cell without a value (null, NaN) is a property that is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import ReleaseError

if TYPE_CHECKING:
    import polars as pl

NOT_ASSERTED = "NOT_ASSERTED"
ENTITY = "Entity"
EVIDENCE = "Evidence"
ABOUT = {"subject": "ABOUT_SUBJECT", "object": "ABOUT_OBJECT"}
START, END, END_LABEL = ":start", ":end", ":end_label"
"""Columns of a frame of relationships that are not properties: the ids of both ends, the end's label."""
_TYPE, _START_LABEL = ":type", ":start_label"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")

Properties = dict[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Kind:
    """Relationships of one type that start at nodes of one label."""

    type: str
    start: str


def relationship_type(predicate: str, *, asserted: bool = True) -> str:
    """Name the relationship type of a predicate.

    >>> relationship_type("biolink:contributes_to")
    'CONTRIBUTES_TO'
    >>> relationship_type("biolink:contributes_to", asserted=False)
    'NOT_ASSERTED'
    """
    return predicate.partition(":")[2].upper() if asserted else NOT_ASSERTED


def node_frames(nodes: pl.DataFrame, evidence: pl.DataFrame) -> Iterator[tuple[tuple[str, ...], pl.DataFrame]]:
    """Yield the nodes of each set of labels, evidence last, in the order of their ids; a column is a property.

    Raises:
        ReleaseError: a category cannot be a label.
    """
    import polars as pl

    for (label,), part in sorted(nodes.group_by("category")):
        yield (_checked(str(label)), ENTITY), part.sort("id")
    # A name, since kglite invents one for a node without.
    name = pl.concat_str("source", "source_record", separator=" ").alias("name")
    if evidence.height:
        yield (EVIDENCE,), evidence.sort("id").with_columns(name)


def relationship_frames(
    nodes: pl.DataFrame, edges: pl.DataFrame, evidence: pl.DataFrame
) -> Iterator[tuple[Kind, pl.DataFrame]]:
    """Yield the relationships of each kind, in the order of their ends' labels and their ids.

    The columns of a frame are `START`, `END`, `END_LABEL` and the properties, ``id`` among them.

    Raises:
        ReleaseError: an edge or a piece of evidence dangles, or a predicate cannot be a type.
    """
    import polars as pl

    placed = _placed(nodes, edges)
    links = _links(placed, evidence)
    by = (_TYPE, _START_LABEL)
    # Tables lie sorted by id, so that the sort by several keys, which takes long, is not needed.
    parts = placed.sort("id").partition_by(by, as_dict=True, include_key=False)
    del placed
    for name, start in sorted(parts):
        yield Kind(name, start), parts.pop((name, start)).sort(END_LABEL, maintain_order=True)
    labels = {"subject": _START_LABEL, "object": END_LABEL}
    ends = {"subject": START, "object": END}
    for side, about in ABOUT.items():
        columns = {START: "id", END: ends[side], END_LABEL: labels[side]}
        link = [pl.col(column).alias(name) for name, column in columns.items()]
        if links.height:
            yield (
                Kind(about, EVIDENCE),
                links.select(pl.col("id") + f".{about}", *link).sort(END_LABEL, maintain_order=True),
            )


def rows(frame: pl.DataFrame) -> Iterator[Properties]:
    """Yield the rows of a frame as the properties that are there; empty lists stay, so that lists are never null."""
    for row in frame.iter_rows(named=True):
        yield {key: value for key, value in row.items() if value is not None and value == value}


def _placed(nodes: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Give the edges their types, and the ids and labels of their ends."""
    import polars as pl

    placed = edges.with_columns(pl.col("subject").alias(START), pl.col("object").alias(END), _types(edges))
    for end, label in ((START, _START_LABEL), (END, END_LABEL)):
        labels = nodes.select(pl.col("id").alias(end), pl.col("category").alias(label)).unique(end)
        placed = placed.join(labels, on=end, how="left")
    dangling = placed.filter(pl.col(_START_LABEL).is_null() | pl.col(END_LABEL).is_null()).sort("id").head(1)
    for row in dangling.iter_rows(named=True):
        node_id = row[END] if row[_START_LABEL] is not None else row[START]
        raise ReleaseError(f"the edge {row['id']} names {node_id}, which is not a node.", hint="Run `alskg verify`.")
    return placed


def _types(edges: pl.DataFrame) -> pl.Expr:
    import polars as pl

    used = edges.select("predicate", "asserted").unique().sort("predicate", "asserted")
    names = {
        (predicate, asserted): _checked(relationship_type(predicate, asserted=asserted))
        for predicate, asserted in used.iter_rows()
    }
    stated = {predicate: name for (predicate, asserted), name in names.items() if asserted}
    type_of = pl.col("predicate").replace_strict(stated, default=None, return_dtype=pl.String)
    return pl.when("asserted").then(type_of).otherwise(pl.lit(NOT_ASSERTED)).alias(_TYPE)


def _links(placed: pl.DataFrame, evidence: pl.DataFrame) -> pl.DataFrame:
    """List the ids of evidence, and the ids and labels of both ends of the edge that it is about."""
    import polars as pl

    ends = placed.select(pl.col("id").alias("edge_id"), START, END, _START_LABEL, END_LABEL)
    links = evidence.select("id", "edge_id").sort("id").join(ends, on="edge_id", how="left", maintain_order="left")
    for row in links.filter(pl.col(START).is_null()).head(1).iter_rows(named=True):
        raise ReleaseError(
            f"the evidence {row['id']} names the edge {row['edge_id']}, which is not there.", hint="Run `alskg verify`."
        )
    return links


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ReleaseError(f"{name!r} cannot be a label or a relationship type.", hint="Run `alskg verify`.")
    return name
