"""A node's card: what the graph knows about one thing."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.model.closure import WITHIN, WITHIN_STEP
from kg.text.phrases import predicate_words

_HIDDEN = ("id", "name", "category", "description", "degree", WITHIN, WITHIN_STEP)


@dataclass(frozen=True, slots=True, repr=False)
class NodeCard:
    """One thing: its properties, and its edges counted by relation.

    Attributes:
        id: CURIE.
        category: Biolink class.
        properties: its columns; what is empty is left out.
        relations: (predicate, asserted, ``out`` or ``in``, number of edges).
    """

    id: str
    category: str
    properties: Mapping[str, Any]
    relations: tuple[tuple[str, bool, str, int], ...]

    @property
    def name(self) -> str:
        """The name that people read."""
        return str(self.properties["name"])

    def facts(self) -> Iterator[tuple[str, str]]:
        """Yield what is known, as (field, text) in a stable order."""
        if self.properties.get("description"):
            yield "description", str(self.properties["description"])
        for key, value in sorted(self.properties.items()):
            if key not in _HIDDEN and value not in (None, [], ""):
                yield key, ", ".join(map(str, value)) if isinstance(value, list) else str(value)

    def counted(self) -> Iterator[tuple[str, str, int]]:
        """Count its edges, as (relation, ``asserted`` or ``not asserted``, how many)."""
        for predicate, asserted, direction, count in self.relations:
            word = predicate_words(predicate)
            relation = f"{word} …" if direction == "out" else f"… {word}"
            yield relation, "asserted" if asserted else "not asserted", count

    def __repr__(self) -> str:
        lines = [f"{self.name} ({self.category}, {self.id})"]
        lines += [f"  {key}: {text}" for key, text in self.facts()]
        lines += [
            f"  {count:>4} {relation}{'' if state == 'asserted' else ' (not asserted)'}"
            for relation, state, count in self.counted()
        ]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [*self.facts(), *((f"{relation} ({state})", str(count)) for relation, state, count in self.counted())]
        body = "".join(f"<tr><th>{html.escape(key)}</th><td>{html.escape(text)}</td></tr>" for key, text in rows)
        head = f"<b>{html.escape(self.name)}</b> {html.escape(self.category)} <code>{html.escape(self.id)}</code>"
        return f"{head}<table>{body}</table>"
