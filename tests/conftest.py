"""Tests run against the installed package: start them with ``pytest`` or ``python -P -m pytest``; ``-n 2`` for two.

What all workers of pytest-xdist share lies in the run's folder (`support.home`).
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings

from support import home

settings.register_profile("alskg", deadline=None, derandomize=True)
settings.load_profile("alskg")
SCATTERED = {"test_engine_leftovers.py", "test_engine_rooms.py", "test_index_proof.py"}
"""Long files whose tests need little that the file made for all of them: they go one by one to whoever is free."""


def pytest_configure(config: pytest.Config) -> None:
    """Make the run's folder, once: workers find it by the environment that they inherit."""
    if not hasattr(config, "workerinput"):
        home.make_run_folder()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Delete the run's folder when the workers have ended."""
    if not hasattr(config, "workerinput"):
        home.remove_run_folder()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what is scattered last, so that the workers end together."""
    items.sort(key=lambda item: item.path.name in SCATTERED)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Deal tests out by file, so that what a file made serves all of its tests: a server, a browser, an index.

    The files with the most tests go first. The groups of xdist's own ``--dist loadgroup`` would say this by marks,
    but are not seen by xdist 3.8 under pytest 9.2.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return nodeid if file.rpartition("/")[2] in SCATTERED else file

    return ByFile(config, log)
