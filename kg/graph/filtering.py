"""What an answer of a view says besides: which filter it went through, and what that took away."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.engines.core.rows import Rows
from kg.errors import NotFound, QueryError
from kg.text.phrases import counted

if TYPE_CHECKING:
    from kg.graph.knowledge_graph import KnowledgeGraph

Ask = Callable[["KnowledgeGraph"], Rows]


FRAME = ("definition", "record")
"""Roles of the rows that stay in a view whatever its filter."""
_ROLES = "UNWIND $ids AS id MATCH (e:Evidence {id: id}) RETURN id, e.role"


def asked(graph: KnowledgeGraph, ask: Ask, *, typed: bool = False, lists_findings: bool = False) -> Rows:
    """Ask a graph; of a view say what was left out, and of an empty answer how many rows the whole graph has.

    Args:
        graph: the graph.
        ask: the question, which is asked of the whole graph too where the view has no answer.
        typed: whether somebody wrote the query: what the view lacks of its names may be a slip, unless the
            whole graph has it.
        lists_findings: leave definitions and records out of the list: they stay in a view to be walked over, and
            did not pass its filter.

    Raises:
        NotFound: neither has what is asked about.
    """
    if graph.is_asking or graph.backend.unfiltered is None:
        return ask(graph)
    known = graph.provenance

    def answer(graph: KnowledgeGraph) -> Rows:
        found = ask(graph)
        return _findings(graph, found) if lists_findings else found

    whole: Rows | None = None
    try:
        found = answer(graph.asking())
    except NotFound:
        # What is not in the view may be in the graph.
        whole = answer(graph.whole().asking())
        found = replace(whole, rows=(), warnings=(), unknown=(), truncated=False, total=None)
    if whole is None and (not found or (typed and found.unknown)):
        # It may be too large a question for the whole graph.
        with suppress(QueryError):
            whole = answer(graph.whole().asking())
    # What the view lacks of the names in a query may be in the graph, and names of our own are no slips.
    said = [text for text in found.warnings if text not in found.unknown]
    said += whole.unknown if typed and whole is not None else ()
    if not found:
        said.append("the filter leaves no row here" + (f"; {_rows(whole)}" if whole is not None else ""))
    return replace(found, warnings=tuple(dict.fromkeys((*said, known.note))))


def _findings(graph: KnowledgeGraph, found: Rows) -> Rows:
    """Keep what somebody found or states: evidence by its role, edges that have a belief or are stated."""
    if "evidence" in found.columns:
        ids = found.column("evidence")
        frame = {id for id, role in graph.cypher(_ROLES, ids=ids) if role in FRAME} if ids else set()
        keeps = [id not in frame for id in ids]
    else:
        at = {name: found.columns.index(name) for name in ("belief", "status") if name in found.columns}
        keeps = [row[at["belief"]] is not None or ("status" in at and row[at["status"]] == "stated") for row in found]
    rows = tuple(row for row, keep in zip(found.rows, keeps, strict=True) if keep)
    return replace(found, rows=rows, total=None if len(rows) < len(keeps) else found.total)


def _rows(whole: Rows) -> str:
    if not whole:
        return "without it there is none either"
    return f"without it: {'at least ' if whole.truncated else ''}{counted(len(whole), 'row')}"
