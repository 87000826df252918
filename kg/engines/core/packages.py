"""Where an engine's package lies and of which version it is, without importing it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from kg.errors import ReleaseError


def packages_of(package: str) -> Path:
    """Find the folder that a package lies in, without importing it.

    Raises:
        ReleaseError: the package is not installed.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ReleaseError(f"the package {package} is not installed.", hint="Run `pip install als-kg` again.")
    return Path(spec.origin).parent.parent.absolute()


def engine_version(package: str) -> str:
    """Tell the version of an engine's package, without importing it.

    Raises:
        ReleaseError: the package is not installed.
    """
    for path in packages_of(package).glob(f"{package}-*.dist-info"):
        return path.name.removeprefix(f"{package}-").removesuffix(".dist-info")
    raise ReleaseError(f"the package {package} is not installed.", hint="Run `pip install als-kg` again.")
