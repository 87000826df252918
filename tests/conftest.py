"""Tests run against the installed package: start them with ``pytest`` or ``python -P -m pytest``."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("alskg", deadline=None, derandomize=True)
settings.load_profile("alskg")
