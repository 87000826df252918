"""The tutorial: executed in a kernel of its own, and written as a page with what it printed."""

from __future__ import annotations

import base64
import html
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pages.markdown import fence

SECONDS = 120
"""What one cell may take."""


@dataclass(slots=True)
class Page:
    """A notebook as a page.

    Attributes:
        markdown: the page.
        figures: file name to bytes of the images that it shows.
    """

    markdown: str
    figures: dict[str, bytes] = field(default_factory=dict)


def execute(path: Path, home: Path) -> Any:
    """Execute a notebook and return it with its outputs; the file is left as it is.

    The kernel is reached by sockets that are files, so it works where there is no network, not even
    that of the machine itself.

    Args:
        path: the notebook.
        home: where the graph is kept (``$ALSKG_HOME``).

    Raises:
        nbclient.exceptions.CellExecutionError: a cell failed.
    """
    import nbformat
    from nbclient import NotebookClient
    from traitlets.config import Config

    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    with tempfile.TemporaryDirectory(prefix="nb-") as scratch, _environment(scratch, home):
        sockets = Config(KernelManager={"transport": "ipc", "ip": f"{scratch}/kernel"})
        where = {"metadata": {"path": scratch}}
        NotebookClient(notebook, kernel_name="python3", timeout=SECONDS, resources=where, config=sockets).execute()
    return notebook


@contextmanager
def _environment(scratch: str, home: Path) -> Iterator[None]:
    """Keep the user's own settings from the kernel: it neither reads nor writes them."""
    ours = {
        "ALSKG_HOME": str(home),
        "JUPYTER_RUNTIME_DIR": f"{scratch}/run",
        "JUPYTER_PLATFORM_DIRS": "1",
        "IPYTHONDIR": f"{scratch}/ipython",
        "MPLCONFIGDIR": f"{scratch}/matplotlib",
        "PYTHONSAFEPATH": "1",
    }
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def page(notebook: Any, name: str) -> Page:
    """Write an executed notebook as a page.

    Args:
        notebook: with its outputs.
        name: of the page; figures are called after it.
    """
    made = Page("")
    parts: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(cell.source)
        elif cell.cell_type == "code":
            parts.append(fence(cell.source, "python"))
            parts += [_output(output, cell.metadata.get("alt", ""), made, name) for output in cell.outputs]
    made.markdown = "\n\n".join(part for part in parts if part) + "\n"
    return made


def _output(output: Any, alt: str, made: Page, name: str) -> str:
    """Write one output as HTML, which Markdown passes on as it is."""
    if output.output_type == "stream":
        return _box(f"<pre>{html.escape(output.text.rstrip())}</pre>")
    data = output.get("data", {})
    if "image/png" in data:
        file = f"{name}-{len(made.figures) + 1}.png"
        made.figures[file] = base64.b64decode(data["image/png"])
        return _box(f'<img src="{file}" alt="{html.escape(alt)}">')
    if "text/html" in data:
        return _box(data["text/html"])
    return _box(f"<pre>{html.escape(data.get('text/plain', ''))}</pre>")


def _box(content: str) -> str:
    return f'<div class="output">\n{content}\n</div>'
