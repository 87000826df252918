"""Child processes that leave nothing: gone with their parent, with a temporary folder of their own.

A child holds the reading end of a pipe whose writing end only its parent has; when the parent ends,
however that happens and whichever thread had started the child, the system tells the child by a
signal (`kg.engines.core.worker`). A fork of the parent would keep the pipe open, so it lets go of it.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
import weakref
from collections.abc import Sequence
from pathlib import Path

from kg.engines.core.scratch import make_scratch, remove, sweep
from kg.engines.core.shortage import shortage_of
from kg.errors import QueryError

NO_PIPE = -1
"""In place of the pipe's number where a child cannot inherit one (Windows)."""
_starting = threading.Lock()
_children: weakref.WeakSet[Child] = weakref.WeakSet()


class Child:
    """A running child process; `end` is called by its owner, and at the latest when this process ends.

    Args:
        command: the program and its arguments; ``{life}`` in one of them becomes the number of the pipe.
        what: what is started, for the error.

    Attributes:
        process: the process, its three streams piped.
        scratch: its temporary folder (``$TMPDIR`` for the child).
        owner: the process that started it; a fork of that one must leave it alone.
        stopped: why it was killed by `stop`; empty when it was not.

    Raises:
        ResourceShortage: there is no room for a temporary folder, or too few files may be open.
        QueryError: the program cannot be started.
    """

    def __init__(self, command: Sequence[str], *, what: str) -> None:
        self.owner = os.getpid()
        self.stopped = ""
        sweep()
        self.scratch = make_scratch()
        self._life = _LifePipe()
        try:
            # A fork in between would inherit a pipe that nobody told it of.
            with _starting:
                self.process = self._start(command)
                _children.add(self)
        except OSError as error:
            self._life.close()
            remove(self.scratch)
            raise shortage_of(error, f"the process of {what}") or QueryError(
                f"the process of {what} cannot be started ({error.strerror or error}).",
                hint=f"Check that {command[0] or 'the Python interpreter'} can be run.",
            ) from error
        # An owner that forgets to end it must leave nothing behind either.
        self._finalizer = weakref.finalize(self, _end, self.process, self.owner, self._life, self.scratch)

    def _start(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        environ = {**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(self.scratch))}
        # glibc reserves 64 MB of address space for the arena of each thread.
        environ["MALLOC_ARENA_MAX"] = "2"
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        if os.name == "nt":
            filled = [part.replace("{life}", str(NO_PIPE)) for part in command]
            return subprocess.Popen(filled, env=environ, **pipes)  # type: ignore[call-overload, no-any-return] # noqa: S603
        listen = self._life.open()
        try:
            filled = [part.replace("{life}", str(listen)) for part in command]
            return subprocess.Popen(filled, env=environ, pass_fds=(listen,), **pipes)  # type: ignore[call-overload, no-any-return] # noqa: S603
        finally:
            os.close(listen)

    @property
    def is_mine(self) -> bool:
        """Whether this process started it, and not one that this process was forked from."""
        return self.owner == os.getpid()

    def stop(self, why: str) -> None:
        """Kill the process, from any thread, while its owner waits for it."""
        if self.is_mine:
            self.stopped = self.stopped or why
            self.process.kill()

    def end(self) -> None:
        """Kill the process and delete its temporary folder."""
        self._finalizer()

    def forget(self) -> None:
        """Let go of what a fork has inherited; the process goes on for its owner."""
        self._finalizer.detach()
        self._life.close()
        _close_streams(self.process)
        # Not ours to wait for; without a code its destructor would warn.
        self.process.returncode = 0


def end_all() -> None:
    """End every child of this process, for a caller that leaves without ending in order (`os._exit`)."""
    for child in list(_children):
        child.end()


class _LifePipe:
    """The end of a pipe that only the parent holds, closed once."""

    def __init__(self) -> None:
        self._number = NO_PIPE

    def open(self) -> int:
        """Make the pipe; the number of its other end, for the child."""
        listen, self._number = os.pipe()
        return listen

    def close(self) -> None:
        """Close it: the child ends."""
        number, self._number = self._number, NO_PIPE
        if number != NO_PIPE:
            with contextlib.suppress(OSError):
                os.close(number)


def _end(process: subprocess.Popen[bytes], owner: int, life: _LifePipe, scratch: Path) -> None:
    if owner != os.getpid():
        return
    process.kill()
    life.close()
    _close_streams(process)
    process.wait()
    remove(scratch)


def _close_streams(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            with contextlib.suppress(OSError, ValueError):
                stream.close()


def _after_fork() -> None:
    """Let go of the children of the process that this one was forked from."""
    for child in list(_children):
        child.forget()
    _children.clear()
    _starting.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_starting.acquire, after_in_parent=_starting.release, after_in_child=_after_fork)
