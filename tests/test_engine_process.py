"""An engine's process: its walls, its memory, its temporary folder, and what is said when it cannot open."""

from __future__ import annotations

import os
import pickle
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.engines.core import process as process_module
from kg.engines.core.children import end_all
from kg.engines.core.process import BrokenIndex, EngineProcess
from kg.engines.core.shortage import ResourceShortage
from kg.errors import QueryError

HANDLER = Path(__file__).parent / "support" / "handlers" / "tries.py"
linux = pytest.mark.skipif(sys.platform != "linux", reason="these walls are Linux's")

Start = Callable[..., EngineProcess]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts a process over an index that says how to behave; its temporary folders lie in ``tmp_path/tmp``."""
    (tmp_path / "tmp").mkdir()
    (tmp_path / "index").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    started = []

    def start_one(mode: str = "", say: Callable[[str], None] | None = None) -> EngineProcess:
        (tmp_path / "index" / "mode").write_text(mode, encoding="utf-8")
        started.append(EngineProcess("click", HANDLER, tmp_path / "index", say=say))
        return started[-1]

    yield start_one
    for one in started:
        one.close()
    assert list((tmp_path / "tmp").iterdir()) == []


def attempt(process: EngineProcess, what: str, **values: object) -> str:
    reply = process.ask({"try": what, **values}, 20, 512)
    return str(reply.get("value", reply.get("error")))


@linux
@pytest.mark.parametrize("what", ["read", "read in thread", "write"])
def test_no_file_is_reached(start: Start, tmp_path: Path, what: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET", encoding="utf-8")
    process = start("")
    assert "Error" in attempt(process, what, path=str(secret))
    assert secret.read_text(encoding="utf-8") == "SECRET"
    if "landlock" not in process.walls:
        pytest.skip("this kernel has no Landlock: the index is not readable either")
    assert attempt(process, "read", path=str(tmp_path / "index" / "mode")) == ""
    assert "Error" in attempt(process, "write", path=str(tmp_path / "index" / "mode"))


@linux
def test_no_server_is_reached_and_no_program_run(start: Start) -> None:
    process = start("")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        assert "Error" in attempt(process, "connect", port=server.getsockname()[1])
        with pytest.raises(TimeoutError):
            server.accept()
        socket.create_connection(server.getsockname()).close()
        server.accept()[0].close()  # control: the server does listen
    if "seccomp" in process.walls:
        assert "PermissionError" in attempt(process, "execute")


@linux
def test_the_budget_begins_where_the_opened_index_ends(start: Start) -> None:
    process = start("")
    assert process.ask({"try": "take", "megabytes_taken": 200}, 20, 256)["value"] == str(200 << 20)
    assert process.ask({"try": "take", "megabytes_taken": 300}, 20, 256)["kind"] == "memory"
    # The same process, the same question, a larger budget.
    pid = process.pid
    assert process.ask({"try": "take", "megabytes_taken": 300}, 20, 512)["value"] == str(300 << 20)
    assert process.pid == pid
    assert process.megabytes > 0


def test_what_was_unpacked_is_gone_while_the_process_answers(start: Start, tmp_path: Path) -> None:
    process = start("unpacks")
    assert attempt(process, "pid") == str(process.pid)
    assert [path for path in (tmp_path / "tmp").rglob("*") if path.is_file()] == []


def test_an_index_that_the_engine_refuses_is_broken(start: Start) -> None:
    with pytest.raises(BrokenIndex, match="this file is not what was written"):
        attempt(start("refuses"), "pid")


def test_what_the_machine_lacks_is_no_damage(start: Start) -> None:
    with pytest.raises(ResourceShortage, match="too few files may be open at once for the index"):
        attempt(start("lacks"), "pid")


def test_a_long_opening_is_told(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_module, "LONG_START", 0.1)
    said: list[str] = []
    process = start("slow", said.append)
    attempt(process, "pid")
    assert said == [f"opening the index {process.index.name} (0 MB)"]


def test_a_question_is_stopped_at_its_deadline_and_the_next_one_answered(start: Start) -> None:
    process = start("")
    with pytest.raises(QueryError, match=r"stopped after 0\.5 s"):
        process.ask({"try": "spin"}, 0.5, 512)
    assert attempt(process, "pid") == str(process.pid)


def test_a_child_that_another_thread_ends_is_a_stopped_question(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that is ended ends its engines while one of them is being asked: no fault of its own."""
    process = start("")
    assert attempt(process, "pid") == str(process.pid)

    class EndsAll(threading.Timer):
        def start(self) -> None:
            end_all()

    with monkeypatch.context() as patch:
        # The timer is set between finding the child and writing to it.
        patch.setattr(process_module.threading, "Timer", EndsAll)
        with pytest.raises(QueryError):
            process.ask({"try": "pid"}, 20, 512)
    assert attempt(process, "pid") == str(process.pid), "the next one is answered"


def test_a_fork_asks_a_process_of_its_own(start: Start) -> None:
    if not hasattr(os, "fork"):
        pytest.skip("no forks here")
    process = start("")
    first = attempt(process, "pid")
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(write, attempt(process, "pid").encode())
            process.close()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    assert os.read(read, 100).decode() not in ("", first)
    os.close(read)
    os.close(write)
    assert attempt(process, "pid") == first


def test_its_errors_can_be_pickled(tmp_path: Path) -> None:
    shortage = ResourceShortage("too little.", hint="More.")
    broken = pickle.loads(pickle.dumps(BrokenIndex(tmp_path, "torn")))  # noqa: S301
    assert (broken.index, broken.detail, broken.otherwise) == (tmp_path, "torn", None)
    assert shortage.hint == "More."
