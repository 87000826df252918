"""A view: the tables that a filter leaves, kept in a folder beside the release's indexes.

::

    <release>/index/views/<digest>/   nodes.parquet edges.parquet evidence.parquet
        view.json                     the filter in words, and what it kept and left out
        used                          its time tells when the view was opened last
        stamp.json                    size and digest of every file (`kg.engines.core.proof`)
        index/                        indexes of its own, each made when its engine is first asked

It cannot be taken for a release: it has no receipt, and no profile points at it. It is made, proven and remade
as an index is (`kg.engines.core.index`), lies in the user's cache where the release cannot be written, and goes
with its release.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.engines.core.index import Index
from kg.engines.core.progress import Tell
from kg.engines.core.proof import complaint, read_stamp
from kg.errors import ReleaseError
from kg.filters.wanted import Filter
from kg.model.tables import TABLE_NAMES, Tables
from kg.release import Release
from kg.text.phrases import counted, in_words

if TYPE_CHECKING:
    from kg.filters.rows import Counts

VIEWS = "views"
LAYOUT = 2
"""Of the folder and of the rules that fill it; part of the digest, so that what older rules made is not taken."""
USED = "used"
"""A file whose time tells when a view was opened last."""
MOST_VIEWS, DAY = 64, 86_400
"""Kept of a release; those of them that nobody opened for a day make room for another."""
_SILENT = {"year": "undated", "species": "that name no species", "system": "that name no system"}
_TABLES = tuple(f"{name}.parquet" for name in TABLE_NAMES)


@dataclass(frozen=True, slots=True)
class View:
    """A part of a release that a filter leaves.

    Attributes:
        path: its folder.
        wanted: the filter.
        words: the filter as it is typed on the command line.
        nodes: how many nodes.
        edges: how many edges stay.
        evidence: how many rows of evidence stay.
        frame: definitions and records among them.
        left_out: how many rows of evidence do not stay.
        edges_left_out: how many edges have no row any more.
        silent: rows left out only for what they do not say, by ``year``, ``species``, ``system``.
        released: undated rows of databases left out for the date of their source's release, by source.
    """

    path: Path
    wanted: Filter
    words: str
    nodes: int
    edges: int
    evidence: int
    frame: int
    left_out: int
    edges_left_out: int
    silent: Mapping[str, int]
    released: Mapping[str, int]

    @property
    def digest(self) -> str:
        """Tell it from other views of all releases."""
        return self.path.name

    def tables(self) -> Tables:
        """Read its tables.

        Raises:
            ReleaseError: a table was damaged since the view was opened.
        """
        made = read_stamp(self.path)
        damage = "it has no stamp" if made is None else complaint(self.path, made)
        if damage:
            raise ReleaseError(f"the view {self.words} is damaged ({damage}).", hint="Ask again: it is made anew.")
        return Tables.read(self.path)

    def told(self) -> str:
        """Say what was left out, in one sentence."""
        kept = counted(self.evidence - self.frame, "finding")
        said = f"the filter {self.words} keeps {kept} and leaves out {self.left_out:,}"
        if self.silent:
            said += f", among them {in_words((f'{n:,} {_SILENT[what]}' for what, n in self.silent.items()), 'and')}"
        if self.released:
            undated = counted(sum(self.released.values()), "row")
            said += f", and {undated} dated by the release of their source ({', '.join(self.released)})"
        return f"{said}; {self.frame:,} definitions and records stay"


def view_of(release: Release, wanted: Filter, words: str, *, say: Callable[[str], None] | None = None) -> View:
    """Find the view of a release by a filter; make it now where it is not there or not what it was made as.

    Args:
        release: the whole graph.
        wanted: the filter.
        words: the filter as it is typed.
        say: told in one sentence when the view is made again.

    Raises:
        ReleaseError: a table of the release is damaged, or the view can be written nowhere.
        Locked: another process has been making it for too long.
    """
    folder = _index(release, wanted, words, say).ensure()
    with contextlib.suppress(OSError):
        (folder / USED).touch()
    return _read(folder, wanted)


def view_folders(release: Path) -> Iterator[Path]:
    """List the folders of the views that are kept of a release, in it and in the cache."""
    for root in Index(release, VIEWS, _never).places():
        yield from sorted(path for path in (root / VIEWS).glob("*") if path.is_dir())


def damage_of(folder: Path) -> str:
    """Say what is wrong with a view; empty when it is as it was made. Every file is read.

    Raises:
        OSError: a file cannot be read.
    """
    made = read_stamp(folder)
    return "it has no stamp that can be read" if made is None else complaint(folder, made, thoroughly=True)


def _index(release: Release, wanted: Filter, words: str, say: Callable[[str], None] | None) -> Index:
    dates = release.receipt.dates
    groups = release.receipt.origin_groups
    # Two builds may say the same and date their sources otherwise.
    said = json.dumps([LAYOUT, release.content_id, wanted.canonical(), dates, groups], sort_keys=True)
    digest = hashlib.sha256(said.encode()).hexdigest()
    make = partial(_make, release, wanted, words, dates, groups)
    return Index(release.path, f"{VIEWS}/{digest}", make, say, what=f"the view {words}")


def _make(
    release: Release,
    wanted: Filter,
    words: str,
    dates: Mapping[str, str],
    groups: Mapping[str, str],
    where: Path,
    folder: Path,
    tell: Tell,
) -> None:
    from kg.filters.tables import filtered

    del where, tell
    _make_room(folder.parent / VIEWS)
    whole = release.tables()
    part, counts = filtered(whole, wanted, dates=dates, groups=groups)
    for name, table in part.named():
        table.write_parquet(folder / f"{name}.parquet", compression="zstd", compression_level=1)
    about = _about(whole, part, counts, words)
    (folder / "view.json").write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _make_room(views: Path) -> None:
    """Delete the views that were used longest ago, where there are many."""
    used = sorted((_last_used(folder), folder) for folder in views.glob("*"))
    for at, folder in used[: max(0, len(used) + 1 - MOST_VIEWS)]:
        if time.time() - at > DAY:
            shutil.rmtree(folder, ignore_errors=True)


def _last_used(folder: Path) -> float:
    for path in (folder / USED, folder):
        with contextlib.suppress(OSError):
            return path.stat().st_mtime
    return 0.0


def _about(whole: Tables, part: Tables, counts: Counts, words: str) -> dict[str, Any]:
    sizes = {name: table.height for name, table in part.named()}
    told = {name: value for name, value in asdict(counts).items() if name in ("frame", "silent", "released")}
    gone = {"left_out": counts.rows - counts.kept, "edges_left_out": whole.edges.height - part.edges.height}
    return {"words": words, **sizes, **told, **gone}


def _read(folder: Path, wanted: Filter) -> View:
    try:
        about = json.loads((folder / "view.json").read_text(encoding="utf-8"))
        return View(folder, wanted, **about)
    except (OSError, ValueError, TypeError) as error:
        raise ReleaseError(
            f"the view in {folder} cannot be read ({type(error).__name__}).", hint="Delete that folder and ask again."
        ) from error


def _never(release: Path, folder: Path, tell: Tell) -> None:
    raise AssertionError("only its places are asked for")
