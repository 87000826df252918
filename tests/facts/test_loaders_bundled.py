"""The bundled extracts: what their rows become, what is refused, and that they agree with upstream."""

from __future__ import annotations

import gzip
from collections import defaultdict
from functools import cache
from importlib.resources import files

import pytest

from kg.loaders.base import Context, Emitter, Records, Table, load
from kg.loaders.bundled import go, hgnc, hpo, interactions, reactome
from kg.loaders.curated import interactions as curated
from kg.loaders.table import Row, RowFault
from kg.model.records import Claim
from support.collection import folder, table
from support.plain_votes import voter

BUNDLED = (*hgnc.TABLES, *go.TABLES, *reactome.TABLES, *hpo.TABLES, *interactions.TABLES)
TABLES = (*BUNDLED, *curated.TABLES)
BY_FILE = {one.file.rpartition("/")[2]: one for one in BUNDLED}
OWN = curated.TABLES[0]


@cache
def context() -> Context:
    return Context(files("kg.loaders"))


@cache
def loaded() -> Records:
    return load(context(), TABLES)


def claims(*predicates: str, source: str = "") -> list[Claim]:
    return [
        claim
        for claim in loaded().claims
        if claim.statement.predicate in predicates and claim.evidence.source.startswith(source)
    ]


def run(table: Table, **changes: str) -> list[Claim]:
    """What the loader makes of the first row of `table` with some cells changed."""
    row = next(context().rows(table.file, table.columns, source=table.source))
    assert set(changes) <= set(table.columns)
    records = Records()
    changed = Row(row.place, {**row.values, **changes})
    table.prepare(context())(changed, Emitter(context(), records, changed))
    return records.claims


def test_every_row_loads() -> None:
    assert loaded().faults == []
    places = [node.place for node in loaded().nodes] + [claim.place for claim in loaded().claims]
    used = {(place.file, place.line) for place in places}
    assert len(used) == sum(loaded().rows.values())
    assert loaded().rows["go-annotations", "bundled/go_annotations.tsv"] == 652
    assert loaded().rows["reactome", "bundled/reactome_membership.tsv"] == 1773


def test_the_sources_say_under_which_licence() -> None:
    for one in BUNDLED:
        source = context().sources[one.source]
        assert source.licence and source.licence_url and source.date and source.notice, one.source
    notice = (files("kg.loaders") / "bundled" / "NOTICE.md").read_text(encoding="utf-8")
    licence = (files("kg.loaders") / "bundled" / "LICENSE").read_text(encoding="utf-8")
    for one in BUNDLED:
        name = one.file.rpartition("/")[2]
        assert f"`{name}`" in notice and name in licence, name


def test_annotations_among_the_interactions_point_at_a_go_term() -> None:
    made = [claim for claim in claims("biolink:actively_involved_in") if "interactions" in claim.evidence.source_record]
    assert len({claim.evidence.source_record for claim in made}) == 255
    assert all(claim.statement.object.startswith("GO:") for claim in made)
    assert all(claim.statement.object_direction is None for claim in made), "the direction is the term's"
    assert all(claim.evidence.reference is None for claim in made), "a GO term is no citation"
    assert all(claim.evidence.note for claim in made)


def test_a_go_pair_in_both_files_is_one_edge_with_one_vote() -> None:
    edges = defaultdict(list)
    for claim in claims("biolink:actively_involved_in"):
        edges[claim.statement.id].append(claim.evidence)
    both = [rows for rows in edges.values() if len({row.source_record.split(":")[0] for row in rows}) == 2]
    assert len(both) == 162
    for rows in both:
        groups = {name: source.origin_group for name, source in context().sources.items()}
        assert len(rows) > 1
        assert len({voter(row, groups) for row in rows}) == 1


@pytest.mark.parametrize(
    ("code", "design", "level", "agent"),
    [
        ("IDA", "database", "knowledge_assertion", "manual_agent"),
        ("IBA", "computational", "knowledge_assertion", "manual_agent"),
        ("TAS", "review", "knowledge_assertion", "manual_agent"),
        ("IEA", "computational", "prediction", "automated_agent"),
    ],
)
def test_a_go_evidence_code_says_how_an_annotation_was_made(code: str, design: str, level: str, agent: str) -> None:
    (claim,) = run(BY_FILE["go_annotations.tsv"], evidence_codes=code)
    assert claim.evidence.grade == code
    assert claim.evidence.study_design == design
    assert (claim.evidence.knowledge_level, claim.evidence.agent_type) == (level, agent)


def test_several_evidence_codes_are_several_evidence_rows() -> None:
    assert [claim.evidence.grade for claim in run(BY_FILE["go_annotations.tsv"], evidence_codes="IBA|IDA")] == [
        "IBA",
        "IDA",
    ]


def test_phenotypes_marked_not_or_never_seen_refute() -> None:
    refuted = [claim for claim in claims("biolink:has_phenotype") if claim.evidence.polarity == "refutes"]
    assert len(refuted) == 16
    assert sum((claim.evidence.frequency or "").startswith("0/") for claim in refuted) == 14
    supported = [claim for claim in claims("biolink:has_phenotype") if claim.evidence.polarity == "supports"]
    assert not any((claim.evidence.frequency or "").startswith("0/") for claim in supported)


@pytest.mark.parametrize(
    ("raw", "polarity", "n"),
    [
        ("0/9", "refutes", 9),
        ("1/9", "supports", 9),
        ("HP:0040285", "refutes", None),
        ("HP:0040284", "supports", None),
        ("0%", "refutes", None),
        ("10%", "supports", None),
        ("", "supports", None),
    ],
)
def test_a_frequency_decides_whether_a_phenotype_is_refuted(raw: str, polarity: str, n: int | None) -> None:
    claim = run(BY_FILE["hpo_phenotypes.tsv"], frequency=raw, qualifier="")[0]
    assert (claim.evidence.polarity, claim.evidence.n, claim.evidence.frequency) == (polarity, n, raw or None)


def test_inheritance_and_course_are_never_phenotypes() -> None:
    category = {node.id: node.category for node in loaded().nodes if node.id.startswith("HP:")}
    expected = {
        "biolink:has_phenotype": {"PhenotypicFeature"},
        "biolink:has_mode_of_inheritance": {"GeneticInheritance"},
        "biolink:has_attribute": {"Onset", "ClinicalCourse"},
    }
    for predicate, categories in expected.items():
        assert {category[claim.statement.object] for claim in claims(predicate, source="hpo")} == categories


def test_a_paper_stands_before_the_entry_that_was_annotated() -> None:
    cited = {claim.evidence.reference for claim in claims("biolink:has_phenotype") if claim.evidence.reference}
    assert {ref.split(":")[0] for ref in cited} == {"PMID", "OMIM", "ORPHA"}
    for claim in claims("biolink:has_phenotype", "biolink:has_attribute", source="hpo"):
        entry = str(claim.evidence.reference).startswith(("OMIM:", "ORPHA:"))
        assert entry == (claim.evidence.citation_status == "database")
        assert claim.evidence.source_record.startswith(("OMIM:", "ORPHA:"))


def test_a_receptor_switches_the_activity_of_its_factor() -> None:
    made = claims("biolink:regulates", source="cellphonedb")
    assert len({claim.statement.id for claim in made}) == 65
    assert {claim.statement.object_aspect for claim in made} == {"activity"}
    falls = [claim.statement for claim in made if claim.statement.object_direction == "decreased"]
    assert {(one.subject, one.object) for one in falls} == {("HGNC:3689", "HGNC:3467")}
    uncited = [claim for claim in made if claim.evidence.citation_status == "database"]
    assert uncited and all(claim.evidence.reference is None for claim in uncited)


def test_every_ligand_receptor_pair_of_the_collection_is_there_once_or_more() -> None:
    named = {
        claim.evidence.source_record
        for claim in loaded().claims
        if claim.evidence.source in ("cellphonedb", "als-kg-curated")
    }
    assert {f"gene_interactions:{line}" for line in range(2, 100)} <= named


def test_a_complex_is_no_direct_contact() -> None:
    table = BY_FILE["ligand_receptor.tsv"]
    assert run(table, complexes="")[0].statement.predicate == "biolink:directly_physically_interacts_with"
    assert run(table, complexes="IL6_receptor")[0].statement.predicate == "biolink:physically_interacts_with"


DAMAGED = [
    ("hgnc_genes.tsv", {"id": "HGNC:SOD1"}, "bad_curie"),
    ("hgnc_genes.tsv", {"symbol": ""}, "missing_value"),
    ("hgnc_genes.tsv", {"xrefs": "NCBIGene:"}, "bad_curie"),
    ("go_terms.tsv", {"name": ""}, "missing_value"),
    ("go_annotations.tsv", {"gene": "HGNC:999999"}, "unknown_entity"),
    ("go_annotations.tsv", {"symbol": "SOD2"}, "field_conflict"),
    ("go_annotations.tsv", {"term": "GO:0000001"}, "unknown_entity"),
    ("go_annotations.tsv", {"term_name": "something else"}, "field_conflict"),
    ("go_annotations.tsv", {"evidence_codes": ""}, "missing_value"),
    ("go_annotations.tsv", {"evidence_codes": "IDA|XYZ"}, "bad_value"),
    ("go_annotations.tsv", {"direction": "stops"}, "bad_value"),
    ("reactome_pathways.tsv", {"id": "R-HSA-1"}, "bad_curie"),
    ("reactome_pathways.tsv", {"member_count": "many"}, "bad_value"),
    ("reactome_membership.tsv", {"pathway": "REACT:R-HSA-1"}, "unknown_entity"),
    ("reactome_hierarchy.tsv", {"child": "REACT:R-HSA-1"}, "unknown_entity"),
    ("hpo_terms.tsv", {"category": "Disease"}, "bad_value"),
    ("hpo_phenotypes.tsv", {"disease": "OMIM:105400x"}, "bad_curie"),
    ("hpo_phenotypes.tsv", {"term": "HP:9999999"}, "unknown_entity"),
    ("hpo_phenotypes.tsv", {"term_name": "something else"}, "field_conflict"),
    ("hpo_phenotypes.tsv", {"term": "HP:0000006", "term_name": "Autosomal dominant inheritance"}, "domain_range"),
    ("hpo_inheritance.tsv", {"term": "HP:0003581", "term_name": "Adult onset"}, "domain_range"),
    ("hpo_phenotypes.tsv", {"qualifier": "not"}, "bad_value"),
    ("hpo_phenotypes.tsv", {"frequency": "often"}, "bad_value"),
    ("hpo_phenotypes.tsv", {"frequency": "3/0"}, "bad_value"),
    ("hpo_phenotypes.tsv", {"frequency": "9/7"}, "bad_value"),
    ("hpo_phenotypes.tsv", {"evidence": "IDA"}, "bad_value"),
    ("hpo_phenotypes.tsv", {"references": ""}, "missing_value"),
    ("ligand_receptor.tsv", {"references": "PMID:x", "citation_status": "primary"}, "bad_curie"),
    ("ligand_receptor.tsv", {"references": "", "citation_status": "primary"}, "bad_value"),
    ("receptor_tf.tsv", {"effect": "touches"}, "bad_value"),
]


@pytest.mark.parametrize(("file", "changes", "reason"), DAMAGED)
def test_a_damaged_row_is_refused_with_its_reason(file: str, changes: dict[str, str], reason: str) -> None:
    with pytest.raises(RowFault) as caught:
        run(BY_FILE[file], **changes)
    assert caught.value.reason == reason
    assert caught.value.detail


@pytest.mark.parametrize("file", sorted({file for file, _, _ in DAMAGED}))
def test_the_undamaged_row_loads(file: str) -> None:
    run(BY_FILE[file])


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"object": "HGNC:999999"}, "unknown_entity"),
        ({"predicate": "binds"}, "bad_curie"),
        ({"polarity": "yes"}, "bad_value"),
    ],
)
def test_a_damaged_own_interaction_is_refused(changes: dict[str, str], reason: str) -> None:
    with pytest.raises(RowFault) as caught:
        run(OWN, **changes)
    assert caught.value.reason == reason


def test_reviews_are_secondary() -> None:
    for claim in loaded().claims:
        if claim.evidence.source in ("als-kg-curated", "cellphonedb"):
            assert (claim.evidence.study_design == "review") == (claim.evidence.citation_status == "secondary")


def test_hpo_names_agree_with_the_ontology() -> None:
    text = gzip.decompress((folder("upstream") / "hpo" / "hp.obo.gz").read_bytes()).decode("utf-8")
    names: dict[str, str] = {}
    for block in text.split("\n\n"):
        lines = block.split("\n")
        if lines[0] == "[Term]":
            names[lines[1].removeprefix("id: ")] = lines[2].removeprefix("name: ")
    ours = {node.id: node.name for node in loaded().nodes if node.id.startswith("HP:")}
    assert len(ours) == 320
    assert {id: name for id, name in ours.items() if names.get(id) != name} == {}


def test_hpo_annotations_agree_with_upstream() -> None:
    lines = (folder("upstream") / "hpo" / "phenotype.excerpt.hpoa").read_text(encoding="utf-8").split("\n")
    upstream = {(cells[0], cells[3], cells[2], cells[7]) for cells in (line.split("\t") for line in lines) if cells[8:]}
    entries = {key[0] for key in upstream}
    checked = 0
    for name in ("hpo_phenotypes.tsv", "hpo_inheritance.tsv", "hpo_clinical_course.tsv"):
        one = BY_FILE[name]
        for row in context().rows(one.file, one.columns, source=one.source):
            value = row.values
            if value["source_record"] in entries:
                key = (value["source_record"], value["term"], value["qualifier"], value["frequency"])
                assert key in upstream, (name, row.place.line, key)
                checked += 1
    assert checked > 600


def test_reactome_names_agree_with_the_list_of_pathways() -> None:
    lines = (folder("upstream") / "reactome" / "ReactomePathways.txt").read_text(encoding="utf-8").split("\n")
    names = {cells[0]: cells[1].strip() for cells in (line.split("\t") for line in lines) if cells[2:]}
    ours = {node.id.removeprefix("REACT:"): node.name for node in loaded().nodes if node.id.startswith("REACT:")}
    assert len(ours) == 546
    assert {id for id in ours if id not in names} == {"R-HSA-8853338"}, "the one that a later release lacks"
    assert {id: name for id, name in ours.items() if names.get(id, name) != name} == {}


def test_reactome_relations_agree_with_upstream() -> None:
    text = (folder("upstream") / "reactome" / "ReactomePathwaysRelation.txt").read_text(encoding="utf-8")
    upstream = {tuple(line.split("\t")) for line in text.split("\n")}
    for claim in claims("biolink:has_part", source="reactome"):
        pair = tuple(end.removeprefix("REACT:") for end in (claim.statement.subject, claim.statement.object))
        assert pair in upstream


def test_symbols_agree_with_hgnc() -> None:
    path = folder("upstream") / "hgnc" / "hgnc_custom_download.excerpt.tsv"
    approved = {row["HGNC ID"]: row["Approved symbol"] for _, row in table(path)}
    ours = {node.id: node.name for node in loaded().nodes if node.category == "Gene"}
    shared = ours.keys() & approved.keys()
    assert len(shared) > 100
    assert {id: ours[id] for id in shared if ours[id] != approved[id]} == {}
