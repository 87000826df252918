"""The proof of an index: the digest of every file, looked at again whenever a file may have changed.

``stamp.json`` holds size and SHA-256 of every file as they were made. A file is read again unless it
has the size, the time of change and the inode that it had when it was last found right; the time of
change (``st_ctime``), unlike that of modification, cannot be set back by a program. What was found
right is noted in ``proven.json`` beside the stamp, else in the user's cache; where the system has no
time of change (Windows), every opening reads every file.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.engines.core.places import cache_folder

STAMP = "stamp.json"
PROVEN = "proven.json"
HAS_CHANGE_TIME = os.name != "nt"
TICK, COARSE_TICK = 20_000_000, 2_000_000_000
"""Nanoseconds after its change in which a file may change once more without another time of change: a few
ticks of the clock, or the two seconds of file systems that keep no fractions."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an index was made as.

    Attributes:
        release: the release that it is of.
        files: size in bytes and SHA-256 (hex) of every file, by its path below the folder.
        again: what an index that lay here before was complained of, when this one was made for that.
    """

    release: str
    files: dict[str, tuple[int, str]] = field(default_factory=dict)
    again: str = ""


def stamp(folder: Path, release: str, *, again: str = "") -> Stamp:
    """Write the stamp of a folder that was just filled, and note that its files are right.

    Raises:
        OSError: a file cannot be read, or the stamp cannot be written.
    """
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    files: dict[str, tuple[int, str]] = {}
    seen: dict[str, list[Any]] = {}
    for path in paths:
        name, found, sha256 = path.relative_to(folder).as_posix(), path.stat(), digest(path)
        files[name] = (found.st_size, sha256)
        seen[name] = _state(found, sha256)
    text = json.dumps({"release": release, "files": files, "again": again}, indent=1)
    (folder / STAMP).write_text(text + "\n", encoding="utf-8")
    if HAS_CHANGE_TIME:
        time.sleep(TICK / 1e9)
        _note(folder, {name: state for name, state in seen.items() if not _is_young(state)})
    return Stamp(release, files, again)


def read_stamp(folder: Path) -> Stamp | None:
    """Read the stamp of a folder; None where there is none that can be read.

    Raises:
        OSError: it is there and cannot be read.
    """
    try:
        data = json.loads((folder / STAMP).read_text(encoding="utf-8"))
        files = {str(name): (int(size), str(sha256)) for name, (size, sha256) in data["files"].items()}
        return Stamp(str(data["release"]), files, str(data["again"]))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def complaint(folder: Path, made: Stamp, *, thoroughly: bool = False) -> str:
    """Say what is wrong with the files of an index; empty when they are what they were made as.

    Args:
        folder: the index.
        made: its stamp.
        thoroughly: read every file, whatever was found before.

    Raises:
        OSError: a file is there and cannot be read.
    """
    known = {} if thoroughly or not HAS_CHANGE_TIME else _known(folder)
    seen: dict[str, list[Any]] = {}
    read = 0
    for name, (size, sha256) in made.files.items():
        path = folder / name
        try:
            found = path.stat()
            state = _state(found, sha256)
            if found.st_size != size:
                return f"{name} has {found.st_size} bytes where it was made with {size}"
            if known.get(name) != state:
                read += 1
                if digest(path) != sha256:
                    return f"{name} differs from its digest"
        except (FileNotFoundError, NotADirectoryError):
            return f"{name} is missing"
        if known.get(name) == state or not _is_young(state):
            seen[name] = state
    if HAS_CHANGE_TIME and (read or thoroughly):
        _note(folder, seen)
    return ""


def _state(found: os.stat_result, sha256: str) -> list[Any]:
    return [found.st_size, found.st_ctime_ns, found.st_ino, found.st_dev, sha256]


def _is_young(state: list[Any]) -> bool:
    tick = TICK if state[1] % 1_000_000 else COARSE_TICK
    return time.time_ns() - int(state[1]) <= tick


def digest(path: Path) -> str:
    """Compute the SHA-256 (hex) of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _known(folder: Path) -> dict[str, Any]:
    for path in _notes(folder):
        with contextlib.suppress(OSError, ValueError):
            found = json.loads(path.read_text(encoding="utf-8"))
            if isinstance(found, dict):
                return found
    return {}


def _note(folder: Path, seen: dict[str, list[Any]]) -> None:
    """Note what was found right. A note that is cut off does not count: the files are read again then."""
    for path in _notes(folder):
        with contextlib.suppress(OSError):
            if path.parent != folder:
                path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(seen), encoding="utf-8")
            return


def _notes(folder: Path) -> tuple[Path, Path]:
    """List the places that note that a folder was found right: in it, or in the cache if it cannot be written."""
    name = hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:32]
    return folder / PROVEN, cache_folder() / "proven" / f"{name}.json"
