"""The packaged graph: its tables from the release that all workers share, and how it is made."""

from __future__ import annotations

from functools import cache

from kg.assembly.bundled import make_bundled
from kg.assembly.make import UnpublishedGraph
from kg.model.tables import Tables
from support.home import packaged_release


@cache
def packaged_tables() -> Tables:
    """The three tables, for tests that do not ask how they were made."""
    return packaged_release().tables()


@cache
def packaged() -> UnpublishedGraph:
    """The graph as a build makes it in memory, with faults and accounts."""
    return make_bundled()
