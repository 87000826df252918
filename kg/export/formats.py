"""The formats by name, and writing one."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import OutputError, UsageError
from kg.export import network, tabular
from kg.files import write_output
from kg.model.tables import Tables


@dataclass(frozen=True, slots=True)
class Format:
    """One export format.

    Attributes:
        description: what it is for.
        ending: of the file; None for a folder of files.
        make: the files by name; one named ``""`` where the format is a single file.
    """

    description: str
    ending: str | None
    make: Callable[[Tables], Mapping[str, bytes]]


def _ntriples(part: Tables) -> bytes:
    from kg.engines.sparql.shape import write_ntriples

    buffer = io.BytesIO()
    write_ntriples(part, buffer)
    return buffer.getvalue()


def _turtle(part: Tables) -> bytes:
    from kg.engines.sparql.shape import to_graph

    return to_graph(part).serialize(format="turtle").encode()


FORMATS: Mapping[str, Format] = {
    "kgx": Format("KGX node and edge tables for Biolink tools, evidence beside them", None, tabular.kgx),
    "tables": Format("the three tables as TSV", None, tabular.tables),
    "nt": Format("RDF as N-Triples, for any triple store", ".nt", lambda part: {"": _ntriples(part)}),
    "ttl": Format("RDF as Turtle, to read; slow for the whole graph", ".ttl", lambda part: {"": _turtle(part)}),
    "graphml": Format("GraphML for Gephi, yEd, igraph", ".graphml", lambda part: {"": network.graphml(part)}),
    "cytoscape": Format("Cytoscape.js JSON", ".cyjs", lambda part: {"": network.cytoscape(part)}),
}


def export(part: Tables, format: str, path: Path) -> list[Path]:
    """Write a part of the graph.

    Args:
        part: which part.
        format: a key of `FORMATS`.
        path: the file, or the folder for a format of several files.

    Returns:
        The files that were written.

    Raises:
        UsageError: there is no such format.
        OutputError: a file cannot be written.
    """
    if format not in FORMATS:
        raise UsageError(f"there is no export format {format!r}.", hint=f"They are {', '.join(FORMATS)}.")
    made = FORMATS[format].make(part)
    if FORMATS[format].ending is not None:
        return [write_output(path, made[""])]
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"the folder {path} cannot be made ({error.strerror or error}).",
            hint="Name a folder that you may write to.",
        ) from error
    return [write_output(path / name, data) for name, data in made.items()]
