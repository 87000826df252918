"""Filters row by row, as plainly as possible: what `kg.filters` by columns must equal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from kg.filters.wanted import Filter
from kg.model.tables import Tables
from support.plain_votes import edge_votes, is_primary

HUMAN = {"randomised_trial", "open_label_trial", "human_observational", "human_tissue"}
TOLD = {"press", "review", "registry", "regulatory", "database"}
DISHES_AND_ANIMALS = {
    "cells": {"cells", "patient_cells", "human_cells", "animal_cells"},
    "animal": {"animal", "mouse", "rat", "zebrafish", "fly", "worm"},
}
PAGES = {"press", "review", "registry"}
RESULTS = {"met", "not_met", "mixed", "safety_only"}
ENDPOINTS = {"met", "not_met", "mixed"}


def year(row: Mapping[str, Any], trials: Mapping[str, Any], dates: Mapping[str, str]) -> int | None:
    """The year that a row counts as."""
    if row["year"] is not None:
        return int(row["year"])
    if row["role"] == "record":
        return trials[row["trial"]]["start_year"] if row["trial"] in trials else None
    if row["role"] != "definition" and row["citation_status"] == "database":
        return int(dates[row["source"]][:4])
    return None


def fits(row: Mapping[str, Any], wanted: Filter, trials: Mapping[str, Any], dates: Mapping[str, str]) -> bool:
    """Whether a row stays."""
    when = year(row, trials, dates)
    if wanted.as_of is not None and not (when is None and row["role"] == "definition"):
        if when is None or when > wanted.as_of:
            return False
    if row["role"] in ("definition", "record"):
        return True
    designs = {row["study_design"]}
    if row["study_design"] in PAGES and row["outcome"] in ENDPOINTS and row["trial"] in trials:
        designs.add(trials[row["trial"]]["study_design"])
    if wanted.design and not designs & set(wanted.design):
        return False
    if wanted.human:
        by_design = row["study_design"] in HUMAN and row["system"] in (None, "people", "human_tissue")
        told = row["study_design"] in TOLD and row["system"] == "people" and row["outcome"] in RESULTS
        if not by_design and not told:
            return False
    if wanted.system and not any(row["system"] in DISHES_AND_ANIMALS.get(word, {word}) for word in wanted.system):
        return False
    for name, column in (("species", "taxon"), ("polarity", "polarity"), ("source", "source")):
        if getattr(wanted, name) and row[column] not in getattr(wanted, name):
            return False
    if wanted.since is not None and (when is None or when < wanted.since):
        return False
    return wanted.until is None or (when is not None and when <= wanted.until)


def filtered(
    tables: Tables, wanted: Filter, dates: Mapping[str, str], groups: Mapping[str, str]
) -> tuple[dict[str, dict[str, Any]], set[str]]:
    """The edges that stay, by id, with the columns that follow from evidence; and the ids of the evidence that does."""
    nodes = {row["id"]: row for row in tables.nodes.iter_rows(named=True)}
    kept = [row for row in tables.evidence.iter_rows(named=True) if fits(row, wanted, nodes, dates)]
    by_edge: dict[str, list[Any]] = defaultdict(list)
    for row in kept:
        by_edge[row["edge_id"]].append(row)
    records = {
        id: SimpleNamespace(properties={k: v for k, v in row.items() if v is not None}) for id, row in nodes.items()
    }
    edges = {}
    for edge in tables.edges.iter_rows(named=True):
        if rows := by_edge.get(edge["id"]):
            voted = edge_votes((SimpleNamespace(**row) for row in rows), edge["predicate"], groups, records)  # type: ignore[arg-type]
            years = [row["year"] for row in rows if row["year"] is not None]
            cited = sorted({row["reference"] for row in rows if is_primary(row["reference"])})
            edges[edge["id"]] = {
                **voted,
                "sources": sorted({row["source"] for row in rows}),
                "publications": cited,
                "first_year": min(years, default=None),
                "last_year": max(years, default=None),
            }
    return edges, {row["id"] for row in kept}
