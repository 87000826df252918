"""Makes ``site-pages/``: the documentation as a folder of plain Markdown, for whatever builds a site of it.

``python docs/site_pages.py`` makes it whole and new each time. The home page is README.md, the
changelog CHANGELOG.md, and the tutorial is executed, so the site shows what this checkout answers.
Nothing is left for a site generator to make, so none needs hooks of ours.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pages import notebook
from pages.home import MOVED, relinked

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "site-pages"
"""Where the pages go, below the checkout: ``docs_dir`` of ``mkdocs.yml``."""
COPIED = {page: name for name, page in MOVED.items() if name.endswith(".md")}
"""Pages of the site that are files at the top of the checkout."""
TUTORIAL = "docs/tutorial.ipynb"


def tutorial() -> notebook.Page:
    """Execute the tutorial on a graph in a temporary folder, whatever graph is in use."""
    path = ROOT / TUTORIAL
    with tempfile.TemporaryDirectory(prefix="alskg-site-") as home:
        return notebook.page(notebook.execute(path, Path(home)), path.stem)


def files(executed: notebook.Page, root: Path) -> dict[str, bytes]:
    """Return everything that the site is built from, by its path in the folder.

    Args:
        executed: the tutorial.
        root: the checkout.
    """
    docs = root / "docs"
    sources = {path.relative_to(docs).as_posix(): path for path in sorted(docs.rglob("*.md"))}
    sources |= {page: root / name for page, name in COPIED.items()}
    made = {page: _page(page, path, root).encode() for page, path in sources.items()}
    made["tutorial.md"] = (_hiding("navigation") + relinked(executed.markdown, "docs", "tutorial.md", root)).encode()
    made |= executed.figures
    assets = (path for path in sorted((docs / "assets").rglob("*")) if path.is_file())
    return made | {path.relative_to(docs).as_posix(): path.read_bytes() for path in assets}


def _page(page: str, path: Path, root: Path) -> str:
    folder = path.parent.relative_to(root).as_posix()
    text = relinked(path.read_text(encoding="utf-8"), folder, page, root)
    # Answers are wide tables: they get the room of the table of contents.
    return _hiding("toc") + text if page.startswith("cookbook/") and path.name != "README.md" else text


def _hiding(what: str) -> str:
    """Write the front matter by which the theme leaves out a part of the page."""
    return f"---\nhide: [{what}]\n---\n\n"


def write(made: Mapping[str, bytes], folder: Path) -> None:
    """Write a folder anew, so that nothing of an earlier one stays in it.

    It is written beside the earlier one and takes its place when it is whole: a run that dies
    leaves the earlier folder or none, never half of one.

    Args:
        made: path below the folder to content.
        folder: may be there already; all that lies in it is deleted.
    """
    with tempfile.TemporaryDirectory(prefix=f"{folder.name}.", dir=folder.parent) as beside:
        new = Path(beside) / "new"
        for name, content in made.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if folder.exists():
            folder.rename(Path(beside) / "old")
        new.rename(folder)


def main(argv: list[str] | None = None) -> int:
    """Make the folder `site-pages/` of plain Markdown, from which the site is built; returns the exit code."""
    argparse.ArgumentParser(prog="python docs/site_pages.py", description=main.__doc__).parse_args(argv)
    try:
        executed = tutorial()
    except ModuleNotFoundError as error:
        sys.stderr.write(f"error: {error.name} is not installed, and the tutorial is executed with it.\n")
        sys.stderr.write("hint: pip install '.[docs]'\n")
        return 1
    write(files(executed, ROOT), ROOT / FOLDER)
    return 0


if __name__ == "__main__":
    sys.exit(main())
