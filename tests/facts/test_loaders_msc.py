"""The own tables on MSC findings and on the disease: entities, predicates, relations, figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path

import pytest

from kg.errors import TableError
from kg.loaders import references
from kg.loaders.base import SOURCE_COLUMNS, Context, Records, load
from kg.loaders.curated import disease_facts, entities, msc, predicates
from kg.loaders.table import RowFault
from kg.model.records import Claim
from kg.schema.generated import ASSOCIATIONS, ENUMS

TABLES = (*entities.TABLES, *msc.TABLES, *disease_facts.TABLES)
MOUSE = "NCBITaxon:10090"
ALS = "MONDO:0004976"
# Nodes that other tables describe.
ELSEWHERE = {
    "ALSKG:variant-SOD1-Ala5Val": "SequenceVariant",
    "ALSKG:variant-C9orf72-G4C2-repeat-expansion": "SequenceVariant",
    "CLINICALTRIALS:NCT04856982": "ClinicalTrial",
    "MONDO:0004976": "Disease",
    "MONDO:0054750": "Disease",
    "MONDO:0060670": "Disease",
}


@pytest.fixture(scope="module")
def context() -> Context:
    return Context(files("kg.loaders"))


@pytest.fixture(scope="module")
def records(context: Context) -> Records:
    return load(context, TABLES)


def of(records: Records, record: str) -> list[Claim]:
    """The claims of a record, without the links between entities that it also gave rise to."""
    found = [claim for claim in records.claims if claim.evidence.source_record == record]
    return [claim for claim in found if claim.place.file != "curated/entity_links.tsv"]


def only(records: Records, record: str) -> Claim:
    """The one claim of a record, however many identifiers its paper still has."""
    distinct = {claim.statement: claim for claim in of(records, record)}
    assert len(distinct) == 1, distinct
    return next(iter(distinct.values()))


# The packaged tables


def test_every_row_makes_a_claim_or_is_rejected_with_a_reason(records: Records) -> None:
    assert {(fault.record, fault.reason) for fault in records.faults} == {
        ("msc_mechanisms:112", "not_an_entity"),
        ("msc_mechanisms:136", "missing_value"),
        ("disease_facts:9", "not_an_entity"),
    }
    lines = {(claim.place.file, claim.place.line) for claim in records.claims}
    lines |= {(node.place.file, node.place.line) for node in records.nodes}
    lines |= {(fault.place.file, fault.place.line) for fault in records.faults}
    assert len(lines) == sum(records.rows.values())


def test_every_row_of_the_collection_is_accounted_for(records: Records, context: Context) -> None:
    seen = {claim.evidence.source_record for claim in records.claims} | {fault.record for fault in records.faults}
    assert {f"msc_mechanisms:{line}" for line in range(2, 182)} <= seen
    mapped = {
        record
        for row in context.rows(entities.MAP_FILE, entities.MAP_COLUMNS, source=entities.SOURCE)
        for record in row.items("record")
    }
    assert {f"entity_map:{line}" for line in range(2, 233)} <= mapped


def test_every_claim_fits_an_association_of_the_schema(records: Records) -> None:
    category = ELSEWHERE | {node.id: node.category for node in records.nodes}
    unfit = [
        claim
        for claim in records.claims
        if not any(
            claim.statement.predicate in kind.predicates
            and category.get(claim.statement.subject) in kind.subjects
            and category.get(claim.statement.object) in kind.objects
            for kind in ASSOCIATIONS
        )
    ]
    assert unfit == []


def test_the_words_of_the_evidence_are_those_of_the_schema(records: Records) -> None:
    for claim in records.claims:
        for name in ("polarity", "study_design", "citation_status", "context"):
            value = getattr(claim.evidence, name)
            assert value is None or value in ENUMS[name]


def test_primary_rows_have_a_reference_and_no_address_is_a_mirror(records: Records) -> None:
    for claim in records.claims:
        if claim.evidence.citation_status == "primary":
            assert claim.evidence.reference, claim
        for mirror in ("longhoe", "suppr", "bohrium", "ouci", "123dok", "scite", "pubannotation", "alljournals"):
            assert mirror not in (claim.evidence.url or "")


def test_no_category_is_contradicted(records: Records) -> None:
    categories = defaultdict(set)
    for node in records.nodes:
        categories[node.id].add(node.category)
    assert [id for id, found in categories.items() if len(found) > 1] == []


# Polarity


def test_rows_without_a_change_stand_on_the_edge_of_the_hypothesis(records: Records) -> None:
    survival = {
        claim.evidence.source_record: claim
        for claim in records.claims
        if claim.statement.object == "ALSKG:phenotype-survival" and claim.statement.object_direction == "increased"
    }
    assert survival["msc_mechanisms:32"].evidence.polarity == "no_effect"
    assert survival["msc_mechanisms:33"].evidence.polarity == "supports"
    negative, positive = survival["msc_mechanisms:32"].statement, survival["msc_mechanisms:33"].statement
    assert (negative.predicate, negative.object_aspect) == (positive.predicate, positive.object_aspect)
    assert (negative.subject, positive.subject) == ("CL:0002570", "CL:0002540")


def test_unchanged_never_supports(records: Records, context: Context) -> None:
    table = msc.TABLES[0]
    unchanged = {
        row.place.line
        for row in context.rows(table.file, table.columns, source=table.source)
        if row.values["direction"] == "unchanged"
    }
    polarities = {
        claim.evidence.polarity
        for claim in records.claims
        if claim.place.file == table.file and claim.place.line in unchanged
    }
    assert len(unchanged) >= 10
    assert polarities == {"no_effect"}


def test_contradicting_reports_of_chit1_and_progression_meet_on_one_edge(records: Records) -> None:
    edges = defaultdict(set)
    for record in ("disease_facts:111", "disease_facts:112"):
        for claim in of(records, record):
            edges[claim.statement.id].add(claim.evidence.polarity)
    assert {"supports", "no_effect"} in edges.values()


def test_smoking_is_no_effect_and_its_subgroup_does_not_assert_it(records: Records) -> None:
    claims = of(records, "disease_facts:105")
    assert len({claim.statement.id for claim in claims}) == 1
    assert {claim.evidence.polarity for claim in claims} == {"no_effect", "mixed"}


def test_a_disease_without_a_pathology_refutes_it(records: Records) -> None:
    claim = only(records, "disease_facts:78")
    assert (claim.statement.subject, claim.statement.object) == (
        "MONDO:0007103",
        "ALSKG:mechanism-tdp43-proteinopathy",
    )
    assert claim.evidence.polarity == "refutes"


def test_a_subgroup_of_a_failed_trial_is_mixed(records: Records) -> None:
    for record in ("msc_mechanisms:161", "msc_mechanisms:162"):
        assert only(records, record).evidence.polarity == "mixed"


@pytest.mark.parametrize(
    ("record", "subject", "object", "direction"),
    [
        ("msc_mechanisms:129", "HGNC:1033", "GO:0048675", "increased"),
        ("msc_mechanisms:149", "MGI:97361", "GO:0042098", "decreased"),
        ("msc_mechanisms:151", "CHEBI:15551", "GO:0097028", "decreased"),
        ("msc_mechanisms:174", "MGI:104798", "ALSKG:msc-secretome-neuroprotection", "increased"),
    ],
)
def test_a_mediator_has_the_sign_of_what_it_mediates(
    records: Records, record: str, subject: str, object: str, direction: str
) -> None:
    statement = only(records, record).statement
    assert (statement.subject, statement.object, statement.object_direction) == (subject, object, direction)


# Correlation is not causation


def test_the_23_patients_make_correlations_only(records: Records) -> None:
    lines = [*range(61, 71), *range(176, 180)]
    claims = [claim for line in lines for claim in of(records, f"msc_mechanisms:{line}")]
    assert {claim.statement.predicate for claim in claims} == {"biolink:negatively_correlated_with"}
    assert {claim.evidence.n for claim in claims} == {23}
    assert {claim.statement.disease_context for claim in claims} == {ALS}
    polarity = {claim.statement.object: claim.evidence.polarity for claim in claims}
    assert Counter(polarity.values())["no_effect"] == 2
    assert polarity["HGNC:1033"] == polarity["HGNC:7756"] == "no_effect"


def test_prognostic_factors_are_no_causes(records: Records) -> None:
    for line in (24, 25, 26):
        claim = only(records, f"disease_facts:{line}")
        assert claim.statement.predicate == "biolink:associated_with_decreased_likelihood_of"


# Species


def test_mouse_genes_stay_mouse_genes(records: Records) -> None:
    mouse = {node.id: node for node in records.nodes if node.id.startswith("MGI:")}
    assert len(mouse) == 10
    assert {node.taxon for node in mouse.values()} == {MOUSE}
    assert {node.category for node in mouse.values()} == {"Gene"}
    for claim in records.claims:
        ends = {claim.statement.subject, claim.statement.object}
        if ends & set(mouse) and claim.statement.predicate != "biolink:orthologous_to":
            assert claim.statement.species_context == MOUSE, claim
            assert not {"HGNC:10940", "HGNC:1504", "HGNC:7873", "HGNC:4140", "HGNC:4571", "HGNC:11892"} & ends


def test_orthologues_are_linked(records: Records) -> None:
    pairs = {
        (claim.statement.subject, claim.statement.object)
        for claim in records.claims
        if claim.statement.predicate == "biolink:orthologous_to"
    }
    assert ("MGI:101931", "HGNC:10940") in pairs
    assert len(pairs) == 6


def test_human_genes_are_human(records: Records) -> None:
    assert {node.taxon for node in records.nodes if node.id.startswith("HGNC:")} == {"NCBITaxon:9606"}
    infiltration = only(records, "msc_mechanisms:74").statement
    assert infiltration.species_context is None


# Composite texts


@pytest.mark.parametrize(
    ("record", "members"),
    [
        ("msc_mechanisms:50", {"miRBase:MI0006293", "miRBase:MI0018032"}),
        ("msc_mechanisms:101", {"HGNC:7173", "HGNC:7176"}),
        ("msc_mechanisms:126", {"ALSKG:biomarker-csf-nfl", "ALSKG:biomarker-csf-chit1"}),
    ],
)
def test_composite_texts_make_one_claim_per_member(records: Records, record: str, members: set[str]) -> None:
    ends = [{claim.statement.subject, claim.statement.object} for claim in of(records, record)]
    assert all(len(members & pair) == 1 for pair in ends)
    assert set.union(*(members & pair for pair in ends)) == members


def test_no_composite_node_is_left(records: Records) -> None:
    assert [node.id for node in records.nodes if "split-" in node.id or "-or-map2-" in node.id] == []


def test_transgenes_and_origins_are_edges(records: Records) -> None:
    links = {
        (claim.statement.subject, claim.statement.predicate, claim.statement.object)
        for claim in records.claims
        if claim.place.file == "curated/entity_links.tsv"
    }
    assert ("ALSKG:msc-neurog1", "biolink:has_gene", "HGNC:7764") in links
    assert ("ALSKG:msc-glp1-encapsulated", "biolink:has_gene", "HGNC:4191") in links
    assert ("ALSKG:product-lenzumestrocel", "biolink:derives_from", "CL:0002540") in links
    assert ("ALSKG:biomarker-csf-nfl", "ALSKG:measures", "HGNC:7739") in links


def test_differentiation_turns_its_ends(records: Records) -> None:
    statement = only(records, "msc_mechanisms:167").statement
    assert (statement.subject, statement.predicate, statement.object) == (
        "CL:0000127",
        "biolink:develops_from",
        "ALSKG:product-cns10-npc-gdnf",
    )


# Figures


def test_figures_stand_side_by_side_on_one_edge(records: Records) -> None:
    incidence = [
        claim
        for claim in records.claims
        if (claim.statement.subject, claim.statement.object) == (ALS, "ALSKG:incidence")
    ]
    assert len({claim.statement.id for claim in incidence}) == 1
    assert {(claim.evidence.value_low, claim.evidence.value_high) for claim in incidence} == {
        (0.6, 3.8),
        (2.08, 2.08),
        (1.0, 2.6),
        (2.1, 2.1),
    }
    assert {claim.evidence.unit for claim in incidence} == {"/100000/a"}


def test_biomarkers_say_what_they_measure_and_which_way(records: Records) -> None:
    node = next(node for node in records.nodes if node.id == "ALSKG:biomarker-csf-chit1")
    assert (node.category, node.properties["fluid"]) == ("ClinicalMeasurement", "cerebrospinal fluid")
    raised = only(records, "disease_facts:115").statement
    assert (raised.predicate, raised.object, raised.subject_direction) == ("biolink:biomarker_for", ALS, "increased")
    assert only(records, "disease_facts:89").statement.subject_direction == "decreased"


# Small tables: what goes wrong is said

EXAMPLE = {
    "record": "own:example",
    "subject": "MSC",
    "subject_type": "cell",
    "predicate": "increases",
    "object": "survival",
    "object_type": "phenotype",
    "system": "mouse",
    "system_detail": "SOD1-G93A mouse",
    "statement": "treated mice lived longer",
    "references": "PMID:1",
    "citation_status": "primary",
    "study_design": "in_vivo_animal",
    "context": "als",
    "direction": "up",
}
MAP = [
    ("MSC", "CL:0000134", "high", ""),
    ("survival", "ALSKG:phenotype-survival", "high", ""),
    ("TNF", "MGI:104798", "low", "cell species not stated"),
    ("lipids", "", "low", "not an entity: a class"),
]
RULES = [
    {"predicate": "increases", "biolink_predicate": "biolink:affects", "object_direction": "increased"},
    {"predicate": "increases", "record": "own:mixed", "biolink_predicate": "biolink:affects", "polarity": "mixed"},
    {"predicate": "hints at", "reject": "missing_value", "note": "nothing visible"},
]


def write(path: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ["\t".join(columns), *("\t".join(row.get(name, "") for name in columns) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    source = dict.fromkeys(SOURCE_COLUMNS, "x") | {"source": entities.SOURCE}
    write(tmp_path / "sources.tsv", SOURCE_COLUMNS, [source])
    write(tmp_path / references.FILE, references.COLUMNS, [])
    texts = [
        dict(zip(("text", "ids", "confidence", "note"), line, strict=True)) | {"table": msc.TABLE, "record": "own:x"}
        for line in MAP
    ]
    write(tmp_path / entities.MAP_FILE, entities.MAP_COLUMNS, texts)
    filled = {"table": msc.TABLE, "object_type": "*", "record": "*", "swap": "no", "polarity": "supports"}
    write(tmp_path / predicates.FILE, predicates.COLUMNS, [filled | rule for rule in RULES])
    return tmp_path


def load_one(root: Path, **changed: str) -> Records:
    write(root / "curated/msc_findings.tsv", msc.COLUMNS, [EXAMPLE | changed])
    return load(Context(root), msc.TABLES)


def fault(root: Path, **changed: str) -> tuple[str, str]:
    records = load_one(root, **changed)
    assert records.claims == []
    (found,) = records.faults
    return found.reason, found.detail


def test_a_sound_row_makes_one_claim(small: Path) -> None:
    records = load_one(small)
    (claim,) = records.claims
    assert records.faults == []
    assert (claim.statement.subject, claim.statement.object) == ("CL:0000134", "ALSKG:phenotype-survival")
    assert (claim.statement.object_direction, claim.evidence.polarity) == ("increased", "supports")


def test_an_unknown_text_names_the_nearest_one(small: Path) -> None:
    reason, detail = fault(small, object="survivals")
    assert reason == "unknown_entity"
    assert "'survivals'" in detail
    assert "; did you mean `survival`?" in detail


def test_a_text_that_resembles_nothing_is_named_alone(small: Path) -> None:
    reason, detail = fault(small, object="0123456789")
    assert (reason, "did you mean" in detail) == ("unknown_entity", False)


def test_a_text_that_is_no_entity_is_rejected_with_the_curators_words(small: Path) -> None:
    assert fault(small, object="lipids") == ("not_an_entity", "'lipids': not an entity: a class")


def test_an_unknown_predicate_names_the_nearest_one(small: Path) -> None:
    reason, detail = fault(small, predicate="increase")
    assert reason == "unknown_predicate"
    assert "; did you mean `increases`?" in detail


def test_a_predicate_may_reject_its_rows(small: Path) -> None:
    reason, detail = fault(small, predicate="hints at")
    assert (reason, "nothing visible" in detail) == ("missing_value", True)


def test_a_line_for_one_record_wins(small: Path) -> None:
    (claim,) = load_one(small, record="own:mixed").claims
    assert claim.evidence.polarity == "mixed"


def test_unchanged_may_not_support(small: Path) -> None:
    assert fault(small, direction="unchanged")[0] == "bad_value"


def test_a_mouse_gene_needs_its_species(small: Path) -> None:
    assert fault(small, object="TNF")[0] == "bad_value"
    (claim,) = load_one(small, object="TNF", species_context=MOUSE).claims
    assert "identifier of 'TNF' uncertain (cell species not stated)" in (claim.evidence.note or "")


def test_a_primary_row_without_a_reference_is_rejected(small: Path) -> None:
    assert fault(small, references="")[0] == "missing_value"


def test_an_anchor_of_thirteen_words_is_rejected(small: Path) -> None:
    assert fault(small, quote_anchor=" ".join("x" * 13))[0] == "bad_value"
    assert load_one(small, quote_anchor=" ".join("x" * 12)).faults == []


def test_a_text_decided_twice_stops_the_build(small: Path) -> None:
    texts = [{"text": "MSC", "table": msc.TABLE, "ids": "CL:0000134"}] * 2
    write(small / entities.MAP_FILE, entities.MAP_COLUMNS, texts)
    with pytest.raises(TableError, match="line 3: 'MSC' is listed twice"):
        load_one(small)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ({"biolink_predicate": "biolink:nonsense"}, "no predicate"),
        ({"biolink_predicate": "biolink:affects", "object_aspect": "colour"}, "'colour'"),
        ({"biolink_predicate": ""}, "either a predicate or a reason"),
    ],
)
def test_a_predicate_map_outside_the_schema_stops_the_build(small: Path, rule: dict[str, str], message: str) -> None:
    filled = {"table": msc.TABLE, "predicate": "increases", "object_type": "*", "record": "*", "polarity": "supports"}
    write(small / predicates.FILE, predicates.COLUMNS, [filled | rule])
    with pytest.raises(TableError, match=message):
        load_one(small)


@pytest.mark.parametrize(
    ("figures", "reason"),
    [
        ({"value_low": "3", "value_high": "2", "unit": "%"}, "bad_value"),
        ({"value_low": "3", "value_high": "3"}, "missing_value"),
        ({"value_low": "3", "value_high": "3", "unit": "%", "ci_low": "4", "ci_high": "5"}, "bad_value"),
        ({"value_low": "three", "unit": "%"}, "bad_value"),
    ],
)
def test_figures_that_cannot_be_are_rejected(small: Path, figures: dict[str, str], reason: str) -> None:
    texts = [
        {"text": "ALS", "table": disease_facts.TABLE, "ids": ALS},
        {"text": "incidence", "table": disease_facts.TABLE, "ids": "ALSKG:incidence"},
    ]
    write(small / entities.MAP_FILE, entities.MAP_COLUMNS, texts)
    sound = {
        "record": "own:x",
        "subject": "ALS",
        "attribute": "incidence",
        "statement": "a figure",
        "citation_status": "secondary",
        "study_design": "review",
    }
    table = disease_facts.TABLES[1]
    write(small / table.file, table.columns, [sound | figures, sound | {"value_low": "2", "unit": "%"}])
    records = load(Context(small), [table])
    assert [found.reason for found in records.faults] == [reason]
    assert len(records.claims) == 1


def test_the_resolver_keeps_tables_apart(small: Path) -> None:
    resolver = entities.Resolver(Context(small))
    assert resolver.meaning("MSC", msc.TABLE).ids == ("CL:0000134",)
    with pytest.raises(RowFault, match="does not know 'MSC' in msc_trials"):
        resolver.meaning("MSC", "msc_trials")
