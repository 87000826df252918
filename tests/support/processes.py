"""What a run leaves behind, seen from outside: processes, folders, descriptors (Linux)."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from support.mcp_wire import ALSKG, GUARD, alive

THOROUGH = bool(os.environ.get("ALSKG_THOROUGH"))
"""The long form of a loop, which is run by hand."""
SOON = 1.5
"""Seconds after which nothing may run any more."""
PARENT = Path(__file__).with_name("engine_parent.py")


def wait_until(condition: Callable[[], bool], seconds: float = GUARD) -> bool:
    """Look until a condition holds; whether it did in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def marked(mark: Path) -> dict[int, bytes]:
    """The running processes whose environment or command names a path, and their commands."""
    needle = os.fsencode(mark)
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
            environ = (folder / "environ").read_bytes()
        except PermissionError:
            environ = b""
        except OSError:
            continue
        if (needle in environ or needle in command) and alive(int(folder.name)):
            found[int(folder.name)] = command
    return found


def started_by(pid: int) -> int:
    """The process that started another; 0 when that one has gone."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
    except OSError:
        return 0


def ticks(pid: int) -> int:
    """The processor time that a process has taken, in the kernel's ticks; 0 when it has gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def works(pid: int) -> bool:
    """Whether a process takes processor time, looked at for up to ten seconds."""
    before = ticks(pid)
    return wait_until(lambda: ticks(pid) > before + 5 or not alive(pid), 10) and alive(pid)


def entries(folder: Path) -> list[str]:
    """The names of what lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


class Parent:
    """A process of `engine_parent.py`, in a process group and with a temporary directory of its own.

    Args:
        mode: what it does (see there).
        home: the graphs.
        tmp: its temporary directory; made when it is not there.
    """

    def __init__(self, mode: str, home: Path, tmp: Path) -> None:
        tmp.mkdir(exist_ok=True)
        self.tmp = tmp
        self.home = home
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            [sys.executable, "-P", str(PARENT), mode],
            stdin=pipe,
            stdout=pipe,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "TMPDIR": str(tmp), "ALSKG_HOME": str(home)},
            start_new_session=True,
        )
        self.said: list[str] = []
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for pid in (self.process.pid, *marked(self.tmp)):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait(timeout=GUARD)
        self._thread.join(timeout=GUARD)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:
                    pass

    def until(self, word: str) -> str:
        """Wait for a line that begins with a word; what follows it."""
        while True:
            line = self._lines.get(timeout=GUARD)
            assert line is not None, f"no {word!r} was said:\n{''.join(self.said)}"
            if line.startswith(word):
                return line.removeprefix(word).strip()

    def tell(self, word: str) -> None:
        """Send it a word."""
        assert self.process.stdin is not None
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()

    def engines(self) -> list[int]:
        """The processes that answer for engines: those whose command names the home."""
        return sorted(pid for pid, command in marked(self.tmp).items() if os.fsencode(self.home) in command)

    def busy_engines(self, count: int = 2) -> list[int]:
        """Wait until so many engines are there, all of them at work."""
        assert wait_until(lambda: len(self.engines()) == count), (self.engines(), self.said)
        found = self.engines()
        assert all(map(works, found)), "control: each takes processor time"
        return found

    def end(self) -> int:
        """Wait until it has ended of itself; its exit code."""
        return self.process.wait(timeout=GUARD)

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            self._lines.put(line)
        self._lines.put(None)


def gone(pids: list[int], seconds: float = SOON) -> bool:
    """Whether all of them are gone in time."""
    return wait_until(lambda: not any(map(alive, pids)), seconds)


def alskg(*words: str, home: Path, tmp: Path | None = None, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run ``alskg`` to its end."""
    given = {**os.environ, "ALSKG_HOME": str(home), **({"TMPDIR": str(tmp)} if tmp is not None else {}), **environ}
    return subprocess.run([ALSKG, *words], capture_output=True, text=True, env=given, timeout=GUARD)
