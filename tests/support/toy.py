"""A toy graph from two small tables, so that the build can be tested without the real ones."""

from __future__ import annotations

from pathlib import Path

from kg.assembly.make import UnpublishedGraph, make
from kg.loaders.base import SOURCE_COLUMNS, Context, Emitter, RowLoader, Table
from kg.loaders.table import Row, RowFault
from kg.model.records import Statement

SOURCES = [
    (
        "toy",
        "Toy facts",
        "1",
        "2026-01-01",
        "made for the test",
        "CC0-1.0",
        "",
        "",
        "toy",
        "knowledge_assertion",
        "manual_agent",
        "whole",
        "",
    ),
    (
        "other",
        "Other facts",
        "2",
        "2026-01-02",
        "made for the test",
        "CC0-1.0",
        "",
        "",
        "other",
        "observation",
        "manual_agent",
        "whole",
        "",
    ),
]
NODE_COLUMNS = ("id", "category", "name", "synonyms", "xrefs", "cytoband")
CLAIM_COLUMNS = ("record", "subject", "predicate", "object", "polarity", "design", "reference", "year", "statement")
NODES = """\
HGNC:11179	Gene	SOD1	ALS1|superoxide dismutase 1	NCBIGene:6647	21q22.11
HGNC:2671	Gene	DAO			12q24.11
HGNC:11571	Gene	TARDBP	TDP-43		1p36.22
MONDO:0004976	Disease	amyotrophic lateral sclerosis	ALS		
HP:0003470	PhenotypicFeature	Paralysis			
"""
CLAIMS = """\
c:1	HGNC:11179	biolink:contributes_to	MONDO:0004976	supports	database	PMID:1	1993	SOD1 causes ALS
c:2	HGNC:11179	biolink:contributes_to	MONDO:0004976	supports	review	PMID:2	2001	so does a review say
c:3	HGNC:2671	biolink:contributes_to	MONDO:0004976	refutes	database	PMID:3	2022	DAO is refuted
c:4	MONDO:0004976	biolink:has_phenotype	HP:0003470	supports	human_observational	PMID:4		paralysis
c:5	HGNC:11571	biolink:physically_interacts_with	HGNC:11179	mixed	in_vitro	PMID:5	2010	they may bind
"""


def write_tables(root: Path, *, nodes: str = NODES, claims: str = CLAIMS) -> Path:
    """Write the toy's tables below `root`."""
    root.mkdir(parents=True, exist_ok=True)
    lines = ["\t".join(SOURCE_COLUMNS), *("\t".join(row) for row in SOURCES)]
    (root / "sources.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (root / "withheld.tsv").write_text("record\tsource\treason\n", encoding="utf-8")
    (root / "nodes.tsv").write_text("\t".join(NODE_COLUMNS) + "\n" + nodes, encoding="utf-8")
    (root / "claims.tsv").write_text("\t".join(CLAIM_COLUMNS) + "\n" + claims, encoding="utf-8")
    return root


def _nodes(context: Context) -> RowLoader:
    def load(row: Row, out: Emitter) -> None:
        out.node(
            row.curie("id"),
            row.need("category"),
            row.need("name"),
            synonyms=row.items("synonyms"),
            xrefs=row.curies("xrefs"),
            cytoband=row.text("cytoband"),
        )

    return load


def _claims(context: Context) -> RowLoader:
    def load(row: Row, out: Emitter) -> None:
        if row.need("predicate").count(":") != 1:
            raise RowFault("unknown_predicate", f"{row.need('predicate')!r} is not a predicate")
        out.claim(
            Statement(row.curie("subject"), row.need("predicate"), row.curie("object")),
            source_record=row.need("record"),
            polarity=row.need("polarity"),
            study_design=row.need("design"),
            statement=row.need("statement"),
            reference=row.curie("reference") if row.text("reference") else None,
            citation_status="primary" if row.text("reference") else "secondary",
            year=row.integer("year"),
        )

    return load


TABLES = (
    Table("toy", "nodes.tsv", NODE_COLUMNS, _nodes),
    Table("toy", "claims.tsv", CLAIM_COLUMNS, _claims),
)


def make_toy(
    root: Path, *, nodes: str = NODES, claims: str = CLAIMS, replaced: dict[str, str] | None = None
) -> UnpublishedGraph:
    """Build the toy graph in memory."""
    write_tables(root, nodes=nodes, claims=claims)
    return make(Context(root), TABLES, replaced=replaced)
