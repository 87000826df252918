"""A kglite graph of frames, by way of CSV files: its bulk loader reads those, written by column.

The loader keeps every text as it stands but the empty one, which it takes for a cell without a
value; those few are set afterwards.
"""

from __future__ import annotations

import json
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.engines.core.progress import Progress
from kg.engines.cypher.shape import END, END_LABEL, START, Kind
from kg.errors import ReleaseError

if TYPE_CHECKING:
    import polars as pl

SLICE = 200_000
"""Rows that are written at once."""
_EMPTIES = 20_000
_ADVICE = ("declarations", "stubs", "data_shape", "data_quality", "cosmetic")
"""What the loader would warn of is an error: its warnings would reach a user."""
_ENDS = (START, END, END_LABEL)


@dataclass(slots=True)
class Blueprint:
    """CSV files in a folder, and what the loader is told of them.

    Attributes:
        folder: where the files go.
        progress: told how far it is.
        total: rows that will be written, for `progress`.
    """

    folder: Path
    progress: Progress
    total: int
    _done: int = 0
    _nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    _empties: list[tuple[str, list[dict[str, str]]]] = field(default_factory=list)

    def add_nodes(self, labels: tuple[str, ...], frame: pl.DataFrame) -> None:
        """Write the nodes of one set of labels; their title is their id, which kglite can be told to hide."""
        label, *others = labels
        name = f"nodes.{len(self._nodes)}.csv"
        properties = self._write(frame, name)
        spec = {"csv": name, "pk": "id", "title": "id", "labels": others, "properties": properties}
        self._nodes[label] = {**spec, "connections": {"junction_edges": {}}}
        for column, part in _with_empty_texts(frame, properties):
            # The title once more: kglite takes a new name for a new title.
            query = f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET n.`{column}` = '' SET n.title = row.id"
            self._empties.append((query, part.select("id").to_dicts()))

    def add_relationships(self, kind: Kind, frame: pl.DataFrame) -> None:
        """Write the relationships of one kind: a second file of one would merge parallel relationships."""
        junctions = self._nodes[kind.start]["connections"]["junction_edges"]
        name = f"relationships.{len(self._nodes)}.{len(junctions)}.{kind.start}.csv"
        types = self._write(frame, name)
        properties = {column: type for column, type in types.items() if column not in _ENDS}
        junctions[kind.type] = {
            **{"csv": name, "source_fk": START, "target_fk": END, "target_type_column": END_LABEL},
            **{"target": sorted(frame[END_LABEL].unique()), "properties": [*properties], "property_types": properties},
        }
        for column, part in _with_empty_texts(frame, properties):
            query = (
                f"UNWIND $rows AS row MATCH (:{kind.start} {{id: row.s}})-[r:{kind.type}]->({{id: row.o}}) "
                f"WHERE r.id = row.id SET r.`{column}` = ''"
            )
            self._empties.append((query, part.select("id", s=START, o=END).to_dicts()))

    def load(self) -> Any:
        """Make the graph.

        Raises:
            ReleaseError: the loader complains.
        """
        import kglite

        path = self.folder / "blueprint.json"
        spec = {"settings": {"root": str(self.folder)}, "nodes": self._nodes}
        path.write_text(json.dumps(spec), encoding="utf-8")
        try:
            graph: Any = kglite.from_blueprint(path, save=False, strict=_ADVICE)
        except ValueError as error:
            raise ReleaseError(
                f"no Cypher index can be made from the tables ({_sentence(error)}).", hint="Run `alskg verify`."
            ) from error
        for query, rows in self._empties:
            for at in range(0, len(rows), _EMPTIES):
                graph.cypher(query, params={"rows": rows[at : at + _EMPTIES]})
        return graph

    def _write(self, frame: pl.DataFrame, name: str) -> dict[str, str]:
        """Write the columns that hold something; return the loader's words for their types."""
        columns = [column for column in frame.columns if _holds_something(frame[column])]
        frame = frame.select(columns)
        with (self.folder / name).open("wb") as file:
            for at in range(0, max(frame.height, 1), SLICE):
                part = frame[at : at + SLICE]
                part.select(_cells(frame)).write_csv(file, include_header=at == 0)
                self._done += part.height
                self.progress.count("writing the graph", self._done, self.total, "rows")
        return {column: _type_of(frame[column]) for column in columns}


def graph_of(
    nodes: Iterable[tuple[tuple[str, ...], pl.DataFrame]],
    relationships: Iterable[tuple[Kind, pl.DataFrame]],
    folder: Path,
    *,
    total: int,
    progress: Progress,
) -> tuple[Any, set[Kind]]:
    """Make a kglite graph.

    Args:
        nodes: as `kg.engines.cypher.shape.node_frames` gives them.
        relationships: as `kg.engines.cypher.shape.relationship_frames` gives them.
        folder: where the files lie for a while.
        total: how many nodes and relationships there are.
        progress: told how far it is.

    Returns:
        The graph, and the kinds of its relationships.

    Raises:
        ReleaseError: the loader complains of the tables.
        OSError: the files cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="csv-", dir=folder) as temporary:
        blueprint = Blueprint(Path(temporary), progress, total)
        kinds = _write_all(blueprint, nodes, relationships)
        progress.step(f"making the graph: {total:,} nodes and relationships")
        return blueprint.load(), kinds


def _write_all(
    blueprint: Blueprint,
    nodes: Iterable[tuple[tuple[str, ...], pl.DataFrame]],
    relationships: Iterable[tuple[Kind, pl.DataFrame]],
) -> set[Kind]:
    """Write all frames, in a function of its own so that none is kept while the graph is made."""
    for labels, frame in nodes:
        blueprint.add_nodes(labels, frame)
    kinds = set()
    for kind, frame in relationships:
        blueprint.add_relationships(kind, frame)
        kinds.add(kind)
    return kinds


def save(graph: Any, path: Path) -> None:
    """Save a graph. That a text set afterwards has no mapped form costs memory once it is open, no more."""
    import kglite

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", kglite.MappedFallbackWarning)
        graph.save(str(path))


def _holds_something(column: pl.Series) -> bool:
    return column.null_count() < len(column)


def _type_of(column: pl.Series) -> str:
    import polars as pl

    words = {pl.String: "string", pl.Int64: "int", pl.Float64: "float", pl.Boolean: "bool"}
    return "list" if isinstance(column.dtype, pl.List) else words[type(column.dtype)]


def _cells(frame: pl.DataFrame) -> Iterator[pl.Expr]:
    """Write the columns as the loader reads them: lists as JSON, NaN as nothing."""
    import polars as pl

    for column, kind in frame.schema.items():
        if isinstance(kind, pl.List):
            text = pl.struct(pl.col(column).alias("")).struct.json_encode().str.slice(len('{"":'))
            yield pl.when(pl.col(column).is_not_null()).then(text.str.head(-1)).alias(column)
        else:
            yield pl.col(column).fill_nan(None) if kind.is_float() else pl.col(column)


def _with_empty_texts(frame: pl.DataFrame, types: dict[str, str]) -> Iterator[tuple[str, pl.DataFrame]]:
    for column, kind in types.items():
        if kind == "string":
            part = frame.filter(frame[column] == "")
            if part.height:
                yield column, part


def _sentence(error: ValueError) -> str:
    """Find what the loader complains of first."""
    lines = [line.strip(" -") for line in str(error).splitlines() if line.strip().startswith("- ")]
    return (lines or [str(error)])[0].rstrip(".")
