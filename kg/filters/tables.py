"""The tables of a view: the evidence that fits, and the edges as this evidence adds up."""

from __future__ import annotations

from collections.abc import Mapping

from kg.assembly.computed import with_evidence
from kg.filters.rows import Counts, chosen
from kg.filters.wanted import Filter
from kg.model.tables import Tables


def filtered(
    tables: Tables, wanted: Filter, *, dates: Mapping[str, str], groups: Mapping[str, str]
) -> tuple[Tables, Counts]:
    """Keep the evidence that fits and tally its edges anew; an edge without any is gone, nodes stay.

    Args:
        tables: of the whole graph.
        wanted: the filter.
        dates: the date of each source's release.
        groups: the origin group of each source.

    Returns:
        The three tables, each sorted by id, and how many rows were kept and left out.
    """
    keep, counts = chosen(tables, wanted, dates)
    return with_evidence(tables, tables.evidence.filter(keep), groups), counts
