"""Trials as evidence: one node per trial, every report a row, and no benefit read out of weak designs."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from kg.loaders.base import Context, Records, load
from kg.loaders.curated import interventions, regulatory, trial_reports, trials
from kg.model.records import Claim
from kg.schema.generated import ASSOCIATIONS, ENUMS, NODE_PROPERTIES

ROOT = files("kg.loaders")
TABLES = trials.TABLES + trial_reports.TABLES + interventions.TABLES + regulatory.TABLES
ALS = "MONDO:0004976"
AMX0035 = "ALSKG:drug-sodium-phenylbutyrate-taurursodiol"
AMELIORATES = "biolink:ameliorates_condition"
WEAK_MET = tuple(f"msc_trials:{line}|trial_outcomes:{line}" for line in (7, 16, 66, 76, 78))
"""The five cell-therapy reports that call their primary endpoint met without blinding."""


@cache
def records() -> Records:
    return load(Context(ROOT), TABLES)


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    text = (ROOT / "curated" / name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def claims(predicate: str, **parts: str) -> list[Claim]:
    return [
        claim
        for claim in records().claims
        if claim.statement.predicate == predicate
        and all(getattr(claim.statement, name) == value for name, value in parts.items())
    ]


def test_every_row_loads() -> None:
    assert records().faults == []
    assert sum(records().rows.values()) == sum(
        len(table(declared.file.removeprefix("curated/"))) for declared in TABLES
    )


def test_one_node_per_trial() -> None:
    ids = Counter(node.id for node in records().nodes if node.category == "ClinicalTrial")
    assert set(ids.values()) == {1}
    assert ids.total() == len(table("trials.tsv")) == 150
    for merged in ("NCT02623699", "NCT02017912", "NCT01640067", "NCT01254539"):
        assert ids[f"CLINICALTRIALS:{merged}"] == 1


def test_every_report_of_the_collection_is_evidence() -> None:
    reports = {row["record"] for row in table("trial_reports.tsv")}
    assert len(reports) == 159
    outcomes = {part for record in reports for part in record.split("|") if part.startswith("trial_outcomes:")}
    assert outcomes == {f"trial_outcomes:{line}" for line in range(2, 161)}
    assert {claim.evidence.source_record for claim in claims("biolink:studied_to_treat")} == reports
    assert {
        claim.evidence.source_record for claim in claims("ALSKG:studies_condition") if claim.evidence.outcome
    } == reports


@pytest.mark.parametrize(
    ("record", "covered"),
    [
        ("msc_trials:6|trial_outcomes:6", {"NCT01759797", "NCT01771640"}),
        ("msc_trials:30|trial_outcomes:30", {"NCT01051882", "NCT01777646"}),
        ("als_drug_trials:4|trial_outcomes:81", {"NCT02623699", "NCT03070119"}),
    ],
)
def test_a_report_on_two_trials_is_evidence_on_both(record: str, covered: set[str]) -> None:
    found = {
        claim.statement.subject
        for claim in claims("ALSKG:tests_intervention")
        if claim.evidence.source_record == record
    }
    assert found == {f"CLINICALTRIALS:{trial}" for trial in covered}


def test_unblinded_reports_never_support_a_benefit() -> None:
    found = {claim.evidence.source_record: claim.evidence for claim in claims(AMELIORATES)}
    for record in WEAK_MET:
        assert found[record].outcome == "met"
        assert found[record].polarity == "mixed"
    # Negative control: a blinded randomised trial that met its endpoint does support it.
    centaur = found["als_drug_trials:8|trial_outcomes:85"]
    assert (centaur.outcome, centaur.polarity) == ("met", "supports")


def test_no_cell_therapy_is_asserted_to_ameliorate_als() -> None:
    cells = {node.id for node in records().nodes if node.properties.get("drug_class") == "cell therapy"}
    assert "ALSKG:product-msc-ntf" in cells
    assert "ALSKG:product-lenzumestrocel" in cells
    votes = [claim for claim in claims(AMELIORATES) if claim.statement.subject in cells]
    assert votes
    assert "supports" not in {claim.evidence.polarity for claim in votes}


@pytest.mark.parametrize("drug", [AMX0035, "ALSKG:drug-riluzole", "ALSKG:drug-edaravone"])
def test_success_and_failure_meet_on_one_edge(drug: str) -> None:
    votes = claims(AMELIORATES, subject=drug, object=ALS)
    assert len({claim.statement.id for claim in votes}) == 1
    said = {claim.evidence.polarity for claim in votes}
    assert "supports" in said and said & {"refutes", "no_effect"}


def test_an_underpowered_failure_refutes_nothing() -> None:
    """Only where the report itself says so: absence of evidence is not evidence of absence (ADR 0006)."""
    (row,) = [row for row in table("trial_reports.tsv") if row["underpowered"]]
    assert row["record"] == "als_drug_trials:23|trial_outcomes:100"
    assert "did not reach the power" in row["result"]
    (found,) = [c for c in claims(AMELIORATES) if c.evidence.source_record == row["record"]]
    assert (found.statement.subject, found.evidence.polarity) == ("ALSKG:drug-riluzole", "no_effect")
    # Negative control: the same design and outcome with enough power refutes.
    assert trial_reports.vote("not_met", blinded=True, endpoint_kind="clinical") == "refutes"
    assert trial_reports.vote("met", blinded=True, endpoint_kind="clinical", underpowered=True) == "supports"


def test_safety_and_silence_say_nothing_on_efficacy() -> None:
    assert {claim.evidence.outcome for claim in claims(AMELIORATES)} == {"met", "not_met", "mixed"}
    silent = {row["record"] for row in table("trial_reports.tsv") if row["primary_endpoint"] == "safety_only"}
    assert not silent & {claim.evidence.source_record for claim in claims(AMELIORATES)}


def test_a_report_votes_once_per_statement() -> None:
    votes = Counter((claim.evidence.source_record, claim.statement.id) for claim in claims(AMELIORATES))
    assert {key for key, count in votes.items() if count > 1} == set(), "publications.tsv lacks ids of one paper"


def test_harm_is_said_on_its_own_edge() -> None:
    harmed = {claim.statement.subject: claim.evidence.polarity for claim in claims("biolink:exacerbates_condition")}
    assert harmed["ALSKG:drug-minocycline"] == "supports"
    assert harmed["ALSKG:device-diaphragm-pacing"] == "supports"
    assert "ALSKG:drug-riluzole" not in harmed


def test_trials_for_a_subtype_say_so() -> None:
    for trial, condition in (
        ("CLINICALTRIALS:NCT02623699", "MONDO:0007103"),
        ("CLINICALTRIALS:NCT04768972", "MONDO:0011951"),
        ("CLINICALTRIALS:NCT03626012", "MONDO:0007105"),
    ):
        assert {claim.statement.object for claim in claims("ALSKG:studies_condition", subject=trial)} == {condition}


def test_a_trial_takes_its_outcome_from_its_reports() -> None:
    reported: dict[str, set[str]] = {}
    for row in table("trial_reports.tsv"):
        for trial in row["trials"].split("|"):
            reported.setdefault(trial, set()).add(row["primary_endpoint"])
    for row in table("trials.tsv"):
        said = reported[row["id"]] - {"not_reported"}
        expected = "not_reported" if not said else said.pop() if len(said) == 1 else "mixed"
        assert row["primary_endpoint"] == expected, row["id"]


def test_contradicting_enrolments_stand_side_by_side() -> None:
    figures = claims("ALSKG:tests_intervention", subject="CLINICALTRIALS:NCT03280056")
    assert len({claim.statement.id for claim in figures}) == 1
    assert {196, 261, 263} <= {claim.evidence.n for claim in figures}


def test_probable_duplicates_are_linked_and_kept_apart() -> None:
    found = claims("biolink:close_match")
    assert {claim.statement.subject for claim in found} == {
        f"CLINICALTRIALS:{trial}" for trial in ("NCT04821479", "NCT03828123", "NCT03085706")
    }
    assert {claim.evidence.knowledge_level for claim in found} == {"prediction"}


def test_platform_regimens_belong_to_the_platform() -> None:
    regimens = claims("biolink:has_part", subject="CLINICALTRIALS:NCT04297683")
    assert len(regimens) == 7


def test_claims_fit_the_schema() -> None:
    category = {node.id: node.category for node in records().nodes}
    by_prefix = {"MONDO": "Disease", "HGNC": "Gene", "CL": "Cell", "CHEBI": "SmallMolecule"}

    def kind(id: str) -> str:
        if id.startswith("ALSKG:mechanism-"):
            return "PathologicalProcess"
        return category.get(id) or by_prefix.get(id.partition(":")[0], "Cell")

    for claim in records().claims:
        said, evidence = claim.statement, claim.evidence
        assert any(
            kind(said.subject) in association.subjects
            and said.predicate in association.predicates
            and kind(said.object) in association.objects
            for association in ASSOCIATIONS
        ), said
        for name in ("polarity", "study_design", "citation_status", "context", "outcome", "knowledge_level"):
            value = getattr(evidence, name)
            assert value is None or value in ENUMS[name]
        assert evidence.quote_anchor is None or len(evidence.quote_anchor.split()) <= 12
    for node in records().nodes:
        assert set(node.properties) <= set(NODE_PROPERTIES)


def test_routes_and_cell_sources_are_kept() -> None:
    of = {node.id: node.properties for node in records().nodes if node.category == "ClinicalTrial"}
    assert of["CLINICALTRIALS:NCT01051882"]["route"] == "intrathecal; intramuscular"
    assert of["CLINICALTRIALS:NCT01051882"]["cell_source"].startswith("MSC-NTF")
    cells = [row for row in table("trials.tsv") if row["record"].startswith("msc_trials:")]
    assert len(cells) == 69
    assert all(row["cell_source"] for row in cells)


def test_regulatory_events_have_a_product_and_a_date_where_known() -> None:
    events = {node.id: node for node in records().nodes if node.category == "Event"}
    assert {claim.statement.object for claim in claims("ALSKG:has_regulatory_event")} == set(events)
    assert events["ALSKG:event-amx0035-fda-2022"].properties["event_date"] == "2022-09-29"
    assert "event_date" not in events["ALSKG:event-amx0035-eu-refused"].properties


def test_vote_follows_design_and_endpoint() -> None:
    assert trial_reports.vote("not_met", blinded=True, endpoint_kind="clinical") == "refutes"
    assert trial_reports.vote("not_met", blinded=True, endpoint_kind="surrogate") == "no_effect"
    assert trial_reports.vote("mixed", blinded=False, endpoint_kind="clinical") == "mixed"
    assert trial_reports.vote("met", blinded=True, endpoint_kind="target_engagement") is None
    assert trial_reports.vote("not_reported", blinded=True, endpoint_kind="clinical") is None


def altered(tmp_path: Path, name: str, line: int, column: str, value: str) -> Records:
    """Load the tables after one cell of `name` was changed."""
    (tmp_path / "curated").mkdir()
    for source in (ROOT / "curated").iterdir():
        if source.name.endswith(".tsv"):
            (tmp_path / "curated" / source.name).write_bytes(source.read_bytes())
    shutil.copy(str(ROOT / "sources.tsv"), tmp_path / "sources.tsv")
    target = tmp_path / "curated" / name
    lines = target.read_text(encoding="utf-8").split("\n")
    cells = lines[line - 1].split("\t")
    cells[lines[0].split("\t").index(column)] = value
    lines[line - 1] = "\t".join(cells)
    target.write_text("\n".join(lines), encoding="utf-8")
    return load(Context(tmp_path), TABLES)


def test_an_unreadable_enrolment_is_rejected_with_a_sentence(tmp_path: Path) -> None:
    found = altered(tmp_path, "trials.tsv", 2, "enrolment", "about twelve")
    assert [(fault.reason, fault.place.line) for fault in found.faults] == [("bad_value", 2)]
    assert found.faults[0].detail == "column 'enrolment' holds 'about twelve', which is not a whole number"
    assert "CLINICALTRIALS:NCT01051882" not in {node.id for node in found.nodes}


@pytest.mark.parametrize(
    ("name", "column", "value", "reason"),
    [
        ("trials.tsv", "status", "done", "bad_value"),
        ("trials.tsv", "donor_relation", "xenogeneic", "bad_value"),
        ("trials.tsv", "interventions", "", "missing_value"),
        ("trial_reports.tsv", "efficacy_polarity", "supports", "bad_value"),
        ("trial_reports.tsv", "study_design", "randomised_trial", "bad_value"),
        ("trial_reports.tsv", "underpowered", "perhaps", "bad_value"),
        ("trial_reports.tsv", "trials", "CLINICALTRIALS:NCT00000001", "unknown_entity"),
        ("interventions.tsv", "category", "Gene", "bad_value"),
        ("intervention_effects.tsv", "object_direction", "sideways", "bad_value"),
        ("regulatory_events.tsv", "date", "April 2023", "bad_value"),
    ],
)
def test_a_bad_cell_costs_its_row_only(tmp_path: Path, name: str, column: str, value: str, reason: str) -> None:
    found = altered(tmp_path, name, 2, column, value)
    assert [(fault.reason, fault.place.file) for fault in found.faults] == [(reason, f"curated/{name}")]
