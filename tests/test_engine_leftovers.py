"""Nothing is left after any end of a process that asks: no engine, no folder, no descriptor."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from support.home import packaged_home
from support.mcp_wire import ALSKG, GUARD, alive
from support.processes import SOON, THOROUGH, Parent, alskg, entries, gone, marked, started_by, ticks, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc")
SIGNALS = ("SIGTERM", "SIGKILL", "SIGHUP", "SIGINT")
STARTERS = ("main thread", "ended thread")
ALL = [(kind, method) for method in ("fork", "spawn", "forkserver") for kind in ("pool", "futures")]
"""The kinds of worker processes."""
FEW = [("pool", "fork"), ("futures", "spawn"), ("futures", "forkserver")]


@pytest.fixture(scope="module")
def home() -> Path:
    """A home with all indexes, used for reading only."""
    return packaged_home().path


@pytest.fixture
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A temporary directory with a short name: the socket of a fork server in it has room for about 100 bytes."""
    return tmp_path_factory.mktemp("t")


def next_start(home: Path, tmp: Path) -> None:
    """The next start of ``alskg`` in the same temporary directory, which sweeps."""
    done = alskg("-q", "cypher", "RETURN 1", home=home, tmp=tmp)
    assert (done.returncode, done.stdout.split()) == (0, ["1", "1"]), done.stderr


# --- orderly ends


@pytest.mark.parametrize("language", ["cypher", "sparql", "ask", "search", "export"])
def test_three_commands_leave_no_folder(home: Path, tmp_path: Path, language: str) -> None:
    words = {
        "cypher": ["cypher", "RETURN 1"],
        "sparql": ["sparql", "ASK { ?s ?p ?o }"],
        "ask": ["ask", "gene-mechanisms"],
        "search": ["search", "SOD1"],
        "export": ["export", "cytoscape", "--around", "SOD1", "-o", str(tmp_path / "r.json")],
    }[language]
    (tmp_path / "tmp").mkdir()
    for _ in range(3):
        assert alskg("-q", *words, home=home, tmp=tmp_path / "tmp").returncode == 0
    assert entries(tmp_path / "tmp") == []
    assert not marked(tmp_path / "tmp")


@pytest.mark.parametrize("mode", ["with block", "forgotten", "exit", "deadline", "forked before"])
def test_an_orderly_end_leaves_nothing(home: Path, tmp_path: Path, mode: str) -> None:
    with Parent(mode, home, tmp_path / "tmp") as parent:
        parent.until("again" if mode == "deadline" else "open")
        assert parent.end() == (3 if mode == "exit" else 0), parent.said
        assert wait_until(lambda: not marked(parent.tmp), SOON)
        assert entries(parent.tmp) == []


def test_a_graph_that_is_dropped_takes_its_engines_and_folders_along_at_once(home: Path, tmp_path: Path) -> None:
    with Parent("dropped", home, tmp_path / "tmp") as parent:
        parent.until("open")
        assert wait_until(lambda: parent.engines() == [] and entries(parent.tmp) == [], SOON), entries(parent.tmp)
        assert alive(parent.process.pid), "control: the process itself goes on"


def test_an_engine_that_cannot_open_its_index_leaves_nothing(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "home")
    for path in (tmp_path / "home").rglob("*.kgl"):
        path.write_bytes(bytes(byte ^ 0xFF for byte in path.read_bytes()))
    (tmp_path / "tmp").mkdir()
    done = alskg("cypher", "RETURN 1", home=tmp_path / "home", tmp=tmp_path / "tmp")
    assert "damaged" in done.stderr, "control: it could not be opened"
    assert entries(tmp_path / "tmp") == [] and not marked(tmp_path / "tmp")


@pytest.mark.parametrize(("kind", "method"), FEW if not THOROUGH else ALL)
def test_workers_that_close_their_graph_leave_nothing(home: Path, short: Path, kind: str, method: str) -> None:
    with Parent(f"{kind} {method}", home, short) as parent:
        seen = {parent.until("again") for _ in range(4)}
        assert len(seen) == 1 and parent.end() == 0, parent.said
        assert wait_until(lambda: not marked(parent.tmp), SOON)
        assert entries(parent.tmp) == []


@pytest.mark.parametrize(("kind", "method"), FEW[:2] if not THOROUGH else ALL[:4])
def test_workers_that_keep_their_graph_open_to_the_end_leave_nothing(
    home: Path, short: Path, kind: str, method: str
) -> None:
    """Workers of `multiprocessing` end by ``os._exit``, without atexit; what they leave, the next start sweeps."""
    with Parent(f"{kind} {method}, kept", home, short) as parent:
        for _ in range(4):
            parent.until("again")
        assert parent.end() == 0, parent.said
        assert wait_until(lambda: not marked(parent.tmp), SOON)
        next_start(home, parent.tmp)
        assert entries(parent.tmp) == []


# --- signals to the engines


@pytest.mark.parametrize("name", SIGNALS)
def test_engines_ended_by_a_signal_are_started_again_and_leave_nothing(home: Path, tmp_path: Path, name: str) -> None:
    with Parent("main thread", home, tmp_path / "tmp") as parent:
        before = parent.until("open")
        engines = parent.busy_engines()
        for pid in engines:
            os.kill(pid, getattr(signal, name))
        if name == "SIGINT":
            assert not gone(engines, 0.3), "Ctrl-C is for the one who asked"
            parent.tell("stop")
        assert parent.until("again") == before
        assert parent.end() == 0
        assert gone(engines, SOON) and not marked(parent.tmp)
        assert entries(parent.tmp) == []
        assert "damaged" not in "".join(parent.said)


@pytest.mark.parametrize("name", SIGNALS)
def test_an_idle_engine_ended_by_a_signal_is_started_again(home: Path, tmp_path: Path, name: str) -> None:
    with Parent("forked, ends", home, tmp_path / "tmp") as parent:
        before = parent.until("open exit")
        engines = parent.engines()
        assert len(engines) == 2, "control"
        for pid in engines:
            os.kill(pid, getattr(signal, name))
        if name != "SIGINT":
            assert gone(engines)
        parent.tell("go on")
        parent.until("waited")
        parent.tell("go on")
        assert parent.until("again") == before
        parent.until("open close")
        assert not set(engines) & set(parent.engines())


# --- signals to the parent, and to both


@pytest.mark.parametrize(
    ("whom", "name", "mode"),
    [
        (whom, name, mode)
        for whom in ("parent", "both")
        for name in SIGNALS
        for mode in STARTERS
        if THOROUGH or (mode == "ended thread") == (name == "SIGKILL")
    ],
)
def test_a_signal_to_the_parent_takes_the_busy_engines_along(
    home: Path, tmp_path: Path, whom: str, name: str, mode: str
) -> None:
    with Parent(mode, home, tmp_path / "tmp") as parent:
        parent.until("open")
        if mode == "ended thread":
            engines = parent.engines()
            parent.until("ended")
            assert parent.engines() == engines, "the engines outlive the thread that started them"
        engines = parent.busy_engines()
        if whom == "both":
            os.killpg(parent.process.pid, getattr(signal, name))
        else:
            os.kill(parent.process.pid, getattr(signal, name))
        parent.end()
        assert gone(engines, SOON), f"{name} to the {whom}: an engine goes on"
        if name != "SIGINT":
            next_start(home, parent.tmp)
        assert wait_until(lambda: not entries(parent.tmp), SOON), entries(parent.tmp)


@pytest.mark.parametrize(
    ("name", "language"),
    [
        (name, language)
        for name in SIGNALS
        for language in ("cypher", "sparql")
        if THOROUGH or language == "sparql" or name == "SIGKILL"
    ],
)
def test_a_signal_to_the_command_takes_the_busy_engine_along(
    home: Path, tmp_path: Path, name: str, language: str
) -> None:
    query = {
        "sparql": "SELECT (COUNT(*) AS ?n) WHERE {?a ?b ?c . ?d ?e ?f . ?g ?h ?i}",
        "cypher": "MATCH (a)-[r]->(b), (c)-[s]->(d) WHERE a.name + d.name = 'no such name' RETURN count(*)",
    }[language]
    environ = {**os.environ, "TMPDIR": str(tmp_path), "ALSKG_HOME": str(home)}
    pipe = subprocess.PIPE
    with subprocess.Popen([ALSKG, language, "--timeout", "600", query], env=environ, stdout=pipe, stderr=pipe) as one:
        try:
            engines: list[int] = []
            assert wait_until(lambda: len(marked(tmp_path)) == 2), "control: an engine has been started"
            engines += set(marked(tmp_path)) - {one.pid}
            assert all(wait_until(lambda: ticks(pid) > 80) for pid in engines), "control: more than its start takes"  # noqa: B023
            one.send_signal(getattr(signal, name))
            one.wait(timeout=GUARD)
            assert gone(engines, SOON)
        finally:
            one.kill()
            for pid in marked(tmp_path):
                os.kill(pid, signal.SIGKILL)
    if name != "SIGINT":
        next_start(home, tmp_path)
    assert entries(tmp_path) == []


# --- forks and programs that the parent starts or becomes


@pytest.mark.parametrize("mode", ["forked, sleeps", "heir"])
def test_the_engine_goes_with_its_parent_though_a_child_holds_what_the_parent_held(
    home: Path, tmp_path: Path, mode: str
) -> None:
    with Parent(mode, home, tmp_path / "tmp") as parent:
        other = int(parent.until("forked"))
        engines = parent.busy_engines()
        parent.process.kill()
        parent.process.wait()
        assert gone(engines, SOON)
        assert alive(other), "control: the other process is still there"
        next_start(home, parent.tmp)
        assert entries(parent.tmp) == []


@pytest.mark.parametrize("first", ["parent", "forked"])
def test_parent_and_forked_child_have_engines_of_their_own(home: Path, tmp_path: Path, first: str) -> None:
    with Parent("forked, asks", home, tmp_path / "tmp") as parent:
        parent.until("open")
        forked = int(parent.until("forked"))
        all_four = parent.busy_engines(4)
        of_parent, of_forked = (
            {one for one in all_four if started_by(one) == pid} for pid in (parent.process.pid, forked)
        )
        assert len(of_parent) == len(of_forked) == 2, "the fork ends no engine of the parent"
        pid, dying, staying = (
            (parent.process.pid, of_parent, of_forked) if first == "parent" else (forked, of_forked, of_parent)
        )
        os.kill(pid, signal.SIGKILL)
        assert gone(sorted(dying), SOON)
        assert all(map(alive, staying)), "the other's go on"
        next_start(home, parent.tmp)
        assert len(entries(parent.tmp)) <= 2 and all(map(alive, staying))
        for pid in (parent.process.pid, forked):
            if alive(pid):
                os.kill(pid, signal.SIGKILL)
        assert gone(sorted(staying), SOON)
        next_start(home, parent.tmp)
        assert entries(parent.tmp) == []


def test_the_end_of_a_forked_child_leaves_the_engines_and_folders_of_its_parent_alone(
    home: Path, tmp_path: Path
) -> None:
    with Parent("forked, ends", home, tmp_path / "tmp") as parent:
        for way in ("exit", "close", "drop"):
            before = parent.until(f"open {way}")
            engines, folders = parent.engines(), entries(parent.tmp)
            assert len(engines) == 2, "control"
            parent.tell("fork")
            parent.until(f"waited {way}")
            assert parent.engines() == engines, way
            assert entries(parent.tmp) == folders, way
            parent.tell("ask")
            assert parent.until("again") == before
        assert parent.end() == 0
        assert wait_until(lambda: not marked(parent.tmp), SOON)
        assert entries(parent.tmp) == []


def test_a_parent_that_becomes_another_program_takes_its_engines_along(home: Path, tmp_path: Path) -> None:
    with Parent("exec", home, tmp_path / "tmp") as parent:
        parent.until("open")
        engines = parent.busy_engines()
        parent.tell("become")
        parent.until("became")
        assert gone(engines, SOON)
        parent.process.kill()
        parent.process.wait()
        next_start(home, parent.tmp)
        assert entries(parent.tmp) == []


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_worker_that_is_killed_takes_its_engines_along(home: Path, tmp_path: Path, method: str) -> None:
    with Parent(f"worker {method}", home, tmp_path / "tmp") as parent:
        worker = int(parent.until("forked"))
        engines = parent.busy_engines()
        os.kill(worker, signal.SIGKILL)
        assert gone(engines, SOON)
        assert parent.until("ended") == "-9"
        parent.tell("end")
        assert parent.end() == 0
        next_start(home, parent.tmp)
        assert entries(parent.tmp) == []


# --- what is swept, and what is not


def stale(home: Path, tmp: Path) -> list[str]:
    """Let a parent die with its engines' folders in place; their names, and its process id at the end."""
    with Parent("main thread", home, tmp) as parent:
        parent.until("open")
        engines = parent.busy_engines()
        parent.process.kill()
        parent.process.wait()
        gone(engines, SOON)
        return [*entries(tmp), str(parent.process.pid)]


def test_the_folder_of_a_live_process_is_not_swept(home: Path, tmp_path: Path) -> None:
    with Parent("main thread", home, tmp_path / "tmp") as parent:
        before = parent.until("open")
        parent.busy_engines()
        folders = entries(parent.tmp)
        assert folders, "control: it has one"
        next_start(home, parent.tmp)
        assert set(folders) <= set(entries(parent.tmp))
        parent.tell("stop")
        assert parent.until("again") == before
        assert parent.end() == 0
        assert entries(parent.tmp) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
def test_the_folder_of_another_user_is_not_swept(home: Path, tmp_path: Path) -> None:
    *folders, _ = stale(home, tmp_path / "tmp")
    assert folders, "control: something was left"
    for name in folders:
        os.chown(tmp_path / "tmp" / name, 54_321, 54_321)
    next_start(home, tmp_path / "tmp")
    assert set(folders) <= set(entries(tmp_path / "tmp"))
    for name in folders:
        os.chown(tmp_path / "tmp" / name, os.geteuid(), os.getegid())
    next_start(home, tmp_path / "tmp")
    assert entries(tmp_path / "tmp") == [], "control: given back, they are swept"


def test_what_only_looks_like_a_folder_of_ours_is_not_followed(home: Path, tmp_path: Path) -> None:
    """A symbolic link of such a name, planted in a directory that all may write to."""
    *folders, _ = stale(home, tmp_path / "tmp")
    treasure = tmp_path / "treasure"
    treasure.mkdir()
    (treasure / "thesis").write_text("kept", encoding="utf-8")
    for name in folders:
        shutil.rmtree(tmp_path / "tmp" / name)
        (tmp_path / "tmp" / name).symlink_to(treasure, target_is_directory=True)
    foreign = tmp_path / "tmp" / "somebody-else"
    foreign.mkdir()
    next_start(home, tmp_path / "tmp")
    assert (treasure / "thesis").read_text(encoding="utf-8") == "kept" and foreign.is_dir()


def test_a_process_id_that_is_in_use_again_does_not_protect_a_stale_folder(home: Path, tmp_path: Path) -> None:
    *folders, pid = stale(home, tmp_path / "tmp")
    named = [name for name in folders if re.search(rf"(?<!\d){pid}(?!\d)", name)]
    assert named, f"the folder names its owner: {folders}"
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        for name in named:
            again = re.sub(rf"(?<!\d){pid}(?!\d)", str(other.pid), name, count=1)
            (tmp_path / "tmp" / name).rename(tmp_path / "tmp" / again)
        next_start(home, tmp_path / "tmp")
        assert alive(other.pid), "control: somebody has that id"
        assert entries(tmp_path / "tmp") == []
        other.kill()


IN_A_NAMESPACE = """
export TMPDIR="$1" ALSKG_HOME="$2"
"$3" -P "$4" "main thread" <"$1.in" >"$1.out" 2>&1 &
owner=$!
until grep -q open "$1.out"; do sleep 0.05; done
kill -9 $owner
wait $owner 2>/dev/null
ls "$1" >"$1.left"
echo $((owner - 1)) >/proc/sys/kernel/ns_last_pid || exit 75
sleep 60 &
[ $! = $owner ] || exit 75
"$5" -q cypher "RETURN 1" >/dev/null || exit 1
kill $!
"""


def namespaced(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a process namespace of its own; skips where that is not allowed."""
    unshare = ["unshare", "--map-root-user", "--mount", "--pid", "--fork", "--mount-proc"]
    if shutil.which("unshare") is None or subprocess.run([*unshare, "true"], capture_output=True).returncode:
        pytest.skip("a process namespace cannot be made here")
    command = [*unshare, "sh", "-c", script, "sh", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=GUARD)


def test_a_process_of_the_same_id_really_started_does_not_protect_a_stale_folder(home: Path, tmp_path: Path) -> None:
    tmp = tmp_path / "tmp"
    tmp.mkdir()
    os.mkfifo(f"{tmp}.in")
    hold = os.open(f"{tmp}.in", os.O_RDWR)  # its standard input stays open
    try:
        done = namespaced(
            IN_A_NAMESPACE,
            str(tmp),
            str(home),
            sys.executable,
            str(Path(__file__).parent / "support/engine_parent.py"),
            ALSKG,
        )
    finally:
        os.close(hold)
    if done.returncode == 75:
        pytest.skip("process ids cannot be chosen here")
    assert done.returncode == 0, done.stderr
    assert Path(f"{tmp}.left").read_text(encoding="utf-8").split(), "control: something was left to sweep"
    assert entries(tmp) == []


def test_a_live_process_in_a_container_with_the_same_temporary_directory_keeps_answering(
    home: Path, tmp_path: Path
) -> None:
    """Its process id means another process, or none, out here."""
    script = textwrap.dedent(
        """
        export TMPDIR="$1" ALSKG_HOME="$2"
        exec "$3" -P "$4" "main thread"
        """
    )
    namespaced("true")
    tmp = tmp_path / "tmp"
    tmp.mkdir()
    unshare = ["unshare", "--map-root-user", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child"]
    parent = str(Path(__file__).parent / "support/engine_parent.py")
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [*unshare, "sh", "-c", script, "sh", str(tmp), str(home), sys.executable, parent],
        stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, text=True,
    ) as inside:  # fmt: skip
        try:
            assert inside.stdin is not None and inside.stdout is not None
            before = inside.stdout.readline().split()
            assert before[0] == "open", before
            next_start(home, tmp)
            inside.stdin.write("stop\n")
            inside.stdin.flush()
            lines = inside.stdout.read().splitlines()
            assert lines[-1].split() == ["again", *before[1:]], lines
        finally:
            inside.kill()


# --- many rounds, many threads


def test_rounds_of_opening_and_closing_leave_no_descriptor_thread_or_child(home: Path, tmp_path: Path) -> None:
    with Parent(f"rounds {300 if THOROUGH else 20}", home, tmp_path / "tmp") as parent:
        early = parent.until("early")
        assert parent.until("late") == early
        assert parent.end() == 0
        assert entries(parent.tmp) == []


def test_eight_threads_share_the_engines_of_one_graph(home: Path, tmp_path: Path) -> None:
    with Parent("eight threads", home, tmp_path / "tmp") as parent:
        assert parent.until("open") == "0", "each has its own answers"
        assert len(parent.engines()) == 2
        parent.tell("close")
        assert parent.end() == 0
        assert not marked(parent.tmp) and entries(parent.tmp) == []
