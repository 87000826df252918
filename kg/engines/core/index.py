"""Indexes: what an engine makes of a release on first use, and can lose at any time.

::

    <release>/index/kglite-0.21.2-1/   one folder per engine, its version, and our layout of it
        graph.kgl names.json
        stamp.json                     size and digest of every file (`kg.engines.core.proof`)

A release that cannot be written has its indexes in the user's cache. One process makes an index,
under a lock, in a temporary folder beside its place; the others wait and use it.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.engines.core.indexing import patient
from kg.engines.core.places import cache_folder
from kg.engines.core.process import BrokenIndex
from kg.engines.core.progress import Tell
from kg.engines.core.proof import STAMP, complaint, read_stamp, stamp
from kg.engines.core.shortage import RIGHTS, ResourceShortage, shortage_of
from kg.errors import Locked, NotFound, ReleaseError
from kg.model.tables import TABLE_NAMES, Tables

MAKING = ".making-"
WAIT = 3600.0
"""Seconds to wait for another process that makes the same index."""
LONG = 10.0
"""Seconds after which it is told how long the making took."""
_NOT_HERE = (
    *(errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST),
    *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO),
)
"""Why an index cannot be made in the release's folder and is tried in the cache: not ours, or full."""

Make = Callable[[Path, Path, Tell], None]
"""Makes an index: told the folder of the tables, an empty folder for its files, and whom to tell how far it is."""
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Index:
    """The index of one engine over one release.

    Attributes:
        release: the folder with the three tables.
        name: ``kglite-0.21.2-1``; folders in it are made.
        make: writes the index into a folder.
        say: told in one sentence when an index is made or made again.
        tables: gives the three tables of a release that lies elsewhere; `release` is then the folder
            that its indexes are kept in, named by what tells it from others.
        what: what it is called when it is told of; ``the index NAME`` when left out.
    """

    release: Path
    name: str
    make: Make
    say: Say | None = None
    tables: Callable[[], Tables] | None = None
    what: str = ""

    def ensure(self, *, force: bool = False) -> Path:
        """Find the folder of the index; make it now if it is missing or not what it was made as.

        Args:
            force: make it also when it is there.

        Raises:
            NotFound: there is no release there.
            ReleaseError: a table is damaged, or nowhere can be written.
            Locked: another process has been making it for too long.
        """
        damage, barred = "", {}
        for root in self.places():
            try:
                found = None if force else self.damage(root / self.name)
            except ResourceShortage as shortage:
                if shortage.kind != RIGHTS:
                    raise
                # Somebody else's: it is left alone.
                barred[root] = shortage
                continue
            if found == "":
                return root / self.name
            damage = damage or found or ""
        if self.tables is None and not (self.release / "nodes.parquet").is_file():
            raise NotFound(f"there is no graph in {self.release}.", hint="Run `alskg build`.")
        why = f"is damaged ({damage}); it is made again" if damage else "is made (once)"
        if force:
            return self._made("is made anew", lambda folder: False)
        return self._made(why, lambda folder: self.damage(folder) == "", barred=barred)

    def repair(self, broken: BrokenIndex) -> Path:
        """Remake an index that an engine complains of: once, if its files are what they were made as.

        Args:
            broken: the engine's complaint.

        Returns:
            The folder of the new one.

        Raises:
            ReleaseError: it was already made again for that, so it is not damage; or the complaint
                means something else of an index that is sound.
        """
        folder = broken.index
        before = _identity(folder)
        is_intact = self.damage(folder, thoroughly=True) == ""
        if is_intact and broken.otherwise is not None:
            raise broken.otherwise
        made = read_stamp(folder) if is_intact else None
        if made is not None and made.again:
            raise ReleaseError(
                f"the index {folder} cannot be used ({broken.detail}), and making it again did not help; "
                "its files are intact.",
                hint="`alskg verify` checks the graph; if it is sound, please report this.",
            )
        return self._made(
            f"is damaged ({broken.detail}); it is made again",
            lambda now: self.damage(now) == "" and _identity(now) != before,
            again=broken.detail,
        )

    def places(self) -> tuple[Path, Path]:
        """List where the index may lie: in the release, or in the user's cache.

        Raises:
            NotFound: there is no release there.
        """
        return self.release / "index", self._cache()

    def damage(self, folder: Path, *, thoroughly: bool = False) -> str | None:
        """Say what is wrong with a folder's index: empty when it is sound, None when there is none of this release.

        Args:
            folder: one of `places` with the index's name.
            thoroughly: read every file, whatever was found before.

        Raises:
            ResourceShortage: it may not be read, or too few files may be open.
        """
        try:
            made = read_stamp(folder)
            if made is None:
                return f"it has no {STAMP} that can be read" if folder.is_dir() else None
            if made.release != self._key():
                return "it was made from other tables"
            return complaint(folder, made, thoroughly=thoroughly)
        except OSError as error:
            raise shortage_of(error, f"the index {folder}") or ReleaseError(
                f"the index {folder} cannot be read ({error.strerror or error}).",
                hint="Check the disk; delete that folder, it is made again when needed.",
            ) from error

    def _made(
        self,
        why: str,
        is_there: Callable[[Path], bool],
        *,
        again: str = "",
        barred: Mapping[Path, ResourceShortage] | None = None,
    ) -> Path:
        """Make it in the first place that can be written; `barred` are those where another's lies."""
        refused: ReleaseError | None = None
        for root in self.places():
            if barred and root in barred:
                refused = refused or barred[root]
                continue
            try:
                return self._made_in(root, why, is_there, again)
            except OSError as error:
                refused = _unwritable(root, error)
                refused.__cause__ = error
                if error.errno not in _NOT_HERE:
                    break
        assert refused is not None  # noqa: S101 - told to mypy: there is at least one place
        raise refused

    def _made_in(self, root: Path, why: str, is_there: Callable[[Path], bool], again: str) -> Path:
        import shutil
        import tempfile

        root.mkdir(parents=True, exist_ok=True)
        folder, say = root / self.name, self.say or (lambda sentence: None)
        with _locked(root, say):
            if is_there(folder):
                return folder
            started = time.monotonic()
            what = self.what or f"the index {self.name}"
            say(f"{what} {why}.")
            for leftover in root.glob(f"{MAKING}*"):
                shutil.rmtree(leftover, ignore_errors=True)
            temporary = Path(tempfile.mkdtemp(prefix=MAKING, dir=root))
            try:
                temporary.chmod(0o755)
                self._fill(temporary, patient(say, what))
                stamp(temporary, self._key(), again=again)
                if folder.exists():
                    old = Path(tempfile.mkdtemp(prefix=MAKING, dir=root))
                    folder.rename(old / "old")
                    shutil.rmtree(old, ignore_errors=True)
                folder.parent.mkdir(parents=True, exist_ok=True)
                temporary.rename(folder)
            finally:
                shutil.rmtree(temporary, ignore_errors=True)
            took = time.monotonic() - started
            if took > LONG:
                say(f"{what} was made in {took:.0f} s.")
        return folder

    def _fill(self, folder: Path, tell: Tell) -> None:
        if self.tables is None:
            self.make(self.release, folder, tell)
            return
        copies = folder / f"{MAKING}tables"
        copies.mkdir()
        for name, table in self.tables().named():
            table.write_parquet(copies / f"{name}.parquet")
        self.make(copies, folder, tell)
        for name in TABLE_NAMES:
            (copies / f"{name}.parquet").unlink()
        copies.rmdir()

    def _key(self) -> str:
        """Tell this release from others: by its content id, else by its tables' sizes and times."""
        name = self.release.name
        if self.tables is not None:
            return name
        if len(name) == 64 and set(name) <= set("0123456789abcdef"):
            return name
        stats = [(self.release / f"{table}.parquet").stat() for table in TABLE_NAMES]
        text = repr([str(self.release.absolute()), *((one.st_size, one.st_mtime_ns) for one in stats)])
        return hashlib.sha256(text.encode()).hexdigest()

    def _cache(self) -> Path:
        try:
            return cache_folder() / "index" / self._key()
        except OSError as error:
            raise NotFound(f"there is no graph in {self.release}.", hint="Run `alskg build`.") from error


@contextlib.contextmanager
def _locked(root: Path, say: Say) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(root / ".lock")
    try:
        try:
            lock.acquire(timeout=1)
        except Timeout:
            say(f"waiting for another process that makes an index in {root}")
            lock.acquire(timeout=WAIT)
    except Timeout as error:
        raise Locked(
            f"another process has been making an index in {root} for {WAIT:g} s.", hint="Wait for it, or stop it."
        ) from error
    try:
        yield
    finally:
        lock.release()


def _identity(folder: Path) -> tuple[int, int] | None:
    """Tell one making of an index from the next."""
    try:
        found = (folder / STAMP).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def _unwritable(path: Path, error: OSError) -> ReleaseError:
    return ReleaseError(
        f"no index can be made in {path} ({error.strerror or error}).",
        hint="Free some space, or set ALSKG_CACHE to a folder that you may write to.",
    )
