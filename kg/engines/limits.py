"""How much one question may take before it is stopped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.errors import UsageError, brief


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


def merged(params: Mapping[str, Any] | None, named: Mapping[str, Any], limits: object) -> dict[str, Any]:
    """The values for ``$name`` from a mapping and from keywords, where these are what they should be.

    Raises:
        UsageError: the parameters are no mapping, or the limits are no `Limits`.
    """
    if params is not None and not isinstance(params, Mapping):
        raise UsageError(f"parameters are a mapping, not {brief(params)}.", hint='As in {"gene": "FUS"}.')
    if not isinstance(limits, Limits):
        raise UsageError(
            f"limits are kg.engines.limits.Limits, not {brief(limits)}.",
            hint='A value for $limits goes into the mapping: {"limits": 3}.',
        )
    return {**(params or {}), **named}


MEMORY_MB = 2048
"""Address space of an engine's process, where the platform can limit it."""
