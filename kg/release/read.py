"""A release on disk: its receipt is there at once, its tables when asked for."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ReleaseError
from kg.model.tables import TABLE_NAMES, Tables
from kg.release.files import sha256
from kg.release.receipt import QUARANTINE, REBUILD, Receipt

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Release:
    """One release on disk.

    Attributes:
        path: its folder.
        receipt: what it was made of.
        account: the folder of that receipt and its quarantine; None for the release's own folder.
        proven: whether a profile's pointer carries the digest of the receipt.
    """

    path: Path
    receipt: Receipt
    account: Path | None = None
    proven: bool = False

    @property
    def content_id(self) -> str:
        """The digest of what the graph says; also the name of its folder."""
        return self.receipt.content_id

    def file(self, name: str) -> Path:
        """Tell where a file that the receipt names lies."""
        return (self.account or self.path) / name if name == QUARANTINE else self.path / name

    def quarantine(self) -> str:
        """Read the quarantined rows as a tab-separated table.

        Raises:
            ReleaseError: the file is missing or damaged.
        """
        return self._bytes(QUARANTINE).decode("utf-8")

    def _bytes(self, name: str) -> bytes:
        path = self.file(name)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise ReleaseError(f"{path} cannot be read ({error.strerror or error}).", hint=REBUILD) from error
        if all(entry.name != name or sha256(data) != entry.sha256 for entry in self.receipt.tables):
            raise ReleaseError(f"{path} differs from its digest in the receipt.", hint=REBUILD)
        return data

    def table(self, name: str) -> pl.DataFrame:
        """Read ``nodes``, ``edges`` or ``evidence``.

        Raises:
            ReleaseError: the file is missing or damaged, or has other columns than the schema.
        """
        import polars as pl

        from kg.model.columns import COLUMNS

        path, data = self.path / f"{name}.parquet", self._bytes(f"{name}.parquet")
        try:
            frame = pl.read_parquet(io.BytesIO(data))
        except pl.exceptions.PolarsError as error:
            raise ReleaseError(f"{path} cannot be read ({_first_line(error)}).", hint=REBUILD) from error
        if dict(frame.schema) != COLUMNS[name]:
            wrong = sorted(set(frame.schema.items()) ^ set(COLUMNS[name].items()), key=str)
            raise ReleaseError(f"{path} has other columns than the schema ({wrong[0][0]!r}).", hint=REBUILD)
        return frame

    def tables(self) -> Tables:
        """Read all three tables.

        Raises:
            ReleaseError: see `table`.
        """
        return Tables(*map(self.table, TABLE_NAMES))

    def has_all_bytes(self) -> bool:
        """Tell whether every file is there with the size that the receipt says: a quick look, no digest."""
        try:
            return all(self.file(entry.name).stat().st_size == entry.bytes for entry in self.receipt.tables)
        except OSError:
            return False

    def damaged_files(self) -> list[str]:
        """Write one sentence per file that is missing or differs from its digest in the receipt."""
        found = []
        for entry in self.receipt.tables:
            try:
                data = self.file(entry.name).read_bytes()
            except OSError as error:
                found.append(f"{entry.name} cannot be read ({error.strerror or error})")
                continue
            if len(data) != entry.bytes:
                found.append(f"{entry.name} has {len(data)} bytes where the receipt says {entry.bytes}")
            elif sha256(data) != entry.sha256:
                found.append(f"{entry.name} differs from its digest in the receipt")
        return found


def read_tables(folder: Path) -> Tables:
    """Read the tables of a folder, each held against the receipt where the folder has one.

    Raises:
        ReleaseError: a table is missing or damaged.
    """
    receipt = folder / "receipt.json"
    if not receipt.is_file():
        return Tables.read(folder)
    return Release(folder, Receipt.from_json(receipt.read_text(encoding="utf-8"), where=str(folder))).tables()


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
