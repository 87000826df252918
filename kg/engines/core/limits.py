"""How much one question may take before it is stopped."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.errors import UsageError
from kg.text.safe import brief

MEMORY_MB = 2048
"""Memory that a question may use beside the opened graph, in megabytes of address space."""
LEAST_MEMORY_MB, MOST_MEMORY_MB = 128, 16_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one question may take.

    Attributes:
        seconds: wall-clock time.
        rows: rows that are kept; more are counted and left out, with a warning.
        work: intermediate rows and list items of the Cypher engine.
        memory_mb: megabytes beside what the opened graph takes, where the platform can limit it;
            ``ALSKG_MEMORY_MB`` or 2048 when left out.
    """

    seconds: float = 30.0
    rows: int = 100_000
    work: int = 5_000_000
    memory_mb: int | None = None

    def __post_init__(self) -> None:
        """Refuse limits that no engine can keep.

        Raises:
            UsageError: a limit is not positive, or the memory is less than an engine needs to answer at all.
        """
        for name in ("seconds", "rows", "work"):
            if not getattr(self, name) > 0:
                raise UsageError(f"the limit {name}={getattr(self, name)!r} is not positive.", hint="Give more than 0.")
        if self.memory_mb is not None:
            _checked_memory(self.memory_mb, f"the limit memory_mb={self.memory_mb!r}")

    @property
    def budget(self) -> int:
        """Megabytes that the question may use beside the opened graph.

        Raises:
            UsageError: ``ALSKG_MEMORY_MB`` is not a number, or too small.
        """
        return self.memory_mb if self.memory_mb is not None else memory_budget()


DEFAULT = Limits()


def merged(params: Mapping[str, Any] | None, named: Mapping[str, Any], limits: object) -> dict[str, Any]:
    """Merge the values for ``$name`` from a mapping and from keywords; check them and the limits.

    Raises:
        UsageError: the parameters are not a mapping, or the limits are not `Limits`.
    """
    if params is not None and not isinstance(params, Mapping):
        raise UsageError(f"parameters are a mapping, not {brief(params)}.", hint='As in {"gene": "FUS"}.')
    if not isinstance(limits, Limits):
        raise UsageError(
            f"limits are kg.engines.core.limits.Limits, not {brief(limits)}.",
            hint='A value for $limits goes into the mapping: {"limits": 3}.',
        )
    return {**(params or {}), **named}


def memory_budget() -> int:
    """Read ``ALSKG_MEMORY_MB``, else take `MEMORY_MB`.

    Raises:
        UsageError: the variable is not a number, or too small.
    """
    text = os.environ.get("ALSKG_MEMORY_MB", "").strip()
    if not text:
        return MEMORY_MB
    number = int(text) if text.isdecimal() and len(text) < 10 else 0
    return _checked_memory(number, f"ALSKG_MEMORY_MB={brief(text)}")


def _checked_memory(number: int, what: str) -> int:
    if not LEAST_MEMORY_MB <= number <= MOST_MEMORY_MB:
        raise UsageError(
            f"{what} is not a number of megabytes from {LEAST_MEMORY_MB} to {MOST_MEMORY_MB:,}.",
            hint=f"Leave it out for {MEMORY_MB}.",
        )
    return number
