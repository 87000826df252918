"""Opening the engines of a release: where the index lies, and what makes it when it is not there.

Nothing here imports an engine, polars or rdflib while the index exists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.engines.core.index import Index, Say
from kg.engines.core.indexing import make
from kg.engines.core.registry import ENGINES, Engine, engine_named

if TYPE_CHECKING:
    from kg.engines.cypher.engine import CypherEngine
    from kg.engines.search.engine import SearchEngine
    from kg.engines.sparql.engine import SparqlEngine
    from kg.model.tables import Tables


def open_cypher(release: Path, *, say: Say | None = None) -> CypherEngine:
    """Open the Cypher engine of a release.

    Args:
        release: the folder with the three tables.
        say: told in one sentence when the index is made or made again, or takes long to be opened.

    Raises:
        NotFound: there is no release there.
        ReleaseError: a table is damaged, or the index can be written nowhere.
    """
    engine: CypherEngine = _opened("cypher", release, say)
    return engine


def open_sparql(release: Path, *, say: Say | None = None) -> SparqlEngine:
    """Open the SPARQL engine of a release; arguments and errors: see `open_cypher`."""
    engine: SparqlEngine = _opened("sparql", release, say)
    return engine


def open_search(release: Path, *, say: Say | None = None, tables: Callable[[], Tables] | None = None) -> SearchEngine:
    """Open the search engine of a release; arguments and errors: see `open_cypher`.

    With `tables`, the tables come from there, and `release` is where the index is kept.
    """
    engine: SearchEngine = _opened("search", release, say, tables)
    return engine


def make_index(release: Path, name: str, *, say: Say | None = None, force: bool = False) -> Path:
    """Make the index of one engine now, for ``alskg build --index``.

    Args:
        release: the folder with the three tables.
        name: ``cypher``, ``sparql`` or ``search``.
        say: told in one sentence when it is made.
        force: make it also when it is there.

    Returns:
        The folder of the index.

    Raises:
        UsageError: there is no such engine.
    """
    return _index(engine_named(name), release, say).ensure(force=force)


def damaged_indexes(release: Path) -> Iterator[tuple[Path, str]]:
    """List the damaged indexes of a release, each with what is wrong; every file is read.

    Raises:
        ReleaseError: one cannot be read.
    """
    for engine in ENGINES.values():
        index = _index(engine, release, None)
        for place in index.places():
            damage = index.damage(place / index.name, thoroughly=True)
            if damage:
                yield place / index.name, damage


def _index(engine: Engine, release: Path, say: Say | None, tables: Callable[[], Tables] | None = None) -> Index:
    return Index(release, engine.folder, partial(make, engine), say, tables)


def _opened(name: str, release: Path, say: Say | None, tables: Callable[[], Tables] | None = None) -> Any:
    engine = engine_named(name)
    index = _index(engine, release, say, tables)
    folder = index.ensure()
    return engine.engine()(folder, repair=index.repair, say=say)
