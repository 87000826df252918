"""The engines that answer over a release, one entry each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from kg.engines.core.packages import engine_version
from kg.errors import UsageError

ENGINES_PACKAGE = "kg.engines"
"""Where each engine has a folder of its name, with ``engine``, which answers, and ``index``, which makes its files."""


@dataclass(frozen=True, slots=True)
class Engine:
    """One engine.

    Attributes:
        name: what users call it: ``cypher``, ``sparql``, ``search``.
        label: how the folders of its indexes begin.
        package: the package whose version counts; empty for the standard library's SQLite.
        layout: raised when the same tables would give another index.
        opener: the class in its folder's ``engine`` that answers over the index.
    """

    name: str
    label: str
    package: str
    layout: int
    opener: str

    @property
    def folder(self) -> str:
        """The name of the folders of its indexes: ``kglite-0.21.2-1``.

        Raises:
            ReleaseError: its package is not installed.
        """
        version = engine_version(self.package) if self.package else sqlite3.sqlite_version
        return f"{self.label}-{version}-{self.layout}"

    @property
    def builder(self) -> str:
        """The module whose ``build(tables, folder, *, tell)`` writes its index."""
        return f"{ENGINES_PACKAGE}.{self.name}.index"

    def build(self) -> Callable[..., None]:
        """Load what writes its index."""
        return import_module(self.builder).build  # type: ignore[no-any-return]

    def engine(self) -> Any:
        """Load the class that answers over its index."""
        return getattr(import_module(f"{ENGINES_PACKAGE}.{self.name}.engine"), self.opener)


ENGINES = {
    engine.name: engine
    for engine in (
        Engine("cypher", "kglite", "kglite", layout=3, opener="CypherEngine"),
        Engine("sparql", "oxigraph", "pyoxigraph", layout=3, opener="SparqlEngine"),
        Engine("search", "sqlite", "", layout=2, opener="SearchEngine"),
    )
}


def engine_named(name: str) -> Engine:
    """Find the engine of that name.

    Raises:
        UsageError: there is no such engine.
    """
    if name not in ENGINES:
        raise UsageError(f"there is no engine {name!r}.", hint=f"Engines are {', '.join(ENGINES)}.")
    return ENGINES[name]
