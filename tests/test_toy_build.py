"""The build on a toy graph: what comes out, what goes to quarantine, that nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.assembly.quarantine import REASONS, to_tsv
from kg.errors import TableError
from support.toy import CLAIMS, NODES, make_toy, write_tables


def edge(made, subject, predicate, object):
    rows = made.tables.edges.filter(subject=subject, predicate=predicate, object=object).to_dicts()
    assert len(rows) == 1
    return rows[0]


def test_refuted_claim_is_kept_and_not_asserted(tmp_path):
    made = make_toy(tmp_path)
    refuted = edge(made, "HGNC:2671", "biolink:contributes_to", "MONDO:0004976")
    assert not refuted["asserted"] and refuted["refutes"] == 1 and refuted["belief"] == 0
    held = edge(made, "HGNC:11179", "biolink:contributes_to", "MONDO:0004976")
    assert held["asserted"] and held["supports"] == 2
    assert (held["first_year"], held["last_year"], held["strongest_design"]) == (1993, 2001, "database")
    assert held["publications"] == ["PMID:1", "PMID:2"]


def test_symmetric_predicate_has_ordered_ends(tmp_path):
    assert edge(make_toy(tmp_path), "HGNC:11179", "biolink:physically_interacts_with", "HGNC:11571")["mixed"] == 1


def test_every_row_is_accounted_for(tmp_path):
    made = make_toy(tmp_path)
    assert [(a.file, a.rows, a.in_graph, a.quarantined) for a in made.accounts] == [
        ("claims.tsv", 5, 5, 0),
        ("nodes.tsv", 5, 5, 0),
    ]
    assert not made.faults


BAD_ROWS = {
    "bad_curie": "c:9\tHGNC:SOD1\tbiolink:contributes_to\tMONDO:0004976\tsupports\tdatabase\tPMID:1\t\tx\n",
    "dangling": "c:9\tHGNC:1\tbiolink:contributes_to\tMONDO:0004976\tsupports\tdatabase\tPMID:1\t\tx\n",
    "unknown_predicate": "c:9\tHGNC:11179\tbiolink:cures\tMONDO:0004976\tsupports\tdatabase\tPMID:1\t\tx\n",
    "domain_range": "c:9\tMONDO:0004976\tbiolink:contributes_to\tHGNC:11179\tsupports\tdatabase\tPMID:1\t\tx\n",
    "bad_value": "c:9\tHGNC:11179\tbiolink:contributes_to\tMONDO:0004976\tmaybe\tdatabase\tPMID:1\t\tx\n",
    "missing_value": "c:9\tHGNC:11179\tbiolink:contributes_to\tMONDO:0004976\tsupports\tdatabase\tPMID:1\t\t\n",
}


@pytest.mark.parametrize("reason", BAD_ROWS)
def test_a_bad_row_goes_to_quarantine_with_file_and_line(tmp_path, reason):
    made = make_toy(tmp_path, claims=CLAIMS + BAD_ROWS[reason])
    (fault,) = made.faults
    assert (fault.reason, fault.place.file, fault.place.line, fault.whole) == (reason, "claims.tsv", 7, True)
    assert made.accounts[0].quarantined == 1
    assert made.tables.evidence.height == 5
    assert f"{reason}\ttoy\tclaims.tsv\t7\t" in to_tsv(made.faults)
    assert set(BAD_ROWS) <= set(REASONS)


def test_duplicate_id_is_noted_and_the_first_kept(tmp_path):
    made = make_toy(tmp_path, nodes=NODES + "HGNC:11179\tGene\tSOD1\t\t\t9p21\n")
    (fault,) = made.faults
    assert fault.reason == "duplicate_id" and "nodes.tsv, line 2" in fault.detail and fault.place.line == 7
    assert made.tables.nodes.filter(id="HGNC:11179")["cytoband"].item() == "21q22.11"


def test_a_gene_never_merges_with_a_disease(tmp_path):
    made = make_toy(tmp_path, nodes=NODES + "MONDO:0004976\tGene\tALS\t\t\t\n")
    (fault,) = made.faults
    assert fault.reason == "category_conflict" and fault.whole
    assert made.tables.nodes.filter(id="MONDO:0004976")["category"].item() == "Disease"


def test_same_name_does_not_merge(tmp_path):
    made = make_toy(tmp_path, nodes=NODES + "HGNC:443\tGene\tSOD1\t\t\t\n")
    assert made.tables.nodes.filter(name="SOD1").height == 2


def test_replaced_id_is_followed(tmp_path):
    made = make_toy(tmp_path, replaced={"HGNC:11571": "HGNC:99999"})
    assert edge(made, "HGNC:11179", "biolink:physically_interacts_with", "HGNC:99999")
    assert made.tables.nodes.filter(id="HGNC:99999")["xrefs"].item().to_list() == ["HGNC:11571"]


DAMAGE = {
    "missing column": ("nodes.tsv", lambda t: t.replace("\tcytoband\n", "\n", 1), 1, "lacks the column 'cytoband'"),
    "renamed column": ("nodes.tsv", lambda t: t.replace("\tname\t", "\ttitle\t", 1), 1, "'title'"),
    "extra column": ("claims.tsv", lambda t: t.replace("\tstatement\n", "\tstatement\tmood\n", 1), 1, "'mood'"),
    "repeated column": ("claims.tsv", lambda t: t.replace("\tyear\t", "\trecord\t", 1), 1, "repeats 'record'"),
    "short line": ("nodes.tsv", lambda t: t.replace("\tParalysis\t\t\t\n", "\tParalysis\n"), 6, "has 3 fields where"),
    "long line": ("nodes.tsv", lambda t: t.replace("Paralysis\t\t\t\n", "Paralysis\t\t\t\tmore\n"), 6, "has 7 fields"),
    "wrong encoding": ("nodes.tsv", lambda t: t.replace("Paralysis", "Paralysis\udce9"), 6, "is not UTF-8"),
    "control character": ("nodes.tsv", lambda t: t.replace("Paralysis", "Para\x00lysis"), 6, "U+0000"),
    "empty file": ("nodes.tsv", lambda t: "", 1, "is empty"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_table_stops_the_build_with_file_and_line(tmp_path, damage):
    file, spoil, line, words = DAMAGE[damage]
    write_tables(tmp_path)
    path = tmp_path / file
    old = path.read_text(encoding="utf-8")
    path.write_bytes(spoil(old).encode("utf-8", "surrogateescape"))
    assert path.read_bytes() != old.encode(), "the damage must change the file"
    from kg.assembly.make import make
    from kg.loaders.base import Context
    from support.toy import TABLES

    with pytest.raises(TableError) as caught:
        make(Context(tmp_path), TABLES)
    assert str(caught.value).startswith(f"{file}, line {line}: ") and words in str(caught.value)
    assert caught.value.hint


def test_a_missing_table_is_one_sentence(tmp_path: Path):
    from kg.assembly.make import make
    from kg.loaders.base import Context
    from support.toy import TABLES

    write_tables(tmp_path)
    (tmp_path / "claims.tsv").unlink()
    with pytest.raises(TableError, match=r"claims\.tsv, line 1: the table cannot be read"):
        make(Context(tmp_path), TABLES)


def test_windows_line_ends_and_byte_order_mark_change_nothing(tmp_path):
    plain = make_toy(tmp_path / "a")
    root = write_tables(tmp_path / "b")
    for path in root.glob("*.tsv"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    from kg.assembly.make import make
    from kg.loaders.base import Context
    from support.toy import TABLES

    assert make(Context(root), TABLES).receipt.content_id == plain.receipt.content_id


@pytest.mark.parametrize("year", ["9" * 19, "20_20", "1e3", "٢٠٢٠"])
def test_a_number_that_is_none_goes_to_quarantine(tmp_path, year):
    made = make_toy(tmp_path, claims=CLAIMS.replace("1993", year))
    (fault,) = made.faults
    assert fault.reason == "bad_value" and "whole number" in fault.detail and fault.place.line == 2
