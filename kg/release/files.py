"""Writing files so that a crash at any moment leaves the old one or the new one, never half of one."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from kg.errors import ReleaseError

PART = ".part"
"""Ending of a file that is being written; swept under the lock."""
TEMPORARY = ".making-"
"""Beginning of the name of a release that is being written; swept under the lock."""


def sha256(data: bytes) -> str:
    """Hex digest of some bytes."""
    return hashlib.sha256(data).hexdigest()


def write_bytes(path: Path, data: bytes) -> None:
    """Write and sync a file.

    Raises:
        ReleaseError: the disk is full, read-only, or refuses for another reason.
    """
    try:
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise unwritable(path, error) from error


def replace_text(path: Path, text: str) -> None:
    """Replace a small text file in one step.

    Raises:
        ReleaseError: it cannot be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}{PART}")
    try:
        write_bytes(part, text.encode())
        part.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        part.unlink(missing_ok=True)
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


def unwritable(path: Path, error: OSError) -> ReleaseError:
    """The error for a file that cannot be written."""
    return ReleaseError(
        f"{path} cannot be written ({error.strerror or error}).",
        hint="Free some space or check its permissions, or set ALSKG_HOME to another folder.",
    )
