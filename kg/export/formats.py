"""The formats by name, and writing one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from kg.errors import OutputError, UsageError
from kg.files import write_output
from kg.model.tables import Tables
from kg.model.verdicts import with_verdicts

FILTER = "filter.txt"
"""The file beside tables that are a part of the graph: a table has no place to say so."""


@dataclass(frozen=True, slots=True)
class Format:
    """One export format.

    Attributes:
        description: what it is for.
        ending: of the file; None for a folder of files.
        maker: module and function that make it of `Tables` and the words for their filter: the bytes of one file,
            or of several by name.
        verdicts: whether edges between a therapy and a disease say how its trials ended (column ``verdict``).
    """

    description: str
    ending: str | None
    maker: str
    verdicts: bool = False

    def make(self, part: Tables, filtered: str = "") -> dict[str, bytes]:
        """Make the files by name; one named ``""`` where the format is a single file."""
        module, _, function = self.maker.partition(":")
        made = getattr(import_module(module), function)(part, filtered)
        return {"": made} if isinstance(made, bytes) else dict(made)


EXPORT_FORMATS: Mapping[str, Format] = {
    "kgx": Format("Biolink node and edge tables, evidence beside them", None, "kg.export.tabular:kgx", verdicts=True),
    "tables": Format("TSV of nodes, edges, evidence", None, "kg.export.tabular:tables"),
    "nt": Format("RDF as N-Triples, for any triple store", ".nt", "kg.export.triples:ntriples"),
    "ttl": Format("RDF as Turtle, to read; slow for the whole graph", ".ttl", "kg.export.triples:turtle"),
    "graphml": Format("for Gephi, yEd, igraph", ".graphml", "kg.export.network:graphml", verdicts=True),
    "cytoscape": Format("Cytoscape.js JSON", ".cyjs", "kg.export.network:cytoscape", verdicts=True),
}
"""The one list of formats: the command line, its help and the tests follow it."""


def export(part: Tables, format: str, path: Path, *, whole: Tables | None = None, filtered: str = "") -> list[Path]:
    """Write a part of the graph.

    Args:
        part: which part.
        whole: the tables that it is a part of, which hold the trials behind the verdicts; `part` when left out.
        format: a key of `EXPORT_FORMATS`.
        path: the file, or the folder for a format of several files.
        filtered: what the evidence was filtered by, which the files say then; empty for unfiltered ones.

    Returns:
        The files that were written.

    Raises:
        UsageError: there is no such format.
        OutputError: a file cannot be written.
    """
    if format not in EXPORT_FORMATS:
        raise UsageError(f"there is no export format {format!r}.", hint=f"They are {', '.join(EXPORT_FORMATS)}.")
    chosen = EXPORT_FORMATS[format]
    made = chosen.make(with_verdicts(part, whole or part) if chosen.verdicts else part, filtered)
    if chosen.ending is not None:
        return [write_output(path, made[""])]
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"the folder {path} cannot be made ({error.strerror or error}).",
            hint="Name a folder that you may write to.",
        ) from error
    if not filtered:
        # An earlier export into this folder may have been a part.
        (path / FILTER).unlink(missing_ok=True)
    return [write_output(path / name, data) for name, data in made.items()]
