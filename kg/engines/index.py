"""Indexes: what an engine makes of a release on first use, and can lose at any time.

::

    <release>/index/kglite-0.21.2-1/   one folder per engine, its version, and our layout of it
        graph.kgl names.json
        stamp.json                     the size of every file, so that half an index is seen at once

A release that cannot be written has its indexes in the user's cache. One process makes an index,
under a lock, in a temporary folder beside its place; the others wait and use it.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import Locked, NotFound, ReleaseError

if TYPE_CHECKING:
    import polars

TABLES = ("nodes", "edges", "evidence")
STAMP = "stamp.json"
MAKING = ".making-"
WAIT = 300.0
"""Seconds to wait for another process that makes the same index."""
_READ_ONLY = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST)

Frames = tuple["polars.DataFrame", "polars.DataFrame", "polars.DataFrame"]
Build = Callable[["polars.DataFrame", "polars.DataFrame", "polars.DataFrame", Path], None]
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Index:
    """The index of one engine over one release.

    Attributes:
        release: the folder with the three tables.
        name: ``kglite-0.21.2-1``.
        build: writes the index of three tables into a folder.
        say: told in one sentence when an index is made or made again.
        frames: gives the three tables of a release that lies elsewhere; `release` is then the folder
            that its indexes are kept in, named by what tells it from others.
    """

    release: Path
    name: str
    build: Build
    say: Say | None = None
    frames: Callable[[], Frames] | None = None

    def ensure(self) -> Path:
        """The folder of the index, made now if it is not there.

        Raises:
            NotFound: there is no release there.
            ReleaseError: a table is damaged, or nowhere can be written.
            Locked: another process has been making it for too long.
        """
        for root in (self.release / "index", None):
            folder = (root or self._cache()) / self.name
            if self._intact(folder):
                return folder
        if self.frames is None and not (self.release / "nodes.parquet").is_file():
            raise NotFound(f"there is no graph in {self.release}.", hint="Run `alskg build`.")
        return self._make(again=None)

    def remake(self, damaged: Path) -> Path:
        """Make the index anew in place of a damaged one, and say so."""
        return self._make(again=damaged)

    def _make(self, again: Path | None) -> Path:
        try:
            return self._make_in(self.release / "index", again)
        except OSError as error:
            if error.errno not in _READ_ONLY:
                raise _unwritable(self.release / "index", error) from error
        root = self._cache()
        try:
            return self._make_in(root, again)
        except OSError as error:
            raise _unwritable(root, error) from error

    def _make_in(self, root: Path, again: Path | None) -> Path:
        root.mkdir(parents=True, exist_ok=True)
        folder = root / self.name
        before = _identity(again)
        with _locked(root):
            if self._intact(folder) and (again is None or _identity(folder) != before):
                return folder
            if self.say is not None:
                what = "is damaged; it is made again" if folder.exists() else "is made (once)"
                self.say(f"the index {self.name} {what}.")
            for leftover in root.glob(f"{MAKING}*"):
                shutil.rmtree(leftover, ignore_errors=True)
            temporary = Path(tempfile.mkdtemp(prefix=MAKING, dir=root))
            try:
                temporary.chmod(0o755)
                self.build(*(self.frames() if self.frames is not None else read_frames(self.release)), temporary)
                _stamp(temporary, self._key())
                if folder.exists():
                    old = Path(tempfile.mkdtemp(prefix=MAKING, dir=root))
                    folder.rename(old / "old")
                    shutil.rmtree(old, ignore_errors=True)
                temporary.rename(folder)
            finally:
                shutil.rmtree(temporary, ignore_errors=True)
        return folder

    def _intact(self, folder: Path) -> bool:
        """True when the index is of these tables and every file has the size it was made with."""
        try:
            stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
            sizes = {name: (folder / name).stat().st_size for name in stamp["files"]}
            return bool(stamp["release"] == self._key() and sizes == stamp["files"])
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def _key(self) -> str:
        """What tells this release from others: its content id, else its tables' sizes and times."""
        name = self.release.name
        if self.frames is not None:
            return name
        if len(name) == 64 and set(name) <= set("0123456789abcdef"):
            return name
        stats = [(self.release / f"{table}.parquet").stat() for table in TABLES]
        text = repr([str(self.release.absolute()), *((one.st_size, one.st_mtime_ns) for one in stats)])
        return hashlib.sha256(text.encode()).hexdigest()

    def _cache(self) -> Path:
        try:
            return cache_folder() / "index" / self._key()
        except OSError as error:
            raise NotFound(f"there is no graph in {self.release}.", hint="Run `alskg build`.") from error


def cache_folder() -> Path:
    """``$ALSKG_CACHE``, else the platform's cache folder for als-kg."""
    chosen = os.environ.get("ALSKG_CACHE")
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_cache_dir("als-kg", appauthor=False))


def read_frames(release: Path) -> Frames:
    """The three tables of a release, checked against its receipt where it has one.

    Raises:
        ReleaseError: a table is missing or damaged.
    """
    receipt = release / "receipt.json"
    if receipt.is_file():
        from kg.release.read import Release
        from kg.release.receipt import Receipt

        opened = Release(release, Receipt.from_json(receipt.read_text(encoding="utf-8"), where=str(release)))
        nodes, edges, evidence = (opened.table(name) for name in TABLES)
        return nodes, edges, evidence
    import polars as pl

    try:
        nodes, edges, evidence = (pl.read_parquet(release / f"{name}.parquet") for name in TABLES)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise ReleaseError(f"the tables in {release} cannot be read ({error}).", hint="Run `alskg build`.") from error
    return nodes, edges, evidence


@contextlib.contextmanager
def _locked(root: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(root / ".lock")
    try:
        lock.acquire(timeout=WAIT)
    except Timeout as error:
        raise Locked(
            f"another process has been making an index in {root} for {WAIT:g} s.", hint="Wait for it, or stop it."
        ) from error
    try:
        yield
    finally:
        lock.release()


def _stamp(folder: Path, key: str) -> None:
    files = {str(path.relative_to(folder)): path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    (folder / STAMP).write_text(json.dumps({"release": key, "files": files}, indent=1) + "\n", encoding="utf-8")


def _identity(folder: Path | None) -> tuple[int, int] | None:
    """Tells one making of an index from the next."""
    try:
        found = (folder / STAMP).stat() if folder is not None else None
    except OSError:
        return None
    return (found.st_ino, found.st_mtime_ns) if found is not None else None


def _unwritable(path: Path, error: OSError) -> ReleaseError:
    return ReleaseError(
        f"no index can be made in {path} ({error.strerror or error}).",
        hint="Free some space, or set ALSKG_CACHE to a folder that you may write to.",
    )
