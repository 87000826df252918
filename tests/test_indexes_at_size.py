"""206,000 edges with their evidence: every engine indexes, opens and answers, and nothing is left behind."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from kg.engines.core.opening import damaged_indexes, make_index, open_cypher, open_search, open_sparql
from kg.engines.core.registry import ENGINES
from kg.model.columns import EDGES, EVIDENCE, NODES
from kg.model.tables import Tables
from support.engine_graphs import write_tables

EDGES_MADE = 206_000
GENES, PATHWAYS = 10_300, 500


def large_tables() -> Tables:
    """Genes that take part in 20 pathways each, one evidence row an edge."""
    number = pl.int_range(EDGES_MADE, eager=True)
    gene, step = number % GENES, number // GENES
    genes = pl.int_range(GENES, eager=True)
    ids = pl.concat([_text("HGNC:", genes + 900_000), _text("REACT:R-HSA-", pl.int_range(PATHWAYS, eager=True) + 1)])
    names = pl.concat([_text("MADE", genes), _text("made pathway ", pl.int_range(PATHWAYS, eager=True))])
    kinds = pl.Series(["Gene"] * GENES + ["Pathway"] * PATHWAYS)
    symbols = pl.concat([_text("MADE", genes), pl.Series([None] * PATHWAYS, dtype=pl.String)])
    nodes = _table(NODES, id=ids, category=kinds, name=names, symbol=symbols, sources=[["made"]])
    edges = _table(
        EDGES,
        id=_text("ALSKG:e", number.cast(pl.String).str.zfill(20)),
        subject=_text("HGNC:", gene + 900_000),
        predicate="biolink:participates_in",
        object=_text("REACT:R-HSA-", (gene * 7 + step * 101) % PATHWAYS + 1),
        **{"asserted": True, "sources": [["made"]], "supports": 1, "refutes": 0, "no_effect": 0, "mixed": 0},
        **{"strongest_design": "database", "belief": 0.5},
    )
    evidence = _table(
        EVIDENCE,
        id=_text("ALSKG:v", number.cast(pl.String).str.zfill(20)),
        edge_id=edges["id"],
        source_record=_text("made:", number),
        **{"source": "made", "polarity": "supports", "study_design": "database", "statement": "It takes part."},
        **{"licence": "CC0-1.0", "knowledge_level": "knowledge_assertion", "agent_type": "automated_agent"},
        **{"citation_status": "database"},
    )
    return Tables(nodes, edges, evidence)


def _text(prefix: str, numbers: pl.Series) -> pl.Series:
    return prefix + numbers.cast(pl.String)


def _table(schema: dict[str, pl.DataType], **values: object) -> pl.DataFrame:
    """A table of these columns; a list column that is left out is empty, another one null."""
    height = max(len(value) for value in values.values() if isinstance(value, pl.Series))
    columns = []
    for name, kind in schema.items():
        value = values.get(name, [[]] if kind == pl.List(pl.String()) else None)
        column = value if isinstance(value, pl.Series) else pl.Series(value if isinstance(value, list) else [value])
        column = column.cast(kind)
        columns.append((column if len(column) == height else column.new_from_index(0, height)).alias(name))
    return pl.DataFrame(columns).sort("id")


@pytest.mark.slow
def test_every_engine_indexes_opens_and_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("ALSKG_CACHE", str(tmp_path / "cache"))
    tables = large_tables()
    release = write_tables(tables, tmp_path / "graphs" / ("0" * 64))
    said: list[str] = []
    for name in ENGINES:
        make_index(release, name, say=said.append)
    assert sum("is made (once)" in one for one in said) == 3, said
    assert not any("arning" in one for one in said), "no library's warning reaches a user"
    with open_cypher(release) as cypher, open_sparql(release) as sparql, open_search(release) as search:
        assert cypher.run("MATCH (:Gene)-[r:PARTICIPATES_IN]->(:Pathway) RETURN count(r)").scalar() == EDGES_MADE
        rows = cypher.run("MATCH (g:Gene {symbol: 'MADE7'})-[:PARTICIPATES_IN]->(p) RETURN p.id ORDER BY p.id")
        there = rows.column("p.id")
        triples = sparql.run("SELECT (COUNT(*) AS ?n) { ?g biolink:participates_in ?p }").scalar()
        assert triples == tables.edges.select("subject", "object").n_unique()
        found = sparql.run("SELECT ?p { HGNC:900007 biolink:participates_in ?p } ORDER BY ?p").column("p")
        assert found == sorted(set(there)) and len(found) > 5
        assert search.find("MADE7")[0].id == "HGNC:900007"
    assert list(damaged_indexes(release)) == []
    assert list(temporary.iterdir()) == []
    assert not list(release.rglob(".making-*"))
