"""Where engines keep what can be made again: the user's cache."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """Find als-kg's cache folder: ``$ALSKG_CACHE``, else the platform's."""
    chosen = os.environ.get("ALSKG_CACHE")
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_cache_dir("als-kg", appauthor=False))
