"""Sweeping what builds that died have left behind."""

from __future__ import annotations

import shutil

from kg.release.files import PART, TEMPORARY
from kg.release.home import Home


def sweep(home: Home) -> None:
    """Remove what builds that died have left. The caller holds the lock."""
    for folder, pattern in (
        (home.graphs, f"{TEMPORARY}*"),
        (home.path, f".*{PART}"),
        (home.path / "profiles", f".*{PART}"),
    ):
        for leftover in folder.glob(pattern):
            if leftover.is_dir():
                shutil.rmtree(leftover, ignore_errors=True)
            else:
                leftover.unlink(missing_ok=True)
