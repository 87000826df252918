"""Each recipe of CONTRIBUTING.md, carried out in a copy of the checkout: what it says to write is written and used."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "CONTRIBUTING.md"
FOLDERS = {"kg": "kg", "kg/loaders": "loaders", "kg/ontologies": "ontologies", "kg/queries": "queries"}
COPIED = (*FOLDERS.values(), "docs", "tests")
STEP = re.compile(r"<!-- (append|write|after|before): ([^ :]+)(?:: (.*?))? -->\n( *)```\w+\n(.*?)\n\4```", re.DOTALL)
MOST = {"source": 3, "named question": 3, "export format": 2, "command": 2, "predicate": 1}
"""Files that a recipe may ask to be written or changed by hand."""


def recipes() -> dict[str, str]:
    """The text of each recipe, by what it adds."""
    parts = re.split(r"^## Add an? (.*)$", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def carry_out(recipe: str, root: Path) -> set[str]:
    """Do what a recipe says; the files that it wrote."""
    touched = set()
    for how, name, anchor, _, block in STEP.findall(recipe):
        path, text = root / name, dedent(block) if how == "write" else block
        if how != "write":
            # The indentation of the list in the document, not that of the file.
            text = "\n".join(line.removeprefix("   ") for line in block.splitlines())
        if how == "write":
            assert not path.exists(), f"{name} is there already: the example needs another name"
            path.write_text(f"{text.rstrip()}\n", encoding="utf-8")
        elif how == "append":
            with path.open("a", encoding="utf-8") as file:
                file.write(f"{text}\n")
        else:
            before = path.read_text(encoding="utf-8")
            mark = anchor.replace("\\n", "\n") + "\n"
            assert before.count(mark) == 1, f"{name}: {anchor!r} stands there {before.count(mark)} times"
            path.write_text(
                before.replace(mark, f"{mark}{text}\n" if how == "after" else f"{text}\n{mark}"), encoding="utf-8"
            )
        touched.add(name)
    return touched


class Copy:
    """A copy of the checkout, laid out for Python as the wheel is.

    Args:
        folder: where it goes; the same one again and again keeps what Python compiled of files that are as they were.
    """

    def __init__(self, folder: Path) -> None:
        self.root = folder / "checkout"
        self.site = folder / "site"
        self.home = folder / "home"
        for path in (self.root, self.home):
            shutil.rmtree(path, ignore_errors=True)
        for path in self.site.rglob("*"):
            if path.is_file() and path.suffix != ".pyc":
                path.unlink()
        ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", ".hypothesis")
        for name in COPIED:
            shutil.copytree(ROOT / name, self.root / name, ignore=ignored)
        for name in ("README.md", "pyproject.toml", "mkdocs.yml", "CONTRIBUTING.md"):
            shutil.copy(ROOT / name, self.root)

    def run(self, *arguments: str, code: int = 0) -> str:
        """Run Python on the copy; what it prints on stdout."""
        for inside, outside in FOLDERS.items():
            shutil.copytree(self.root / outside, self.site / inside, dirs_exist_ok=True)
        path = os.pathsep.join((str(self.site), str(self.root / "tests"), str(self.root / "docs")))
        environment = {**os.environ, "PYTHONPATH": path, "ALSKG_HOME": str(self.home)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [sys.executable, "-P", *arguments]
        done = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, timeout=300)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def alskg(self, *arguments: str) -> str:
        return self.run("-m", "kg.cli", "-q", *arguments)


def check_source(copy: Copy) -> None:
    account = copy.alskg("build")
    assert "bundled/example_pairs.tsv" in account
    found = json.loads(copy.alskg("evidence", "SOD1", "--to", "ALS", "--exact", "--format", "json"))
    assert [row["statement"] for row in found if row["source"] == "example"] == ["the example pairs SOD1 with it"]
    copy.alskg("verify")


def check_question(copy: Copy) -> None:
    found = [copy.alskg("ask", "aliases-of-a-gene", "--language", one) for one in ("cypher", "sparql")]
    assert found[0] == found[1] and "TDP-43" in found[0]
    chosen = ["-k", "aliases-of-a-gene or in_both_languages", "-p", "no:cacheprovider", "tests/test_questions.py"]
    copy.run("-m", "pytest", "-q", *chosen)
    written = copy.root / "docs" / "cookbook" / "aliases-of-a-gene.md"
    copy.run("docs/generate.py")
    assert "TDP-43" in written.read_text(encoding="utf-8")


def check_format(copy: Copy) -> None:
    assert "edgelist (one line per edge)" in " ".join(copy.alskg("export", "--help").split())
    copy.alskg("export", "edgelist", "--around", "SOD1", "-o", "edges.txt")
    lines = (copy.root / "edges.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 50 and all(len(line.split(" ")) == 3 for line in lines)


def check_command(copy: Copy) -> None:
    counted = {row["table"]: row["rows"] for row in json.loads(copy.alskg("size", "--format", "json"))}
    assert counted["nodes"] > 2000 and "Count what the graph holds." in copy.alskg("--help")
    pages = "from pages import commands; print(commands.page(), commands.readme(open('README.md').read()))"
    assert copy.run("-c", pages).count("alskg size") >= 3, "in the page of all commands and in README's table"


def check_predicate(copy: Copy) -> None:
    # What LinkML makes takes a minute and is no different for one predicate more.
    copy.run(
        "-c",
        "from pathlib import Path; from kg.ontologies.generate import OUTPUTS\n"
        "for name in ('kg/schema/generated.py', 'docs/schema.md'):\n"
        "    Path(name).write_text(OUTPUTS[name](), encoding='utf-8')",
    )
    said = copy.run(
        "-c",
        "from kg.schema.lookup import *\n"
        "print(predicate_named('coexpressed with'), is_symmetric('biolink:coexpressed_with'),"
        " association_for('Gene', 'biolink:coexpressed_with', 'Gene').name)",
    )
    assert said.split() == ["biolink:coexpressed_with", "True", "GeneToGeneAssociation"]
    copy.alskg("build")


CHECKS: dict[str, Callable[[Copy], None]] = {
    "source": check_source,
    "named question": check_question,
    "export format": check_format,
    "command": check_command,
    "predicate": check_predicate,
}


def test_every_recipe_is_carried_out_below() -> None:
    assert set(recipes()) == set(CHECKS) == set(MOST)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("copy")


@pytest.mark.parametrize("what", CHECKS)
def test_a_recipe_does_what_it_says_in_few_files(what: str, folder: Path) -> None:
    copy = Copy(folder)
    touched = carry_out(recipes()[what], copy.root)
    assert 0 < len(touched) <= MOST[what], touched
    CHECKS[what](copy)


def test_a_recipe_that_was_not_carried_out_is_noticed(folder: Path) -> None:
    """Control: in the copy as it is, there is no such command."""
    copy = Copy(folder)
    copy.run("-m", "kg.cli", "size", code=2)
