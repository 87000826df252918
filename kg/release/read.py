"""Opening a release: its receipt at once, its tables when asked for."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg._schema import SCHEMA_VERSION
from kg.errors import NotFound, ReleaseError
from kg.release.files import sha256
from kg.release.home import Home
from kg.release.receipt import Receipt

if TYPE_CHECKING:
    import polars as pl

_REBUILD = "Run `alskg build` to make the graph anew."


@dataclass(frozen=True, slots=True)
class Release:
    """One release on disk.

    Attributes:
        path: its folder.
        receipt: what it was made of.
    """

    path: Path
    receipt: Receipt

    @property
    def content_id(self) -> str:
        """The digest of what the graph says; also the name of its folder."""
        return self.receipt.content_id

    def table(self, name: str) -> pl.DataFrame:
        """Read ``nodes``, ``edges`` or ``evidence``.

        Raises:
            ReleaseError: the file is missing or damaged, or has other columns than the schema.
        """
        import polars as pl

        from kg.tables import TABLES

        path = self.path / f"{name}.parquet"
        entry = next((entry for entry in self.receipt.tables if entry.name == path.name), None)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise ReleaseError(f"{path} cannot be read ({error.strerror or error}).", hint=_REBUILD) from error
        if entry is None or sha256(data) != entry.sha256:
            raise ReleaseError(f"{path} differs from its digest in the receipt.", hint=_REBUILD)
        try:
            frame = pl.read_parquet(io.BytesIO(data))
        except pl.exceptions.PolarsError as error:
            raise ReleaseError(f"{path} cannot be read ({_first_line(error)}).", hint=_REBUILD) from error
        if dict(frame.schema) != TABLES[name]:
            wrong = sorted(set(frame.schema.items()) ^ set(TABLES[name].items()), key=str)
            raise ReleaseError(f"{path} has other columns than the schema ({wrong[0][0]!r}).", hint=_REBUILD)
        return frame

    def frames(self) -> dict[str, pl.DataFrame]:
        """All three tables by name.

        Raises:
            ReleaseError: see `table`.
        """
        return {name: self.table(name) for name in ("nodes", "edges", "evidence")}

    def has_all_bytes(self) -> bool:
        """Whether every file is there with the size that the receipt says: a quick look, no digest."""
        try:
            return all((self.path / entry.name).stat().st_size == entry.bytes for entry in self.receipt.tables)
        except OSError:
            return False

    def damaged_files(self) -> list[str]:
        """One sentence per file that is missing or differs from its digest in the receipt."""
        found = []
        for entry in self.receipt.tables:
            try:
                data = (self.path / entry.name).read_bytes()
            except OSError as error:
                found.append(f"{entry.name} cannot be read ({error.strerror or error})")
                continue
            if len(data) != entry.bytes:
                found.append(f"{entry.name} has {len(data)} bytes where the receipt says {entry.bytes}")
            elif sha256(data) != entry.sha256:
                found.append(f"{entry.name} differs from its digest in the receipt")
        return found


def open_release(home: Home, content_id: str) -> Release:
    """Open a release by its content id.

    Raises:
        NotFound: it is not there.
        ReleaseError: its receipt is damaged, or its schema has another major version.
    """
    path = home.release_path(content_id)
    try:
        text = (path / "receipt.json").read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError) as error:
        if path.is_dir():
            raise ReleaseError(f"the release {path} has no receipt.", hint=_REBUILD) from error
        raise NotFound(f"the release {content_id[:12]} is not in {home.path}.", hint="See `alskg releases`.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ReleaseError(f"the receipt of {path} cannot be read ({error}).", hint=_REBUILD) from error
    receipt = Receipt.from_json(text, where=str(path))
    if receipt.content_id != content_id:
        raise ReleaseError(f"the receipt of {path} is that of another release.", hint=_REBUILD)
    if receipt.schema_version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        raise ReleaseError(
            f"the release {content_id[:12]} has schema {receipt.schema_version}, this als-kg reads {SCHEMA_VERSION}.",
            hint="Run `alskg build` to make a graph of this version; the old one stays until `alskg prune`.",
        )
    return Release(path, receipt)


def built_before(home: Home, content_id: str) -> Release:
    """The newest of the releases that were not built after one.

    Raises:
        NotFound: there is none; the hint names those that were built later.
    """
    found: dict[str, Release] = {}
    for name in home.release_ids():
        # What cannot be read here (another schema, a damaged receipt) is no candidate.
        with contextlib.suppress(ReleaseError):
            found[name] = open_release(home, name)
    built = found[content_id].receipt.built_at if content_id in found else "9"
    others = [release for name, release in found.items() if name != content_id]
    earlier = [release for release in others if release.receipt.built_at <= built]
    if earlier:
        return max(earlier, key=lambda release: (release.receipt.built_at, release.content_id))
    if others:
        named = ", ".join(f"{one.content_id[:12]} of {one.receipt.built_at[:16]}" for one in others)
        raise NotFound(
            f"no release in {home.path} was built before {content_id[:12]}.", hint=f"Name one: there is {named}."
        )
    raise NotFound(
        f"{home.path} holds no release but {content_id[:12]}.",
        hint="There is one more after a build from other tables (`alskg build --tables DIR --profile NAME`) "
        "or by a newer als-kg.",
    )


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
