"""What MkDocs is told beyond ``mkdocs.yml``: pages that are made when the site is built.

The home page is README.md, the changelog CHANGELOG.md, and the tutorial is executed, so the site
shows what this checkout answers. The graph is built in a temporary folder.
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from pages import notebook
from pages.home import relinked

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
WIDE = "---\nhide: [navigation]\n---\n\n"
COPIED = {"index.md": "README.md", "changelog.md": "CHANGELOG.md"}
"""Pages of the site that are files at the top of the checkout."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that do not lie in ``docs/``."""
    for page, name in COPIED.items():
        files.append(File.generated(config, page, content=(ROOT / name).read_text(encoding="utf-8")))
    path = DOCS / "tutorial.ipynb"
    tutorial = _tutorial(path, path.read_bytes())
    files.append(File.generated(config, "tutorial.md", content=WIDE + tutorial.markdown))
    for name, data in tutorial.figures.items():
        files.append(File.generated(config, name, content=data))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Fit links between files of the checkout to the site, and give wide answers the room of the contents."""
    uri = page.file.src_uri
    if uri.startswith("cookbook/") and not uri.endswith("README.md"):
        page.meta["hide"] = ["toc"]
    folder = "" if uri in COPIED else str(Path("docs", uri).parent.as_posix())
    return relinked(markdown, folder, uri, ROOT)


@cache
def _tutorial(path: Path, content: bytes) -> notebook.Page:
    """The executed tutorial; once for each state of the notebook while `mkdocs serve` runs."""
    with tempfile.TemporaryDirectory(prefix="alskg-site-") as home:
        return notebook.page(notebook.execute(path, Path(home)), path.stem)
