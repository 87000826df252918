"""Opening the engines of a release: where the index lies, and what makes it when it is not there.

Nothing here imports an engine, polars or rdflib while the index exists.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.engines.index import Frames, Index, Say
from kg.engines.limits import MEMORY_MB
from kg.engines.process import engine_version
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.engines.cypher import CypherEngine
    from kg.engines.search import SearchEngine
    from kg.engines.sparql import SparqlEngine

ENGINES = ("cypher", "sparql", "search")


def open_cypher(release: Path, *, memory_mb: int = MEMORY_MB, say: Say | None = None) -> CypherEngine:
    """The Cypher engine of a release.

    Args:
        release: the folder with the three tables.
        memory_mb: address space that a question may use, where the platform can limit it.
        say: told in one sentence when the index is made or made again.

    Raises:
        NotFound: there is no release there.
        ReleaseError: a table is damaged, or the index can be written nowhere.
    """
    from kg.engines.cypher import PACKAGE, CypherEngine
    from kg.engines.cypher_index import LAYOUT

    index = Index(release, f"{PACKAGE}-{engine_version(PACKAGE)}-{LAYOUT}", CypherEngine.build, say)
    folder = index.ensure()
    return CypherEngine(folder, memory_mb=memory_mb, repair=lambda: index.remake(folder))


def open_sparql(release: Path, *, memory_mb: int = MEMORY_MB, say: Say | None = None) -> SparqlEngine:
    """The SPARQL engine of a release; arguments and errors as of `open_cypher`."""
    from kg.engines.sparql import LAYOUT, PACKAGE, SparqlEngine

    index = Index(release, f"oxigraph-{engine_version(PACKAGE)}-{LAYOUT}", SparqlEngine.build, say)
    folder = index.ensure()
    return SparqlEngine(folder, memory_mb=memory_mb, repair=lambda: index.remake(folder))


def open_search(release: Path, *, say: Say | None = None, frames: Callable[[], Frames] | None = None) -> SearchEngine:
    """The search engine of a release; arguments and errors as of `open_cypher`.

    With `frames`, the tables come from there, and `release` is where the index is kept.
    """
    from kg.engines.search import SearchEngine
    from kg.engines.search_index import LAYOUT

    index = Index(release, f"sqlite-{sqlite3.sqlite_version}-{LAYOUT}", SearchEngine.build, say, frames)
    folder = index.ensure()
    return SearchEngine(folder, repair=lambda: index.remake(folder))


def make_index(release: Path, engine: str, *, say: Say | None = None) -> Path:
    """Make the index of one engine now, for ``alskg build --index``.

    Args:
        release: the folder with the three tables.
        engine: ``cypher``, ``sparql`` or ``search``.
        say: told in one sentence when it is made.

    Returns:
        The folder of the index.

    Raises:
        UsageError: there is no such engine.
    """
    if engine == "cypher":
        return open_cypher(release, say=say).index
    if engine == "sparql":
        return open_sparql(release, say=say).index
    if engine == "search":
        return open_search(release, say=say).index
    raise UsageError(f"there is no engine {engine!r}.", hint=f"Engines are {', '.join(ENGINES)}.")
