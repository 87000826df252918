"""Publishing a release: everything beside its place, synced, then one rename."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from kg.errors import ReleaseError
from kg.release.files import TEMPORARY, replace_text, sha256, sync_folder, unwritable, write_bytes
from kg.release.home import Home, Pointer
from kg.release.leftovers import OLD, sweep
from kg.release.read import Release
from kg.release.receipt import FileEntry, Receipt

ROW_GROUP = 65_536
QUARANTINE = "quarantine/faults.tsv"


def parquet_bytes(frame: pl.DataFrame) -> bytes:
    """A sorted frame as Parquet; the same frame gives the same bytes for one polars version."""
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", compression_level=3, row_group_size=ROW_GROUP, statistics=True)
    return buffer.getvalue()


def publish(
    home: Home, receipt: Receipt, frames: Mapping[str, pl.DataFrame], quarantine: str, *, profile: str
) -> Receipt:
    """Write a release and let a profile point at it. The caller holds the lock.

    A build that dies in here leaves the release in use untouched; its leftovers are swept by the
    next builder.

    Args:
        home: where.
        receipt: the receipt, its `tables` still empty.
        frames: ``nodes``, ``edges`` and ``evidence``, each sorted by id.
        quarantine: the faults as a tab-separated table.
        profile: which profile to move.

    Returns:
        The receipt with its `tables`.

    Raises:
        ReleaseError: something cannot be written; nothing has changed then.
    """
    sweep(home)
    payload = {f"{name}.parquet": (parquet_bytes(frame), frame.height) for name, frame in frames.items()}
    payload[QUARANTINE] = (quarantine.encode(), quarantine.count("\n") - 1)
    entries = (FileEntry(name, sha256(data), len(data), rows) for name, (data, rows) in sorted(payload.items()))
    receipt = replace(receipt, tables=tuple(entries))
    target = home.release_path(receipt.content_id)
    temporary = _temporary(home)
    try:
        (temporary / "quarantine").mkdir()
        for name, (data, _) in payload.items():
            write_bytes(temporary / name, data)
        write_bytes(temporary / "receipt.json", receipt.to_json().encode())
        sync_folder(temporary / "quarantine")
        sync_folder(temporary)
        _put(temporary, target, receipt)
        sync_folder(home.graphs)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    home.point(profile, Pointer(receipt.content_id, receipt.input_id, receipt.package_version))
    return receipt


def _temporary(home: Home) -> Path:
    try:
        path = Path(tempfile.mkdtemp(prefix=TEMPORARY, dir=home.graphs))
        path.chmod(0o755 & ~_umask())
    except OSError as error:
        raise unwritable(home.graphs, error) from error
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _put(temporary: Path, target: Path, receipt: Receipt) -> None:
    """Move the new release into its place; an intact one of the same content keeps its files and indexes."""
    try:
        if not target.exists():
            temporary.rename(target)
            return
        kept = _intact(target, receipt.content_id)
        if kept is None:
            old = target.with_name(OLD + target.name)
            target.rename(old)
            temporary.rename(target)
            shutil.rmtree(old, ignore_errors=True)
        elif _account(kept) != _account(receipt):
            replace_text(target / "receipt.json", replace(receipt, tables=kept.tables).to_json())
    except OSError as error:
        raise ReleaseError(
            f"the release {target} cannot be put in place ({error.strerror or error}).",
            hint="Check the permissions of that folder, or set ALSKG_HOME to another one.",
        ) from error


def _intact(target: Path, content_id: str) -> Receipt | None:
    """The receipt of a release whose files all fit it, else None."""
    try:
        receipt = Receipt.from_json((target / "receipt.json").read_text(encoding="utf-8"), where=str(target))
    except (OSError, UnicodeDecodeError, ReleaseError):
        return None
    fits = receipt.content_id == content_id and not Release(target, receipt).damaged_files()
    return receipt if fits else None


def _account(receipt: Receipt) -> Receipt:
    """What a receipt says besides when, by what version, and in which bytes."""
    return replace(receipt, tables=(), built_at="", input_id="", package_version="", writer={})
