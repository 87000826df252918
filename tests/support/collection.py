"""The reference collection and the excerpts of real sources, where a machine has them.

They are not part of the project. ``ALSKG_SHARED`` names their folder; without it a folder
``shared`` beside the project is looked for. Tests that need them are skipped where there is none.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


def folder(name: str) -> Path:
    """The folder `name` (``reference``, ``upstream``) of the collection, or skip the test."""
    found = Path(os.environ.get("ALSKG_SHARED") or PROJECT.parent / "shared") / name
    if not found.is_dir():
        pytest.skip(f"the collection's folder {name!r} is not on this machine (ALSKG_SHARED names it)")
    return found


def table(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a plain tab-separated file with their line numbers (the header is line 1)."""
    header, *lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    names = header.split("\t")
    for number, line in enumerate(lines, 2):
        yield number, dict(zip(names, line.split("\t"), strict=True))
