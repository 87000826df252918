"""The three tables of a folder, checked against its receipt where it has one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ReleaseError

if TYPE_CHECKING:
    import polars

Frames = tuple["polars.DataFrame", "polars.DataFrame", "polars.DataFrame"]
TABLES = ("nodes", "edges", "evidence")


def read_frames(folder: Path) -> Frames:
    """Read the nodes, edges and evidence of a release.

    Raises:
        ReleaseError: a table is missing or damaged.
    """
    receipt = folder / "receipt.json"
    if receipt.is_file():
        from kg.release.read import Release
        from kg.release.receipt import Receipt

        opened = Release(folder, Receipt.from_json(receipt.read_text(encoding="utf-8"), where=str(folder)))
        nodes, edges, evidence = (opened.table(name) for name in TABLES)
        return nodes, edges, evidence
    import polars as pl

    try:
        nodes, edges, evidence = (pl.read_parquet(folder / f"{name}.parquet") for name in TABLES)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise ReleaseError(f"the tables in {folder} cannot be read ({error}).", hint="Run `alskg build`.") from error
    return nodes, edges, evidence
