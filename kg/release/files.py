"""The files of a home: written through `kg.files`, with errors that name the home's remedies."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kg.errors import ReleaseError
from kg.files import PART, replace_synced, sync_folder, write_synced

TEMPORARY = ".making-"
"""Beginning of the name of a release that is being written; swept under the lock."""

__all__ = ["PART", "TEMPORARY", "replace_text", "sha256", "sync_folder", "unwritable", "write_bytes"]


def sha256(data: bytes) -> str:
    """Compute the SHA-256 of some bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def write_bytes(path: Path, data: bytes) -> None:
    """Write and sync a file.

    Raises:
        ReleaseError: the disk is full, read-only, or refuses for another reason.
    """
    try:
        write_synced(path, data)
    except OSError as error:
        raise unwritable(path, error) from error


def replace_text(path: Path, text: str) -> None:
    """Replace a small text file in one step.

    Raises:
        ReleaseError: it cannot be written.
    """
    try:
        replace_synced(path, text.encode())
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> ReleaseError:
    """Make the error for a file that cannot be written."""
    return ReleaseError(
        f"{path} cannot be written ({error.strerror or error}).",
        hint="Free some space or check its permissions, or set ALSKG_HOME to another folder.",
    )
