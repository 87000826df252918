"""Which rows of evidence a filter keeps, and why it leaves out the others.

Definitions (a kind of, a member of) and records (a trial tests a drug) stay whatever is asked of
findings: names are expanded and trials found over them. As of a year they go too, where they are dated later.

A row counts as dated by its own year. A record without one is dated by the year in which its trial began, a row
of a database by the release of its source. An undated definition stays: what a thing is does not begin in a
year. Any other row that is undated, or that names no species or system where one is asked for, is left out and
counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from kg.filters.wanted import Filter
from kg.model.systems import HUMAN_DESIGNS, HUMAN_SYSTEMS, REPORTING_DESIGNS, RESULTS, kinds_of_system
from kg.model.tables import Tables
from kg.model.votes import ENDPOINT, PAGES

FRAME = ("definition", "record")
"""Roles of rows that no filter on findings takes away."""
SILENT = {"year": "no year", "species": "no species", "system": "no system"}
"""What a row may not say, and how that is told."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows of evidence a filter kept and left out.

    Attributes:
        rows: all.
        kept: those that stay, frame included.
        frame: definitions and records among them.
        silent: rows that would fit but for what they do not say, by ``year``, ``species``, ``system``.
        released: undated rows of databases that are left out for the date of their source's release, by source.
    """

    rows: int
    kept: int
    frame: int
    silent: Mapping[str, int] = field(default_factory=dict)
    released: Mapping[str, int] = field(default_factory=dict)


def chosen(tables: Tables, wanted: Filter, dates: Mapping[str, str]) -> tuple[pl.Series, Counts]:
    """Choose the rows of evidence that fit.

    Args:
        tables: of the whole graph.
        wanted: the filter.
        dates: the date of each source's release, ISO or the beginning of one.

    Returns:
        For each row of evidence whether it stays, and the counts.
    """
    rows = _told(tables, dates)
    is_frame = pl.col("role").is_in(FRAME)
    conditions = _conditions(wanted)
    fits, silent = {}, {}
    for name, (fit, says) in conditions.items():
        passes = is_frame if name != "as_of" else (pl.col("role") == "definition") & pl.col("known").is_null()
        fits[name] = passes | (says & fit).fill_null(value=False)
        silent[name] = ~passes & ~says
    marks = rows.select(
        "source",
        is_frame.alias("frame"),
        (pl.col("year").is_null() & pl.col("known").is_not_null()).alias("released"),
        *(one.alias(f"fits {name}") for name, one in fits.items()),
        *(one.alias(f"silent {name}") for name, one in silent.items()),
    )
    every = pl.all_horizontal(pl.col(f"fits {name}") for name in fits)
    keep = marks.select(every.alias("keep"))["keep"]
    # A row that fails nowhere but where it says nothing.
    only_silent = pl.all_horizontal(pl.col(f"fits {name}") | pl.col(f"silent {name}") for name in fits) & ~every
    counted = {}
    for what in SILENT:
        asked = [name for name in fits if _ASKS.get(name, name) == what]
        if asked:
            counted[what] = marks.filter(only_silent & pl.any_horizontal(f"silent {name}" for name in asked)).height
    in_time = [name for name in fits if _ASKS.get(name) == "year"]
    late = marks.head(0)
    if in_time:
        elsewhere = [pl.col(f"fits {name}") for name in fits if name not in in_time]
        late = marks.filter(~every & pl.col("released") & pl.all_horizontal(pl.lit(value=True), *elsewhere))
    released = dict(late["source"].value_counts().sort("source").iter_rows())
    kept = marks.filter(keep)
    counts = Counts(
        rows.height, kept.height, int(kept["frame"].sum()), {k: n for k, n in counted.items() if n}, released
    )
    return keep, counts


_ASKS = {"since": "year", "until": "year", "as_of": "year"}


def _told(tables: Tables, dates: Mapping[str, str]) -> pl.DataFrame:
    """List what is looked at of each row, with ``known``, the year that it counts as, and the design of its trial."""
    years = {source: found for source, date in dates.items() if (found := year_of(date)) is not None}
    released = pl.col("source").replace_strict(years, default=None, return_dtype=pl.Int64)
    known = (
        pl.when(pl.col("year").is_not_null())
        .then("year")
        .when(pl.col("role") == "record")
        .then("start_year")
        .when((pl.col("role") != "definition") & (pl.col("citation_status") == "database"))
        .then(released)
    )
    trials = tables.nodes.select(pl.col("id").alias("trial"), "start_year", pl.col("study_design").alias("of trial"))
    rows = tables.evidence.join(trials, on="trial", how="left", maintain_order="left")
    return rows.with_columns(known.alias("known"))


def year_of(date: str) -> int | None:
    """Read the year of a date.

    >>> year_of("2026-08-04"), year_of("2022-09"), year_of("undated")
    (2026, 2022, None)
    """
    found = re.match(r"(?:1[89]|20)[0-9]{2}(?![0-9])", date)
    return int(found.group()) if found else None


def _conditions(wanted: Filter) -> dict[str, tuple[pl.Expr, pl.Expr]]:
    """List the conditions, each with whether a row says anything to it."""
    says_anything, known = pl.lit(value=True), pl.col("known")
    found: dict[str, tuple[pl.Expr, pl.Expr]] = {}
    if wanted.design:
        # A trial that is told by a page has its own design: its failure must not be lost to a filter on trials.
        told_by_a_page = pl.col("study_design").is_in(PAGES) & pl.col("outcome").is_in(ENDPOINT)
        study = told_by_a_page & pl.col("of trial").is_in(wanted.design)
        found["design"] = pl.col("study_design").is_in(wanted.design) | study.fill_null(value=False), says_anything
    for name, column in (("polarity", "polarity"), ("source", "source")):
        if values := getattr(wanted, name):
            found[name] = pl.col(column).is_in(values), says_anything
    for name, column in (("system", "system"), ("species", "taxon")):
        if values := getattr(wanted, name):
            if name == "system":
                values = sorted({kind for word in values for kind in kinds_of_system(word)})
            found[name] = pl.col(column).is_in(values), pl.col(column).is_not_null()
    if wanted.human:
        found["human"] = is_human(), says_anything
    for name, test in (("since", known.ge), ("until", known.le), ("as_of", known.le)):
        if (year := getattr(wanted, name)) is not None:
            found[name] = test(year), known.is_not_null()
    return found


def is_human() -> pl.Expr:
    """Tell whether a row was seen in people or human tissue; `kg.model.systems.is_human` says the rule."""
    design, system = pl.col("study_design"), pl.col("system")
    seen = design.is_in(HUMAN_DESIGNS) & (system.is_null() | system.is_in(HUMAN_SYSTEMS))
    told = design.is_in(REPORTING_DESIGNS) & (system == "people") & pl.col("outcome").is_in(RESULTS)
    return seen | told.fill_null(value=False)
