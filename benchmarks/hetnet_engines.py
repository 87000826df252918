"""The project's engines over a folder of tables, as a benchmark asks them: one place that opens them.

Nothing heavy is imported before an engine is opened, so that a cold start measures the engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hetnet_questions import Question

if TYPE_CHECKING:
    from kg.engines.core.limits import Limits

ENGINES = ("cypher", "sparql", "search")
MEMORY_MB = 8192
"""What a question of a benchmark may use beside the opened graph."""

Row = tuple[Any, ...]


class Asked:
    """One open engine.

    Args:
        name: of `ENGINES`.
        engine: what answers.
    """

    def __init__(self, name: str, engine: Any) -> None:
        self.name = name
        self.engine = engine

    def text(self, question: Question) -> str:
        """Return the question in the language of the engine; empty when it cannot be asked there."""
        if self.name == "search" or question.search:
            return question.search if self.name == "search" else ""
        return question.cypher if self.name == "cypher" else question.sparql

    def rows(self, text: str, limits: Limits | None = None) -> list[Row]:
        """Return the rows of an answer.

        Raises:
            RuntimeError: not all rows were kept.
        """
        if self.name == "search":
            return [(hit.id,) for hit in self.engine.find(text, 1)]
        answer = self.engine.run(text, limits=limits or wide())
        if answer.truncated:
            raise RuntimeError(f"not all rows were kept of {text}")
        return list(answer.rows)


@contextmanager
def opened(name: str, folder: Path) -> Iterator[Asked]:
    """Open an engine over a folder with the three tables."""
    from kg.engines.core import opening

    with getattr(opening, f"open_{name}")(folder) as engine:
        yield Asked(name, engine)


def wide() -> Limits:
    """Make limits that stop no question of a benchmark."""
    from kg.engines.core.limits import Limits

    return Limits(seconds=600.0, rows=1_000_000, work=10**10, memory_mb=MEMORY_MB)
