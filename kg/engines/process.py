"""A killable process that answers for an engine.

Neither engine can be stopped from Python in every case: Oxigraph has no timeout, kglite's does not
bound memory and does not reach every function, and both can end the process by running out of
memory or stack (ADR 0007 lists what was measured). So they answer from a child process with a
limited address space, killed at the deadline.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import struct
import subprocess
import sys
import threading
import weakref
from pathlib import Path
from typing import Any

from kg.errors import QueryError, ReleaseError

_LENGTH = struct.Struct("<Q")
_HERE = Path(__file__).parent
_NO_MEMORY = (b"memory allocation", b"MemoryError", b"bad_alloc", b"system_error")
"""How Rust, Python, and C++ (for an allocation and for a thread) say that the address space is full."""
START_SECONDS = 60.0
"""How long opening an index may take."""


class BrokenIndex(ReleaseError):
    """An index cannot be opened: it is damaged, or of another version."""

    def __init__(self, index: Path, detail: str) -> None:
        super().__init__(
            f"the index {index} cannot be opened ({detail}).", hint="Delete that folder; it is made again when needed."
        )


class Worker:
    """One engine over one index, in its own process, started when first asked.

    Args:
        engine: name of the engine's package (``kglite``, ``pyoxigraph``).
        handler: file name of the handler module beside this one.
        index: the index's folder.
        memory_mb: address space of the process.
        grace: seconds after the deadline in which the engine's own timeout may still speak.
    """

    def __init__(self, engine: str, handler: str, index: Path, memory_mb: int, *, grace: float = 0.0) -> None:
        self.engine = engine
        self.index = index
        self.memory_mb = memory_mb
        self.grace = grace
        self._handler = str(_HERE / handler)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._interrupted: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._finalizer: Any = None

    @property
    def pid(self) -> int | None:
        """The process id, while there is one."""
        return self._process.pid if self._process is not None else None

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Send one request and wait for its reply.

        Args:
            request: JSON values.
            seconds: when to give up.

        Returns:
            The handler's reply; one with the key ``error`` is a failure that the engine reported.

        Raises:
            BrokenIndex: the index cannot be opened.
            QueryError: the process was stopped at the deadline, ran out of memory, or died.
        """
        with self._lock:
            if self._process is not None and self._process is self._interrupted:
                # Killed, but perhaps not dead yet.
                self.close()
            if self._process is None or self._process.poll() is not None or self._owner != os.getpid():
                self._start()
            try:
                return self._exchange(json.dumps({**request, "seconds": seconds}).encode(), seconds + self.grace)
            except BaseException:
                self.close()
                raise

    def interrupt(self) -> None:
        """Stop the question that is being answered, from any thread; the next one starts a new process."""
        process = self._process
        if process is not None and self._owner == os.getpid():
            self._interrupted = process
            process.kill()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if self._finalizer is not None:
            self._finalizer.detach()
        if process is not None and self._owner == os.getpid():
            _end(process)

    def _start(self) -> None:
        self._process = None
        command = [sys.executable, "-I", "-S", str(_HERE / "worker.py"), self._handler, *self._arguments()]
        try:
            pipe = subprocess.PIPE
            process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=_environment())  # noqa: S603
        except OSError as error:
            raise QueryError(
                f"the process of {self.engine} cannot be started ({error.strerror or error}).",
                hint=f"Check that {sys.executable or 'the Python interpreter'} can be run.",
            ) from error
        self._process, self._owner = process, os.getpid()
        self._finalizer = weakref.finalize(self, _end, process)
        hello = self._exchange(b"", START_SECONDS)
        if "error" in hello:
            self.close()
            raise BrokenIndex(self.index, hello["error"])

    def _arguments(self) -> list[str]:
        spec = importlib.util.find_spec(self.engine)
        if spec is None or spec.origin is None:
            raise QueryError(f"the package {self.engine} is not installed.", hint="Run `pip install als-kg` again.")
        return [str(Path(spec.origin).parent.parent), str(self.index), str(self.memory_mb)]

    def _exchange(self, data: bytes, seconds: float) -> dict[str, Any]:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise QueryError("the engine's process is gone.", hint="Ask again.")
        late = threading.Event()
        timer = threading.Timer(seconds, _kill_late, (process, late))
        timer.daemon = True
        timer.start()
        try:
            if data:
                with contextlib.suppress(OSError):
                    process.stdin.write(_LENGTH.pack(len(data)) + data)
                    process.stdin.flush()
            head = process.stdout.read(_LENGTH.size)
            body = process.stdout.read(_LENGTH.unpack(head)[0]) if len(head) == _LENGTH.size else b""
        finally:
            timer.cancel()
        if not body:
            raise self._obituary(process, late.is_set(), seconds - self.grace)
        reply: dict[str, Any] = json.loads(body)
        return reply

    def _obituary(self, process: subprocess.Popen[bytes], late: bool, seconds: float) -> QueryError:
        """The error that tells why the process ended without a reply."""
        process.kill()
        said = process.stderr.read() if process.stderr is not None else b""
        code = process.wait()
        if process is self._interrupted:
            return QueryError("the query was stopped from outside.", hint="Ask again.")
        if late or code == -14:
            return timed_out(seconds)
        if code == -9 or any(word in said for word in _NO_MEMORY):
            return out_of_memory(self.memory_mb)
        return QueryError(
            f"the engine {self.engine} stopped on this query (exit status {code}).",
            hint="The query may be nested too deeply; make it simpler. The graph is unharmed.",
        )


def timed_out(seconds: float) -> QueryError:
    """The error for a query that ran into its deadline."""
    return QueryError(
        f"the query was stopped after {seconds:g} s.",
        hint="Anchor it on an id or a label, add LIMIT, or allow more time.",
    )


def out_of_memory(memory_mb: int) -> QueryError:
    """The error for a query that ran into the memory limit."""
    return QueryError(
        f"the query was stopped: it needs more than {memory_mb} MB of memory.",
        hint="Anchor it on an id or a label, or collect and sort less.",
    )


def engine_version(package: str) -> str:
    """The version of an engine's package, without importing it.

    Raises:
        ReleaseError: the package is not installed.
    """
    spec = importlib.util.find_spec(package)
    if spec is not None and spec.origin is not None:
        for path in Path(spec.origin).parent.parent.glob(f"{package}-*.dist-info"):
            return path.name.removeprefix(f"{package}-").removesuffix(".dist-info")
    raise ReleaseError(f"the package {package} is not installed.", hint="Run `pip install als-kg` again.")


def _environment() -> dict[str, str]:
    """The parent's, with few arenas: glibc reserves 64 MB of address space for each thread's own."""
    return {**os.environ, "MALLOC_ARENA_MAX": "2"}


def _kill_late(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
    process.wait()
