"""A home with the packaged graph, built once for a test session and shared read-only."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from kg.assembly.bundled import open_or_build
from kg.engines.core.opening import ENGINES, make_index
from kg.release import Home


@cache
def packaged_home() -> Home:
    """A home whose bundled graph is up to date. Tests that spoil it take a copy."""
    path = Path(tempfile.mkdtemp(prefix="alskg-tests-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    home = Home(path / "home")
    open_or_build(home)
    return home


@cache
def indexed_home() -> Path:
    """The same home, with the indexes of all engines; tests that spoil it take a copy."""
    release = open_or_build(packaged_home())
    for engine in ENGINES:
        make_index(release.path, engine)
    return packaged_home().path
