"""Answers as people read them: what is a code in TSV and JSON is said in words on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.model.verdict import says
from kg.text.phrases import predicate_words, words_of_key

_PREDICATES = frozenset({"predicate", "relation", "handing", "first", "second"})
_SAID = frozenset({"polarity", "says"})
_OUTCOMES = ("outcome", "reported")
_CODES = frozenset(
    "study_design design strongest_design strongest primary_endpoint endpoint reported outcome outcomes status "
    "citation_status citation decision role system kind knowledge agent".split()
)
"""Columns whose values are keys of closed lists."""


def for_people(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Say the codes of an answer in words; other cells stay.

    Args:
        columns: the names of the columns.
        rows: the cells.

    >>> for_people(("predicate", "polarity", "outcome"), [("biolink:studied_to_treat", "supports", "not_met")])
    [['studied to treat', 'tried: endpoint missed', 'not met']]
    """
    at = {name: place for place, name in enumerate(columns)}
    predicate = next((at[name] for name in columns if name in _PREDICATES), None)
    outcome = next((at[name] for name in _OUTCOMES if name in at), None)
    told = []
    for row in rows:
        cells = list(row)
        for place, name in enumerate(columns):
            cell = row[place]
            if name in _SAID and isinstance(cell, str):
                relation = str(row[predicate]) if predicate is not None else ""
                cells[place] = says(relation, cell, row[outcome] if outcome is not None else None)
            elif name in _PREDICATES and isinstance(cell, str) and ":" in cell:
                cells[place] = predicate_words(cell)
            elif name in _CODES:
                cells[place] = _words(cell)
        told.append(cells)
    return told


def _words(cell: Any) -> Any:
    if isinstance(cell, list):
        return [_words(item) for item in cell]
    return words_of_key(cell) if isinstance(cell, str) else cell
