"""From checked claims to the three frames: one edge per statement, one evidence row per content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict

import polars as pl

from kg.evidence import Vote, is_primary, tally, voter
from kg.model import QUALIFIERS, Claim, Evidence, Node, Statement
from kg.tables import frame


def make_frames(
    nodes: Mapping[str, Node],
    node_sources: Mapping[str, tuple[str, ...]],
    claims: Iterable[Claim],
    origin_groups: Mapping[str, str],
) -> dict[str, pl.DataFrame]:
    """Build the frames of a release.

    Args:
        nodes: merged nodes by id.
        node_sources: the sources of each node.
        claims: checked claims in canonical form, in any order, repeated or not.
        origin_groups: the origin group of each source.

    Returns:
        ``nodes``, ``edges`` and ``evidence``, each sorted by id.
    """
    statements: dict[str, Statement] = {}
    evidence: dict[str, dict[str, Evidence]] = {}
    for claim in claims:
        edge_id = claim.statement.id
        statements[edge_id] = claim.statement
        evidence.setdefault(edge_id, {})[claim.evidence.id_on(edge_id)] = claim.evidence
    return {
        "nodes": frame("nodes", [_node_row(node, node_sources[id]) for id, node in nodes.items()]),
        "edges": frame(
            "edges", [_edge_row(statements[id], list(rows.values()), origin_groups) for id, rows in evidence.items()]
        ),
        "evidence": frame(
            "evidence",
            [{"id": id, "edge_id": edge, **asdict(row)} for edge, rows in evidence.items() for id, row in rows.items()],
        ),
    }


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


def _edge_row(statement: Statement, evidence: list[Evidence], origin_groups: Mapping[str, str]) -> dict[str, object]:
    votes = [
        Vote(voter(row.reference, origin_groups[row.source]), row.polarity, row.study_design, row.grade)
        for row in evidence
    ]
    result = tally(votes)
    years = [row.year for row in evidence if row.year is not None]
    return {
        "id": statement.id,
        "subject": statement.subject,
        "predicate": statement.predicate,
        "object": statement.object,
        **{name: getattr(statement, name) for name in QUALIFIERS},
        "asserted": result.asserted,
        "sources": sorted({row.source for row in evidence}),
        "publications": sorted({row.reference for row in evidence if row.reference and is_primary(row.reference)}),
        "supports": result.supports,
        "refutes": result.refutes,
        "no_effect": result.no_effect,
        "mixed": result.mixed,
        "strongest_design": result.strongest_design,
        "first_year": min(years, default=None),
        "last_year": max(years, default=None),
        "belief": result.belief,
    }
