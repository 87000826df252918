"""A part of the graph as records: its nodes, every edge between them, and all evidence of these edges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from kg.model.records import QUALIFIERS, Evidence, Scalar
from kg.model.votes import POLARITIES
from kg.schema.generated import NODE_PROPERTIES

if TYPE_CHECKING:
    import networkx

    from kg.model.tables import Tables

TableRow = Mapping[str, Any]
_EVIDENCE_COLUMNS = tuple(field.name for field in fields(Evidence))


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """One row of the nodes table, how far it is from the nearest centre, and its edges in the whole graph."""

    id: str
    category: str
    name: str
    synonyms: tuple[str, ...]
    xrefs: tuple[str, ...]
    description: str | None
    taxon: str | None
    sources: tuple[str, ...]
    properties: Mapping[str, Scalar]
    step: int
    degree: int


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """One row of the edges table, with its qualifiers that are filled and its votes by polarity."""

    id: str
    subject: str
    predicate: str
    object: str
    qualifiers: Mapping[str, str]
    asserted: bool
    status: str
    votes: Mapping[str, int]
    strongest_design: str
    first_year: int | None
    last_year: int | None
    belief: float | None


@dataclass(frozen=True, slots=True)
class DrawnEvidence:
    """One row of the evidence table and the edge that it is about."""

    id: str
    edge_id: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Subgraph:
    """What is drawn, and how much is not.

    Attributes:
        nodes: sorted by id.
        edges: every edge between the nodes, parallel ones included, sorted by id.
        evidence: all evidence of the edges, sorted by edge.
        centres: ids of the nodes that were asked for.
        names: names of things that are mentioned but need not be drawn (publications, species, contexts).
        tables: the same nodes, edges and evidence as tables.
        left_out_nodes: nodes within reach of the centres that are not drawn.
        left_out_edges: edges within reach of the centres that are not drawn.
    """

    nodes: tuple[DrawnNode, ...]
    edges: tuple[DrawnEdge, ...]
    evidence: tuple[DrawnEvidence, ...]
    centres: tuple[str, ...]
    names: Mapping[str, str]
    tables: Tables = field(repr=False, compare=False)
    left_out_nodes: int = 0
    left_out_edges: int = 0

    def leaving_out(self, *, nodes: int, edges: int) -> Subgraph:
        """Return the same subgraph with a count of what is not drawn."""
        return replace(self, left_out_nodes=nodes, left_out_edges=edges)

    def to_networkx(self) -> networkx.MultiDiGraph:
        """Write a networkx graph of what is drawn; see `kg.model.tables.Tables.to_networkx`."""
        return self.tables.to_networkx()


def subgraph_of(whole: Tables, part: Tables, steps: Mapping[str, int], centres: tuple[str, ...]) -> Subgraph:
    """Make the records of a part of a graph.

    Args:
        whole: the tables of the whole graph, for degrees and for names of what is mentioned.
        part: what is drawn.
        steps: the distance of each of its nodes from the nearest centre, in edges.
        centres: the nodes that were asked for.
    """
    import polars as pl

    edges = part.edges.sort("id").to_dicts()
    evidence_rows = part.evidence.sort("edge_id", "id").to_dicts()
    nodes = part.nodes.sort("id").to_dicts()
    ends = pl.concat([whole.edges["subject"], whole.edges["object"]])
    degrees = dict(ends.filter(ends.is_in(part.nodes["id"].implode())).value_counts().iter_rows())

    mentioned = {row["reference"] for row in evidence_rows} | {row["taxon"] for row in [*evidence_rows, *nodes]}
    mentioned |= {row[name] for row in edges for name in QUALIFIERS}
    mentioned.discard(None)
    named = whole.nodes.filter(pl.col("id").is_in(sorted(mentioned))).sort("id")
    return Subgraph(
        nodes=tuple(_node(row, steps[row["id"]], degrees.get(row["id"], 0)) for row in nodes),
        edges=tuple(map(_edge, edges)),
        evidence=tuple(map(_evidence, evidence_rows)),
        centres=centres,
        names=dict(named.select("id", "name").iter_rows()),
        tables=part,
    )


def _node(row: TableRow, step: int, degree: int) -> DrawnNode:
    return DrawnNode(
        id=row["id"],
        category=row["category"],
        name=row["name"],
        synonyms=tuple(row["synonyms"]),
        xrefs=tuple(row["xrefs"]),
        description=row["description"],
        taxon=row["taxon"],
        sources=tuple(row["sources"]),
        properties={name: row[name] for name in NODE_PROPERTIES if row[name] is not None},
        step=step,
        degree=degree,
    )


def _edge(row: TableRow) -> DrawnEdge:
    return DrawnEdge(
        id=row["id"],
        subject=row["subject"],
        predicate=row["predicate"],
        object=row["object"],
        qualifiers={name: row[name] for name in QUALIFIERS if row[name] is not None},
        asserted=row["asserted"],
        status=row["status"],
        votes={polarity: row[polarity] for polarity in POLARITIES},
        strongest_design=row["strongest_design"],
        first_year=row["first_year"],
        last_year=row["last_year"],
        belief=row["belief"],
    )


def _evidence(row: TableRow) -> DrawnEvidence:
    return DrawnEvidence(row["id"], row["edge_id"], Evidence(**{name: row[name] for name in _EVIDENCE_COLUMNS}))
