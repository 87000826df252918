"""The checks of a release's tables, fast enough to run at every build and every `verify`.

What each check catches is listed in ADR 0004, beside what the SHACL shapes catch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from kg.assembly.apply_votes import RESULT, votes
from kg.assembly.claims import NEEDS_REFERENCE
from kg.assembly.ids import edge_ids, evidence_ids
from kg.model.columns import REQUIRED
from kg.model.curie import BadCurie, curie
from kg.model.records import EVIDENCE_FIELDS
from kg.model.tables import Tables
from kg.schema.generated import ASSOCIATIONS, CATEGORIES, ENUMS, OPEN_IN_NODES, PREDICATES

_OWN_ID = r"^ALSKG:[ev][0-9a-f]{20}$"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault in a release: which check, which row, what is wrong."""

    check: str
    id: str
    message: str

    def __str__(self) -> str:
        return f"{self.check}: {self.id}: {self.message}"


def check_tables(
    tables: Tables, origin_groups: Mapping[str, str], *, tick: Callable[[str], None] = lambda sentence: None
) -> list[Finding]:
    """Run every check.

    Args:
        tables: the three tables.
        origin_groups: the origin group of each source, for the votes.
        tick: told before each check.

    Returns:
        The findings; an empty list when all is well. Where ids repeat or required cells are empty,
        only that is reported, since the other checks rest on it.
    """
    basics = [finding for check in (_required, _unique) for finding in check(tables)]
    if basics:
        return basics
    found: list[Finding] = []
    for check in CHECKS:
        tick(f"checking the tables: {check.__name__.strip('_').replace('_', ' ')}")
        found += check(tables)
    tick("checking the tables: votes")
    return [*found, *_votes(tables, origin_groups)]


def _required(tables: Tables) -> Iterator[Finding]:
    for name, table in tables.named():
        for column in REQUIRED[name]:
            rows = (
                table.filter(pl.col(column).is_null() | (pl.col(column).cast(pl.String, strict=False) == ""))
                if table.schema[column] == pl.String
                else table.filter(pl.col(column).is_null())
            )
            for id in rows["id"].to_list():
                yield Finding("required", str(id), f"{name} has no {column}")


def _unique(tables: Tables) -> Iterator[Finding]:
    for name, frame in tables.named():
        for id in frame.filter(pl.col("id").is_duplicated())["id"].unique().sort().to_list():
            yield Finding("unique", id, f"the id occurs more than once in {name}")


def _identifiers(tables: Tables) -> Iterator[Finding]:
    columns = ((tables.nodes, ("id",)), (tables.edges, ("id",)), (tables.evidence, ("id", "reference", "trial")))
    for frame, names in columns:
        for name in names:
            # Ids of our own making need no look at each, and a reference is looked at once however often it is cited.
            values = frame[name].unique().drop_nulls()
            wrong = _misspelt(values.filter(~values.str.contains(_OWN_ID)))
            if not wrong:
                continue
            rows = frame.filter(pl.col(name).is_in(list(wrong))).select("id", pl.col(name).alias("value"))
            for id, value in rows.iter_rows():
                yield Finding("curie", id, wrong[value])


def _misspelt(values: pl.Series) -> dict[str, str]:
    """Say what is wrong with those of some identifiers that are misspelt."""
    wrong = {}
    for value in values:
        try:
            known = curie(value)
        except BadCurie as error:
            wrong[value] = str(error)
        else:
            if known != value:
                wrong[value] = f"{value!r} should be written {known!r}"
    return wrong


def _dangling(tables: Tables) -> Iterator[Finding]:
    nodes = tables.nodes.select("id")
    for end in ("subject", "object", "species_context", "disease_context"):
        lost = tables.edges.select("id", end).drop_nulls().join(nodes, left_on=end, right_on="id", how="anti")
        for id, value in lost.iter_rows():
            yield Finding("dangling", id, f"the {end} {value} is not a node")
    trials = tables.nodes.filter(pl.col("category") == "ClinicalTrial").select("id")
    reported = tables.evidence.select("id", "trial").drop_nulls()
    for id, value in reported.join(trials, left_on="trial", right_on="id", how="anti").iter_rows():
        yield Finding("dangling", id, f"the trial {value} is not a trial of the graph")


def _categories(tables: Tables) -> Iterator[Finding]:
    for id, category in (
        tables.nodes.filter(~pl.col("category").is_in(list(CATEGORIES))).select("id", "category").iter_rows()
    ):
        yield Finding("category", id, f"the schema does not list the category {category!r}")


def _predicates(tables: Tables) -> Iterator[Finding]:
    for id, predicate in (
        tables.edges.filter(~pl.col("predicate").is_in(list(PREDICATES))).select("id", "predicate").iter_rows()
    ):
        yield Finding("predicate", id, f"the schema does not list the predicate {predicate!r}")
    symmetric = [name for name, predicate in PREDICATES.items() if predicate.symmetric]
    for id in tables.edges.filter(pl.col("predicate").is_in(symmetric) & (pl.col("subject") > pl.col("object")))[
        "id"
    ].to_list():
        yield Finding("predicate", id, "the ends of the symmetric predicate are not in order")


def _domain_range(tables: Tables) -> Iterator[Finding]:
    allowed = pl.DataFrame(
        sorted({(s, p, o) for one in ASSOCIATIONS for s in one.subjects for p in one.predicates for o in one.objects}),
        schema=["subject_category", "predicate", "object_category"],
        orient="row",
    )
    category = tables.nodes.select("id", "category")
    edges = (
        tables.edges.select("id", "subject", "predicate", "object")
        .join(category.rename({"id": "subject", "category": "subject_category"}), on="subject")
        .join(category.rename({"id": "object", "category": "object_category"}), on="object")
        .filter(pl.col("predicate").is_in(list(PREDICATES)))
        .join(allowed, on=["subject_category", "predicate", "object_category"], how="anti")
    )
    for id, subject, predicate, object in edges.select(
        "id", "subject_category", "predicate", "object_category"
    ).iter_rows():
        yield Finding("domain_range", id, f"no {predicate} from a {subject} to a {object} in the schema")


def _enums(tables: Tables) -> Iterator[Finding]:
    for name, frame in tables.named():
        for column in frame.columns:
            if column in ENUMS and not (name == "nodes" and column in OPEN_IN_NODES):
                wrong = frame.select("id", column).drop_nulls().filter(~pl.col(column).is_in(list(ENUMS[column])))
                for id, value in wrong.iter_rows():
                    yield Finding("enum", id, f"{column} {value!r} is not in the schema's list")


def _orphans(tables: Tables) -> Iterator[Finding]:
    edges, evidence = tables.edges, tables.evidence
    for id in edges.join(evidence, left_on="id", right_on="edge_id", how="anti")["id"].to_list():
        yield Finding("evidence", id, "the edge has no evidence")
    for id in evidence.join(edges, left_on="edge_id", right_on="id", how="anti")["id"].to_list():
        yield Finding("evidence", id, "the evidence belongs to no edge")


def _citations(tables: Tables) -> Iterator[Finding]:
    evidence = tables.evidence
    void = pl.col("citation_status").is_in(list(NEEDS_REFERENCE)) & pl.col("reference").is_null()
    for id, status in evidence.filter(void).select("id", "citation_status").iter_rows():
        yield Finding("citation", id, f"marked {status!r} without a reference")


def _figures(tables: Tables) -> Iterator[Finding]:
    evidence = tables.evidence
    for low, high in (("value_low", "value_high"), ("ci_low", "ci_high")):
        for id in evidence.filter(pl.col(low) > pl.col(high))["id"].to_list():
            yield Finding("figure", id, f"{low} is above {high}")
    has_value = pl.col("value_low").is_not_null() | pl.col("value_high").is_not_null()
    for id in evidence.filter(has_value & pl.col("unit").is_null())["id"].to_list():
        yield Finding("figure", id, "a figure has no unit")
    for id, year in evidence.filter(~pl.col("year").is_between(1800, 2100)).select("id", "year").iter_rows():
        yield Finding("figure", id, f"the year {year} is out of range")


def _edge_ids(tables: Tables) -> Iterator[Finding]:
    edges = tables.edges
    for id in edges.filter(edges["id"] != edge_ids(edges))["id"]:
        yield Finding("edge_id", id, "the id is not the digest of the statement")


def _evidence_ids(tables: Tables) -> Iterator[Finding]:
    evidence = tables.evidence
    for id in evidence.filter(evidence["id"] != evidence_ids(evidence.select("edge_id", *EVIDENCE_FIELDS)))["id"]:
        yield Finding("evidence_id", id, "the id is not the digest of the evidence")


def _votes(tables: Tables, origin_groups: Mapping[str, str]) -> Iterator[Finding]:
    closed = ("role", "citation_status", "polarity", "study_design")
    evidence = tables.evidence.filter(pl.col(name).is_in(list(ENUMS[name])) for name in closed)
    told = votes(evidence, tables.edges, tables.nodes, origin_groups).rename({name: f"{name} told" for name in RESULT})
    both = tables.edges.join(told, on="id", maintain_order="left")
    for name in RESULT:
        differ = both.filter(pl.col(name).ne_missing(pl.col(f"{name} told")))
        for id, value, result in differ.select("id", name, f"{name} told").iter_rows():
            yield Finding("votes", id, f"{name} is {value}, its evidence gives {result}")


CHECKS: tuple[Callable[[Tables], Iterator[Finding]], ...] = (
    *(_identifiers, _dangling, _categories, _predicates, _domain_range, _enums),
    *(_orphans, _citations, _figures, _edge_ids, _evidence_ids),
)
