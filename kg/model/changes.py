"""Holding two states of a graph against each other: which edge became which, and how its votes changed.

Edges are the same when their statements are, once the identifiers that the newer state has replaced
are followed; so a renamed thing is not one lost and one gained. `kg.release.diff` compares whole
releases in this way, a named question the answers of two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kg.model.identity import canonical
from kg.model.records import Statement

EdgeRow = Mapping[str, Any]


class Pair(NamedTuple):
    """One edge now and what it was before.

    Attributes:
        now: its row in the newer state; None where it is gone.
        formers: its rows in the older state: several where replaced identifiers made them one, that
            of the same id first; none where it is new.
    """

    now: EdgeRow | None
    formers: Sequence[EdgeRow]


def matched(
    before: Iterable[EdgeRow],
    after: Iterable[EdgeRow],
    parts: Sequence[str],
    replaced: Mapping[str, str],
    *,
    id: str = "id",
) -> Iterator[Pair]:
    """Pair the edges of two states.

    Args:
        before: rows of the older one.
        after: rows of the newer one.
        parts: the columns that make a statement: subject, predicate, object, qualifiers.
        replaced: old identifier → new one.
        id: the column of the edge's id.

    Yields:
        The newer edges in their order, then those that are gone, one by one.
    """
    older: dict[Statement, dict[str, EdgeRow]] = {}
    for row in before:
        older.setdefault(_statement(row, parts, replaced), {})[row[id]] = row
    for row in after:
        found = older.pop(_statement(row, parts, replaced), {})
        yield Pair(row, sorted(found.values(), key=lambda one, now=row[id]: (one[id] != now, one[id])))  # type: ignore[misc]
    for rows in older.values():
        for row in rows.values():
            yield Pair(None, [row])


def _statement(row: EdgeRow, parts: Sequence[str], replaced: Mapping[str, str]) -> Statement:
    return canonical(Statement(*(row[name] for name in parts)), replaced)


def regraded(old: EdgeRow, new: EdgeRow, columns: Iterable[str]) -> list[str]:
    """Say which of some columns changed.

    >>> regraded({"asserted": True, "belief": 0.5}, {"asserted": False, "belief": 0.5}, ["asserted", "belief"])
    ['asserted true → false']
    """
    return [f"{name} {_word(old[name])} → {_word(new[name])}" for name in columns if old[name] != new[name]]


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "nothing" if value is None else str(value)
