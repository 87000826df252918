"""Indexes: made once, under a lock, elsewhere where the release is read-only, again when damaged."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from kg.engines.core.index import Index
from kg.engines.core.opening import make_index, open_cypher, open_search, open_sparql
from kg.engines.core.registry import ENGINES
from kg.errors import NotFound, ReleaseError, UsageError
from kg.release.read import read_tables
from support.engine_graphs import named_tables, write_tables

ROOT = Path(__file__).parent.parent


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ALSKG_CACHE", str(tmp_path / "cache"))
    return write_tables(named_tables(), tmp_path / "graphs" / ("0" * 64))


def ask_all(release: Path, said: list[str]) -> tuple[object, object, object]:
    def say(sentence: str) -> None:
        """Note what is made; how long it takes depends on the machine."""
        if " is made" in sentence or " is damaged" in sentence:
            said.append(sentence)

    with (
        open_cypher(release, say=say) as cypher,
        open_sparql(release, say=say) as sparql,
        open_search(release, say=say) as search,
    ):
        return (
            cypher.run("MATCH (g:Gene) RETURN count(g)").scalar(),
            sparql.run("SELECT (COUNT(*) AS ?n) { ?g a biolink:Gene }").scalar(),
            search.find("sod1")[0].id,
        )


def test_made_once_then_used(release: Path) -> None:
    said: list[str] = []
    assert ask_all(release, said) == (4, 4, "HGNC:11179")
    assert [sentence.split("-")[0] for sentence in said] == [
        "the index kglite",
        "the index oxigraph",
        "the index sqlite",
    ]
    before = sorted((path, path.stat().st_mtime_ns) for path in (release / "index").rglob("*.json"))
    assert ask_all(release, said) == (4, 4, "HGNC:11179")
    assert len(said) == 3
    assert sorted((path, path.stat().st_mtime_ns) for path in (release / "index").rglob("*.json")) == before
    assert not list((release / "index").glob(".making-*"))


def test_folders_name_engine_and_version(release: Path) -> None:
    import kglite

    assert make_index(release, "cypher").name.startswith(f"kglite-{kglite.__version__}-")
    assert {make_index(release, engine).parent for engine in ENGINES} == {release / "index"}
    with pytest.raises(UsageError):
        make_index(release, "other")


def test_a_read_only_release_has_its_index_in_the_cache(release: Path, tmp_path: Path) -> None:
    (release / "index").write_text("in the way", encoding="utf-8")
    assert ask_all(release, []) == (4, 4, "HGNC:11179")
    assert list((tmp_path / "cache").rglob("graph.kgl"))
    said: list[str] = []
    ask_all(release, said)
    assert said == []


def test_nowhere_to_write(release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (release / "index").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("ALSKG_CACHE", str(release / "nodes.parquet"))
    with pytest.raises(ReleaseError, match="no index can be made"):
        open_search(release)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_full_disk_is_one_sentence_and_leaves_nothing(release: Path, engine: str) -> None:
    code = """
import resource, signal, sys
from pathlib import Path
sys.dont_write_bytecode = True  # half a module's would be left behind
from kg.engines.core.opening import make_index
from kg.errors import ReleaseError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
try:
    print("made", make_index(Path(sys.argv[1]), sys.argv[2]).name)
except ReleaseError as error:
    print(error)
"""
    for limit, words in ((2_000, "no index can be made in"), (50_000_000, "made ")):
        command = [sys.executable, "-P", "-c", code, str(release), engine, str(limit)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.stdout.startswith(words) and "Traceback" not in done.stderr, done
        assert not list(release.rglob(".making-*"))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_where_the_release_lies_on_a_full_disk_the_cache_is_used(release: Path, tmp_path: Path, number: int) -> None:
    def make(tables: Path, folder: Path, tell: object) -> None:
        if folder.is_relative_to(release):
            raise OSError(number, os.strerror(number))
        (folder / "x").write_text("x", encoding="utf-8")

    folder = Index(release, "toy-1", make).ensure()
    assert folder.is_relative_to(tmp_path / "cache") and (folder / "x").is_file()


def test_no_release_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        open_cypher(tmp_path / "nothing")


def test_tables_without_a_receipt_may_change(tmp_path: Path) -> None:
    folder = write_tables(named_tables(), tmp_path / "plain")
    first = make_index(folder, "search")
    tables = named_tables()
    write_tables(type(tables)(tables.nodes.head(3), tables.edges.head(0), tables.evidence.head(0)), folder)
    assert make_index(folder, "search") == first
    with open_search(folder) as search:
        assert search.find("amyotrophic") == ()


def damaged_files(release: Path) -> list[Path]:
    return sorted(
        path for path in (release / "index").rglob("*") if path.is_file() and path.name not in (".lock", "proven.json")
    )


@pytest.mark.parametrize("how", ["cut", "flipped", "gone", "emptied"])
def test_a_damaged_index_is_made_again_and_says_so(release: Path, how: str) -> None:
    for engine in ENGINES:
        make_index(release, engine)
    for path in damaged_files(release):
        data = path.read_bytes()
        if how == "gone":
            path.unlink()
        elif how == "cut":
            path.write_bytes(data[: len(data) // 2])
        elif how == "emptied":
            path.write_bytes(b"")
        else:
            path.write_bytes(bytes(byte ^ 0xFF for byte in data))
    said: list[str] = []
    assert ask_all(release, said) == (4, 4, "HGNC:11179")
    assert len(said) == 3
    assert all("made again" in sentence for sentence in said)


def test_damaged_tables_make_no_index(release: Path) -> None:
    (release / "edges.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(ReleaseError, match="cannot be read"):
        open_cypher(release)
    assert not list((release / "index").glob("kglite*"))
    with pytest.raises(ReleaseError):
        read_tables(release)


@pytest.mark.parametrize(("table", "column"), [("edges", "subject"), ("evidence", "edge_id")])
def test_what_dangles_makes_no_cypher_index(tmp_path: Path, table: str, column: str) -> None:
    tables = named_tables()
    dangling = getattr(tables, table).with_columns(pl.lit("HGNC:0").alias(column))
    release = write_tables(tables._replace(**{table: dangling}), tmp_path / "x")
    with pytest.raises(ReleaseError, match="HGNC:0"):
        make_index(release, "cypher")
    assert not list((release / "index").glob("*/"))


QUESTION = """
import sys
from pathlib import Path
from kg.engines.core.opening import open_cypher, open_search, open_sparql
release = Path(sys.argv[1])
print(open_cypher(release).run("MATCH (g:Gene) RETURN count(g)").scalar(), flush=True)
print(open_sparql(release).run("SELECT (COUNT(*) AS ?n) { ?g a biolink:Gene }").scalar(), flush=True)
print(open_search(release).find("sod1")[0].id, flush=True)
"""


def ask_in_a_process(release: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-P", "-c", QUESTION, str(release)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def test_eight_processes_at_once_one_of_which_is_killed(release: Path) -> None:
    processes = [ask_in_a_process(release) for _ in range(8)]
    time.sleep(0.4)
    processes[3].kill()
    answers = [process.communicate(timeout=120) for process in processes]
    for at, (out, err) in enumerate(answers):
        if at != 3:
            assert out.split() == [b"4", b"4", b"HGNC:11179"], err.decode()
    with open_cypher(release) as engine:
        assert engine.run("MATCH (g:Gene) RETURN count(g)").scalar() == 4
    assert not list((release / "index").glob(".making-*"))


def test_a_killed_builder_leaves_nothing_that_disturbs(release: Path) -> None:
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom kg.engines.core.index import Index\n"
        "def make(tables, folder, tell):\n"
        "    (folder / 'half').write_text('x'); print('building', flush=True); time.sleep(60)\n"
        "Index(Path(sys.argv[1]), 'kglite-x-1', make).ensure()\n"
    )
    process = subprocess.Popen([sys.executable, "-P", "-c", script, str(release)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"building\n"
    process.kill()
    process.communicate()
    index = Index(release, "kglite-x-1", lambda tables, folder, tell: (folder / "whole").write_text("y") and None)
    assert [path.name for path in sorted(index.ensure().iterdir())] == ["proven.json", "stamp.json", "whole"]
    assert not list((release / "index").glob(".making-*"))


FORBIDDEN = (
    "polars",
    "pandas",
    "numpy",
    "rdflib",
    "networkx",
    "kglite",
    "pyoxigraph",
    "pyvis",
    "filelock",
    "platformdirs",
)


@pytest.mark.parametrize(
    "question",
    [
        "open_cypher(release).run('MATCH (g:Gene) RETURN g').dicts()",
        "open_sparql(release).run('SELECT * { ?s ?p ?o }').dicts()",
        "open_search(release).find('sodd1')",
    ],
)
def test_a_question_imports_no_heavy_module(release: Path, question: str) -> None:
    for engine in ENGINES:
        make_index(release, engine)
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from kg.engines.core.opening import open_cypher, open_search, open_sparql\n"
        f"release = Path(sys.argv[1])\n{question}\n"
        f"print(sorted(set(sys.modules) & set({FORBIDDEN!r})))\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", script, str(release)], capture_output=True, check=True, text=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.skipif(os.name == "nt", reason="needs kill by signal")
def test_a_worker_that_is_killed_is_started_again(release: Path) -> None:
    with open_cypher(release) as engine:
        engine.run("RETURN 1")
        pid = engine.pid
        assert pid is not None
        os.kill(pid, 9)
        time.sleep(0.1)
        assert engine.run("RETURN 2").scalar() == 2
        assert engine.pid != pid


def test_a_user_s_files_do_not_shadow_the_worker_s_modules(release: Path, tmp_path: Path) -> None:
    for name in ("json", "kglite", "struct", "kg"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('shadowed')", encoding="utf-8")
    script = (
        "import sys\nfrom pathlib import Path\nfrom kg.engines.core.opening import open_cypher\n"
        "engine = open_cypher(Path(sys.argv[1]))\nimport os\nos.chdir(sys.argv[2])\n"
        "os.environ['PYTHONPATH'] = sys.argv[2]\nprint(engine.run('RETURN 7').scalar())\n"
    )
    arguments = [sys.executable, "-P", "-c", script, str(release), str(tmp_path)]
    done = subprocess.run(arguments, capture_output=True, check=True, text=True, cwd=ROOT)
    assert done.stdout == "7\n"


def test_making_an_index_writes_no_bytecode(tmp_path: Path) -> None:
    """On a full disk it would be cut off, and the package could not be imported any more."""
    package = Path(read_tables.__code__.co_filename).parents[1]
    copy = tmp_path / "site" / "kg"
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("loaders", "ontologies", "queries"):
        source = package / name if (package / name).is_dir() else package.parent / name
        shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    release = write_tables(named_tables(), tmp_path / "graphs" / ("0" * 64))
    script = (
        f"import sys\nsys.path.insert(0, {str(copy.parent)!r})\nsys.dont_write_bytecode = True\nimport kg\n"
        f"assert kg.__file__.startswith({str(copy)!r}), kg.__file__\nfrom pathlib import Path\n"
        "from kg.engines.core.opening import make_index\nprint(make_index(Path(sys.argv[1]), 'search').name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", script, str(release)], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("sqlite-"), done
    assert list(copy.rglob("*.pyc")) == []
