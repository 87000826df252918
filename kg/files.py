"""Writing files so that a crash at any moment leaves the old one or the new one, never half of one."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from kg.errors import OutputError

PART = ".part"
"""Ending of a file that is being written."""


def write_synced(path: Path, data: bytes) -> None:
    """Write a file and sync it to the disk.

    Raises:
        OSError: the disk is full, read-only, or refuses for another reason.
    """
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace_synced(path: Path, data: bytes) -> None:
    """Replace a file in one step.

    Raises:
        OSError: it cannot be written; the old one is untouched then.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}{PART}")
    try:
        write_synced(part, data)
        part.replace(path)
    finally:
        with contextlib.suppress(OSError):
            part.unlink()
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Sync a folder's entries, where the platform can."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_output(path: Path, data: bytes) -> Path:
    """Write a file that the user named, in one step.

    Raises:
        OutputError: it cannot be written; an older one is untouched then.
    """
    hint = "Name a file in a folder that you may write to."
    try:
        if path.exists() and not path.is_file():
            raise OutputError(f"{path} is not a regular file.", hint=hint)
        replace_synced(path, data)
    except OSError as error:
        raise OutputError(f"{path} cannot be written ({error.strerror or error}).", hint=hint) from error
    return path
