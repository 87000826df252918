"""Nothing is built twice: an unchanged build says so, and anything that changed builds again."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from kg.assembly import bundled
from kg.assembly.progress import APART, QUIET, Progress
from kg.cli import run
from kg.errors import BuildError
from kg.release import Home

SAID = re.compile(r"alskg: nothing has changed since the graph [0-9a-f]{12} was built; it is in .+ \(`--force` .+\)")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A home with the packaged graph and the same from own tables with two faults, and those tables."""
    root = tmp_path_factory.mktemp("unchanged")
    tables = root / "tables"
    shutil.copytree(Path(str(files("kg.loaders"))), tables, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    with (tables / "curated" / "gene_interactions.tsv").open(encoding="utf-8") as file:
        header, first, *_ = file.read().splitlines()
    with (tables / "curated" / "gene_interactions.tsv").open("a", encoding="utf-8") as file:
        assert len(header.split("\t")) == len(first.split("\t"))
        file.write(first.replace("HGNC:", "HGNC:x  x", 1) + "\n")
    home = Home(root / "home")
    bundled.build(home)
    bundled.build(home, profile="mine", folder=tables)
    return root


@pytest.fixture
def here(built, tmp_path, monkeypatch):
    """A copy that a test may spoil."""
    for name in ("home", "tables"):
        shutil.copytree(built / name, tmp_path / name)
    monkeypatch.setenv("ALSKG_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ALSKG_PROFILE", raising=False)
    return tmp_path


PACKAGED: tuple[str, ...] = ()
OWN = ("--tables", "tables", "--profile", "mine")


def build(here, capsys, monkeypatch, *args):
    monkeypatch.chdir(here)
    code = run(["build", *args])
    out, err = capsys.readouterr()
    assert code == 0, err
    return out, err


@pytest.mark.parametrize("which", [PACKAGED, OWN])
@pytest.mark.parametrize("args", [(), ("--faults",), ("--format", "json"), ("--faults", "--format", "json")])
def test_an_unchanged_build_prints_what_the_first_did(here, capsys, monkeypatch, which, args):
    before = {path: path.stat().st_mtime_ns for path in (here / "home").rglob("*") if path.is_file()}
    out, err = build(here, capsys, monkeypatch, *which, *args)
    assert SAID.match(err) and "node" not in err, err
    assert before == {path: path.stat().st_mtime_ns for path in (here / "home").rglob("*") if path.is_file()}
    forced, err = build(here, capsys, monkeypatch, *which, *args, "--force")
    assert "nothing has changed" not in err and "evidence rows" in err
    assert out == forced and out.count("\n") > 1
    shutil.rmtree(here / "home")
    assert build(here, capsys, monkeypatch, *which, *args)[0] == out, "the first build of all"


def edit_cell(here):
    path = here / "tables" / "curated" / "gene_mechanisms.tsv"
    text = path.read_text(encoding="utf-8")
    assert "strongly lowers" in text
    path.write_text(text.replace("strongly lowers", "lowers", 1), encoding="utf-8")


def edit_json(path, **values):
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **values}), encoding="utf-8")


def release_of(here, profile):
    home = Home(here / "home")
    return home.release_path(home.pointed_at(profile))


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def account_of(here, name):
    """A file of the account of the profile ``mine``, which differs from the packaged one by a fault."""
    return release_of(here, "mine") / "accounts" / Home(here / "home").pointer("mine").receipt / name


CHANGES = {
    "one cell": edit_cell,
    "another version of als-kg": lambda here: edit_json(here / "home/profiles/mine", package_version="0.0.1"),
    "other code": lambda here: edit_json(here / "home/profiles/mine", input_id="0" * 64),
    "a pointer without a digest": lambda here: edit_json(here / "home/profiles/mine", receipt=None),
    "no profile": lambda here: (here / "home/profiles/mine").unlink(),
    "no release": lambda here: shutil.rmtree(release_of(here, "mine")),
    "a flipped bit": lambda here: flip(release_of(here, "mine") / "edges.parquet"),
    "no table": lambda here: (release_of(here, "mine") / "nodes.parquet").unlink(),
    "other faults": lambda here: flip(account_of(here, "quarantine/faults.tsv")),
    "an edited receipt": lambda here: flip(account_of(here, "receipt.json")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_is_built_again(here, capsys, monkeypatch, change):
    CHANGES[change](here)
    _, err = build(here, capsys, monkeypatch, *OWN)
    assert "nothing has changed" not in err and "evidence rows" in err
    assert "nothing has changed" in build(here, capsys, monkeypatch, *OWN)[1]
    assert run(["verify", "mine"]) == 0
    assert "nothing has changed" in build(here, capsys, monkeypatch)[1] or change in (
        "no release",
        "a flipped bit",
        "no table",
    )


def test_use_and_index_act_though_nothing_is_built(here, capsys, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(here / "cache"))
    assert "`alskg build --use`" in build(here, capsys, monkeypatch, *OWN)[1]
    _, err = build(here, capsys, monkeypatch, *OWN, "--use", "--index", "search")
    assert SAID.match(err) and Home(here / "home").current() == "mine" and "in use is still" not in err
    made = [path for path in here.rglob("*search*") if "tables" not in path.parts]
    assert made, "an index was made"


def test_an_unchanged_build_loads_no_table_library_and_no_lock(here):
    command = [sys.executable, "-P", "-X", "importtime", "-m", "kg.cli", "build"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=here, env=os.environ)
    assert "nothing has changed" in done.stderr
    for name in ("polars", "numpy", "pyarrow", "rich", "filelock", "kg.assembly.make", "kg.loaders.base"):
        assert not re.search(rf"\| +{re.escape(name)}$", done.stderr, re.MULTILINE), name
    assert re.search(r"\| +kg\.assembly\.inputs$", done.stderr, re.MULTILINE), "control"


def test_a_second_builder_that_waited_builds_nothing(here):
    shutil.rmtree(here / "home")
    command = [sys.executable, "-P", "-m", "kg.cli", "build", *OWN]
    both = [subprocess.Popen(command, cwd=here, env=os.environ, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=120)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sum("nothing has changed" in text for text in said) == 1


def test_a_table_that_changes_while_it_is_read_stops_the_build(tmp_path, monkeypatch):
    """Else the pointer would name inputs that the graph was not made from, and the next build would be skipped."""
    from kg.assembly import make as module
    from support.toy import make_toy

    load = module.load

    def load_and_edit(context, tables, **options):
        records = load(context, tables, **options)
        path = tmp_path / "claims.tsv"
        path.write_text(path.read_text(encoding="utf-8").replace("1993", "1994"), encoding="utf-8")
        return records

    assert make_toy(tmp_path), "control"
    monkeypatch.setattr(module, "load", load_and_edit)
    with pytest.raises(BuildError, match="was changed while the build read it"):
        make_toy(tmp_path)


def test_progress_is_quiet_at_first_and_then_said_once_a_second():
    now, heard = [0.0], []
    progress = Progress(heard.append, clock=lambda: now[0])
    for step in range(100):
        now[0] = step / 10
        progress(f"{now[0]:g}")
    times = [float(text) for text in heard]
    assert times[0] == QUIET and all(later - one >= APART - 1e-9 for one, later in pairwise(times))
    assert len(heard) == 8
    Progress(None, clock=lambda: 9.0)("nobody listens")


def test_a_long_build_says_each_step_on_stderr_and_a_small_one_nothing(here, capsys, monkeypatch):
    from kg.assembly import progress

    monkeypatch.setattr(progress, "QUIET", 0.0)
    monkeypatch.setattr(progress, "APART", 0.0)
    out, err = build(here, capsys, monkeypatch, "--force")
    assert "so far" not in err and "checking" not in err
    for module in ("kg.loaders.base", "kg.assembly.make"):
        monkeypatch.setattr(f"{module}.TICK", 1000)
    slow, err = build(here, capsys, monkeypatch, *OWN, "--force")
    for words in ("reading the tables: ", "merging ", "checking ", "making edges", "digesting the evidence: "):
        assert words in err, words
    assert "so far" not in slow and out.splitlines()[0] == slow.splitlines()[0]
    shutil.rmtree(here / "home")
    assert "writing the nodes" in build(here, capsys, monkeypatch)[1]
