"""A home with the packaged graph, built once for a run of all workers and shared read-only."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from filelock import FileLock

from kg.assembly.bundled import open_or_build
from kg.engines.core.opening import ENGINES, make_index
from kg.release import Home, Release

RUN_FOLDER = "ALSKG_TESTS_FOLDER"
"""The variable that names the folder of this run to its workers and to the scripts that tests start."""


def make_run_folder() -> None:
    """Make the folder that the workers of this run share."""
    os.environ[RUN_FOLDER] = tempfile.mkdtemp(prefix="alskg-tests-")


def remove_run_folder() -> None:
    """Delete that folder."""
    shutil.rmtree(os.environ.pop(RUN_FOLDER), ignore_errors=True)


@cache
def packaged_release() -> Release:
    """The release of the bundled graph, up to date, for tests that read its tables."""
    with _alone("release") as folder:
        return open_or_build(Home(folder / "home"))


@cache
def packaged_home() -> Home:
    """A home whose bundled graph is up to date and has the indexes of all engines. Tests that spoil it take a copy.

    The indexes are there from the start, so that no worker changes the home while another one looks at it.
    """
    release = packaged_release()
    with _alone("indexes") as folder:
        for engine in ENGINES:
            make_index(release.path, engine)
    return Home(folder / "home")


@contextmanager
def _alone(what: str) -> Iterator[Path]:
    """Give the run's folder to one worker at a time; the first makes something there and the others find it."""
    folder = Path(os.environ[RUN_FOLDER])
    with FileLock(folder / f"{what}.lock"):
        yield folder
