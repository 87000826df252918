"""The accounts of a release: who built the same content from what, each kept as it was written.

Two builds from other tables may say the same and still account for other rows, versions and dates.
The release is named by what it says, so they share its tables; the receipt and the quarantine of the
first lie at its top, those of another in ``accounts/<digest of its receipt>/``. None is ever rewritten
while a profile points at it: a profile's pointer carries the digest of its receipt, and a build that
dies between two writes leaves every pointer with the receipt that it names.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import ReleaseError
from kg.release.files import sha256
from kg.release.home import Home
from kg.release.receipt import QUARANTINE, TABLE_FILES, FileEntry, Receipt

ACCOUNTS = "accounts"


@dataclass(frozen=True, slots=True)
class Account:
    """One build's receipt and quarantine.

    Attributes:
        folder: where they lie.
        receipt: the receipt.
        digest: SHA-256 (hex) of its file.
    """

    folder: Path
    receipt: Receipt
    digest: str

    def copy_to(self, release: Path) -> None:
        """Copy it into the accounts of another release."""
        target = release / ACCOUNTS / self.digest
        (target / QUARANTINE).parent.mkdir(parents=True, exist_ok=True)
        for name in ("receipt.json", QUARANTINE):
            shutil.copyfile(self.folder / name, target / name)


def folders(release: Path) -> list[Path]:
    """List the folders in which the receipts of a release may lie: its top, then each account."""
    return [release, *sorted(release.glob(f"{ACCOUNTS}/*"))]


def accounts(release: Path) -> Iterator[Account]:
    """List the accounts of a release that can be read, with a quarantine that fits; that at its top first."""
    for folder in folders(release):
        try:
            data = (folder / "receipt.json").read_bytes()
            receipt = Receipt.from_json(data.decode("utf-8"), where=str(release))
            faults = (folder / QUARANTINE).read_bytes()
        except (OSError, UnicodeDecodeError, ReleaseError):
            continue
        if receipt.content_id == release.name and sha256(faults) == entry(receipt, QUARANTINE).sha256:
            yield Account(folder, receipt, sha256(data))


def entry(receipt: Receipt, name: str) -> FileEntry:
    """Find what a receipt says of one of its files."""
    return next(one for one in receipt.tables if one.name == name)


def tables_of(receipt: Receipt) -> tuple[FileEntry, ...]:
    """List what a receipt says of the three tables."""
    return tuple(entry(receipt, name) for name in TABLE_FILES)


def told(receipt: Receipt) -> Receipt:
    """Keep what a receipt says besides when, by what version, and in which bytes of the tables."""
    faults = tuple(one for one in receipt.tables if one.name == QUARANTINE)
    return replace(receipt, tables=faults, built_at="", input_id="", package_version="", writer={})


def sweep_accounts(home: Home) -> None:
    """Remove the accounts that no profile names. The caller holds the lock."""
    pointers = home.pointers().values()
    if None in pointers:
        # What a damaged pointer named is not known.
        return
    named = {pointer.receipt for pointer in pointers if pointer is not None}
    for folder in home.graphs.glob(f"*/{ACCOUNTS}/*"):
        if folder.name not in named:
            shutil.rmtree(folder, ignore_errors=True)
