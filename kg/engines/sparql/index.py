"""The SPARQL index: the three tables as an Oxigraph store, and the predicates and classes that it uses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from kg.engines.core.progress import Progress, Tell
from kg.engines.sparql.terms import NAMES

if TYPE_CHECKING:
    from kg.engines.sparql.rdf import Written
    from kg.model.tables import Tables

STORE = "store"


def build(tables: Tables, folder: Path, *, tell: Tell | None = None) -> None:
    """Write the index of three tables into a folder: an Oxigraph store, and the terms of the schema in use.

    Args:
        tables: the three tables.
        folder: where ``store`` and ``names.json`` go.
        tell: told how far it is.

    Raises:
        BadCurie: an identifier has an unknown prefix or form.
        OSError: the files cannot be written.
    """
    from kg.engines.sparql.rdf import write
    from kg.model.closure import with_within

    triples = folder / "graph.nt"
    try:
        with triples.open("wb") as file:
            nodes = with_within(tables.nodes, tables.edges)
            written = write(tables._replace(nodes=nodes), file, tell=tell)
        build_store(triples, written, folder, tell=tell)
    finally:
        triples.unlink(missing_ok=True)


def build_store(triples: Path, written: Written, folder: Path, *, tell: Tell | None = None) -> None:
    """Load N-Triples into an Oxigraph store, and list the predicates and classes that they use."""
    import pyoxigraph

    progress = Progress(tell)
    progress.step(f"loading {written.triples:,} triples")
    store = pyoxigraph.Store(str(folder / STORE))
    store.bulk_load(path=str(triples), format=pyoxigraph.RdfFormat.N_TRIPLES)
    progress.step("ordering the triples")
    store.optimize()
    store.flush()
    del store
    found = {"predicates": sorted(written.predicates), "classes": sorted(written.classes)}
    (folder / NAMES).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
