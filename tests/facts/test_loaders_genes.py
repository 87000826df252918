"""Genes, variants, mechanisms, models, papers: what their loaders make of the shipped tables."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import pytest

from kg.errors import TableError
from kg.loaders.base import Context, Records, Table, load
from kg.loaders.bundled import cl, clingen, mondo
from kg.loaders.curated import genes, mechanisms, models, publications, variants
from kg.loaders.references import References
from kg.loaders.table import RowFault
from kg.model.records import Claim
from kg.schema.generated import ASSOCIATIONS, ENUMS

ALS = "MONDO:0004976"
TABLES: tuple[Table, ...] = (
    *genes.TABLES,
    *variants.TABLES,
    *mechanisms.TABLES,
    *models.TABLES,
    *publications.TABLES,
    *clingen.TABLES,
    *mondo.TABLES,
    *cl.TABLES,
)


@pytest.fixture(scope="module")
def context() -> Context:
    return Context(files("kg.loaders"))


@pytest.fixture(scope="module")
def records(context: Context) -> Records:
    return load(context, TABLES)


def claims(records: Records, subject: str, predicate: str, object: str) -> list[Claim]:
    wanted = (subject, predicate, object)
    return [c for c in records.claims if (c.statement.subject, c.statement.predicate, c.statement.object) == wanted]


def damaged(tmp_path: Path, table: Table, line: int, column: str, value: str) -> Records:
    """Load `table` with one cell of one line replaced, everything else as shipped."""
    root = tmp_path / "loaders"
    shutil.copytree(Path(str(files("kg.loaders"))), root, ignore=shutil.ignore_patterns("__pycache__"))
    path = root / table.file
    lines = path.read_text(encoding="utf-8").split("\n")
    cells = lines[line - 1].split("\t")
    cells[lines[0].split("\t").index(column)] = value
    lines[line - 1] = "\t".join(cells)
    path.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    return load(Context(root), (table,))


def test_every_row_loads(records: Records) -> None:
    assert [fault for fault in records.faults if fault.whole] == []
    assert min(records.rows.values()) > 0
    assert Counter(fault.reason for fault in records.faults) == {"unknown_entity": 1}


@pytest.mark.parametrize(("gene", "grade"), [("HGNC:2671", "Refuted"), ("HGNC:3508", "Disputed")])
def test_refuted_genes_have_no_supporting_vote(records: Records, gene: str, grade: str) -> None:
    found = [c for c in records.claims if c.statement.subject == gene and c.statement.object == ALS]
    assert [(c.evidence.polarity, c.evidence.grade) for c in found] == [("refutes", grade)]


def test_a_limited_grade_is_told_from_a_definitive_one(records: Records) -> None:
    grades = {
        c.statement.subject: c.evidence.grade
        for c in records.claims
        if c.evidence.source == "clingen" and c.statement.predicate == "biolink:contributes_to"
    }
    assert grades["HGNC:11179"] == "Definitive"
    assert grades["HGNC:483"] == "Limited"


def test_one_gene_keeps_both_of_its_curations(records: Records) -> None:
    found = claims(records, "HGNC:1356", "biolink:contributes_to", "MONDO:0012639")
    assert sorted(c.evidence.grade or "" for c in found) == ["Definitive", "Limited"]


def test_contested_genes_carry_what_contests_them(records: Records) -> None:
    tia1 = claims(records, "HGNC:11802", "biolink:contributes_to", "MONDO:0030885")
    assert {"supports", "refutes"} <= {c.evidence.polarity for c in tia1}
    lrp12 = claims(records, "HGNC:31708", "biolink:contributes_to", "MONDO:0957538")
    assert {c.evidence.polarity: c.evidence.population for c in lrp12} == {
        "supports": "Asian ancestry",
        "mixed": "European ancestry",
    }


def test_normal_function_is_no_disease_evidence(records: Records) -> None:
    normal = [c for c in records.claims if "normal function" in (c.evidence.note or "")]
    assert len(normal) == 18
    assert {c.statement.predicate for c in normal} == {"biolink:actively_involved_in"}
    assert all(c.statement.object.startswith("GO:") for c in normal)


def test_an_effect_on_a_gene_points_at_the_gene(records: Records) -> None:
    found = claims(records, "ALSKG:mechanism-cryptic-exon-inclusion", "biolink:affects", "HGNC:10577")
    assert [c.statement.object_direction for c in found] == ["decreased"]


def test_a_model_without_disease_does_not_support(records: Records) -> None:
    polarities = {
        c.statement.subject: c.evidence.polarity
        for c in records.claims
        if c.statement.predicate == "biolink:model_of" and c.statement.object == ALS
    }
    assert polarities["ALSKG:model-c9orf72-null-mouse"] == "no_effect"
    assert polarities["ALSKG:model-c9-bacexp-mouse-no-motor-phenotype"] == "no_effect"
    assert polarities["ALSKG:model-sod1-g93a-mouse"] == "supports"
    assert "ALSKG:model-smcr8-null-mouse" not in polarities


def test_a_knocked_out_mouse_gene_is_no_human_gene(records: Records) -> None:
    model = "ALSKG:model-c9orf72-null-mouse"
    assert claims(records, model, "biolink:has_gene", "MGI:1920455")
    assert not claims(records, model, "biolink:has_gene", "HGNC:28337")


def test_a_share_is_one_claim_per_figure(records: Records) -> None:
    found = claims(records, "HGNC:11179", "biolink:has_attribute", "ALSKG:share-of-familial-als")
    assert {(c.evidence.value_low, c.evidence.population) for c in found} == {(14.8, "European"), (30.0, "Asian")}


def test_a_disputed_variant_is_not_asserted(records: Records) -> None:
    found = claims(records, "ALSKG:variant-TIA1-Pro362Leu", "biolink:contributes_to", "MONDO:0030885")
    assert {c.evidence.polarity for c in found} == {"mixed", "refutes"}


def test_claims_fit_the_schema(records: Records) -> None:
    category = {node.id: node.category for node in records.nodes}
    for claim in records.claims:
        s, e = claim.statement, claim.evidence
        ends = category[s.subject], category[s.object]
        assert any(
            ends[0] in a.subjects and s.predicate in a.predicates and ends[1] in a.objects for a in ASSOCIATIONS
        ), s
        assert e.polarity in ENUMS["polarity"]
        assert e.study_design in ENUMS["study_design"]
        assert len((e.quote_anchor or "").split()) <= 12


def test_every_cited_paper_is_a_node(records: Records) -> None:
    papers = {node.id for node in records.nodes if node.category == "Publication"}
    cited = {c.evidence.reference for c in records.claims if c.evidence.source == "als-kg-curated"} - {None}
    assert cited <= papers


def test_ids_of_one_paper_are_one_reference(context: Context) -> None:
    references = References(context)
    one = ("PMID:30206235", "PMC:PMC6134028", "DOI:10.1038/s41467-018-06111-6")
    assert references.canonical(one) == ("PMID:30206235",)


@pytest.mark.parametrize(
    "two",
    [
        ("PMID:27358335", "PMID:25776222"),
        ("PMID:24893131", "doi:10.3389/fcell.2022.950767"),
        ("PMID:15106121", "PMC:PMC7818251"),
        ("PMID:27112499", "doi:10.1016/j.neuron.2020.08.009"),
    ],
)
def test_two_papers_of_one_row_stay_two(context: Context, two: Iterable[str]) -> None:
    assert References(context).canonical(two) == tuple(two)


def test_an_unlisted_reference_stands_for_itself(context: Context) -> None:
    assert References(context).canonical(("doi:10.9999/none",)) == ("doi:10.9999/none",)
    with pytest.raises(RowFault):
        References(context).canonical(("PII:S0092",))


def test_one_identifier_on_two_papers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="PMC:PMC6134028 stands for"):
        damaged(tmp_path, genes.TABLES[1], 2, "note", "")
        root = tmp_path / "loaders" / "curated" / "publications.tsv"
        with root.open("a", encoding="utf-8", newline="\n") as stream:
            stream.write("PMID:1\tPMC:PMC6134028\t\t\t\t\t\n")
        References(Context(tmp_path / "loaders"))


@pytest.mark.parametrize(
    ("table", "column", "value", "reason"),
    [
        (clingen.TABLES[0], "classification", "Certain", "bad_value"),
        (clingen.TABLES[0], "gene", "HGNC:SOD1", "bad_curie"),
        (clingen.TABLES[0], "date", "2021-13-40", "bad_value"),
        (genes.TABLES[0], "symbol", "", "missing_value"),
        (genes.TABLES[1], "polarity", "proves", "bad_value"),
        (genes.TABLES[1], "inheritance_hp", "HP:0000001", "unknown_entity"),
        (genes.TABLES[1], "references", "", "missing_value"),
        (genes.TABLES[2], "value_low", "a lot", "bad_value"),
        (genes.TABLES[2], "quantity", "ALSKG:share-of-nothing", "unknown_entity"),
        (variants.TABLES[1], "object", "ALSKG:progression-odd", "unknown_entity"),
        (mechanisms.TABLES[0], "go_mapping", "narrow", "bad_value"),
        (models.TABLES[2], "category", "Mouse", "bad_value"),
    ],
)
def test_a_damaged_row_is_rejected_with_its_reason(
    tmp_path: Path, table: Table, column: str, value: str, reason: str
) -> None:
    found = [fault for fault in damaged(tmp_path, table, 2, column, value).faults if fault.whole]
    assert [(fault.reason, fault.place.line) for fault in found] == [(reason, 2)]
