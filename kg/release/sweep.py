"""Sweeping what builds that died have left behind."""

from __future__ import annotations

import shutil

from kg.release.accounts import sweep_accounts
from kg.release.files import PART, TEMPORARY
from kg.release.home import Home

OLD = f"{TEMPORARY}old-"
"""Beginning of the name of a release that is being replaced; put back when its successor never came."""


def sweep(home: Home) -> None:
    """Remove what builds that died have left, and put back what they had moved. The caller holds the lock."""
    for old in home.graphs.glob(f"{OLD}*"):
        target = home.release_path(old.name.removeprefix(OLD))
        if not target.exists():
            old.rename(target)
    for folder, pattern in (
        (home.graphs, f"{TEMPORARY}*"),
        (home.graphs, f"*/.*{PART}"),
        (home.path, f".*{PART}"),
        (home.path / "profiles", f".*{PART}"),
    ):
        for leftover in folder.glob(pattern):
            if leftover.is_dir():
                shutil.rmtree(leftover, ignore_errors=True)
            else:
                leftover.unlink(missing_ok=True)
    sweep_accounts(home)
