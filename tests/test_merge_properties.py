"""Merging and ids: independent of order, idempotent, stable under normal forms and column order."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.assembly.claims import check_claims
from kg.assembly.edges import make_tables
from kg.assembly.nodes import merge_nodes
from kg.model.identity import canonical
from kg.model.records import Claim, Evidence, Node, Place, Statement
from kg.release.content import content_id

RANK = {"a": 0, "b": 1}
GROUPS = {"a": "a", "b": "b"}
text = st.sampled_from(["SOD1", "TDP-43", "Sjögren", "Sjo\u0308gren", "é", "e\u0301", "x"])
places = st.builds(Place, st.sampled_from(["a", "b"]), st.sampled_from(["f.tsv", "g.tsv"]), st.integers(2, 50))
nodes = st.builds(
    Node,
    id=st.sampled_from(["HGNC:1", "HGNC:2", "MONDO:0000001"]),
    category=st.sampled_from(["Gene", "Disease"]),
    name=text,
    place=places,
    synonyms=st.lists(text, max_size=2).map(tuple),
    xrefs=st.lists(st.sampled_from(["NCBIGene:1", "OMIM:100000"]), max_size=2).map(tuple),
    description=st.none() | text,
    taxon=st.none() | st.sampled_from(["NCBITaxon:9606", "NCBITaxon:10090"]),
    properties=st.dictionaries(st.sampled_from(["cytoband", "als_type"]), text, max_size=2),
)
statements = st.builds(
    Statement,
    subject=st.sampled_from(["HGNC:1", "HGNC:2"]),
    predicate=st.sampled_from(["biolink:physically_interacts_with", "biolink:regulates"]),
    object=st.sampled_from(["HGNC:1", "HGNC:2"]),
    object_direction=st.none() | st.sampled_from(["increased", "decreased"]),
)
evidence = st.builds(
    Evidence,
    source=st.sampled_from(["a", "b"]),
    source_record=st.sampled_from(["r:1", "r:2"]),
    role=st.just("finding"),
    polarity=st.sampled_from(["supports", "refutes", "mixed", "no_effect"]),
    study_design=st.sampled_from(["in_vitro", "database"]),
    statement=text,
    licence=st.just("CC0-1.0"),
    knowledge_level=st.just("observation"),
    agent_type=st.just("manual_agent"),
    citation_status=st.just("primary"),
    reference=st.sampled_from(["PMID:1", "PMID:2"]),
)
claims = st.lists(st.builds(Claim, statements, evidence, places), max_size=12)
GENES = {id: Node(id, "Gene", id, Place("a", "f.tsv", 2)) for id in ("HGNC:1", "HGNC:2")}


@given(st.lists(nodes, max_size=10), st.randoms(use_true_random=False))
def test_merging_nodes_does_not_depend_on_order(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    one, two = merge_nodes(rows, RANK, {}), merge_nodes(shuffled, RANK, {})
    assert one.nodes == two.nodes and one.sources == two.sources
    assert sorted(map(repr, one.faults)) == sorted(map(repr, two.faults))


@given(st.lists(nodes, max_size=10))
def test_merging_nodes_is_idempotent(rows):
    once = merge_nodes(rows, RANK, {})
    again = merge_nodes(once.nodes.values(), RANK, {})
    assert again.nodes == once.nodes and not again.faults


@given(st.lists(nodes, max_size=10))
def test_no_node_row_is_lost(rows):
    merged = merge_nodes(rows, RANK, {})
    whole = [fault for fault in merged.faults if fault.whole]
    assert len(merged.used) + len(whole) == len(rows)


@settings(max_examples=60)
@given(claims, st.randoms(use_true_random=False))
def test_frames_do_not_depend_on_order_or_repetition(rows, random):
    shuffled = [*rows, *rows]
    random.shuffle(shuffled)
    ids = []
    for batch in (rows, shuffled):
        good, faults = check_claims(batch, GENES, {})
        assert not faults
        ids.append(content_id(make_tables(GENES, dict.fromkeys(GENES, ("a",)), good, GROUPS)))
    assert ids[0] == ids[1]


@given(statements)
def test_canonical_statement_is_a_fixed_point_and_symmetric(statement):
    once = canonical(statement, {})
    assert canonical(once, {}) == once
    if statement.predicate == "biolink:physically_interacts_with":
        mirrored = replace(statement, subject=statement.object, object=statement.subject)
        assert canonical(mirrored, {}).id == once.id
    elif statement.subject != statement.object:
        mirrored = replace(statement, subject=statement.object, object=statement.subject)
        assert canonical(mirrored, {}).id != once.id


@given(statements, evidence, st.sampled_from(["NFC", "NFD"]))
def test_ids_do_not_depend_on_the_normal_form(statement, row, form):
    other = replace(row, statement=unicodedata.normalize(form, row.statement))
    assert other.id_on(statement.id) == row.id_on(statement.id)
    named = replace(statement, object_direction=unicodedata.normalize(form, statement.object_direction or "é"))
    composed = replace(statement, object_direction=unicodedata.normalize("NFC", statement.object_direction or "é"))
    assert named.id == composed.id


def test_ids_of_different_statements_differ():
    """Negative control: moving a part over the separator makes another id."""
    one = Statement("HGNC:1", "biolink:regulates", "HGNC:2", object_aspect="activity")
    two = Statement("HGNC:1", "biolink:regulates", "HGNC:2", object_direction="activity")
    assert one.id != two.id


def test_column_order_of_a_table_changes_nothing(tmp_path):
    from kg.assembly.make import make
    from kg.loaders.base import Context
    from support.toy import TABLES, write_tables

    root = write_tables(tmp_path)
    plain = make(Context(root), TABLES).receipt.content_id
    for name in ("nodes.tsv", "claims.tsv", "sources.tsv"):
        rows = [line.split("\t") for line in (root / name).read_text(encoding="utf-8").splitlines()]
        (root / name).write_text("\n".join("\t".join(row[::-1]) for row in rows) + "\n", encoding="utf-8")
    assert make(Context(root), TABLES).receipt.content_id == plain


def test_a_mapping_needs_one_sense_and_no_other_edge_takes_one():
    """Each way of having none, a second, a wrong or an unfit one is a fault; the first one told stays."""
    process = {id: Node(id, "BiologicalProcess", id, Place("a", "f.tsv", 2)) for id in ("GO:0000001", "GO:0000002")}
    one, other = sorted(process)
    row = Evidence(
        source="a", source_record="r:1", polarity="supports", study_design="database", statement="x",
        licence="CC0-1.0", knowledge_level="observation", agent_type="manual_agent", citation_status="database",
        role="definition",
    )  # fmt: skip

    def checked(*statements):
        made = [Claim(statement, row, Place("a", "f.tsv", at)) for at, statement in enumerate(statements, 2)]
        good, faults = check_claims(made, process, {})
        return [claim.statement.mapping_sense for claim in good], [(fault.reason, fault.place.line) for fault in faults]

    close = Statement(one, "biolink:close_match", other, mapping_sense="opposite")
    assert checked(close, close) == (["opposite", "opposite"], [])
    assert checked(close, replace(close, subject=other, object=one, mapping_sense="same")) == (
        ["opposite"],
        [("bad_value", 3)],
    )
    assert checked(replace(close, mapping_sense=None)) == ([], [("missing_value", 2)])
    assert checked(replace(close, mapping_sense="reverse")) == ([], [("bad_value", 2)])
    assert checked(Statement(one, "biolink:subclass_of", other, mapping_sense="same")) == ([], [("bad_value", 2)])
    assert replace(close, mapping_sense=None).id == close.id
