"""The packaged graph, made once for a test session."""

from __future__ import annotations

from functools import cache

from kg.assembly.bundled import make_bundled
from kg.assembly.make import Made


@cache
def packaged() -> Made:
    """The graph of the packaged tables, in memory."""
    return make_bundled()
