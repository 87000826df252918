"""The commands around releases, as a user types them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from kg.assembly.bundled import open_or_build
from kg.cli import COMMANDS, run
from kg.release import Home, open_release
from kg.release.files import replace_text
from support.home import packaged_release


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A home with the packaged graph and no index; a copy, since that of the run may have indexes."""
    home = Home(tmp_path_factory.mktemp("built") / "home")
    shutil.copytree(packaged_release().path.parents[1], home.path, ignore=shutil.ignore_patterns("index"))
    return home


@pytest.fixture
def home(built, tmp_path, monkeypatch):
    """A copy of it that a test may spoil."""
    path = tmp_path / "home"
    shutil.copytree(built.path, path)
    monkeypatch.setenv("ALSKG_HOME", str(path))
    monkeypatch.delenv("ALSKG_PROFILE", raising=False)
    return Home(path)


@pytest.fixture
def empty(tmp_path, monkeypatch):
    monkeypatch.setenv("ALSKG_HOME", str(tmp_path / "none"))
    return Home(tmp_path / "none")


@pytest.fixture
def own_tables(tmp_path):
    """A curator's copy of the tables."""
    path = tmp_path / "tables"
    shutil.copytree(Path(str(files("kg.loaders"))), path, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return path


def ask(capsys, *args):
    code = run(list(args))
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


def test_build_accounts_for_every_row_and_says_where_the_graph_is(empty, capsys):
    code, out, err = ask(capsys, "build")
    assert code == 0
    header, *rows = [line.split("\t") for line in out.splitlines()]
    assert header == ["source", "file", "rows", "in graph", "in part", "quarantined"]
    assert all(int(row[2]) == int(row[3]) + int(row[5]) for row in rows)
    assert "withheld for their licence" in err and str(empty.graphs) in err


def test_build_lists_faults_with_file_and_line(empty, capsys):
    code, out, _ = ask(capsys, "build", "--faults", "--format", "json")
    assert code == 0
    faults = json.loads(out)
    assert faults and all(one["file"].endswith(".tsv") and one["line"] > 1 and one["detail"] for one in faults)


def test_status_names_sources_versions_and_licences(home, capsys):
    code, out, err = ask(capsys, "status", "--format", "jsonl")
    assert code == 0
    sources = {row["source"]: row for row in map(json.loads, out.splitlines())}
    assert sources["clingen"]["version"] == "2026-01-24" and sources["kegg"]["withheld"] == 13
    assert all(row["licence"] for row in sources.values())
    assert "up to date" in err


def test_verify_is_content_and_then_finds_each_damage(home, capsys):
    code, out, err = ask(capsys, "verify")
    assert (code, out) == (0, "") and "is sound" in err
    release = open_release(home, home.pointed_at("bundled"))
    path = release.path / "edges.parquet"
    path.write_bytes(path.read_bytes()[:-1])
    code, out, err = ask(capsys, "verify")
    assert code == 4 and "edges.parquet" in out and "alskg build" in err


def test_verify_finds_tables_that_say_something_else_than_the_id(home, capsys):
    """Tables rewritten together with their digests still betray themselves by the content id."""
    from kg.release.files import sha256
    from kg.release.write import parquet_bytes

    release = open_release(home, home.pointed_at("bundled"))
    nodes = release.table("nodes")
    changed = nodes.with_columns(description=nodes["description"].fill_null("changed"))
    data = parquet_bytes(changed)
    (release.path / "nodes.parquet").write_bytes(data)
    receipt = json.loads((release.path / "receipt.json").read_text(encoding="utf-8"))
    for entry in receipt["tables"]:
        if entry["name"] == "nodes.parquet":
            entry.update(sha256=sha256(data), bytes=len(data))
    text = json.dumps(receipt)
    (release.path / "receipt.json").write_text(text, encoding="utf-8")
    pointer = home.path / "profiles" / "bundled"
    forged = json.loads(pointer.read_text(encoding="utf-8")) | {"receipt": sha256(text.encode())}
    pointer.write_text(json.dumps(forged), encoding="utf-8")
    code, out, _ = ask(capsys, "verify")
    assert code == 4 and out.splitlines()[1].startswith("content_id\t")


def test_own_tables_make_an_enriched_graph_and_diff_names_the_fact(home, own_tables, capsys):
    table = own_tables / "curated" / "gene_mechanisms.tsv"
    text = table.read_text(encoding="utf-8")
    assert "TDP-43 depletion strongly lowers synaptic transmission" in text
    table.write_text(text.replace("strongly lowers", "lowers"), encoding="utf-8")
    code, _, err = ask(capsys, "build", "--tables", str(own_tables), "--profile", "mine")
    assert code == 0 and "in use is still 'bundled'" in err
    assert home.profiles()["mine"] != home.profiles()["bundled"] and home.current() == "bundled"
    code, out, err = ask(capsys, "diff", "bundled", "mine", "--format", "json")
    assert code == 0
    changes = json.loads(out)
    assert {one["change"] for one in changes} == {"evidence changed"}
    assert {one["what"] for one in changes} == {"TARDBP contributes_to Synaptic dysfunction"}
    code, out, err = ask(capsys, "diff", "bundled", "bundled")
    assert code == 0 and "no difference" in err


def test_a_bare_build_never_replaces_an_enriched_graph(home, own_tables, capsys):
    assert ask(capsys, "build", "--tables", str(own_tables), "--profile", "mine", "--use")[0] == 0
    mine = home.profiles()["mine"]
    assert ask(capsys, "build")[0] == 0
    assert home.current() == "mine" and home.profiles()["mine"] == mine
    assert ask(capsys, "build", "--tables", str(own_tables))[0] == 2
    assert ask(capsys, "build", "--profile", "mine")[0] == 2


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda root: (root / "curated" / "genes.tsv").unlink(), "curated/genes.tsv, line 1"),
        (
            lambda root: (root / "curated" / "genes.tsv").write_text("record\tid\n", encoding="utf-8"),
            "curated/genes.tsv, line 1",
        ),
        (lambda root: (root / "sources.tsv").write_bytes(b"\xff\xfe"), "sources.tsv, line 1"),
        (lambda root: shutil.rmtree(root), "is not a folder"),
    ],
)
def test_bad_tables_are_one_sentence_and_leave_everything_as_it_was(home, own_tables, capsys, spoil, words):
    before = sorted(str(path) for path in home.path.rglob("*"))
    spoil(own_tables)
    code, out, err = ask(capsys, "build", "--tables", str(own_tables), "--profile", "mine")
    assert code in (1, 2) and out == ""
    error, hint = err.splitlines()
    assert error.startswith("error: ") and words in error and hint.startswith("hint: ")
    assert [path for path in before if "build.lock" not in path] == [
        str(path) for path in sorted(home.path.rglob("*"), key=str) if "build.lock" not in str(path)
    ]


def test_a_row_with_a_bad_identifier_is_quarantined_with_its_line(home, own_tables, capsys):
    table = own_tables / "curated" / "gene_interactions.tsv"
    lines = table.read_text(encoding="utf-8").splitlines()
    lines[4] = lines[4].replace("HGNC:", "HGNC:x", 1)
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    code, out, _err = ask(capsys, "build", "--tables", str(own_tables), "--profile", "mine", "--faults")
    assert code == 0
    assert re.search(r"^bad_curie\tcurated/gene_interactions\.tsv\t5\t.*HGNC:x", out, re.MULTILINE)


def test_an_older_bundled_graph_is_rebuilt_with_one_line(home, capsys):
    spoil_input_id(home, "bundled")
    heard = []
    release = open_or_build(home, say=heard.append)
    assert heard == ["rebuilding the bundled graph: the installed als-kg brings newer tables or code"]
    assert open_or_build(home, say=heard.append).receipt == release.receipt and len(heard) == 1


def test_an_older_enriched_graph_is_kept_with_a_warning(home, own_tables, capsys):
    assert ask(capsys, "build", "--tables", str(own_tables), "--profile", "mine", "--use")[0] == 0
    spoil_input_id(home, "mine", package_version="0.0.1")
    id = home.profiles()["mine"]
    heard = []
    release = open_or_build(home, say=heard.append)
    assert release.content_id == id and len(heard) == 1
    assert "it is kept" in heard[0] and "0.0.1" in heard[0]


def spoil_input_id(home, profile, **more):
    path = home.path / "profiles" / profile
    pointer = json.loads(path.read_text(encoding="utf-8"))
    replace_text(path, json.dumps({**pointer, "input_id": "0" * 64, **more}))


@pytest.mark.parametrize("profile", ["bundled", "mine"])
def test_two_profiles_of_one_release_keep_what_they_were_built_from(home, own_tables, capsys, profile, monkeypatch):
    """An unedited copy of the tables gives the same release; the profiles stay apart all the same."""
    assert ask(capsys, "build", "--tables", str(own_tables), "--profile", "mine")[0] == 0
    assert home.profiles()["mine"] == home.profiles()["bundled"] and len(home.release_ids()) == 1
    assert ask(capsys, "build")[0] == 0
    monkeypatch.setenv("ALSKG_PROFILE", profile)
    spoil_input_id(home, profile, package_version="0.0.1")
    heard = []
    assert open_or_build(home, say=heard.append).content_id == home.profiles()[profile]
    assert heard[0].startswith("rebuilding the bundled" if profile == "bundled" else "warning: the graph 'mine'")


@pytest.mark.parametrize("name", ["nodes.parquet", "edges.parquet", "evidence.parquet", "quarantine/faults.tsv"])
def test_a_cut_or_missing_table_of_the_bundled_graph_is_made_anew(home, name):
    path = home.release_path(home.pointed_at("bundled")) / name
    for spoil in (lambda: path.write_bytes(path.read_bytes()[:-7]), path.unlink):
        spoil()
        heard = []
        assert not open_or_build(home, say=heard.append).damaged_files()
        assert len(heard) == 1 and "is missing or cut short" in heard[0]


def test_who_waits_for_a_builder_does_not_build_again(tmp_path):
    """Four first questions at once: one builds, the others use what it built."""
    environ = {**os.environ, "ALSKG_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-P", "-m", "kg.cli", "node", "DAO"]
    processes = [
        subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    said = [process.communicate(timeout=300)[1] for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, said
    assert sum("building the bundled graph (first use)" in text for text in said) == 1


def test_a_full_or_closed_output_is_one_sentence(home):
    for shell in (">/dev/full", ">&-"):
        command = f"{sys.executable} -P -m kg.cli releases {shell}"
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=os.environ)
        assert done.returncode == 1 and "Traceback" not in done.stderr
        assert "error: " in done.stderr and "hint: " in done.stderr


def test_a_bundled_graph_whose_receipt_was_edited_is_rebuilt_with_one_line(home):
    path = home.release_path(home.pointed_at("bundled")) / "receipt.json"
    path.write_text(path.read_text(encoding="utf-8").replace("CC0-1.0", "MIT"), encoding="utf-8")
    heard = []
    release = open_or_build(home, say=heard.append)
    assert release.proven and not release.damaged_files()
    assert len(heard) == 1 and "was changed after the build" in heard[0]
    assert open_or_build(home, say=heard.append).receipt == release.receipt and len(heard) == 1


def test_a_damaged_bundled_graph_is_rebuilt_with_one_line(home):
    (home.release_path(home.pointed_at("bundled")) / "receipt.json").write_text("{", encoding="utf-8")
    heard = []
    assert not open_or_build(home, say=heard.append).damaged_files()
    assert len(heard) == 1 and heard[0].startswith("rebuilding the bundled graph: the receipt of")


def test_releases_and_prune(home, own_tables, capsys):
    assert ask(capsys, "build", "--tables", str(own_tables), "--profile", "mine")[0] == 0
    stray = home.graphs / ("f" * 64)
    shutil.copytree(home.release_path(home.pointed_at("bundled")), stray)
    (home.graphs / ".making-dead").mkdir()
    code, out, _ = ask(capsys, "releases")
    assert code == 0 and len(out.splitlines()) == len(home.release_ids()) + 1
    code, out, _ = ask(capsys, "prune", "--dry-run")
    assert code == 0 and out == "f" * 64 + "\n" and stray.is_dir()
    code, out, _err = ask(capsys, "prune")
    assert code == 0 and not stray.exists() and not (home.graphs / ".making-dead").exists()
    assert set(home.release_ids()) == set(home.profiles().values())


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["staus"], 2, "Did you mean 'status'?"),
        (["status", "--profile", "../../etc"], 2, "cannot name a profile"),
        (["status", "--profile", "nobody"], 3, "there is no graph 'nobody'"),
        (["diff", "bundled", "zzzz"], 3, "no release or profile 'zzzz'"),
        (["verify", "bundle"], 3, "'bundle'"),
        (["build", "--format", "xml"], 2, "xml"),
        (["build", "--wait", "soon"], 2, "soon"),
        (["status", "--frobnicate"], 2, "--frobnicate"),
    ],
)
def test_bad_calls_are_one_sentence(home, capsys, args, code, words):
    got, out, err = ask(capsys, *args)
    assert (got, out) == (code, "") and words in err


def test_no_graph_yet_says_what_to_do(empty, capsys):
    code, _, err = ask(capsys, "status")
    assert code == 3 and "alskg build" in err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command, capsys):
    for flag in ("-h", "--help"):
        code, out, _ = ask(capsys, command, flag)
        assert code == 0 and "Example: alskg" in out
    assert COMMANDS[command].summary.endswith(".")


def test_help_loads_no_engine_and_no_table_library():
    loaded = subprocess.run(
        [sys.executable, "-P", "-X", "importtime", "-m", "kg.cli", "--help"], capture_output=True, text=True, check=True
    ).stderr
    for name in (
        "polars",
        "numpy",
        "rdflib",
        "pyoxigraph",
        "kglite",
        "pyvis",
        "networkx",
        "rich",
        "linkml",
        "mcp",
        "pydantic",
    ):
        assert not re.search(rf"\| +{name}$", loaded, re.MULTILINE), name
    assert re.search(r"\| +click$", loaded, re.MULTILINE), "control: click is loaded"


@pytest.mark.parametrize("args", [["status"], ["verify"], ["build"], ["build", "--force"], ["releases"]])
def test_a_home_that_cannot_be_written_is_one_sentence(home, args):
    """Root has to give up its capabilities first, or permissions would not bind it."""
    for path in [home.path, *home.path.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    plain = [sys.executable, "-P", "-m", "kg.cli", *args]
    command = ["setpriv", "--inh-caps=-all", "--bounding-set=-all", *plain] if os.geteuid() == 0 else plain
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert "Traceback" not in done.stderr
    if "--force" in args:
        assert done.returncode == 1 and done.stderr.startswith("error: ") and "hint: " in done.stderr
    else:
        assert done.returncode == 0, done.stderr


def test_two_command_lines_build_the_same_graph(tmp_path):
    """Other home, other thread count, other hash seed: same id, same bytes."""
    ids, bytes_of = [], []
    for number, (seed, threads) in enumerate([("0", "1"), ("4242", "4")]):
        home = tmp_path / str(number)
        environ = {**os.environ, "ALSKG_HOME": str(home), "PYTHONHASHSEED": seed, "POLARS_MAX_THREADS": threads}
        subprocess.run(
            [sys.executable, "-P", "-m", "kg.cli", "-q", "build"], env=environ, check=True, capture_output=True
        )
        release = open_release(Home(home), Home(home).pointed_at("bundled"))
        ids.append(release.content_id)
        bytes_of.append([(release.path / entry.name).read_bytes() for entry in release.receipt.tables])
    assert ids[0] == ids[1] and bytes_of[0] == bytes_of[1]


@pytest.mark.parametrize(("table", "column"), [("trials.tsv", 1), ("publications.tsv", 0)])
def test_a_bad_value_in_a_table_that_others_rest_on_is_one_sentence(home, own_tables, capsys, table, column):
    path = own_tables / "curated" / table
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = lines[1].split("\t")
    cells[column] = "garbage"
    path.write_text("\n".join([lines[0], "\t".join(cells), *lines[2:]]) + "\n", encoding="utf-8")
    code, _, err = ask(capsys, "build", "--tables", str(own_tables), "--profile", "mine")
    assert code == 1 and err.startswith("error: ") and "a table that it rests on" in err and "garbage" in err
