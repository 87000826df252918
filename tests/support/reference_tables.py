"""Tables, ids and canonical lines row by row, as plainly as possible: what the build by columns must equal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

import polars as pl

from kg.model.columns import frame
from kg.model.curie import nfc
from kg.model.records import QUALIFIERS, Claim, Evidence, Node, Statement
from kg.model.tables import Tables
from support.plain_votes import edge_votes, is_primary


def edge_id(statement: Statement) -> str:
    """The id of an edge, from its parts."""
    parts = [statement.subject, statement.predicate, statement.object]
    parts += [getattr(statement, name) or "" for name in QUALIFIERS]
    return "ALSKG:e" + hashlib.sha256("\x1f".join(nfc(part) for part in parts).encode()).hexdigest()[:20]


def evidence_id(evidence: Evidence, edge: str) -> str:
    """The id of an evidence row, from its canonical JSON."""
    content = {"edge_id": edge, **{key: value for key, value in asdict(evidence).items() if value is not None}}
    text = nfc(json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")))
    return "ALSKG:v" + hashlib.sha256(text.encode()).hexdigest()[:20]


def make_tables(
    nodes: Mapping[str, Node],
    node_sources: Mapping[str, tuple[str, ...]],
    claims: Iterable[Claim],
    origin_groups: Mapping[str, str],
) -> Tables:
    """The tables of a release; arguments as of `kg.assembly.edges.make_tables`."""
    statements: dict[str, Statement] = {}
    evidence: dict[str, dict[str, Evidence]] = {}
    for claim in claims:
        edge = edge_id(claim.statement)
        statements[edge] = claim.statement
        evidence.setdefault(edge, {})[evidence_id(claim.evidence, edge)] = claim.evidence
    return Tables(
        nodes=frame("nodes", [_node_row(node, node_sources[id]) for id, node in nodes.items()]),
        edges=frame(
            "edges",
            [_edge_row(id, statements[id], list(rows.values()), origin_groups, nodes) for id, rows in evidence.items()],
        ),
        evidence=frame(
            "evidence",
            [{"id": id, "edge_id": edge, **asdict(row)} for edge, rows in evidence.items() for id, row in rows.items()],
        ),
    )


def _node_row(node: Node, sources: tuple[str, ...]) -> dict[str, object]:
    return {
        "id": node.id,
        "category": node.category,
        "name": node.name,
        "synonyms": list(node.synonyms),
        "xrefs": list(node.xrefs),
        "description": node.description,
        "taxon": node.taxon,
        "sources": list(sources),
        **node.properties,
    }


def _edge_row(
    id: str, statement: Statement, evidence: list[Evidence], groups: Mapping[str, str], nodes: Mapping[str, Node]
) -> dict[str, object]:
    years = [row.year for row in evidence if row.year is not None]
    return {
        "id": id,
        **asdict(statement),
        **edge_votes(evidence, statement.predicate, groups, nodes),
        "sources": sorted({row.source for row in evidence}),
        "publications": sorted({row.reference for row in evidence if row.reference and is_primary(row.reference)}),
        "first_year": min(years, default=None),
        "last_year": max(years, default=None),
    }


def canonical_lines(frame: pl.DataFrame) -> Iterator[str]:
    """One canonical JSON line per row, sorted by id."""
    for row in frame.sort("id").iter_rows(named=True):
        kept = {
            key: sorted(value) if isinstance(value, list) else value
            for key, value in row.items()
            if value is not None and value != []
        }
        yield json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def content_id(tables: Tables) -> str:
    """SHA-256 (hex) over the canonical lines of the three tables."""
    digest = hashlib.sha256()
    for name, table in tables.named():
        digest.update(f"{name}\n".encode())
        for line in canonical_lines(table):
            digest.update(line.encode() + b"\n")
    return digest.hexdigest()
