"""The tutorial runs from its first cell to its last, and says no number that could go stale."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest

from pages import notebook

PATH = Path(__file__).resolve().parent.parent / "docs" / "tutorial.ipynb"


def written(path, *cells):
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nbformat.write(made, path)
    return path


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    return notebook.execute(PATH, tmp_path_factory.mktemp("home"))


@pytest.mark.slow
def test_it_runs_and_ends_in_a_figure(executed):
    cells = {cell.id: cell for cell in executed.cells if cell.cell_type == "code"}
    assert len(cells) > 15 and all(cell.execution_count for cell in cells.values())
    outputs = [output for cell in cells.values() for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]
    (figure,) = [cell for cell in cells.values() if any("image/png" in o.get("data", {}) for o in cell.outputs)]
    assert figure.metadata["alt"]
    assert re.search(r"^\d+ trials of a cell therapy", cells["caption"].outputs[0].text)


@pytest.mark.slow
def test_its_page_shows_what_it_printed(executed):
    page = notebook.page(executed, "tutorial")
    ((name, data),) = page.figures.items()
    assert data.startswith(b"\x89PNG") and f'<img src="{name}" alt="Bars' in page.markdown
    assert "trials of a cell therapy in ALS" in page.markdown
    assert page.markdown.startswith("# Tutorial")


def test_a_failing_cell_fails(tmp_path):
    """Control: an error does not pass for an output."""
    from nbclient.exceptions import CellExecutionError

    path = written(tmp_path / "bad.ipynb", "1 + 1", "raise ValueError('broken')", "2 + 2")
    with pytest.raises(CellExecutionError, match="broken"):
        notebook.execute(path, tmp_path)


def test_printed_text_is_no_markup(tmp_path):
    path = written(tmp_path / "hostile.ipynb", "print('<script>x</script>')", "'<b>'")
    page = notebook.page(notebook.execute(path, tmp_path), "hostile").markdown
    assert "&lt;script&gt;x" in page and "<script>" not in page.replace("print('<script>x</script>')", "")
    assert "&#x27;&lt;b&gt;&#x27;" in page


def test_it_is_kept_without_outputs():
    kept = json.loads(PATH.read_text(encoding="utf-8"))
    assert set(kept["metadata"]) == {"kernelspec", "language_info"}
    for cell in kept["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None


def numbers(text: str) -> list[str]:
    """Numbers in prose: not in code, links, or names such as TDP-43."""
    text = re.sub(r"```.*?```|`[^`]*`|\[[^\]]*\]\([^)]*\)", "", text, flags=re.DOTALL)
    return re.findall(r"(?<![\w-])\d[\d,.]*%?", text)


def test_its_prose_states_no_number():
    assert numbers("AMX0035 and `x = 3` met 4 of 10.5 [see 3](x)") == ["4", "10.5"], "control"
    kept = json.loads(PATH.read_text(encoding="utf-8"))
    for cell in kept["cells"]:
        if cell["cell_type"] == "markdown":
            assert numbers("".join(cell["source"])) == []
