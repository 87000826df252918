"""An engine's process: started when first asked, asked one question after the other, killed at the deadline.

Neither engine can be stopped from Python in every case: Oxigraph has no timeout, kglite's does not
bound memory and does not reach every function, and both can end the process by running out of
memory or stack (ADR 0007 lists what was measured). So they answer from a child process behind walls
(ADR 0016).
"""

from __future__ import annotations

import contextlib
import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.engines.core.children import Child
from kg.engines.core.packages import packages_of
from kg.engines.core.shortage import MEMORY, ResourceShortage, kind_of, shortage_of
from kg.errors import AlskgError, QueryError, ReleaseError

_LENGTH = struct.Struct("<Q")
_HERE = Path(__file__).parent
_NO_MEMORY = (b"memory allocation", b"MemoryError", b"bad_alloc", b"system_error")
"""How Rust, Python, and C++ (for an allocation and for a thread) say that the address space is full."""
INTERRUPT, DEADLINE = "interrupt", "deadline"
"""Why a process was stopped."""
START_SECONDS = 600.0
"""How long opening an index may take."""
LONG_START = 2.0
"""Seconds after which it is told that an index is being opened."""


class BrokenIndex(ReleaseError):
    """An index cannot be opened or read: it is damaged, or of another version.

    Args:
        index: its folder.
        detail: what was noticed.
        otherwise: what it is if the files turn out to be what they were made as.
    """

    def __init__(self, index: Path, detail: str, otherwise: ReleaseError | None = None) -> None:
        super().__init__(
            f"the index {index} cannot be opened ({detail}).", hint="Delete that folder; it is made again when needed."
        )
        self.index = index
        self.detail = detail
        self.otherwise = otherwise

    def __reduce__(self) -> tuple[type[BrokenIndex], tuple[Path, str, ReleaseError | None]]:
        return type(self), (self.index, self.detail, self.otherwise)


class EngineProcess:
    """One engine over one index, in a child process.

    Args:
        package: the engine's package (``kglite``, ``pyoxigraph``).
        handler: the file of the module that answers in the child.
        index: the index's folder.
        grace: seconds after the deadline in which the engine's own timeout may still speak.
        say: told in one sentence when opening the index takes long.

    Attributes:
        megabytes: address space that the opened index took, once it was opened.
        walls: ``landlock`` and ``seccomp``, as far as this system has them.
    """

    def __init__(
        self, package: str, handler: Path, index: Path, *, grace: float = 0.0, say: Callable[[str], None] | None = None
    ) -> None:
        self.package = package
        self.index = index
        self.grace = grace
        self.megabytes = 0
        self.walls: tuple[str, ...] = ()
        self._say = say
        self._handler = str(handler)
        # Looked up now: the working folder may be another by the time of the first question.
        self._packages = packages_of(package)
        self._lock = threading.Lock()
        self._lock_owner = os.getpid()
        self._child: Child | None = None

    @property
    def pid(self) -> int | None:
        """The process id, while there is one."""
        return self._child.process.pid if self._child is not None and self._child.is_mine else None

    def ask(self, request: dict[str, Any], seconds: float, megabytes: int) -> dict[str, Any]:
        """Send one request and wait for its reply.

        Args:
            request: JSON values.
            seconds: when to give up.
            megabytes: memory that it may use beside the opened index, where the platform can limit it.

        Returns:
            The handler's reply; one with the key ``error`` is a failure that the engine reported.

        Raises:
            BrokenIndex: the index cannot be opened.
            ResourceShortage: the machine has too little room, descriptors, rights or memory to open it.
            QueryError: the process was stopped at the deadline, ran out of memory, or died.
        """
        if self._lock_owner != os.getpid():
            # In a fork: the thread that held the lock does not exist here.
            self._lock, self._lock_owner = threading.Lock(), os.getpid()
        with self._lock:
            try:
                child = self._running()
                data = json.dumps({**request, "seconds": seconds, "megabytes": megabytes}).encode()
                body = self._exchange(child, data, seconds + self.grace)
                if not body:
                    raise self._obituary(child, seconds, megabytes)
            except BaseException:
                self.close()
                raise
        reply: dict[str, Any] = json.loads(body)
        return reply

    def interrupt(self) -> None:
        """Stop the question that is being answered, from any thread; the next one starts a new process."""
        child = self._child
        if child is not None:
            child.stop(INTERRUPT)

    def close(self) -> None:
        """End the process and delete its temporary folder."""
        child, self._child = self._child, None
        if child is not None and child.is_mine:
            child.end()

    def _running(self) -> Child:
        """Return the child, started now if it is not there."""
        child = self._child
        if child is not None and child.is_mine and not child.stopped and child.process.poll() is None:
            return child
        # Also one that was killed, but is perhaps not dead yet.
        self.close()
        return self._started()

    def _started(self) -> Child:
        command = [sys.executable, "-I", "-S", "-B", str(_HERE / "worker.py"), self._handler]
        child = Child([*command, str(self._packages), str(self.index), "{life}"], what=self.package)
        self._child = child
        patience = threading.Timer(LONG_START, self._say_opening)
        patience.daemon = True
        patience.start()
        try:
            body = self._exchange(child, b"", START_SECONDS)
        finally:
            patience.cancel()
        if not body:
            raise self._stillborn(child)
        hello = json.loads(body)
        if "error" in hello:
            raise self._unopened(hello["error"], hello.get("errno"))
        self.megabytes, self.walls = int(hello["megabytes"] or 0), tuple(hello["walls"])
        return child

    def _say_opening(self) -> None:
        if self._say is not None:
            self._say(f"opening the index {self.index.name} ({folder_megabytes(self.index):,} MB)")

    def _exchange(self, child: Child, data: bytes, seconds: float) -> bytes:
        """Send something and read the reply; empty when the process ended without one."""
        process = child.process
        assert process.stdin is not None and process.stdout is not None  # noqa: S101 - told to mypy, both are pipes
        timer = threading.Timer(seconds, child.stop, (DEADLINE,))
        timer.daemon = True
        timer.start()
        try:
            if data:
                with contextlib.suppress(OSError):
                    process.stdin.write(_LENGTH.pack(len(data)) + data)
                    process.stdin.flush()
            head = process.stdout.read(_LENGTH.size)
            if len(head) < _LENGTH.size:
                return b""
            length = _LENGTH.unpack(head)[0]
            body = process.stdout.read(length)
            return body if len(body) == length else b""
        except ValueError:
            if not process.stdin.closed and not process.stdout.closed:
                raise
            # Another thread ended the child meanwhile, as a server does that is ended itself.
            return b""
        finally:
            timer.cancel()

    def _unopened(self, said: str, number: int | None) -> ReleaseError:
        """Make the error for an index that the engine could not open."""
        problem = OSError(number, os.strerror(number)) if number else said
        return shortage_of(problem, f"the index {self.index}") or BrokenIndex(self.index, said)

    def _stillborn(self, child: Child) -> AlskgError:
        """Make the error for a process that ended while it opened the index."""
        said, code = _last_words(child.process)
        if child.stopped == INTERRUPT:
            return QueryError("the query was stopped from outside.", hint="Ask again.")
        if child.stopped == DEADLINE:
            return BrokenIndex(self.index, f"not open after {START_SECONDS:g} s")
        if any(word in said for word in _NO_MEMORY) or kind_of(said.decode(errors="replace")) == MEMORY:
            return self._too_big("there is not enough memory")
        if code == -9:
            return self._too_big("its process was killed while it opened it, perhaps for want of memory")
        text = said.decode(errors="replace").strip()
        line = text.splitlines()[-1] if text else f"its process ended with status {code}"
        return shortage_of(text, f"the index {self.index}") or BrokenIndex(self.index, line)

    def _too_big(self, why: str) -> BrokenIndex:
        """Make the error for an index that there is too little memory for; a damaged one may ask for any amount."""
        size = folder_megabytes(self.index)
        shortage = ResourceShortage(
            f"the graph is too big to be opened: the index {self.index} has {size:,} MB, and {why}.",
            hint="Close other programs, use a machine with more memory, or bring the graph to a Neo4j server.",
        )
        return BrokenIndex(self.index, why, otherwise=shortage)

    def _obituary(self, child: Child, seconds: float, megabytes: int) -> QueryError:
        """Make the error that tells why the process ended without a reply."""
        said, code = _last_words(child.process)
        if child.stopped == INTERRUPT:
            return QueryError("the query was stopped from outside.", hint="Ask again.")
        if child.stopped == DEADLINE or code == -14:
            return timed_out(seconds)
        if any(word in said for word in _NO_MEMORY):
            return out_of_memory(megabytes, self.megabytes)
        if code == -9:
            return QueryError(
                f"the process of {self.package} was killed from outside, perhaps for want of memory on this machine.",
                hint="Ask again; if it happens again, close other programs or ask for less at once.",
            )
        return QueryError(
            f"the engine {self.package} stopped on this query (exit status {code}).",
            hint="The query may be nested too deeply; make it simpler. The graph is unharmed.",
        )


def timed_out(seconds: float) -> QueryError:
    """Make the error for a query that ran into its deadline."""
    return QueryError(
        f"the query was stopped after {seconds:g} s.",
        hint="Anchor it on an id or a label, add LIMIT, or allow more time.",
    )


def out_of_memory(megabytes: int, opened: int) -> QueryError:
    """Make the error for a query that ran into the memory limit.

    Args:
        megabytes: what it was allowed.
        opened: what the opened index takes beside that.
    """
    return QueryError(
        f"the query was stopped: it needs more than {megabytes} MB of memory beside the {opened} MB of the graph.",
        hint="Anchor it on an id or a label, collect and sort less, or allow more (`--memory`, ALSKG_MEMORY_MB).",
    )


def folder_megabytes(folder: Path) -> int:
    """Add up the sizes of the files below a folder."""
    with contextlib.suppress(OSError):
        return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) >> 20
    return 0


def _last_words(process: subprocess.Popen[bytes]) -> tuple[bytes, int]:
    """Read what a process that is ending wrote to its error stream, and its exit status."""
    process.kill()
    said = b""
    with contextlib.suppress(ValueError):  # closed, where another thread ended the child
        said = process.stderr.read() if process.stderr is not None else b""
    return said, process.wait()
