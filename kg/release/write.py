"""Publishing a release: everything beside its place, synced, then one rename."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from kg.errors import ReleaseError
from kg.model.tables import Tables
from kg.release.accounts import ACCOUNTS, Account, accounts, tables_of, told
from kg.release.files import TEMPORARY, replace_text, sha256, sync_folder, unwritable, write_bytes
from kg.release.home import Home, Pointer
from kg.release.read import Release
from kg.release.receipt import QUARANTINE, FileEntry, Receipt
from kg.release.sweep import OLD, sweep

ROW_GROUP = 65_536


def parquet_bytes(frame: pl.DataFrame) -> bytes:
    """Write a sorted frame as Parquet; the same frame gives the same bytes for one polars version."""
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", compression_level=3, row_group_size=ROW_GROUP, statistics=True)
    return buffer.getvalue()


def publish(
    home: Home,
    receipt: Receipt,
    tables: Tables,
    quarantine: str,
    *,
    profile: str,
    tick: Callable[[str], None] = lambda sentence: None,
) -> Receipt:
    """Write a release and let a profile point at it. The caller holds the lock.

    A build that dies in here leaves the release in use untouched; its leftovers are swept by the
    next builder.

    Args:
        home: where.
        receipt: the receipt, its `tables` still empty.
        tables: the three tables, each sorted by id.
        quarantine: the faults as a tab-separated table.
        profile: which profile to move.
        tick: told now and then how far it has come.

    Returns:
        The receipt as it lies there: that of an earlier build where it says the same.

    Raises:
        ReleaseError: something cannot be written; nothing has changed then.
    """
    sweep(home)
    target = home.release_path(receipt.content_id)
    vouched = vouched_for(home, receipt.content_id)
    kept = intact(target, vouched)
    faults = quarantine.encode()
    entries = [FileEntry(QUARANTINE, sha256(faults), len(faults), quarantine.count("\n") - 1)]
    temporary = _temporary(home)
    try:
        if kept is None:
            for name, frame in tables.named():
                tick(f"writing the {name}")
                entries.append(_written(temporary / f"{name}.parquet", frame))
        else:
            entries += tables_of(kept[0].receipt)
        receipt = replace(receipt, tables=tuple(sorted(entries, key=lambda one: one.name)))
        (temporary / QUARANTINE).parent.mkdir()
        data = receipt.to_json().encode()
        write_bytes(temporary / QUARANTINE, faults)
        write_bytes(temporary / "receipt.json", data)
        sync_folder((temporary / QUARANTINE).parent)
        sync_folder(temporary)
        made = Account(temporary, receipt, sha256(data))
        if kept is None:
            _put(made, target, vouched)
        else:
            made = _add(made, target, kept, vouched)
        sync_folder(home.graphs)
    except OSError as error:
        raise ReleaseError(
            f"the release {target} cannot be put in place ({error.strerror or error}).",
            hint="Check the permissions of that folder, or set ALSKG_HOME to another one.",
        ) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    home.point(profile, Pointer(receipt.content_id, receipt.input_id, receipt.package_version, made.digest))
    return made.receipt


def _written(path: Path, frame: pl.DataFrame) -> FileEntry:
    data = parquet_bytes(frame)
    write_bytes(path, data)
    return FileEntry(path.name, sha256(data), len(data), frame.height)


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


def vouched_for(home: Home, content_id: str) -> set[str | None]:
    """List the digests of the receipts that profiles name for a release; None for a pointer that names none."""
    pointers = home.pointers().values()
    return {None if one is None else one.receipt for one in pointers if one is None or one.content_id == content_id}


def intact(target: Path, vouched: set[str | None]) -> list[Account] | None:
    """List the accounts of a release whose tables fit them and whose receipts are all there, else None."""
    found = list(accounts(target))
    if not found or found[0].folder != target or Release(target, found[0].receipt).damaged_files():
        return None
    lost = vouched - {None} - {one.digest for one in found}
    # A receipt that a profile names and that is nowhere was edited: that at the top, unless another profile names it.
    return None if lost and found[0].digest not in vouched else found


def _put(made: Account, target: Path, vouched: set[str | None]) -> None:
    """Move a new release into its place, with those accounts of the old one that still hold."""
    if not target.exists():
        made.folder.rename(target)
        return
    for one in accounts(target):
        if one.digest in vouched and tables_of(one.receipt) == tables_of(made.receipt):
            one.copy_to(made.folder)
    old = target.with_name(OLD + target.name)
    target.rename(old)
    made.folder.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _add(made: Account, target: Path, kept: Sequence[Account], vouched: set[str | None]) -> Account:
    """Give an intact release one more account, unless it has the same; it keeps its tables and indexes."""
    for one in kept:
        if one.digest in vouched and told(one.receipt) == told(made.receipt):
            return one
    if not vouched:
        # Nobody points here, so nobody is left without a receipt by a build that dies between these two lines.
        replace_text(target / QUARANTINE, (made.folder / QUARANTINE).read_text(encoding="utf-8"))
        replace_text(target / "receipt.json", made.receipt.to_json())
        return Account(target, made.receipt, made.digest)
    place = target / ACCOUNTS / made.digest
    place.parent.mkdir(exist_ok=True)
    shutil.rmtree(place, ignore_errors=True)
    made.folder.rename(place)
    sync_folder(place.parent)
    return Account(place, made.receipt, made.digest)
