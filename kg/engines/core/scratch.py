"""Temporary folders that are gone with their process, however it ends.

A folder's name tells whose it is: ``alskg-<system>-<pid>-<start>-<random>``, where *system* stands
for the boot and the pid namespace and *start* for the time at which that process began, so that a
pid that was given to another process protects nothing. Who starts a child sweeps the folders whose
owners are gone.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kg.engines.core.shortage import ResourceShortage, shortage_of

PREFIX = "alskg-"
FOREIGN_DAYS = 7
"""Age at which a folder is swept whose owner cannot be looked up: another boot, machine or container."""


def make_scratch() -> Path:
    """Make a temporary folder for this user alone, in the first place that has room for one.

    Tries ``$TMPDIR``, ``$TEMP``, ``$TMP`` and the system's temporary folders.

    Raises:
        ResourceShortage: none of them can hold a folder.
    """
    refused: dict[str, OSError] = {}
    for parent in candidates():
        path = os.path.join(
            parent, f"{PREFIX}{system_mark()}-{os.getpid()}-{start_time(os.getpid())}-{os.urandom(4).hex()}"
        )
        try:
            os.mkdir(path, 0o700)
        except OSError as error:
            refused.setdefault(parent, error)
            continue
        return Path(path)
    where, why = next(iter(refused.items()))
    raise shortage_of(why, f"the temporary folder {where}") or ResourceShortage(
        f"no temporary folder can be made in {where} ({why.strerror or why}).",
        hint="Set TMPDIR to a folder that you may write to.",
    ) from why


def candidates() -> list[str]:
    """List the folders in which temporary ones may be made, the chosen ones first."""
    chosen = [os.environ.get(name, "") for name in ("TMPDIR", "TEMP", "TMP")]
    if os.name == "nt":
        usual = [os.path.expanduser(r"~\AppData\Local\Temp"), r"C:\Temp"]
    else:
        usual = ["/tmp", "/var/tmp"]  # noqa: S108 - the folder is made for this user alone
    return list(dict.fromkeys(os.path.abspath(one) for one in (*chosen, *usual) if one))


def remove(folder: str | Path) -> None:
    """Delete a folder with all that is in it; what cannot be deleted stays."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                remove(entry.path)
            else:
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)
    with contextlib.suppress(OSError):
        os.rmdir(folder)


def sweep() -> None:
    """Delete the folders of processes that are gone, in every place where `make_scratch` makes them."""
    for parent in candidates():
        for path in _ours(parent):
            if _is_abandoned(path):
                remove(path)


def start_time(pid: int) -> str:
    """Tell when a process began, in ticks since the boot; empty when it is gone, ``0`` when unknown."""
    if not os.path.isdir("/proc/self"):
        return "0" if _is_alive(pid) else ""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            fields = file.read().rpartition(b")")[2].split()
    except OSError:
        return ""
    # The state is the third field of all, the time of the start the 22nd; a zombie holds nothing any more.
    return "" if fields[0] in (b"Z", b"X") else fields[19].decode()


def _ours(parent: str) -> Iterator[str]:
    with contextlib.suppress(OSError), os.scandir(parent) as entries:
        for entry in entries:
            if entry.name.startswith(PREFIX) and entry.is_dir(follow_symlinks=False):
                yield entry.path


def _is_abandoned(path: str) -> bool:
    parts = os.path.basename(path).removeprefix(PREFIX).split("-")
    if len(parts) != 4 or not parts[1].isdecimal():
        return False
    system, pid, start, _ = parts
    try:
        found = os.stat(path)
    except OSError:
        return False
    if hasattr(os, "getuid") and found.st_uid != os.getuid():
        return False
    if system != system_mark() or os.name == "nt":
        return time.time() - found.st_mtime > FOREIGN_DAYS * 86_400
    return start_time(int(pid)) != start


@lru_cache(maxsize=1)
def system_mark() -> str:
    """Make eight digits that tell this boot and pid namespace from others."""
    said = []
    with contextlib.suppress(OSError), open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
        said.append(file.read())
    with contextlib.suppress(OSError):
        said.append(os.readlink("/proc/self/ns/pid"))
    return hashlib.sha256("".join(said).encode()).hexdigest()[:8]


def _is_alive(pid: int) -> bool:
    if os.name == "nt":  # signal 0 would be Ctrl-C there
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
