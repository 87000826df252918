"""Writes the pages of ``docs/`` that follow from the questions, the bundled graph and the command line.

The table of commands in README and the picture of the floors are written as well.

The navigation in ``mkdocs.yml`` follows from these pages, and is written with them.

``python docs/generate.py`` writes them, ``--check`` compares them with what lies there, names
those that drifted and exits 1. The graph is built from the packaged tables in a temporary folder,
whatever graph is in use.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import kg
from kg.errors import AlskgError
from pages import architecture, belief, commands, cookbook, drift, earlier
from pages.home import navigation

ROOT = Path(__file__).resolve().parent.parent


def pages() -> dict[str, str]:
    """Make all generated pages, by their path below the checkout."""
    with tempfile.TemporaryDirectory(prefix="alskg-docs-") as home:
        earlier.build_earlier(Path(home))
        with kg.open(home, profile="bundled") as graph:
            made = {"docs/cli.md": commands.page(), belief.PAGE: belief.page(graph), **cookbook.pages(graph)}
    made["README.md"] = commands.readme(_text("README.md"))
    made.update(architecture.pages(_text(architecture.PAGE), _text(architecture.FLOORS)))
    made["mkdocs.yml"] = navigation(_text("mkdocs.yml"), lambda name: made.get(name) or _text(name))
    return made


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def main(argv: list[str] | None = None) -> int:
    """Write the pages, or with ``--check`` compare them; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python docs/generate.py", description=main.__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page has drifted")
    check = parser.parse_args(argv).check
    try:
        made, folders = pages(), (cookbook.FOLDER,)
    except AlskgError as error:
        sys.stderr.write(f"error: {error.message}\nhint: {error.hint}\n")
        return 1
    if not check:
        drift.write(made, folders, ROOT)
        return 0
    found = drift.drifted(made, folders, ROOT)
    for sentence in found:
        sys.stderr.write(f"{sentence}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
