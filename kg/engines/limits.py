"""How much one question may take before it is stopped."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import UsageError


@dataclass(frozen=True, slots=True)
class Limits:
    """What one question may take.

    Attributes:
        seconds: wall-clock time.
        rows: rows that are kept; more are counted and left out, with a warning.
        work: intermediate rows and list items of the Cypher engine.
    """

    seconds: float = 30.0
    rows: int = 100_000
    work: int = 5_000_000

    def __post_init__(self) -> None:
        """Refuse limits that no engine can keep.

        Raises:
            UsageError: a limit is not positive.
        """
        for name in ("seconds", "rows", "work"):
            if not getattr(self, name) > 0:
                raise UsageError(f"the limit {name}={getattr(self, name)!r} is not positive.", hint="Give more than 0.")


DEFAULT = Limits()
MEMORY_MB = 2048
"""Address space of an engine's process, where the platform can limit it."""
