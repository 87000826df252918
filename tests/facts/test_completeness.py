"""Nothing of the reference collection is lost: every row is in a table, or withheld with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.collection import PROJECT, folder, table

LOADERS = PROJECT / "loaders"
RECORD = re.compile(r"own:[a-z0-9][a-z0-9._-]*|[a-z_]+:[1-9][0-9]*")
KEGG = re.compile(r"KEGG:|hsa0[0-9]{4}|\b05014\b")
REFERENCE_TABLES = 16
LEADS = {"trials_known.tsv"}
"""Names to look up, which are no facts."""
EVERY = "*"
"""In the table of predicates: the line holds for every record."""


def records() -> Iterator[tuple[Path, int, str]]:
    """Every record that a cell of a table names: file, line, record."""
    for path in sorted(LOADERS.rglob("*.tsv")):
        for line, row in table(path):
            for record in filter(None, row.get("record", "").split("|")):
                if record != EVERY:
                    yield path, line, record


def fact_tables(reference: Path) -> list[Path]:
    """The tables of the collection that hold facts."""
    return [path for path in sorted(reference.glob("*.tsv")) if path.name not in LEADS]


def lost(reference: Path, named: set[str]) -> list[str]:
    """The rows of the collection that no record names."""
    rows = (f"{path.stem}:{line}" for path in fact_tables(reference) for line, _ in table(path))
    return [row for row in rows if row not in named]


def kegg_content(root: Path) -> list[str]:
    """The lines below `root` that hold content of KEGG."""
    return [
        f"{path.relative_to(root)}:{number}"
        for path in sorted(root.rglob("*"))
        if path.suffix in {".tsv", ".md", ".json", ".yaml", ".ttl", ".cypher", ".rq"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if KEGG.search(line)
    ]


def test_every_row_of_the_collection_is_in_a_table_or_withheld() -> None:
    reference = folder("reference")
    assert len(fact_tables(reference)) == REFERENCE_TABLES
    missing = lost(reference, {record for _, _, record in records()})
    assert not missing, f"{len(missing)} rows are lost, the first: {', '.join(missing[:20])}"


def test_a_row_that_no_record_names_is_found() -> None:
    reference = folder("reference")
    named = {record for _, _, record in records()} - {"gene_pathways:2"}
    assert "gene_pathways:2" in lost(reference, named)


def test_no_record_names_a_row_that_is_not_there() -> None:
    reference = folder("reference")
    there = {f"{path.stem}:{line}" for path in reference.glob("*.tsv") for line, _ in table(path)}
    stray = [f"{path.name}:{line} {record}" for path, line, record in records() if record[:4] != "own:"]
    stray = [text for text in stray if text.split(" ")[1] not in there]
    assert not stray, stray[:20]


def test_records_are_well_formed() -> None:
    bad = [f"{path.name}:{line} {record}" for path, line, record in records() if not RECORD.fullmatch(record)]
    assert not bad, bad[:20]


def test_withheld_rows_say_why_and_nothing_else() -> None:
    rows = [row for _, row in table(LOADERS / "withheld.tsv")]
    assert all(set(row) == {"record", "source", "reason"} and all(row.values()) for row in rows)
    assert sum(row["source"] == "kegg" for row in rows) == 13
    assert not any(re.search(r"[A-Z]+:[0-9]", row["reason"]) for row in rows)
    kept = {record for path, _, record in records() if path.name != "withheld.tsv"}
    assert not kept & {row["record"] for row in rows}


@pytest.mark.parametrize("room", ["loaders", "ontologies", "queries"])
def test_no_content_of_kegg_is_shipped(room: str) -> None:
    assert kegg_content(PROJECT / room) == []


def test_content_of_kegg_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "pathways.tsv").write_text("record\tid\npathways:2\tKEGG:hsa05014\n", encoding="utf-8")
    assert kegg_content(tmp_path) == ["pathways.tsv:2"]
