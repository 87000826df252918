"""als-kg: an evidence-first knowledge graph of amyotrophic lateral sclerosis.

>>> import kg
>>> graph = kg.open()                                    # doctest: +SKIP
>>> graph.edges("TDP-43", "contributes_to")              # doctest: +SKIP
>>> graph.evidence("DAO", object="ALS")                  # doctest: +SKIP
>>> graph.cypher("MATCH (g:Gene) RETURN count(g)")       # doctest: +SKIP
>>> graph.ask("gene-mechanisms", gene="FUS")             # doctest: +SKIP
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.engines.core.rows import Rows
    from kg.engines.neo4j.connection import Login
    from kg.graph.knowledge_graph import KnowledgeGraph

    Say = Callable[[str], None]

if not (Path(__file__).parent / "loaders").is_dir():
    # A checkout's kg/: an editable install knows where kg.loaders is, an installed package lies behind it on the path.
    from importlib.util import find_spec

    if find_spec("kg.loaders") is None:
        raise ImportError(
            f"{Path(__file__).parent} is a folder of the source code and hides the installed als-kg. "
            "Start Python in another folder, or as `python -P`."
        )

__all__ = ["__version__", "ask", "open"]


def ask(slug: str, /, language: str = "cypher", **params: Any) -> Rows:
    """Answer a named question on the graph in use.

    Args:
        slug: the question (``alskg ask`` lists them).
        language: ``cypher`` or ``sparql``; the rows are the same.
        params: values for its parameters, defaults for the others; names or identifiers.

    Returns:
        Rows that print, turn into frames and dictionaries, and carry what a reader must know
        before believing them. Several questions are quicker through one ``kg.open()``.

    Raises:
        NotFound: there is no such question, or nothing goes by a name.
        UsageError: a parameter is unknown, missing or of another kind, or a name stands for
            several things.
        QueryError: the engine stopped at a limit.
    """
    with open() as graph:
        return graph.ask(slug, language, **params)


def open(
    home: str | os.PathLike[str] | None = None,
    *,
    profile: str | None = None,
    neo4j: str | Login | bool | None = None,
    say: Say | None = None,
) -> KnowledgeGraph:
    """Open the graph in use; the bundled one is built first when there is none.

    Args:
        home: the folder of the releases; ``$ALSKG_HOME`` or your data folder when left out.
        profile: which graph; the one in use when left out.
        neo4j: ask the graph that a Neo4j server holds instead: its address (``bolt://host:7687``),
            or True for ``NEO4J_URI``. Name and password come from ``NEO4J_USERNAME`` and
            ``NEO4J_PASSWORD``, or a prompt.
        say: told in one sentence what happens besides (``print``, say).

    Raises:
        NotFound: there is no such profile, or the server holds no graph of als-kg.
        ReleaseError: the graph is damaged or cannot be written.
        UsageError: a server and a home or profile at once, or the Neo4j driver is not installed.
        ServerError: the server cannot be reached or refuses us.
    """
    from kg.graph.knowledge_graph import KnowledgeGraph

    if neo4j is not None and neo4j is not False:
        from kg.errors import UsageError
        from kg.graph.backends.neo4j import Neo4jBackend, login_of

        if home is not None or profile is not None:
            raise UsageError("a graph is on a server or in a home, not both.", hint="Leave home and profile out.")
        return KnowledgeGraph(Neo4jBackend(login_of(neo4j), say=say), say=say)
    from kg.assembly.bundled import open_or_build
    from kg.graph.backends.local import LocalBackend
    from kg.release.home import Home

    where = Home(Path(home).absolute()) if home is not None else None
    return KnowledgeGraph(LocalBackend(open_or_build(where, profile, say=say), say=say), say=say)


def __getattr__(name: str) -> str:
    if name == "__version__":
        from importlib.metadata import version

        return version("als-kg")
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
