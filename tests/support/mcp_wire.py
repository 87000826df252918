"""A server of `alskg mcp` as a child process, spoken to line by line, below the SDK's client."""

from __future__ import annotations

import itertools
import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Self

ALSKG = str(Path(sys.executable).parent / "alskg")
GUARD = 180.0
"""Seconds without an answer after which a server counts as hanging."""
HELLO = {
    "protocolVersion": "2025-06-18",
    "capabilities": {},
    "clientInfo": {"name": "wire", "version": "1"},
}


class Wire:
    """One server.

    Args:
        home: where its graphs are.
        args: after ``alskg mcp``.
        env: further variables.
        cwd: where it runs.
    """

    def __init__(self, home: Path, *args: str, env: dict[str, str] | None = None, cwd: Path | None = None) -> None:
        pipe = subprocess.PIPE
        environ = {**os.environ, "ALSKG_HOME": str(home), **(env or {})}
        self.process = subprocess.Popen(
            [ALSKG, "mcp", *args], stdin=pipe, stdout=pipe, stderr=pipe, env=environ, cwd=cwd
        )
        self.lines: list[bytes] = []
        self._replies: queue.Queue[bytes | None] = queue.Queue()
        self._said: list[bytes] = []
        self._threads = [threading.Thread(target=self._listen), threading.Thread(target=self._overhear)]
        for thread in self._threads:
            thread.start()
        self._next = 1_000_000

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def send(self, line: bytes) -> None:
        """Send one line as it is."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()

    def request(self, method: str, params: Any = None) -> int:
        """Send a request without waiting; its id."""
        self._next += 1
        message = {"jsonrpc": "2.0", "id": self._next, "method": method, "params": params or {}}
        self.send(json.dumps(message).encode())
        return self._next

    def reply(self, *ids: int) -> dict[int, dict[str, Any]]:
        """Wait for the replies to some requests; others on the way are kept in `lines` only."""
        found: dict[int, dict[str, Any]] = {}
        while set(ids) - set(found):
            line = self._replies.get(timeout=GUARD)
            assert line is not None, f"the server ended: {self.said()}"
            self.lines.append(line)
            message = json.loads(line)
            if message.get("id") in ids:
                found[message["id"]] = message
        return found

    def ask(self, method: str, params: Any = None) -> dict[str, Any]:
        """Send a request and wait for its reply."""
        number = self.request(method, params)
        return self.reply(number)[number]

    def hello(self) -> dict[str, Any]:
        """Open the connection."""
        found = self.ask("initialize", HELLO)
        self.send(b'{"jsonrpc":"2.0","method":"notifications/initialized"}')
        return found

    def call(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """Call a tool; its result."""
        result: dict[str, Any] = self.ask("tools/call", {"name": tool, "arguments": arguments})["result"]
        return result

    def end(self) -> int:
        """Close its input and wait until it has ended; its exit code."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        return self.wait()

    def wait(self) -> int:
        """Wait until it has ended; its exit code."""
        try:
            code = self.process.wait(timeout=GUARD)
        finally:
            self.process.kill()
            for thread in self._threads:
                thread.join()
            for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
                if stream is not None and not stream.closed:
                    try:
                        stream.close()
                    except BrokenPipeError:
                        pass
        return code

    def said(self) -> str:
        """What it wrote to stderr so far."""
        return b"".join(self._said).decode(errors="replace")

    def children(self) -> list[int]:
        """The process ids of its engines (Linux)."""
        return _children(self.process.pid)

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._replies.put(line)
        self._replies.put(None)

    def _overhear(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self._said.append(line)


class SharedWire(Wire):
    """One connection that several threads use at once; arguments as of `Wire`.

    Attributes:
        stray: replies that nobody waits for.
    """

    def __init__(self, home: Path, *args: str, env: dict[str, str] | None = None, cwd: Path | None = None) -> None:
        self._numbers = itertools.count(1)
        self._sending = threading.Lock()
        self._waiting: dict[int, queue.SimpleQueue[dict[str, Any] | None]] = {}
        self.stray: list[dict[str, Any]] = []
        super().__init__(home, *args, env=env, cwd=cwd)

    def send(self, line: bytes) -> None:
        """Send one line as it is, whole."""
        with self._sending:
            super().send(line)

    def request(self, method: str, params: Any = None) -> int:
        """Send a request without waiting; its id."""
        number = next(self._numbers)
        self._waiting[number] = queue.SimpleQueue()
        message = {"jsonrpc": "2.0", "id": number, "method": method, "params": params or {}}
        self.send(json.dumps(message).encode())
        return number

    def reply(self, *ids: int) -> dict[int, dict[str, Any]]:
        """Wait for the replies to some requests."""
        found = {}
        for number in ids:
            message = self._waiting[number].get(timeout=GUARD)
            assert message is not None, f"the server ended: {self.said()}"
            found[number] = message
        return found

    def cancel(self, number: int) -> None:
        """Cancel a request; no reply is waited for."""
        note = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": number}}
        self.send(json.dumps(note).encode())

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            message = json.loads(line)
            waiting = self._waiting.get(message.get("id"))
            if waiting is None:
                self.stray.append(message)
            else:
                waiting.put(message)
        for waiting in list(self._waiting.values()):
            waiting.put(None)


def alive(pid: int) -> bool:
    """True while a process runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        found += map(int, path.read_text(encoding="utf-8").split())
    return found
