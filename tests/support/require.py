"""Tests that need something that not every machine has: skipped with a reason, or failed where it is required."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

CHROMIUM = "/usr/bin/chromium"


def _no_browser() -> str | None:
    if find_spec("playwright") is None:
        return "Playwright for Python is not installed"
    return None if Path(CHROMIUM).is_file() else f"there is no {CHROMIUM}"


def _no_site() -> str | None:
    return None if find_spec("material") else "MkDocs Material is not installed (extra `docs`)"


_MISSING: dict[str, Callable[[], str | None]] = {"browser": _no_browser, "site": _no_site}


def register(what: str, missing: Callable[[], str | None]) -> None:
    """Tell how to find out why something cannot be used here.

    Args:
        what: a name for `require`.
        missing: the reason, or None where it can be used.
    """
    _MISSING[what] = missing


def require(what: str) -> None:
    """Skip the module or test when `what` is missing; fail when the variable ALSKG_REQUIRE names it.

    Args:
        what: ``browser`` or ``site``.
    """
    reason = _MISSING[what]()
    if reason is None:
        return
    if what in os.environ.get("ALSKG_REQUIRE", "").replace(",", " ").split():
        pytest.fail(f"ALSKG_REQUIRE names {what!r}, but {reason}", pytrace=False)
    pytest.skip(reason, allow_module_level=True)
