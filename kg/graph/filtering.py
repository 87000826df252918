"""What an answer of a view says besides: which filter it went through, and what that took away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.engines.core.rows import Rows
from kg.errors import NotFound
from kg.text.phrases import counted

if TYPE_CHECKING:
    from kg.graph.knowledge_graph import KnowledgeGraph

Ask = Callable[["KnowledgeGraph"], Rows]


def asked(graph: KnowledgeGraph, ask: Ask, *, typed: bool = False) -> Rows:
    """Ask a graph; of a view say what was left out, and of an empty answer how many rows the whole graph has.

    Args:
        graph: the graph.
        ask: the question, which is asked of the whole graph too where the view has no answer.
        typed: whether somebody wrote the query: what the view lacks of its names may be a slip, unless the
            whole graph has it.

    Raises:
        NotFound: neither has what is asked about.
    """
    known = graph.provenance
    if not known.filter or graph.is_asking:
        return ask(graph)
    whole: Rows | None = None
    try:
        found = ask(graph.asking())
    except NotFound:
        # What is not in the view may be in the graph.
        whole = ask(graph.whole().asking())
        found = replace(whole, rows=(), warnings=(), unknown=(), truncated=False, total=None)
    if whole is None and (not found or (typed and found.unknown)):
        whole = ask(graph.whole().asking())
    slips = set(whole.unknown) if typed and whole is not None else set()
    said = [text for text in found.warnings if text not in found.unknown or text in slips]
    if not found and whole is not None:
        said.append(f"the filter leaves no row here; {_rows(whole)}")
    return replace(found, warnings=tuple(dict.fromkeys((*said, known.note))))


def _rows(whole: Rows) -> str:
    if not whole:
        return "without it there is none either"
    return f"without it: {'at least ' if whole.truncated else ''}{counted(len(whole), 'row')}"
