"""Trials of cell therapies, drugs and devices in ALS: one node per trial.

A trial's reports are in ``curated/trial_reports.tsv`` (see `kg.loaders.curated.trial_reports`). Figures that
contradict one another, such as two enrolments of one trial, are in ``curated/trial_figures.tsv``
and stand side by side as evidence on the edge from the trial to what it tested.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.loaders.base import Context, Emitter, RowLoader, Table
from kg.loaders.curated.entities import Resolver
from kg.loaders.curated.interventions import origins
from kg.loaders.evidence import chosen, claim_per_paper, one_of
from kg.loaders.references import References
from kg.loaders.table import Row, RowFault, as_curie
from kg.model.records import Statement
from kg.schema.generated import ENUMS

SOURCE = "als-kg-curated"
TRIAL_COLUMNS = (
    "record",
    "id",
    "name",
    "synonyms",
    "xrefs",
    "condition",
    "interventions",
    "part_of",
    "probable_duplicate",
    "design_references",
    "phase",
    "phase_code",
    "status",
    "status_date",
    "status_note",
    "start_year",
    "end_year",
    "enrolment",
    "enrolment_note",
    "cell_source",
    "donor_relation",
    "product",
    "route",
    "dose",
    "dose_count",
    "comparator",
    "masking",
    "primary_outcome",
    "primary_endpoint",
    "primary_endpoint_note",
    "sponsor",
    "country",
)
FIGURE_COLUMNS = (
    "record",
    "trial",
    "intervention",
    "statement",
    "polarity",
    "n",
    "value_low",
    "value_high",
    "unit",
    "references",
    "citation_status",
    "study_design",
    "context",
    "note",
)
STATUSES = frozenset(
    "completed recruiting terminated withdrawn suspended unknown not_yet_recruiting active_not_recruiting "
    "published reported".split()
)
PHASES = frozenset(
    "clinical_trial_phase clinical_trial_phase_1 clinical_trial_phase_1_to_2 clinical_trial_phase_2 "
    "clinical_trial_phase_2_to_3 clinical_trial_phase_3 clinical_trial_phase_4 not_provided".split()
)
"""Biolink's ``ResearchPhaseEnum``, as far as it speaks of trials."""

CONTROLLED = frozenset({"placebo-controlled", "sham-controlled"})
"""Words of the column ``masking`` that tell of a concurrent placebo or sham."""
REGISTRIES = frozenset({"CLINICALTRIALS", "EUDRACT", "IRCT", "UMIN"})
_TEXTS = (
    "phase status_date status_note enrolment_note cell_source product route dose dose_count comparator masking "
    "primary_outcome primary_endpoint_note sponsor country"
).split()


def registered(trial: str) -> str | None:
    """Read the trial's id, when a register gave it.

    >>> registered("CLINICALTRIALS:NCT02623699")
    'CLINICALTRIALS:NCT02623699'
    >>> registered("ALSKG:trial-dipals") is None
    True
    """
    return trial if trial.partition(":")[0] in REGISTRIES else None


def study_design(masking: str) -> str | None:
    """Tell the design of a trial from its masking; None where that does not decide it.

    A concurrent placebo or sham makes it a randomised trial, as for `kg.loaders.curated.trial_reports.vote`; "open"
    beside it is an open extension. Historical or untreated controls and a patient's own course may be a trial or a
    cohort: only the reports tell.

    >>> study_design("placebo-controlled; open"), study_design("open"), study_design("historical or external controls")
    ('randomised_trial', 'open_label_trial', None)
    """
    words = masking.split("; ")
    if not CONTROLLED.isdisjoint(words):
        return "randomised_trial"
    return "open_label_trial" if "open" in words else None


def _trials(context: Context) -> RowLoader:
    references = References(context)
    resolver = Resolver(context)
    made_from = origins(context)

    def load(row: Row, out: Emitter) -> None:
        trial = row.curie("id")
        row.curie("condition")
        interventions = row.curies("interventions")
        if not interventions:
            raise RowFault("missing_value", "column 'interventions' is empty")
        if row.text("donor_relation"):
            chosen(row, "donor_relation")
        _check_names(row, interventions, resolver, made_from)
        out.node(
            trial,
            "ClinicalTrial",
            row.need("name"),
            synonyms=row.items("synonyms"),
            xrefs=row.curies("xrefs"),
            status=one_of(row, "status", STATUSES),
            phase_code=one_of(row, "phase_code", PHASES),
            donor_relation=row.text("donor_relation"),
            primary_endpoint=one_of(row, "primary_endpoint", ENUMS["outcome"]),
            start_year=row.integer("start_year"),
            end_year=row.integer("end_year"),
            enrolment=row.integer("enrolment"),
            study_design=study_design(row.values["masking"]),
            **{column: row.text(column) for column in _TEXTS},
        )
        _relations(row, out, trial)
        for reference in references.canonical(row.curies("design_references")):
            for intervention in interventions:
                out.claim(
                    Statement(trial, "ALSKG:tests_intervention", intervention),
                    source_record=row.need("record"),
                    trial=trial,
                    polarity="supports",
                    study_design="registry",
                    citation_status="primary",
                    reference=reference,
                    context="als",
                    statement="Design, protocol or review that describes the trial; it carries no result.",
                )

    return load


def _check_names(
    row: Row, interventions: tuple[str, ...], resolver: Resolver, made_from: Mapping[str, frozenset[str]]
) -> None:
    """Check that what the row calls its cells and its product means what it tests, by the table of names.

    Raises:
        RowFault: a name is not in the table (``unknown_entity``) or means something else (``bad_value``).
    """
    if not row.text("cell_source"):
        return
    tested = frozenset(interventions).union(*(made_from.get(one, frozenset()) for one in interventions))
    for column in ("cell_source", "product"):
        for text in filter(None, row.values[column].split("; ")):
            ids = resolver.meaning(text, "msc_trials").ids
            if not tested.intersection(ids):
                raise RowFault("bad_value", f"{text!r} means {', '.join(ids)}, which the trial does not test")


def _relations(row: Row, out: Emitter, trial: str) -> None:
    if whole := row.text("part_of"):
        out.claim(
            Statement(as_curie(whole), "biolink:has_part", trial),
            source_record=row.need("record"),
            trial=trial,
            role="record",
            polarity="supports",
            study_design="registry",
            citation_status="primary" if registered(trial) else "secondary",
            reference=registered(trial),
            context="als",
            statement="The regimen is one arm of the platform trial, with placebo shared between regimens.",
        )
    if twin := row.text("probable_duplicate"):
        out.claim(
            Statement(trial, "biolink:close_match", as_curie(twin)),
            source_record=row.need("record"),
            polarity="supports",
            study_design="registry",
            citation_status="secondary",
            knowledge_level="prediction",
            context="als",
            statement="Register record and report look like one trial: same site, cells, route and number of people.",
            note="Probable duplicate, not proven: the two are kept apart.",
        )


def _figures(context: Context) -> RowLoader:
    references = References(context)

    def load(row: Row, out: Emitter) -> None:
        # `claim_per_paper` takes the trial from the same column.
        statement = Statement(row.curie("trial"), "ALSKG:tests_intervention", row.curie("intervention"))
        claim_per_paper(row, out, references, statement)

    return load


TABLES: tuple[Table, ...] = (
    Table(SOURCE, "curated/trials.tsv", TRIAL_COLUMNS, _trials),
    Table(SOURCE, "curated/trial_figures.tsv", FIGURE_COLUMNS, _figures),
)
