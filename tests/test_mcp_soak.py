"""Many calls at once over MCP, right, wrong and cancelled: each its own answer, and nothing left."""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from random import Random
from typing import Any

import pytest

from support.home import packaged_home
from support.mcp_fuzz import VALID
from support.mcp_wire import SharedWire
from support.processes import SOON, THOROUGH, alskg, entries, gone, marked, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc")
CALLS = 1_000 if THOROUGH else 150
THREADS = 8
SERVERS = 8 if THOROUGH else 3
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SLOW_CYPHER = "MATCH (a)-[r]->(b), (c)-[s]->(d), (e)-[t]->(f) WHERE a.name + d.name = f.name RETURN count(*)"
WRONG: list[tuple[str, Any]] = [
    ("search", {}),
    ("search", {"text": 5}),
    ("search", {"text": "x" * 5_000}),
    ("ask", {"question": "no-such-question"}),
    ("cypher", {"query": "MATCH (n"}),
    ("cypher", {"query": "CREATE (n:Gene)"}),
    ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}),
    ("sparql", {"query": "\x00"}),
    ("no_such_tool", {}),
]
BROKEN = (
    *(
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"",
        b'{"jsonrpc":"2.0"}',
        b"[" * 2_000,
        b'{"jsonrpc":"1.0","id":"x","method":1}',
    ),
    b'{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"never"}}',
)
ENGINES = [("cypher", {"query": "RETURN 1 AS n"}), ("sparql", {"query": "ASK { ?s ?p ?o }"})]


class Soaked:
    """A server under many calls.

    Args:
        tmp: its temporary directory.
    """

    def __init__(self, tmp: Path) -> None:
        self.tmp = tmp
        self.wire = SharedWire(packaged_home().path, "--timeout", "3600", env={"TMPDIR": str(tmp)})
        self.wire.hello()
        self.right = [(call, self.call(*call)) for call in (*VALID, *WRONG)]
        self.faults: list[str] = []
        self.count = {"right": 0, "wrong": 0, "cancelled": 0, "broken": 0}

    def call(self, tool: str, arguments: Any) -> Any:
        """The reply to one call, without its id."""
        found = self.wire.ask("tools/call", {"name": tool, "arguments": arguments})
        return {key: value for key, value in found.items() if key != "id"}

    def cancelled(self, chance: Random) -> None:
        """A question that would take an hour, cancelled while it runs or waits for its turn."""
        tool, query = chance.choice([("sparql", SLOW), ("sparql", SLOW), ("cypher", SLOW_CYPHER)])
        number = self.wire.request("tools/call", {"name": tool, "arguments": {"query": query}})
        for _ in range(chance.randrange(3)):
            self.wire.ask("ping")
        self.wire.cancel(number)

    def work(self, seed: int, calls: int) -> None:
        """Make so many calls; note what came otherwise than when it was asked alone."""
        chance = Random(seed)
        try:
            for _ in range(calls):
                kind = chance.choices(("right or wrong", "cancelled", "broken"), (7, 2, 1))[0]
                if kind == "cancelled":
                    self.cancelled(chance)
                    self.count["cancelled"] += 1
                elif kind == "broken":
                    self.wire.send(chance.choice(BROKEN))
                    self.count["broken"] += 1
                else:
                    at = chance.randrange(len(self.right))
                    (tool, arguments), before = self.right[at]
                    found = self.call(tool, arguments)
                    self.count["right" if at < len(VALID) else "wrong"] += 1
                    if found != before:
                        self.faults.append(f"{tool} {arguments}: {json.dumps(found)[:300]}")
        except BaseException as error:
            self.faults.append(f"thread {seed}: {error!r}")
            raise

    def held(self) -> dict[str, Any]:
        """What the server holds: descriptors by kind, engines, folders; both engines run."""
        for tool, arguments in ENGINES:
            assert not self.call(tool, arguments)["result"].get("isError")
        kinds: dict[str, int] = {}
        for path in Path(f"/proc/{self.wire.process.pid}/fd").iterdir():
            try:
                kind = os.readlink(path).partition(":")[0]
            except FileNotFoundError:
                continue
            kinds[kind] = kinds.get(kind, 0) + 1
        return {"descriptors": kinds, "engines": len(self.wire.children()), "folders": len(entries(self.tmp))}


def together(*works: tuple[Any, tuple[Any, ...]]) -> None:
    threads = [threading.Thread(target=work, args=arguments) for work, arguments in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_many_calls_from_eight_threads_over_one_connection_leave_nothing(tmp_path: Path) -> None:
    server = Soaked(tmp_path)
    with server.wire as wire:
        warm = Random(0)
        for _ in range(3):
            server.cancelled(warm)
        before = server.held()
        assert before["engines"] == 2, "control"
        together(*((server.work, (seed, CALLS // THREADS)) for seed in range(THREADS)))
        assert not server.faults
        assert all(server.count.values()), f"control: each kind was among them: {server.count}"
        assert not [one for one in wire.stray if "id" in one and one["id"] is not None and "error" not in one]
        assert wait_until(lambda: server.held() == before, 10), (before, server.held())
        engines = wire.children()
        assert wire.end() == 0
    assert gone(engines, SOON) and not marked(tmp_path)
    assert entries(tmp_path) == []
    assert "Traceback" not in wire.said()


@pytest.mark.slow
def test_several_servers_at_once_one_of_which_is_killed_leave_nothing(tmp_path: Path) -> None:
    servers = [Soaked(tmp_path) for _ in range(SERVERS)]
    try:
        together(*((server.work, (seed, CALLS // SERVERS // 2)) for seed, server in enumerate(servers)))
        assert [server.faults for server in servers] == [[]] * SERVERS
        killed, *others = servers
        engines = killed.wire.children()
        killed.wire.process.kill()
        killed.wire.wait()
        assert gone(engines, SOON)
        for server in others:
            server.work(99, 5)
            assert not server.faults
            assert server.wire.end() == 0
    finally:
        for server in servers:
            server.wire.process.kill()
            server.wire.wait()
    assert wait_until(lambda: not marked(tmp_path), SOON)
    assert alskg("-q", "cypher", "RETURN 1", home=packaged_home().path, tmp=tmp_path).returncode == 0
    assert entries(tmp_path) == []
