"""Reports of trials: every report is evidence, and some of them vote on efficacy.

Each report says that its trial tested an intervention in a condition, and that the intervention was
studied to treat it. Only a report with a clinical or surrogate efficacy endpoint says anything on
``biolink:ameliorates_condition``; how it votes is `vote`, and docs/decisions/0006 says why.
"""

from __future__ import annotations

from kg.loaders.base import Context, Emitter, RowLoader, Table
from kg.loaders.curated.trials import SOURCE, TRIAL_COLUMNS, registered
from kg.loaders.evidence import chosen, one_of
from kg.loaders.references import References
from kg.loaders.table import Row, RowFault
from kg.model.evidence_fields import EvidenceFields
from kg.model.records import Statement
from kg.schema.generated import ENUMS

COLUMNS = (
    "record",
    "id",
    "trials",
    "name",
    "title",
    "primary_endpoint",
    "words_it_rests_on",
    "confidence",
    "endpoint_kind",
    "blinded",
    "underpowered",
    "study_design",
    "efficacy_polarity",
    "harm_polarity",
    "result",
    "references",
    "citation",
    "citation_status",
    "year",
    "url",
    "value_low",
    "value_high",
    "unit",
    "ci_low",
    "ci_high",
    "p_value",
    "n",
    "weeks",
    "quote_anchor",
    "note",
)
ENDPOINT_KINDS = frozenset({"clinical", "surrogate", "target_engagement", "safety", "not_stated"})
_YES_NO = frozenset({"yes", "no"})
_YES = frozenset({"yes"})
_CONFIDENCE = frozenset({"high", "medium", "low"})


def vote(outcome: str, *, blinded: bool, endpoint_kind: str, underpowered: bool = False) -> str | None:
    """Decide the polarity of a report on ``biolink:ameliorates_condition``; None when it has no say.

    Args:
        outcome: what became of the primary endpoint (met, not_met, mixed, not_reported, safety_only).
        blinded: randomised against a concurrent placebo or sham.
        endpoint_kind: ``clinical``, ``surrogate`` (motor-unit counts), ``target_engagement``,
            ``safety`` or ``not_stated``.
        underpowered: the report itself says that it could not have detected an effect.

    >>> vote("met", blinded=True, endpoint_kind="clinical")
    'supports'
    >>> vote("met", blinded=False, endpoint_kind="clinical")
    'mixed'
    >>> vote("not_met", blinded=False, endpoint_kind="clinical")
    'no_effect'
    >>> vote("not_met", blinded=True, endpoint_kind="clinical", underpowered=True)
    'no_effect'
    >>> vote("safety_only", blinded=True, endpoint_kind="safety") is None
    True
    """
    if outcome not in ("met", "not_met", "mixed") or endpoint_kind not in ("clinical", "surrogate"):
        return None
    if outcome == "mixed":
        return "mixed"
    strong = blinded and endpoint_kind == "clinical"
    if outcome == "met":
        return "supports" if strong else "mixed"
    return "refutes" if strong and not underpowered else "no_effect"


def _reports(context: Context) -> RowLoader:
    references = References(context)
    tested: dict[str, tuple[str, tuple[str, ...]]] = {
        row.curie("id"): (row.curie("condition"), row.curies("interventions"))
        for row in context.rows("curated/trials.tsv", TRIAL_COLUMNS, source=SOURCE)
    }

    def load(row: Row, out: Emitter) -> None:
        trials = row.curies("trials")
        if not trials:
            raise RowFault("missing_value", "column 'trials' is empty")
        for trial in trials:
            if trial not in tested:
                raise RowFault("unknown_entity", f"column 'trials' names {trial!r}, which trials.tsv does not list")
        efficacy, harm = _polarities(row)
        evidence = _evidence(row)
        found: tuple[str | None, ...] = references.canonical(row.curies("references")) or (registered(trials[0]),)
        for reference in found:
            year = row.integer("year") or (references.year(reference) if reference else None)
            for statement, (polarity, trial) in _statements(trials, tested, efficacy, harm).items():
                said: EvidenceFields = {
                    **evidence,
                    "trial": trial,
                    "polarity": polarity,
                    "reference": reference,
                    "year": year,
                }
                out.claim(statement, source_record=row.need("record"), **said)

    return load


def _statements(
    trials: tuple[str, ...],
    tested: dict[str, tuple[str, tuple[str, ...]]],
    efficacy: str | None,
    harm: str | None,
) -> dict[Statement, tuple[str, str]]:
    """List the statements of a report with their polarity and their trial.

    A report of two trials is one study: what it says of a therapy stands once, under the first of them.
    """
    said: dict[Statement, tuple[str, str]] = {}
    for trial in trials:
        condition, interventions = tested[trial]
        said[Statement(trial, "ALSKG:studies_condition", condition)] = "supports", trial
        for intervention in interventions:
            said[Statement(trial, "ALSKG:tests_intervention", intervention)] = "supports", trial
            for predicate, polarity in (
                ("biolink:studied_to_treat", "supports"),
                ("biolink:ameliorates_condition", efficacy),
                ("biolink:exacerbates_condition", harm),
            ):
                if polarity:
                    said.setdefault(Statement(intervention, predicate, condition), (polarity, trial))
    return said


def _polarities(row: Row) -> tuple[str | None, str | None]:
    blinded = one_of(row, "blinded", _YES_NO) == "yes"
    if row.values["study_design"] == "randomised_trial" and not blinded:
        raise RowFault("bad_value", "a randomised_trial needs a concurrent placebo or sham (blinded: yes)")
    efficacy = vote(
        one_of(row, "primary_endpoint", ENUMS["outcome"]),
        blinded=blinded,
        endpoint_kind=one_of(row, "endpoint_kind", ENDPOINT_KINDS),
        underpowered=bool(row.text("underpowered")) and one_of(row, "underpowered", _YES) == "yes",
    )
    if row.text("efficacy_polarity") != efficacy:
        raise RowFault(
            "bad_value",
            f"column 'efficacy_polarity' holds {row.values['efficacy_polarity']!r}, but the rule gives {efficacy!r}",
        )
    harm = one_of(row, "harm_polarity", ENUMS["polarity"]) if row.text("harm_polarity") else None
    return efficacy, harm


def _evidence(row: Row) -> EvidenceFields:
    confidence = one_of(row, "confidence", _CONFIDENCE)
    decided = f"Primary endpoint decided from: {row.need('words_it_rests_on')} ({confidence} confidence)."
    cited = f"Cited as: {row.values['citation']}." if row.text("citation") else ""
    return {
        "study_design": chosen(row, "study_design"),
        "citation_status": chosen(row, "citation_status"),
        "statement": row.text("result") or f"No result reported. {row.need('title')}",
        "system": "people with ALS",
        "taxon": "NCBITaxon:9606",
        "context": "als",
        "outcome": row.need("primary_endpoint"),
        "url": row.text("url"),
        "quote_anchor": row.text("quote_anchor"),
        "value_low": row.number("value_low"),
        "value_high": row.number("value_high"),
        "unit": row.text("unit"),
        "ci_low": row.number("ci_low"),
        "ci_high": row.number("ci_high"),
        "p_value": row.text("p_value"),
        "n": row.integer("n"),
        "weeks": row.number("weeks"),
        "note": " ".join(part for part in (decided, row.values["note"], cited) if part),
    }


TABLES: tuple[Table, ...] = (Table(SOURCE, "curated/trial_reports.tsv", COLUMNS, _reports),)
