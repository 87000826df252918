"""A handler that tries what no engine may do, and one that takes memory; run in an engine's process by its path."""

from __future__ import annotations

import ctypes
import os
import socket
import threading
import time
from collections.abc import Callable
from typing import Any


def load_engine() -> Any:
    return None


def open_index(engine: Any, path: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    mode = open(os.path.join(path, "mode"), encoding="utf-8").read()
    if mode == "unpacks":
        with open(os.path.join(os.environ["TMPDIR"], "unpacked"), "wb") as file:
            file.write(b"x" * 100_000)
    elif mode == "refuses":
        raise RuntimeError("this file is not what was written")
    elif mode == "lacks":
        raise OSError(24, "Too many open files")
    elif mode == "slow":
        time.sleep(3)
    return lambda request: {"value": TRIES[request["try"]](request)}


def _read(request: dict[str, Any]) -> str:
    with open(request["path"], encoding="utf-8") as file:
        return file.read()


def _write(request: dict[str, Any]) -> str:
    with open(request["path"], "w", encoding="utf-8") as file:
        file.write("x")
    return "written"


def _read_in_thread(request: dict[str, Any]) -> str:
    found: list[str] = []

    def look() -> None:
        try:
            found.append(_read(request))
        except OSError as error:
            found.append(f"refused: {error}")

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    if found[0].startswith("refused"):
        raise PermissionError(found[0])
    return found[0]


def _connect(request: dict[str, Any]) -> str:
    socket.create_connection(("127.0.0.1", request["port"]), timeout=2).close()
    return "connected"


def _execute(request: dict[str, Any]) -> str:
    pid = os.posix_spawn("/bin/true", ["true"], {})
    return str(os.waitpid(pid, 0)[1])


def _take(request: dict[str, Any]) -> str:
    return str(len(bytearray(request["megabytes_taken"] << 20)))


def _spin(request: dict[str, Any]) -> str:
    while True:
        ctypes.c_int(1)


TRIES: dict[str, Callable[[dict[str, Any]], str]] = {
    "read": _read,
    "read in thread": _read_in_thread,
    "write": _write,
    "connect": _connect,
    "execute": _execute,
    "take": _take,
    "spin": _spin,
    "pid": lambda request: str(os.getpid()),
}
