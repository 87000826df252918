"""What a tool answers: plain data of a told shape, cut to what fits, with what was cut said."""

from __future__ import annotations

import json
from typing import Any, ClassVar, Self

from mcp.types import CallToolResult, TextContent
from pydantic import BaseModel, Field

from kg.engines.core.rows import Rows
from kg.engines.core.values import finite, plain
from kg.errors import QueryError
from kg.graph.knowledge_graph import KnowledgeGraph

ROWS = 200
"""Rows of a reply when the caller says nothing."""
MAX_ROWS = 1_000
"""Rows that a caller may ask for."""
MAX_BYTES = 200_000
"""Bytes of a reply."""
_NARROW = "Ask for less: fewer columns, one more condition, a count instead of a list, or a narrower thing."


class GraphInUse(BaseModel):
    """Which graph answered."""

    id: str = Field(description="Digest of what the graph says.")
    built: str = Field(description="Day it was built, ISO.")
    filter: str = Field(default="", description="What its evidence was filtered by; empty for the whole graph.")


class Reply(BaseModel):
    """What every answer carries.

    Attributes:
        lists: names of the fields that hold its rows, which may be cut.
    """

    lists: ClassVar[tuple[str, ...]] = ("rows",)

    row_count: int = Field(default=0, description="How many rows this answer holds.")
    total: int | None = Field(default=None, description="How many rows there are in all, where that is known.")
    truncated: bool = Field(default=False, description="True when there are more rows than these.")
    warnings: list[str] = Field(default_factory=list, description="To be read before believing the answer.")
    graph: GraphInUse


class Table(Reply):
    """Rows as objects."""

    columns: list[str]
    rows: list[dict[str, Any]]
    verdict: str = Field(default="", description="How the trials of what was asked about ended, where it was tried.")
    parameters: dict[str, Any] | None = Field(
        default=None, description="What a named question was asked with, defaults included."
    )

    @classmethod
    def of(cls, graph: KnowledgeGraph, found: Rows, parameters: dict[str, Any] | None = None) -> Self:
        """Make the table of an engine's rows."""
        return cls(
            columns=list(found.columns),
            rows=found.dicts(),
            parameters=parameters,
            verdict=found.verdict,
            total=found.total if found.truncated else len(found),
            truncated=found.truncated,
            warnings=list(found.warnings),
            graph=in_use(graph),
        )


class Card(Reply):
    """What the graph knows about one thing."""

    lists: ClassVar[tuple[str, ...]] = ("relations",)

    id: str
    category: str
    name: str
    properties: dict[str, Any]
    relations: list[dict[str, Any]] = Field(
        description="Its edges counted: predicate, direction (out: the thing is the subject), asserted, edges."
    )

    @classmethod
    def of(cls, graph: KnowledgeGraph, name: str) -> Self:
        """Make the card of the thing that a name stands for.

        Raises:
            NotFound: nothing goes by that name.
            UsageError: several things do.
        """
        card = graph.node(name)
        columns = ("predicate", "asserted", "direction", "edges")
        relations = [dict(zip(columns, row, strict=True)) for row in card.relations]
        known = {key: value for key, value in sorted(card.properties.items()) if value not in (None, "", [])}
        return cls(
            id=card.id,
            category=card.category,
            name=card.name,
            properties=plain({key: known[key] for key in known if key not in ("id", "name", "category", "degree")}),
            relations=relations,
            total=len(relations),
            graph=in_use(graph),
        )


def in_use(graph: KnowledgeGraph) -> GraphInUse:
    """Name the graph that answers, as every reply carries it."""
    known = graph.provenance
    return GraphInUse(id=known.content_id, built=known.built_at[:10], filter=known.filter)


def packed(reply: Reply, *, heard: list[str], rows: int = MAX_ROWS, size: int = MAX_BYTES) -> CallToolResult:
    """Pack a reply as the protocol carries it: the same JSON as text and as structure.

    Args:
        reply: the answer; its rows are cut when they are more than fit.
        heard: what was said while it was found; goes before its warnings.
        rows: how many rows it may hold.
        size: how many bytes of JSON.

    Raises:
        QueryError: not even one row fits.
    """
    payload: dict[str, Any] = finite(plain(reply.model_dump()))
    payload["warnings"] = list(dict.fromkeys([*heard, *payload["warnings"]]))
    there = _count(reply, payload)
    _cut(payload, reply.lists, {name: [1] * len(payload[name]) for name in reply.lists}, rows)
    if (kept := _count(reply, payload)) < there:
        _say_cut(payload, kept, there, f"the limit is {rows:,}; ask for up to {MAX_ROWS:,}, or narrow the question")
    # A wide margin for what is said about the cut itself.
    sizes = {name: [len(_bytes(row)) + 1 for row in payload[name]] for name in reply.lists}
    bare = len(_bytes({**payload, **{name: [] for name in reply.lists}})) + 500
    _cut(payload, reply.lists, sizes, size - bare)
    if (fit := _count(reply, payload)) < kept:
        if not fit:
            raise QueryError(f"not one row of the answer fits into the {size // 1000} kB of a reply.", hint=_NARROW)
        _say_cut(payload, fit, there, f"a reply holds {size // 1000} kB. {_NARROW}")
    elif bare > size:
        raise QueryError(f"the answer does not fit into the {size // 1000} kB of a reply.", hint=_NARROW)
    payload["row_count"] = _count(reply, payload)
    text = _bytes(payload).decode()
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=json.loads(text))


def _count(reply: Reply, payload: dict[str, Any]) -> int:
    return sum(len(payload[name]) for name in reply.lists)


def _cut(payload: dict[str, Any], lists: tuple[str, ...], weights: dict[str, list[int]], most: int) -> None:
    """Take rows off the end of the heaviest list until they weigh at most `most`."""
    totals = {name: sum(weights[name]) for name in lists}
    keep = {name: len(payload[name]) for name in lists}
    while sum(totals.values()) > most and any(keep.values()):
        name = max((name for name in lists if keep[name]), key=lambda one: totals[one])
        keep[name] -= 1
        totals[name] -= weights[name][keep[name]]
    for name in lists:
        payload[name] = payload[name][: keep[name]]


def _say_cut(payload: dict[str, Any], kept: int, there: int, why: str) -> None:
    total = payload["total"]
    of = f"{total:,}" if total is not None else f"more than {there:,}"
    payload["truncated"] = True
    payload["warnings"].append(f"{kept:,} of {of} rows are here: {why}")


def _bytes(value: Any) -> bytes:
    """Write JSON in UTF-8; what cannot be written becomes a question mark."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
