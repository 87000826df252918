"""Reactome: pathways, their hierarchy, and the genes in their gene sets.

Three files of three dates: gene sets (November 2022), names (August 2023), hierarchy (November
2024). A pathway that was renamed keeps its former name as a synonym.
"""

from __future__ import annotations

from kg.loaders.base import Context, Emitter, RowLoader, Table
from kg.loaders.bundled.hgnc import HUMAN, gene, symbols
from kg.loaders.table import Row, RowFault
from kg.model.records import Statement

PATHWAYS_FILE = "bundled/reactome_pathways.tsv"
PATHWAY_COLUMNS = ("record", "id", "name", "former_name", "member_count", "note")
MEMBERSHIP_COLUMNS = ("record", "gene", "symbol", "pathway")
HIERARCHY_COLUMNS = ("record", "parent", "child")


def _load_pathway(row: Row, out: Emitter) -> None:
    out.node(
        row.curie("id"),
        "Pathway",
        row.need("name"),
        synonyms=row.items("former_name"),
        taxon=HUMAN,
        former_name=row.text("former_name"),
        member_count=row.integer("member_count"),
    )


def _prepare_pathways(context: Context) -> RowLoader:
    return _load_pathway


def _names(context: Context) -> dict[str, str]:
    return {
        row.values["id"]: row.values["name"]
        for row in context.rows(PATHWAYS_FILE, PATHWAY_COLUMNS, source="reactome-pathways")
    }


def _pathway(row: Row, column: str, names: dict[str, str]) -> str:
    id = row.curie(column)
    if id not in names:
        raise RowFault("unknown_entity", f"the pathway {id} is not in {PATHWAYS_FILE}")
    return id


def _claim(out: Emitter, row: Row, statement: Statement, words: str) -> None:
    out.claim(
        statement,
        source_record=row.need("record"),
        polarity="supports",
        study_design="database",
        citation_status="database",
        context="general",
        statement=words,
    )


def _prepare_membership(context: Context) -> RowLoader:
    known, names = symbols(context), _names(context)

    def load_row(row: Row, out: Emitter) -> None:
        pathway = _pathway(row, "pathway", names)
        statement = Statement(gene(row, "gene", "symbol", known), "biolink:participates_in", pathway)
        _claim(out, row, statement, f"{row.need('symbol')} is in Reactome's gene set of “{names[pathway]}”.")

    return load_row


def _prepare_hierarchy(context: Context) -> RowLoader:
    names = _names(context)

    def load_row(row: Row, out: Emitter) -> None:
        parent, child = _pathway(row, "parent", names), _pathway(row, "child", names)
        if parent == child:
            raise RowFault("bad_value", f"the pathway {parent} cannot be part of itself")
        statement = Statement(parent, "biolink:has_part", child)
        _claim(out, row, statement, f"In Reactome “{names[child]}” is part of “{names[parent]}”.")

    return load_row


TABLES = (
    Table("reactome-pathways", PATHWAYS_FILE, PATHWAY_COLUMNS, _prepare_pathways),
    Table("reactome", "bundled/reactome_membership.tsv", MEMBERSHIP_COLUMNS, _prepare_membership),
    Table("reactome-hierarchy", "bundled/reactome_hierarchy.tsv", HIERARCHY_COLUMNS, _prepare_hierarchy),
)
