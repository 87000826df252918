"""Mutated calls and broken messages: the server answers the next one, and touches nothing of the machine."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from mcp.types import JSONRPCRequest, jsonrpc_message_adapter

import kg
from kg.assembly.bundled import open_or_build
from kg.graph.vocabulary import WORDS
from kg.mcp.answers import MAX_BYTES
from kg.mcp.session import Session
from kg.release.home import Home
from support.home import packaged_home
from support.mcp_fuzz import broken_lines, injections, mutated_calls
from support.mcp_wire import HELLO, Wire
from support.processes import wait_until
from support.watch import digests

SEED = 20_261_125
CALLS, LINES = 700, 300
"""Mutations per era of the protocol, besides the hostile calls that are sent as they are."""
SECRET = "the-secret-0a5f9d27c1"  # noqa: S105
ERAS = ("handshake", "modern")
META = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": {"name": "wire", "version": "1"},
    "io.modelcontextprotocol/clientCapabilities": {},
}
WATCH = """
import os, sys
log = os.open(os.environ["ALSKG_WATCH"], os.O_WRONLY | os.O_APPEND)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CALLS = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen", "os.system",
         "os.exec", "os.posix_spawn", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.truncate", "os.link",
         "os.symlink", "os.chmod", "shutil.rmtree", "urllib.Request")
def hook(event, args):
    written = event == "open" and not isinstance(args[0], int) and isinstance(args[2], int) and args[2] & WRITES
    if event in CALLS or written or "SECRET" in repr(args[:1]):
        os.write(log, (event + " " + repr(args)[:400] + "\\n").encode(errors="replace"))
sys.addaudithook(hook)
"""


class Watched:
    """A place for one server: a home, a folder to run in, a secret, a listener, and a watch on what it does."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        shutil.copytree(packaged_home().path, self.home)
        # A file that was copied a moment ago is looked at again at the next opening, and noted then.
        before: dict[str, str] = {}
        while before != (before := digests(self.home)):
            with Session(open_or_build(Home(self.home))) as opened:
                opened.prepare(lambda sentence: None)
        self.cwd = folder / "cwd"
        self.cwd.mkdir()
        self.secret = self.cwd / "SECRET.csv"
        self.secret.write_text(SECRET + "\n", encoding="utf-8")
        site = folder / "site"
        site.mkdir()
        (site / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
        self.log = folder / "events"
        self.log.touch()
        self.tmp = folder / "tmp"
        self.tmp.mkdir()
        self.env = {
            "TMPDIR": str(self.tmp),
            "PYTHONPATH": str(site),
            "ALSKG_WATCH": str(self.log),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self.callers = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/"
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def close(self) -> None:
        """Stop listening."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listener.close()

    def events(self) -> list[str]:
        """What the watch recorded, engines' processes and their temporary folders left out."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        own = (f"('{self.tmp}/alskg-", f"('{self.tmp}', ")
        lines = [
            line for line in lines if not (line.startswith(("os.mkdir", "os.rmdir")) and any(x in line for x in own))
        ]
        return [line for line in lines if not (line.startswith("subprocess.Popen") and "worker.py" in line)]

    def digests(self) -> list[dict[str, str]]:
        """Those of every file of the home and the folder."""
        return [digests(self.home), digests(self.cwd)]

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            self.callers += 1
            caller.close()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Watched]:
    watched = Watched(tmp_path)
    yield watched
    watched.close()


def test_control_the_watch_sees_and_the_listener_hears(place: Watched) -> None:
    """What the fuzz test finds nowhere is found when it is there."""
    port = place.url.rpartition(":")[2].rstrip("/")
    script = (
        "import socket, subprocess, sys\n"
        f"socket.create_connection(('127.0.0.1', {port})).close()\n"
        "open('written', 'w').close()\n"
        "open('SECRET.csv').read()\n"
        "subprocess.run([sys.executable, '-c', ''])\n"
    )
    before = place.digests()
    environ = {**os.environ, **place.env}
    subprocess.run([sys.executable, "-c", script], env=environ, cwd=place.cwd, check=True)
    seen = " ".join(place.events())
    for event in ("socket.connect", "open ('written'", "SECRET.csv", "subprocess.Popen"):
        assert event in seen, event
    assert wait_until(lambda: place.callers == 1) and place.digests() != before


def test_control_the_unguarded_engines_read_the_secret_and_call_the_listener(place: Watched) -> None:
    script = (
        "import kglite, pyoxigraph, sys\n"
        "kglite.set_query_warning_policy('silent')\n"
        f"found = kglite.KnowledgeGraph().cypher({f'LOAD CSV FROM {str(place.secret)!r} AS a RETURN a'!r})\n"
        "print(found if isinstance(found, str) else found.to_list())\n"
        "try:\n"
        f"    list(pyoxigraph.Store().query('SELECT * {{ SERVICE <{place.url}> {{ ?a ?b ?c }} }}'))\n"
        "except Exception as error:\n"
        "    print(type(error))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert SECRET in done.stdout and place.callers >= 1


@pytest.mark.slow
@pytest.mark.parametrize("era", ERAS)
def test_mutated_messages_are_answered_and_touch_nothing(era: str, place: Watched) -> None:
    random = Random(f"{SEED} {era}")
    before = place.digests()
    with Wire(place.home, "--timeout", "1", env=place.env, cwd=place.cwd) as wire:
        envelope = _handshake if era == "handshake" else _modern
        if era == "handshake":
            wire.hello()
        else:
            wire.ask("server/discover", envelope("server/discover", {}))
        hostile = injections(str(place.secret), place.url)
        outcomes = dict.fromkeys(("answered", "refused by a tool", "refused before", "unheard"), 0)
        sent = 0
        for call in mutated_calls(random, CALLS, hostile):
            sent += 1
            message = {"jsonrpc": "2.0", "id": sent, "method": "tools/call", "params": envelope("tools/call", call)}
            outcomes[_exchange(wire, json.dumps(message).encode(), envelope)] += 1
        for line in broken_lines(random, LINES, envelope):
            sent += 1
            outcomes[_exchange(wire, line, envelope)] += 1
        assert sent > 1_000 and min(outcomes.values()) > 100, outcomes
        probe = wire.ask("tools/call", envelope("tools/call", {"name": "node", "arguments": {"name": "HGNC:4010"}}))
        assert probe["result"]["structuredContent"]["name"] == "FUS"
        assert wire.end() == 0
        forbidden = [SECRET, "Traceback", str(place.home), str(Path(kg.__file__).parent), sys.prefix]
        for line in wire.lines:
            text = line.decode()
            assert not [word for word in forbidden if word in text], text[:2000]
        assert "Traceback" not in wire.said() and SECRET not in wire.said()
        assert "fault" not in wire.said(), wire.said()
    assert place.events() == []
    assert place.callers == 0
    assert place.digests() == before


@pytest.mark.parametrize(
    "opening",
    [b"", b"{", b"\xff\xfe", b'{"jsonrpc":"2.0","id":1,"method":"tools/call"}', b'{"jsonrpc":"2.0","id":1}', b"[]"],
)
def test_a_broken_first_line_does_not_spoil_the_connection(opening: bytes) -> None:
    with Wire(packaged_home().path) as wire:
        for _ in range(12):
            wire.send(opening)
        assert "result" in wire.ask("initialize", HELLO)
        assert wire.call("cypher", query="RETURN 1 AS x")["structuredContent"]["rows"] == [{"x": 1}]
        assert wire.end() == 0
    assert "Traceback" not in wire.said()


def _handshake(method: str, params: Any) -> Any:
    return params


def _modern(method: str, params: Any) -> Any:
    return {**params, "_meta": META} if isinstance(params, dict) else params


def _exchange(wire: Wire, line: bytes, envelope: Callable[[str, Any], Any]) -> str:
    """Send a line and a harmless request after it: both have their answers, the line if it is a request at all."""
    wire.send(line)
    probe = wire.request("tools/list", envelope("tools/list", {}))
    asked = _request(line)
    found = wire.reply(probe, *([asked.id] if asked is not None else []))  # type: ignore[list-item]
    assert len(found[probe]["result"]["tools"]) == len(WORDS) + 2
    if asked is None:
        return "unheard"
    reply = found[asked.id]  # type: ignore[index]
    if "error" in reply:
        assert reply["error"]["message"] and "\n" not in reply["error"]["message"]
        return "refused before"
    result = reply["result"]
    if asked.method != "tools/call":
        return "answered"
    (content,) = result["content"]
    if result["isError"]:
        sentence, hint = content["text"].split("\n")
        assert sentence and hint.startswith("hint: "), content
        assert "fault of its own" not in sentence, (line[:2000], sentence)
        return "refused before" if sentence.startswith(("the tool", "there is no tool")) else "refused by a tool"
    assert len(content["text"].encode()) <= MAX_BYTES
    assert json.loads(content["text"]) == result["structuredContent"]
    return "answered"


def _request(line: bytes) -> JSONRPCRequest | None:
    """The request that a line is, as the SDK reads it; None when it is none."""
    try:
        message = jsonrpc_message_adapter.validate_json(line.decode(errors="replace"), by_name=False)
    except ValueError:
        return None
    return message if isinstance(message, JSONRPCRequest) else None
