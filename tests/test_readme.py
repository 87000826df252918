"""The README says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"


def test_every_file_that_it_links_to_is_there():
    links = re.findall(r"\]\(([^)#]+)\)", README.read_text(encoding="utf-8"))
    assert links
    for link in links:
        assert link.startswith("https://") or (README.parent / link).exists(), link


def test_the_python_example_runs(tmp_path, monkeypatch, capsys):
    from support.home import packaged_home

    monkeypatch.setenv("ALSKG_HOME", str(packaged_home().path))
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, object] = {}
    exec(example, names)  # noqa: S102 - the README's own lines
    assert repr(names["graph"]).startswith("<KnowledgeGraph ")
