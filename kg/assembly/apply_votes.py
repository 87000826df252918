"""The votes on every edge, and what they add up to, from the tables alone (`kg.model.votes` tells the formula).

`cast` gives one row a vote, `votes` what they add up to for each edge. Most edges have one row: only those with
several are grouped.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from kg.model.columns import EDGES
from kg.model.votes import BENEFIT_OR_HARM, ENDPOINT, PAGES, PRIMARY_PREFIXES, WEIGHTS, Weights

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
_SAYS = ("supports", "refutes", "no_effect", "mixed")


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
    return (
        add_up(_by_voter(rows.filter(pl.col("role") != "stated"), weights))
        .join(_designs(rows, weights), on="id", how="right")
        .select(
            "id",
            pl.col("asserted").fill_null(value=False),
            pl.col("status").fill_null("stated"),
            *(pl.col(name).fill_null(0) for name in _SAYS),
            "strongest_design",
            "belief",
        )
    )


def cast(
    evidence: pl.DataFrame,
    edges: pl.DataFrame,
    nodes: pl.DataFrame,
    origin_groups: Mapping[str, str],
    weights: Weights = WEIGHTS,
) -> pl.DataFrame:
    """List the votes; arguments as of `votes`.

    Returns:
        One row a vote: ``edge_id``, ``voter`` (the trial, the primary reference or ``origin:<group>``), ``says`` (a
        polarity), ``design`` (of the study), the factors ``r``, ``q`` and ``people``, their product ``weight`` (all of
        the voter's heaviest row), what it adds ``for`` and ``against``, ``finding`` (whether any of its rows is one).
    """
    rows = _weighed(evidence, edges, nodes, origin_groups, weights)
    return _by_voter(rows.filter(pl.col("role") != "stated"), weights)


def add_up(cast: pl.DataFrame) -> pl.DataFrame:
    """Add up votes as `cast` lists them.

    Returns:
        ``id`` of each edge, the sums ``for`` (S) and ``against`` (A), and the columns `RESULT` but the design.
    """
    left = [(1 - pl.col(name)).alias(name) for name in SUMS]
    counts = [(pl.col("says") == name).cast(pl.Int64).alias(name) for name in _SAYS]
    one = cast.select(pl.col("edge_id").alias("id"), *left, *counts, "finding")
    alone = pl.col("id").is_unique()
    several = (
        one.filter(~alone)
        .group_by("id", maintain_order=True)
        .agg(pl.col(SUMS).product(), pl.col(_SAYS).sum(), pl.col("finding").any())
    )
    belief = ((1 - pl.col("for")) * pl.col("against")).round(DIGITS)
    sums = pl.concat([one.filter(alone), several]).with_columns(
        pl.when("finding").then(belief).alias("belief"),
        *((1 - pl.col(name)).round(DIGITS).alias(name) for name in SUMS),
    )
    good, bad = pl.col("for"), pl.col("against")
    status = (
        pl.when((pl.col("supports") > 0) & (2 * bad < good))
        .then(pl.lit("supported"))
        .when(pl.col("supports") > 0)
        .then(pl.lit("contested"))
        .when(pl.col("mixed") > 0)
        .then(pl.lit("mixed"))
        .when(pl.col("refutes") > 0)
        .then(pl.lit("refuted"))
        .otherwise(pl.lit("no_effect"))
    )
    return sums.select(
        "id",
        *SUMS,
        ((pl.col("supports") > 0) & (good >= bad)).alias("asserted"),
        status.alias("status"),
        *_SAYS,
        "belief",
    )


def _weighed(
    evidence: pl.DataFrame,
    edges: pl.DataFrame,
    nodes: pl.DataFrame,
    groups: Mapping[str, str],
    weights: Weights,
) -> pl.DataFrame:
    """Give each row its voter, the design of its study, and the three factors of its weight."""
    trials = nodes.filter(pl.col("study_design").is_not_null() | pl.col("enrolment").is_not_null()).select(
        pl.col("id").alias("trial"), pl.col("study_design").alias("of trial"), "enrolment"
    )
    judged = edges.filter(pl.col("predicate").is_in(list(BENEFIT_OR_HARM)))["id"]
    told_by_a_page = pl.col("study_design").is_in(list(PAGES)) & pl.col("outcome").is_in(list(ENDPOINT))
    finding = pl.col("role") == "finding"
    group = pl.col("source").replace_strict(groups, default=pl.col("source"), return_dtype=pl.String)
    reference = pl.when(is_primary_reference()).then("reference")
    people = pl.coalesce(*(pl.when(pl.col(name) > 0).then(name) for name in ("n", "enrolment")), weights.unknown)
    return (
        evidence.select(VOTING)
        .join(trials, on="trial", how="left")
        .with_columns(
            pl.coalesce("trial", reference, "origin:" + group).alias("voter"),
            pl.when(finding & told_by_a_page)
            .then(pl.coalesce("of trial", "study_design"))
            .otherwise("study_design")
            .alias("design"),
        )
        .with_columns(
            pl.coalesce(_number("grade", weights.grades), _number("design", weights.reliability)).alias("r"),
            _number("citation_status", weights.reading).alias("q"),
            pl.when(pl.col("edge_id").is_in(judged.implode()))
            .then(people / (people + weights.half))
            .otherwise(1.0)
            .alias("people"),
        )
        .select(
            "edge_id", "voter", "role", "polarity", "design", "r", "q", "people",
            (pl.col("r") * pl.col("q") * pl.col("people")).alias("weight"),
        )
    )  # fmt: skip


def _number(column: str, table: Mapping[str, float]) -> pl.Expr:
    return pl.col(column).replace_strict(dict(table), default=None, return_dtype=pl.Float64)


def _by_voter(rows: pl.DataFrame, weights: Weights) -> pl.DataFrame:
    """Bring the rows of one voter on one edge to one vote, in the order of edges and voters."""
    keys = ["edge_id", "voter"]
    finding = (pl.col("role") == "finding").alias("finding")
    rows = rows.with_columns(finding).drop("role")
    alone = pl.col("edge_id").is_unique()
    single = rows.filter(alone).rename({"polarity": "says"})
    rest = rows.filter(~alone)
    said = [(pl.col("polarity") == name).any().alias(name) for name in _SAYS]
    heaviest = ("design", "r", "q", "people", "weight")
    several = (
        rest.sort(*keys, "weight", "r", "q", "design", descending=[False, False, True, True, True, False])
        .group_by(keys, maintain_order=True)
        .agg(*said, *(pl.col(name).first() for name in heaviest), pl.col("finding").any())
    )
    yes_and_no = pl.col("supports") & (pl.col("refutes") | pl.col("no_effect"))
    says = (
        pl.when(pl.col("mixed") | yes_and_no)
        .then(pl.lit("mixed"))
        .when("supports")
        .then(pl.lit("supports"))
        .when("refutes")
        .then(pl.lit("refutes"))
        .otherwise(pl.lit("no_effect"))
    )
    columns = [*keys, "says", *heaviest, "finding"]
    both = pl.concat([single.select(columns), several.with_columns(says.alias("says")).select(columns)])
    shares = {"for": {"supports": 1.0, "mixed": weights.mixed}}
    shares["against"] = {"refutes": 1.0, "no_effect": weights.no_effect, "mixed": weights.mixed}
    return both.with_columns(
        *(
            (pl.col("says").replace_strict(share, default=0.0, return_dtype=pl.Float64) * pl.col("weight")).alias(name)
            for name, share in shares.items()
        )
    )


def _designs(rows: pl.DataFrame, weights: Weights) -> pl.DataFrame:
    """Find the strongest design on each edge, among all its rows."""
    order = list(weights.reliability)
    ranks = pl.col("design").replace_strict({name: at for at, name in enumerate(order)}, return_dtype=pl.Int64)
    ranked = rows.select(pl.col("edge_id").alias("id"), ranks.alias("rank"))
    alone = pl.col("id").is_unique()
    strongest = pl.concat([ranked.filter(alone), ranked.filter(~alone).group_by("id").agg(pl.col("rank").min())])
    names = pl.col("rank").replace_strict(dict(enumerate(order)), return_dtype=EDGES["strongest_design"])
    return strongest.select("id", names.alias("strongest_design"))
