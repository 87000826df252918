"""A small graph with names that a researcher would type, and ways to lay it on disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.model.columns import frame
from kg.model.tables import Tables


def named_tables() -> Tables:
    """SOD1, the gene ALS2 and a disease of that alias, a refuted gene, a process, one cell."""
    nodes = [
        _node("HGNC:11179", "Gene", "superoxide dismutase 1", ["Cu/Zn SOD"], symbol="SOD1"),
        _node("HGNC:443", "Gene", "alsin Rho guanine nucleotide exchange factor ALS2", [], symbol="ALS2"),
        _node("HGNC:11571", "Gene", "TAR DNA binding protein", ["TDP-43"], symbol="TARDBP"),
        _node("HGNC:2671", "Gene", "D-amino acid oxidase", [], symbol="DAO"),
        _node("MONDO:0004976", "Disease", "amyotrophic lateral sclerosis", ["ALS", "motor neurone disease"]),
        _node("MONDO:0008780", "Disease", "amyotrophic lateral sclerosis type 2, juvenile", ["ALS2"]),
        _node("ALSKG:mechanism-aggregation", "PathologicalProcess", "protein aggregation", []),
        _node("CL:0000134", "Cell", "mesenchymal stem cell", ["MSC", "Zellen für Sjögren"]),
    ]
    edges = [
        _edge(1, "HGNC:11179", "biolink:contributes_to", "MONDO:0004976", belief=0.9),
        _edge(2, "HGNC:443", "biolink:contributes_to", "MONDO:0008780", belief=0.8),
        _edge(
            3,
            "HGNC:2671",
            "biolink:contributes_to",
            "MONDO:0004976",
            asserted=False,
            status="refuted",
            supports=0,
            refutes=2,
        ),
        _edge(4, "HGNC:11179", "biolink:contributes_to", "ALSKG:mechanism-aggregation", belief=0.6),
        _edge(5, "HGNC:11571", "biolink:contributes_to", "ALSKG:mechanism-aggregation", belief=0.7),
        _edge(6, "CL:0000134", "biolink:affects", "ALSKG:mechanism-aggregation", object_direction="decreased"),
        _edge(7, "CL:0000134", "biolink:affects", "ALSKG:mechanism-aggregation", object_direction="increased"),
    ]
    evidence = [
        _evidence(number, edge["id"], "refutes" if edge["refutes"] else "supports") for number, edge in enumerate(edges)
    ]
    return Tables(frame("nodes", nodes), frame("edges", edges), frame("evidence", evidence))


def write_tables(tables: Tables, folder: Path) -> Path:
    """Lay the three tables into a folder, as a release has them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("nodes", "edges", "evidence"):
        getattr(tables, name).write_parquet(folder / f"{name}.parquet")
    return folder


def _node(identifier: str, category: str, name: str, synonyms: list[str], **properties: Any) -> dict[str, Any]:
    lists = {"synonyms": synonyms, "xrefs": [], "sources": ["curated"]}
    return {"id": identifier, "category": category, "name": name, **lists, **properties}


def _edge(number: int, subject: str, predicate: str, target: str, **values: Any) -> dict[str, Any]:
    counts = {"supports": 1, "refutes": 0, "no_effect": 0, "mixed": 0, "belief": 0.5, "strongest_design": "review"}
    ends = {"id": f"ALSKG:e{number:020x}", "subject": subject, "predicate": predicate, "object": target}
    return {
        **ends,
        "asserted": True,
        "status": "supported",
        "sources": ["curated"],
        "publications": ["PMID:1"],
        **counts,
        **values,
    }


def _evidence(number: int, edge_id: str, polarity: str) -> dict[str, Any]:
    return {
        "id": f"ALSKG:v{number:020x}",
        "edge_id": edge_id,
        "source": "curated",
        "source_record": f"made:{number}",
        "polarity": polarity,
        "study_design": "review",
        "statement": f"statement {number}",
        "licence": "CC-BY-4.0",
        "knowledge_level": "knowledge_assertion",
        "agent_type": "manual_agent",
        "citation_status": "secondary",
        "reference": "PMID:1",
        "year": 2000 + number,
    }
