"""The answer of an engine: columns and rows that turn into whatever comes next."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.engines.core.values import GraphNode, GraphPath, GraphRelationship, plain
from kg.errors import UsageError
from kg.text.phrases import counted
from kg.text.safe import clipped, escaped

if TYPE_CHECKING:
    import networkx
    import pandas  # type: ignore[import-untyped]
    import polars

SHOWN_ROWS = 20
SHOWN_WIDTH = 48


@dataclass(frozen=True, slots=True, repr=False)
class Rows:
    """Rows of an answer.

    Attributes:
        columns: their names, in order.
        rows: one tuple per row.
        warnings: what a reader must know before believing the answer, one sentence each.
        truncated: True when there are more rows than these.
        total: how many there are in all, where that was counted; else None.
        elapsed: seconds spent in the engine.
        unknown: those of the warnings that say that the graph lacks a name of the query.
        verdict: between a therapy and a disease, how its trials ended, in a sentence; else empty.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    warnings: tuple[str, ...] = ()
    truncated: bool = False
    total: int | None = None
    elapsed: float = field(default=0.0, compare=False)
    unknown: tuple[str, ...] = field(default=(), compare=False)
    verdict: str = field(default="", compare=False)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)

    def __getitem__(self, index: int) -> tuple[Any, ...]:
        return self.rows[index]

    def column(self, name: str) -> list[Any]:
        """Return the values of one column.

        Raises:
            UsageError: there is no such column.
        """
        if name not in self.columns:
            raise UsageError(
                f"the answer has no column {name!r}.", hint=f"Its columns are {', '.join(self.columns) or 'none'}."
            )
        at = self.columns.index(name)
        return [row[at] for row in self.rows]

    def scalar(self) -> Any:
        """Return the first cell of the first row, or None."""
        return self.rows[0][0] if self.rows and self.columns else None

    def dicts(self) -> list[dict[str, Any]]:
        """Turn the rows into dictionaries of plain data, ready for JSON.

        >>> Rows(("symbol", "n"), (("SOD1", 3),)).dicts()
        [{'symbol': 'SOD1', 'n': 3}]
        """
        return [{name: plain(value) for name, value in zip(self.columns, row, strict=True)} for row in self.rows]

    def to_polars(self) -> polars.DataFrame:
        """Make a polars frame; nodes, relationships and maps become JSON text."""
        import polars as pl

        data = {name: [_cell_text(value) for value in self.column(name)] for name in self.columns}
        return pl.DataFrame({name: _one_type(values) for name, values in data.items()}, strict=False)

    def to_pandas(self) -> pandas.DataFrame:
        """Make a pandas frame; nodes, relationships and maps become JSON text.

        Raises:
            UsageError: pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise UsageError(
                "pandas is not installed.", hint="Run `pip install pandas`, or use to_polars()."
            ) from error
        return pd.DataFrame([[_cell_text(cell) for cell in row] for row in self.rows], columns=list(self.columns))

    def to_networkx(self) -> networkx.MultiDiGraph:
        """Make a graph of the nodes, relationships and paths in the answer.

        Raises:
            UsageError: the answer holds none.
        """
        from kg.model.network import to_networkx

        nodes, relationships = [], []
        for value in _graph_values(self.rows):
            if isinstance(value, GraphNode):
                nodes.append({**value.properties, "id": value.id, "labels": list(value.labels)})
            else:
                ends = {"id": value.id or None, "subject": value.subject, "object": value.object}
                relationships.append({**value.properties, **ends, "type": value.type})
        graph = to_networkx(nodes, relationships)
        if not graph:
            raise UsageError(
                "the answer holds no nodes or relationships.", hint="Return them whole: RETURN a, r, b, or a path."
            )
        return graph

    def __repr__(self) -> str:
        """Show a table of the first rows, with what was left out and the warnings below."""
        shown = [[text_of(cell) for cell in row] for row in self.rows[:SHOWN_ROWS]]
        head = [_clip(text_of(name)) for name in self.columns]
        body = [[_clip(cell) for cell in row] for row in shown]
        widths = [max(len(line[at]) for line in [head, *body]) for at in range(len(head))]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in [head, *body]
        ]
        lines.insert(1, "  ".join("-" * width for width in widths))
        return "\n".join([*(line.rstrip() for line in lines), *self._notes()])

    def _repr_html_(self) -> str:
        """Show the rows as an HTML table for notebooks; every text is escaped."""
        head = "".join(f"<th>{html.escape(_clip(text_of(name)))}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(_clip(text_of(cell)))}</td>" for cell in row) + "</tr>"
            for row in self.rows[:SHOWN_ROWS]
        )
        notes = "".join(f"<p>{html.escape(note)}</p>" for note in self._notes())
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{notes}"

    def _notes(self) -> list[str]:
        count = len(self.rows)
        kept = counted(count, "row")
        if self.truncated:
            kept += f" of {self.total}" if self.total is not None else " of more"
        if count > SHOWN_ROWS:
            kept += f", the first {SHOWN_ROWS} shown"
        return [f"({kept})", *(f"warning: {text_of(warning)}" for warning in self.warnings)]


def text_of(value: Any) -> str:
    """Write a cell as one line of text; control characters become escapes, an absent value is empty.

    >>> text_of(["a", None, 1.5])
    '[a, , 1.5]'
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(text_of(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{text_of(key)}: {text_of(item)}" for key, item in value.items()) + "}"
    return escaped(str(value))


def _clip(text: str) -> str:
    return clipped(text, SHOWN_WIDTH)


def _cell_text(value: Any) -> Any:
    """Write a cell for a data frame: nested values as JSON text, lists of texts as they are."""
    if isinstance(value, GraphNode | GraphRelationship | GraphPath | dict) or (
        isinstance(value, list) and not all(isinstance(item, str) for item in value)
    ):
        import json

        return json.dumps(plain(value), ensure_ascii=False)
    return value


def _one_type(values: Sequence[Any]) -> list[Any]:
    """Give the values of one column one type: mixed ones become text."""
    kinds = {type(value) for value in values if value is not None}
    if len(kinds) < 2 or kinds == {int, float}:
        return list(values)
    return [value if value is None else text_of(value) for value in values]


def _graph_values(value: Any) -> Iterator[GraphNode | GraphRelationship]:
    """Find the nodes and relationships in a value, however deep."""
    if isinstance(value, GraphNode | GraphRelationship):
        yield value
    elif isinstance(value, GraphPath):
        yield from value.nodes
        yield from value.relationships
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _graph_values(item)
    elif isinstance(value, dict):
        yield from _graph_values(list(value.values()))
