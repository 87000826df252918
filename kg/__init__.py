"""als-kg: an evidence-first knowledge graph of amyotrophic lateral sclerosis.

>>> import kg
>>> graph = kg.open()                                    # doctest: +SKIP
>>> graph.edges("TDP-43", "contributes_to")              # doctest: +SKIP
>>> graph.evidence("DAO", object="ALS")                  # doctest: +SKIP
>>> graph.cypher("MATCH (g:Gene) RETURN count(g)")       # doctest: +SKIP
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

__all__ = ["__version__", "open"]


def open(
    home: str | os.PathLike[str] | None = None,
    *,
    profile: str | None = None,
    say: Callable[[str], None] | None = None,
) -> KnowledgeGraph:
    """Open the graph in use; the bundled one is built first when there is none.

    Args:
        home: the folder of the releases; ``$ALSKG_HOME`` or your data folder when left out.
        profile: which graph; the one in use when left out.
        say: told in one sentence what happens besides (``print``, say).

    Raises:
        NotFound: there is no such profile.
        ReleaseError: the graph is damaged or cannot be written.
    """
    from pathlib import Path

    from kg.bundled import open_or_build
    from kg.graph import KnowledgeGraph
    from kg.release.home import Home

    where = Home(Path(home).absolute()) if home is not None else None
    return KnowledgeGraph(open_or_build(where, profile, say=say), say=say)


def __getattr__(name: str) -> str:
    if name == "__version__":
        from importlib.metadata import version

        return version("als-kg")
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
