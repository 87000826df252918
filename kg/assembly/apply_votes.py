"""The votes on every edge, and what they add up to, from the tables alone (`kg.model.votes` tells the formula).

`cast` gives one row a vote, `votes` what they add up to for each edge. Most edges have one row: only those with
several are grouped.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from kg.model.columns import EDGES
from kg.model.votes import BENEFIT_OR_HARM, ENDPOINT, PAGES, POLARITIES, PRIMARY_PREFIXES, WEIGHTS, Weights

RESULT = ("asserted", "status", "supports", "refutes", "no_effect", "mixed", "strongest_design", "belief")
"""What `votes` says of each edge."""
VOTING = (
    *("edge_id", "trial", "role", "source", "reference", "citation_status"),
    *("polarity", "study_design", "grade", "outcome", "n"),
)
"""The columns of the evidence table that vote."""
SUMS = ("for", "against")
DIGITS = 6
"""S, A and belief are rounded to so many digits, so that the order of the votes cannot tip a comparison."""
_PRIMARY = rf"^(?:{'|'.join(sorted(PRIMARY_PREFIXES))})(?::|$)"
_HEAVIEST = ("design", "r", "q", "people", "weight")
"""What a vote has of its heaviest row."""


def is_primary_reference() -> pl.Expr:
    """Tell whether ``reference`` is literature or a trial's register record, not a database's own record."""
    return pl.col("reference").str.contains(_PRIMARY).fill_null(value=False)


def votes(
    evidence: pl.DataFrame,
    edges: pl.DataFrame,
    nodes: pl.DataFrame,
    origin_groups: Mapping[str, str],
    weights: Weights = WEIGHTS,
) -> pl.DataFrame:
    """Add up the votes on each edge.

    Args:
        evidence: the evidence table or a part of it, or its columns `VOTING`.
        edges: the edges of the evidence, their ``id`` and ``predicate``.
        nodes: the trials among the nodes, their ``id``, ``study_design`` and ``enrolment``; others do not matter.
        origin_groups: the origin group of each source; a source that is not listed is its own.
        weights: the numbers of the formula.

    Returns:
        ``id`` of each edge that has evidence and the columns `RESULT`, in no order.
    """
    rows = _weighed(evidence, edges, nodes, origin_groups, weights)
    alone = rows.select(pl.col("edge_id").is_unique()).to_series()
    one, several = rows.filter(alone).rename({"polarity": "says"}), rows.filter(~alone)
    summed = pl.concat([_left(_sided(one, weights)), _together(_by_voter(several, weights))])
    names = dict(enumerate(weights.reliability))
    design = pl.col("rank").replace_strict(names, return_dtype=EDGES["strongest_design"])
    return _judged(summed, design.alias("strongest_design")).select("id", *RESULT)


def cast(
    evidence: pl.DataFrame,
    edges: pl.DataFrame,
    nodes: pl.DataFrame,
    origin_groups: Mapping[str, str],
    weights: Weights = WEIGHTS,
) -> pl.DataFrame:
    """List the votes; the arguments are those of `votes`.

    Returns:
        One row a vote: ``edge_id``, ``voter`` (the trial, the primary reference or ``origin:<group>``), ``says`` (a
        polarity), ``design`` (of the study), the factors ``r``, ``q`` and ``people``, their product ``weight`` (all of
        the voter's heaviest row), what it adds ``for`` and ``against``, ``finding`` (whether any of its rows is one).
    """
    rows = _weighed(evidence, edges, nodes, origin_groups, weights)
    return _by_voter(rows, weights).drop_nulls("says")


def add_up(cast: pl.DataFrame) -> pl.DataFrame:
    """Add up votes as `cast` lists them.

    Returns:
        ``id`` of each edge, the sums ``for`` (S) and ``against`` (A), and the columns `RESULT` but the design.
    """
    return _judged(_together(cast))


def _weighed(
    evidence: pl.DataFrame,
    edges: pl.DataFrame,
    nodes: pl.DataFrame,
    groups: Mapping[str, str],
    weights: Weights,
) -> pl.DataFrame:
    """Give each row its voter, the design of its study, and the three factors of its weight.

    A row that is only stated says nothing: its polarity is null, and it weighs nothing.
    """
    trials = nodes.filter(pl.col("study_design").is_not_null() | pl.col("enrolment").is_not_null()).select(
        pl.col("id").alias("trial"), pl.col("study_design").alias("of trial"), "enrolment"
    )
    judged = edges.filter(pl.col("predicate").is_in(list(BENEFIT_OR_HARM)))["id"]
    told_by_a_page = pl.col("study_design").is_in(list(PAGES)) & pl.col("outcome").is_in(list(ENDPOINT))
    finding = pl.col("role") == "finding"
    group = pl.col("source").replace_strict(groups, default=pl.col("source"), return_dtype=pl.String)
    reference = pl.when(is_primary_reference()).then("reference")
    people = pl.coalesce(*(pl.when(pl.col(name) > 0).then(name) for name in ("n", "enrolment")), weights.unknown)
    of_study = pl.when(finding & told_by_a_page).then(pl.coalesce("of trial", "study_design")).otherwise("study_design")
    weight = pl.col("r") * pl.col("q") * pl.col("people")
    ranks = {name: rank for rank, name in enumerate(weights.reliability)}
    return (
        evidence.select(VOTING)
        .join(trials, on="trial", how="left")
        .with_columns(
            pl.coalesce("trial", reference, "origin:" + group).alias("voter"),
            of_study.alias("design"),
            pl.when(pl.col("role") != "stated").then("polarity").alias("polarity"),
            finding.alias("finding"),
        )
        .with_columns(
            pl.coalesce(_number("grade", weights.grades), _number("design", weights.reliability)).alias("r"),
            _number("citation_status", weights.reading).alias("q"),
            pl.when(pl.col("edge_id").is_in(judged.implode()))
            .then(people / (people + weights.half))
            .otherwise(1.0)
            .alias("people"),
            pl.col("design").replace_strict(ranks, default=None, return_dtype=pl.Int64).alias("rank"),
        )
        .with_columns(pl.when(pl.col("polarity").is_not_null()).then(weight).otherwise(0.0).alias("weight"))
        .select("edge_id", "voter", "polarity", *_HEAVIEST, "finding", "rank")
    )


def _number(column: str, table: Mapping[str, float]) -> pl.Expr:
    return pl.col(column).replace_strict(dict(table), default=None, return_dtype=pl.Float64)


def _by_voter(rows: pl.DataFrame, weights: Weights) -> pl.DataFrame:
    """Bring the rows of one voter on one edge to one vote, in the order of edges and voters."""
    keys = ["edge_id", "voter"]
    said = [(pl.col("polarity") == name).any().alias(name) for name in POLARITIES]
    found = (
        rows.sort(*keys, "weight", "r", "q", "design", descending=[False, False, True, True, True, False])
        .group_by(keys, maintain_order=True)
        .agg(*said, *(pl.col(name).first() for name in _HEAVIEST), pl.col("finding").any(), pl.col("rank").min())
    )
    yes_and_no = pl.col("supports") & (pl.col("refutes") | pl.col("no_effect"))
    says = (
        pl.when(pl.col("mixed") | yes_and_no)
        .then(pl.lit("mixed"))
        .when("supports")
        .then(pl.lit("supports"))
        .when("refutes")
        .then(pl.lit("refutes"))
        .when("no_effect")
        .then(pl.lit("no_effect"))
    )
    return _sided(found.with_columns(says.alias("says")).drop(*POLARITIES), weights)


def _sided(votes: pl.DataFrame, weights: Weights) -> pl.DataFrame:
    """Give each vote what it adds for and against."""
    sides = {
        "for": {"supports": 1.0, "mixed": weights.mixed},
        "against": {"refutes": 1.0, "no_effect": weights.no_effect, "mixed": weights.mixed},
    }
    added = [(_number("says", share).fill_null(0.0) * pl.col("weight")).alias(name) for name, share in sides.items()]
    return votes.select("edge_id", "voter", "says", *_HEAVIEST, *added, "finding", "rank")


def _left(votes: pl.DataFrame) -> pl.DataFrame:
    """Tell what each vote leaves of the doubt for and against, and count it; what says nothing counts nowhere."""
    return votes.select(
        pl.col("edge_id").alias("id"),
        *((1 - pl.col(name)).alias(name) for name in SUMS),
        *((pl.col("says").eq_missing(pl.lit(name))).cast(pl.Int64).alias(name) for name in POLARITIES),
        pl.col("finding") & pl.col("says").is_not_null(),
        "rank",
    )


def _together(votes: pl.DataFrame) -> pl.DataFrame:
    """Multiply what the votes on one edge leave, and count them."""
    grouped = _left(votes).group_by("id", maintain_order=True)
    return grouped.agg(
        pl.col(*SUMS).product(), pl.col(*POLARITIES).sum(), pl.col("finding").any(), pl.col("rank").min()
    )


def _judged(left: pl.DataFrame, *more: pl.Expr) -> pl.DataFrame:
    """Tell belief, assertion and status from what is left of the doubt and from the counts."""
    belief = ((1 - pl.col("for")) * pl.col("against")).round(DIGITS)
    sums = left.with_columns(
        pl.when("finding").then(belief).alias("belief"),
        *((1 - pl.col(name)).round(DIGITS).alias(name) for name in SUMS),
    )
    supported, good, bad = pl.col("supports") > 0, pl.col("for"), pl.col("against")
    status = pl.when(supported & (2 * bad < good)).then(pl.lit("supported")).when(supported).then(pl.lit("contested"))
    for name, word in (("mixed", "mixed"), ("refutes", "refuted"), ("no_effect", "no_effect")):
        status = status.when(pl.col(name) > 0).then(pl.lit(word))
    return sums.select(
        "id",
        *SUMS,
        (supported & (good >= bad)).alias("asserted"),
        status.otherwise(pl.lit("stated")).alias("status"),
        *POLARITIES,
        "belief",
        *more,
    )
