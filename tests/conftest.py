"""Tests run against the installed package, never against the checkout's own folders.

``python -m pytest`` puts the checkout in front of the path, where ``kg/`` would hide the installed
package (and has no ``kg.loaders``, which setuptools maps from ``loaders/``).
"""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != ROOT]

settings.register_profile("alskg", deadline=None, derandomize=True)
settings.load_profile("alskg")
