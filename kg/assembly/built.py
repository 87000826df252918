"""What a build leaves, told from the release: the account, the faults, and whether anything had to be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from kg.assembly.account import FileAccount, MappingAccount
from kg.assembly.quarantine import from_tsv
from kg.errors import NotFound, ReleaseError
from kg.model.records import Fault
from kg.release import Home, Release, open_profile


@dataclass(frozen=True, slots=True)
class Built:
    """The release that a build made, or found made.

    Attributes:
        release: with the receipt of this build, or of an earlier one that says the same.
        mappings: how much of each mapping table was needed; empty when nothing was built.
        unchanged: whether it was there already, made from the same inputs.
    """

    release: Release
    mappings: Sequence[MappingAccount] = ()
    unchanged: bool = False

    @property
    def accounts(self) -> list[FileAccount]:
        """What became of the rows of each file, by source and file."""
        return sorted(
            FileAccount(
                *(source.source, file.name, file.rows),
                *(file.in_graph or 0, file.in_part or 0, file.quarantined or 0),
            )
            for source in self.release.receipt.sources
            for file in source.files
        )

    @property
    def faults(self) -> list[Fault]:
        """Everything in quarantine, ordered by place.

        Raises:
            ReleaseError: the quarantine is missing or damaged.
        """
        return from_tsv(self.release.quarantine())


def unchanged(home: Home, profile: str, input_id: str) -> Release | None:
    """Find the release of a profile if building it again would give the same, else None.

    It would where the tables, the schema, the code and the version are those of the last build, and
    the release still proves itself: its receipt by the profile's digest, its files by the receipt's.

    Args:
        home: where.
        profile: which.
        input_id: digest of what a build would take now.
    """
    try:
        pointer = home.pointer(profile)
        if (pointer.input_id, pointer.package_version) != (input_id, version("als-kg")):
            return None
        release = open_profile(home, profile, pointer)
    except (NotFound, ReleaseError):
        return None
    return release if release.proven and not release.damaged_files() else None
