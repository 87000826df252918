"""A graph that differs from the bundled one in two facts, for the page that compares releases."""

from __future__ import annotations

import shutil
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

from kg.assembly.bundled import build
from kg.release import Home

PROFILE = "earlier"
TABLE = "curated/gene_mechanisms.tsv"
LEFT_OUT, CHANGED = "gene_mechanisms:18", "gene_mechanisms:2"
SAID = (
    f"A fresh installation holds one release, and there is nothing to compare. For this page a graph `{PROFILE}` was "
    f"built from the packaged tables with two changes: without the row `{LEFT_OUT}`, and with the row `{CHANGED}` as a "
    "review instead of a study of human tissue."
)


def build_earlier(home: Path) -> None:
    """Build it in a home, as the profile ``earlier``.

    Args:
        home: the folder of the releases.

    Raises:
        ValueError: a row that it changes is not in the table any more.
    """
    with tempfile.TemporaryDirectory(prefix="alskg-docs-") as folder, as_file(files("kg.loaders")) as packaged:
        tables = Path(folder) / "tables"
        shutil.copytree(packaged, tables)
        path = tables / TABLE
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(f"{LEFT_OUT}\t")]
        text = "".join(
            line.replace("\thuman_tissue\t", "\treview\t", 1) if line.startswith(f"{CHANGED}\t") else line
            for line in kept
        )
        if len(kept) == len(lines) or text == "".join(kept):
            raise ValueError(f"{TABLE} has no row {LEFT_OUT} or {CHANGED} of that kind any more")
        path.write_text(text, encoding="utf-8")
        build(Home(home), profile=PROFILE, folder=tables)
