"""A question asked of two releases, and what changed between the answers.

Rows are held against each other by the statement that they are about; identifiers that the newer
release has replaced are followed first, so that a renamed thing is not one lost and one gained.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.errors import NotFound
from kg.model.changes import EdgeRow, matched, regraded
from kg.model.identity import follow
from kg.queries import CHANGES, Question
from kg.questions.graph import AnyGraph
from kg.questions.values import resolved

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.engines.core.rows import Rows

    Query = Callable[[AnyGraph, Question, Mapping[str, Any]], Rows]

_VOTES = ("asserted", "status", "for", "refuted", "no_effect", "mixed", "belief", "strongest_design")
_EVIDENCE = "evidence"


def compared(graph: AnyGraph, question: Question, params: Mapping[str, Any], query: Query) -> Rows:
    """Ask two releases and keep what differs.

    Args:
        graph: the graph that is asked; its releases are looked up by name.
        question: a question that compares.
        params: as in `kg.questions.answer`, with ``old`` and ``new``.
        query: asks one graph the question's query.

    Returns:
        The rows that differ, with what changed in the columns ``change`` and ``detail``; a row that
        is in both is shown as the newer release has it.

    Raises:
        NotFound: there is no such release, or nothing goes by a name in either.
        UsageError: a parameter is of another kind.
    """
    given = {**question.defaults(), **params}
    releases = {name: given[name] for name in ("old", "new")}
    with ExitStack() as stack:
        new = stack.enter_context(graph.release_named(str(releases["new"] or "this")))
        old = stack.enter_context(graph.release_named(str(releases["old"] or "previous"), newer=new))
        try:
            values = resolved(new, question, params)
        except NotFound:
            # What the newer release lacks altogether may be what changed.
            values = resolved(old, question, params)
        replaced = new.provenance.replaced
        after = query(new, question, values)
        befores = [query(old, question, one) for one in _formerly(values, replaced)]
        known = [row for found in befores for row in found.dicts()]
        changes = _changes(question, known, after.dicts(), replaced)
        rows = tuple(tuple(row[name] for name in question.columns) for row in changes)
        told = "" if rows else "nothing changed; "
        if old.provenance.built_at > new.provenance.built_at:
            told += "the release given as old was built later; "
        told += (
            f"compared: {_named(old)} with {len({row['edge'] for row in known})} edges of it "
            f"and {_named(new)} with {len(after)}"
        )
    warnings = dict.fromkeys(sentence for found in (*befores, after) for sentence in found.warnings)
    return replace(after, columns=question.columns, rows=rows, warnings=(*warnings, told))


def _named(graph: AnyGraph) -> str:
    return f"the release {graph.id[:12]} of {graph.provenance.built_at[:16]}"


def _formerly(values: Mapping[str, Any], replaced: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Return the values as they are, and with each identifier that became one of them."""
    yield dict(values)
    for name, value in values.items():
        for former, now in replaced.items():
            if value in (now, follow(now, replaced)):
                yield {**values, name: former}


def _changes(
    question: Question, before: Iterable[EdgeRow], after: Iterable[EdgeRow], replaced: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """List the rows that differ, each with its change; those that became one are all named."""
    for now, formers in matched(before, after, question.compares, replaced, id="edge"):
        if now is None:
            yield _changed(formers[0], "retracted", _state(formers[0]))
            continue
        if not formers:
            yield _changed(now, "added", _state(now))
            continue
        first, *merged = formers
        changes, details = _differences(first, now)
        if merged:
            changes = list(dict.fromkeys(["renamed", *changes]))
            details += [f"was {other['edge']}, now one with {first['edge']}" for other in merged]
        if changes:
            yield _changed(now, ", ".join(changes), "; ".join(details))


def _changed(row: EdgeRow, change: str, detail: str) -> dict[str, Any]:
    return {**row, **dict(zip(CHANGES, (change, detail), strict=True))}


def _differences(old: EdgeRow, new: EdgeRow) -> tuple[list[str], list[str]]:
    """List the kinds of changes between two states of one statement, and each in words."""
    changes, details = [], []
    if old["edge"] != new["edge"]:
        changes.append("renamed")
        details.append(f"was {old['edge']}")
    votes = regraded(old, new, _VOTES)
    if votes:
        changes.append("re-graded")
        details += votes
    names = [f"{name} {old[name]!r} → {new[name]!r}" for name in ("subject", "object") if old[name] != new[name]]
    if names:
        changes.append("renamed" if "renamed" not in changes else "named otherwise")
        details += names
    gone, come = (sorted(set(one[_EVIDENCE]) - set(other[_EVIDENCE])) for one, other in ((old, new), (new, old)))
    if gone or come:
        changes.append("evidence changed")
        details += [f"evidence added: {', '.join(come)}"] * bool(come)
        details += [f"evidence removed: {', '.join(gone)}"] * bool(gone)
    return changes, details


def _state(row: EdgeRow) -> str:
    belief = "no belief" if row["belief"] is None else f"belief {row['belief']}"
    return f"{row['status']}, {belief}, {len(row[_EVIDENCE])} evidence rows"
