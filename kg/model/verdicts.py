"""The verdicts on the pairs of therapy and disease that tables hold, for pages and exports."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.model.tables import Tables
from kg.model.verdict import Trial, controlled, sentence

if TYPE_CHECKING:
    import polars as pl

VERDICT = "verdict"
JUDGED = ("biolink:ameliorates_condition", "biolink:exacerbates_condition", "biolink:studied_to_treat")
"""Predicates of the edges between a therapy and a disease that a verdict stands on."""


def verdicts(whole: Tables, edges: pl.DataFrame) -> dict[str, str]:
    """Say for each edge between a therapy and a disease how the trials of the two ended.

    Args:
        whole: the tables of the whole graph, which hold the trials.
        edges: some of its edges.

    Returns:
        The sentence of `kg.model.verdict.sentence` by the id of the edge, for edges of the predicates `JUDGED`. It
        speaks of the stored pair: of trials that test this therapy and study this disease.
    """
    import polars as pl

    judged = edges.filter(pl.col("predicate").is_in(JUDGED))
    if not judged.height:
        return {}
    trials = _trials(whole)
    status = dict(
        whole.edges.filter(pl.col("predicate") == "biolink:ameliorates_condition")
        .select(pl.concat_list("subject", "object").list.join(" "), "status")
        .iter_rows()
    )
    found = {}
    for id, subject, object in judged.select("id", "subject", "object").iter_rows():
        said = sentence(trials[subject, object], status.get(f"{subject} {object}"))
        if said:
            found[id] = said
    return found


def with_verdicts(part: Tables, whole: Tables) -> Tables:
    """Add the column ``verdict`` to the edges of a part of a graph."""
    import polars as pl

    said = verdicts(whole, part.edges)
    column = pl.Series(VERDICT, [said.get(id) for id in part.edges["id"]], dtype=pl.String)
    return part._replace(edges=part.edges.with_columns(column))


def _trials(whole: Tables) -> dict[tuple[str, str], list[Trial]]:
    """List the trials by what they test and the disease that they study."""
    import polars as pl

    tested = whole.edges.filter(pl.col("asserted") & (pl.col("predicate") == "ALSKG:tests_intervention"))
    studied = whole.edges.filter(pl.col("asserted") & (pl.col("predicate") == "ALSKG:studies_condition"))
    rows = whole.evidence.filter(pl.col("edge_id").is_in(tested["id"].implode()))
    randomised = set(rows.filter(pl.col("study_design") == "randomised_trial")["edge_id"])
    columns = ("id", "primary_endpoint", "enrolment", "masking")
    nodes = {row[0]: row for row in whole.nodes.filter(category="ClinicalTrial").select(columns).iter_rows()}
    conditions = defaultdict(list)
    for trial, condition in studied.select("subject", "object").iter_rows():
        conditions[trial].append(condition)
    found: dict[tuple[str, str], list[Trial]] = defaultdict(list)
    for edge, trial, product in tested.select("id", "subject", "object").sort("id").iter_rows():
        _, endpoint, people, masking = nodes[trial]
        is_randomised = edge in randomised or controlled(masking)
        for condition in conditions[trial]:
            found[product, condition].append(Trial(trial, product, endpoint, people, masking, is_randomised))
    return found
