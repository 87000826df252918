"""The engines that answer over a release, an entry each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from kg.engines.process import engine_version
from kg.errors import UsageError

_HERE = __name__.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Engine:
    """One engine.

    Attributes:
        name: what users call it: ``cypher``, ``sparql``, ``search``.
        label: how the folders of its indexes begin.
        package: the package whose version counts; empty for the standard library's SQLite.
        layout: raised when the same tables would give another index.
        builder: module and function that write the index of three tables into a folder.
        opener: module and class that answer over the index.
    """

    name: str
    label: str
    package: str
    layout: int
    builder: str
    opener: str

    @property
    def folder(self) -> str:
        """The name of the folders of its indexes: ``kglite-0.21.2-1``.

        Raises:
            ReleaseError: its package is not installed.
        """
        version = engine_version(self.package) if self.package else sqlite3.sqlite_version
        return f"{self.label}-{version}-{self.layout}"

    def build(self) -> Callable[..., None]:
        """The function ``(nodes, edges, evidence, folder, *, tell)`` that writes its index."""
        return _load(self.builder)  # type: ignore[no-any-return]

    def engine(self) -> Any:
        """The class that answers over its index."""
        return _load(self.opener)


ENGINES = {
    engine.name: engine
    for engine in (
        Engine("cypher", "kglite", "kglite", 2, f"{_HERE}.cypher_index:build", f"{_HERE}.cypher:CypherEngine"),
        Engine("sparql", "oxigraph", "pyoxigraph", 2, f"{_HERE}.sparql_index:build", f"{_HERE}.sparql:SparqlEngine"),
        Engine("search", "sqlite", "", 2, f"{_HERE}.search_index:build", f"{_HERE}.search:SearchEngine"),
    )
}


def engine_named(name: str) -> Engine:
    """The engine of that name.

    Raises:
        UsageError: there is none.
    """
    if name not in ENGINES:
        raise UsageError(f"there is no engine {name!r}.", hint=f"Engines are {', '.join(ENGINES)}.")
    return ENGINES[name]


def _load(name: str) -> Any:
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)
