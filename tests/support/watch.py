"""What this process opens, writes, starts and connects to, told by Python's own audit events."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC
_watching: list[Watched] = []


@dataclass
class Watched:
    """What happened while watching.

    Attributes:
        read: files opened to be read.
        written: files opened to be written, made, moved or deleted.
        connected: addresses that a socket was to reach.
        started: commands of child processes.
    """

    read: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    connected: set[str] = field(default_factory=set)
    started: list[str] = field(default_factory=list)


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watching:
        return
    now = _watching[-1]
    if event == "open":
        path, _, flags = arguments
        (now.written if isinstance(flags, int) and flags & _WRITING else now.read).add(str(path))
    elif event in ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.truncate", "os.link", "os.symlink"):
        now.written.add(str(arguments[0]))
    elif event in ("socket.connect", "socket.sendto", "socket.getaddrinfo"):
        now.connected.add(str(arguments[-1] if event == "socket.connect" else arguments[0]))
    elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        now.started.append(str(arguments))


sys.addaudithook(_hook)


@contextmanager
def watching() -> Iterator[Watched]:
    """Note what this process does until the block ends."""
    _watching.append(Watched())
    try:
        yield _watching[-1]
    finally:
        _watching.pop()


def digests(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
