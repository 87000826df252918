"""`Tables`: the three tables of a graph, or of a part of it.

Every edge's ends are among the nodes, and every piece of evidence is about one of the edges; what
is taken out of tables is closed in the same way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import ReleaseError

if TYPE_CHECKING:
    import networkx
    import polars as pl


class Tables(NamedTuple):
    """The nodes, edges and evidence, with the columns of `kg.model.columns`, each sorted by id."""

    nodes: pl.DataFrame
    edges: pl.DataFrame
    evidence: pl.DataFrame

    @classmethod
    def read(cls, folder: Path) -> Tables:
        """Read the tables of a folder, whatever wrote them; `kg.release` reads those that prove themselves.

        Raises:
            ReleaseError: a table is missing or cannot be read.
        """
        import polars as pl

        try:
            return cls(*(pl.read_parquet(folder / f"{name}.parquet") for name in TABLE_NAMES))
        except (OSError, pl.exceptions.PolarsError) as error:
            raise ReleaseError(
                f"the tables in {folder} cannot be read ({error}).", hint="Run `alskg build`."
            ) from error

    def __repr__(self) -> str:
        """Say how large they are; the frames themselves are `nodes`, `edges` and `evidence`."""
        counts = ", ".join(f"{table.height:,} {name}" for name, table in self.named())
        return f"<Tables {counts} rows>"

    def named(self) -> Iterator[tuple[str, pl.DataFrame]]:
        """Yield each table with its name."""
        return zip(TABLE_NAMES, self, strict=True)

    def where(self, condition: pl.Expr) -> Tables:
        """Keep the edges for which a condition on the edges table holds, with their evidence; all nodes stay."""
        edges = self.edges.filter(condition)
        return Tables(self.nodes, edges, self._evidence_of(edges))

    def asserted(self) -> Tables:
        """Keep the edges that are asserted, with their evidence; all nodes stay."""
        import polars as pl

        return self.where(pl.col("asserted"))

    def induced(self, ids: Collection[str]) -> Tables:
        """Keep some nodes, every edge between them, and all evidence of these edges."""
        import polars as pl

        wanted = pl.Series(sorted(ids), dtype=pl.String).implode()
        edges = self.edges.filter(pl.col("subject").is_in(wanted) & pl.col("object").is_in(wanted))
        return Tables(self.nodes.filter(pl.col("id").is_in(wanted)), edges, self._evidence_of(edges))

    def distances(self, centres: Sequence[str], steps: int) -> dict[str, int]:
        """Measure how many edges away each node is from the nearest of some nodes, whatever the edges' direction.

        Args:
            centres: ids of nodes.
            steps: how far is looked.

        Returns:
            The ids within reach, the centres at 0.
        """
        import polars as pl

        found = dict.fromkeys(centres, 0)
        frontier = list(found)
        for step in range(1, steps + 1):
            ends = pl.Series(frontier, dtype=pl.String).implode()
            touching = self.edges.filter(pl.col("subject").is_in(ends) | pl.col("object").is_in(ends))
            reached = pl.concat([touching["subject"], touching["object"]]).unique()
            frontier = sorted(id for id in reached if id not in found)
            found.update(dict.fromkeys(frontier, step))
        return found

    def around(self, centres: Sequence[str], steps: int = 1) -> Tables:
        """Keep what lies within some steps of some nodes, and every edge between what is kept."""
        return self.induced(self.distances(centres, steps))

    def to_networkx(self) -> networkx.MultiDiGraph:
        """Write a networkx graph: all columns but the empty ones, edges keyed by their id, not asserted ones included.

        What a project's algorithms should take as true is ``tables.asserted().to_networkx()``.
        """
        from kg.model.network import to_networkx

        return to_networkx(self.nodes.iter_rows(named=True), self.edges.iter_rows(named=True))

    def _evidence_of(self, edges: pl.DataFrame) -> pl.DataFrame:
        import polars as pl

        if edges.height == self.edges.height:
            return self.evidence
        return self.evidence.filter(pl.col("edge_id").is_in(edges["id"].implode()))


TABLE_NAMES = Tables._fields
