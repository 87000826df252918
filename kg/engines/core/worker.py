"""The process in which an engine answers: a loop over length-prefixed JSON on its standard streams.

Run by path with ``python -I -S`` (never imported by the parent, never re-running a user's script),
it depends on the standard library, on the two modules beside it that it is told of, and on the engine
alone. It ends with its parent (`kg.engines.core.children`), and `kg.engines.core.walls` stand around it before
it opens its index, so that even a query that slips past the guard can reach neither a file nor the network.
"""

from __future__ import annotations

import json
import os
import runpy
import shutil
import signal
import struct
import sys
import threading
from collections.abc import Callable
from typing import Any, BinaryIO

Handler = Callable[[dict[str, Any]], dict[str, Any]]

LENGTH = struct.Struct("<Q")
REPLY_LIMIT = 256 << 20
"""Largest answer in bytes."""
GRACE = 2
"""Seconds after which a question ends by itself when its parent is gone or does not kill it."""


def main() -> None:
    """Open the index and answer until the parent closes the pipe."""
    handler_file, packages, index, life = sys.argv[1:5]
    requests, replies = _private_streams()
    end_with_parent(int(life))
    walls = runpy.run_path(os.path.join(os.path.dirname(os.path.abspath(__file__)), "walls.py"))
    handler_module = runpy.run_path(handler_file)
    sys.path.append(packages)
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    walls["limit"]("RLIMIT_CORE", 0)
    walls["raise_descriptors"]()
    size, scratch = walls["AddressSpace"](), os.environ["TMPDIR"]
    # A sound index takes some five times its size; a damaged one may ask for all there is.
    walls["limit"]("RLIMIT_AS", walls["opening_space"](index), hard=False)
    try:
        engine = handler_module["load_engine"]()
        held = walls["enclose"](index, scratch)
        handler: Handler = handler_module["open_index"](engine, index)
    except Exception as error:  # every engine has its own error types
        _send(replies, {"kind": "open", "error": _sentence(error), "errno": getattr(error, "errno", None)})
        return
    # What the engine unpacked there it has mapped by now; the folder itself is the parent's to delete.
    shutil.rmtree(scratch, ignore_errors=True)
    walls["limit"]("RLIMIT_FSIZE", 0)
    if "landlock" not in held:
        walls["limit_descriptors"](index)
    opened = size.megabytes()
    _send(replies, {"ready": True, "megabytes": opened, "walls": held})

    def bounded(request: dict[str, Any]) -> dict[str, Any]:
        walls["limit"]("RLIMIT_AS", ((opened or 0) + int(request["megabytes"])) << 20, hard=False)
        return handler(request)

    answer(requests, replies, bounded)


def answer(requests: BinaryIO, replies: BinaryIO, handler: Handler) -> None:
    """Answer requests one after the other until there are no more."""
    while (head := requests.read(LENGTH.size)) and len(head) == LENGTH.size:
        request = json.loads(requests.read(LENGTH.unpack(head)[0]))
        if hasattr(signal, "alarm"):
            signal.alarm(int(request["seconds"]) + GRACE)
        try:
            reply = handler(request)
        except MemoryError:
            reply = {"kind": "memory", "error": "out of memory"}
        except Exception as error:
            reply = {"kind": "internal", "error": _sentence(error)}
        if hasattr(signal, "alarm"):
            signal.alarm(0)
        _send(replies, reply)


def end_with_parent(life: int) -> None:
    """End as soon as the parent has: it holds the other end of this pipe, and nobody else does.

    The system signals the closing of that end, and the signal ends the process whatever the engine is
    doing. A thread waits for it where that signal is not to be relied on.
    """
    try:
        import fcntl
    except ImportError:  # Windows: the end of the input is noticed between two questions
        return
    if sys.platform != "linux":
        threading.Thread(target=_wait_for, args=(life,), daemon=True).start()
        return
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGIO})
    fcntl.fcntl(life, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(life, fcntl.F_SETFL, fcntl.fcntl(life, fcntl.F_GETFL) | os.O_ASYNC | os.O_NONBLOCK)
    try:
        if os.read(life, 1) == b"":  # gone before we listened
            os._exit(0)
    except BlockingIOError:
        return


def _wait_for(life: int) -> None:
    os.read(life, 1)
    os._exit(0)


def _private_streams() -> tuple[BinaryIO, BinaryIO]:
    """Keep the two pipes to ourselves: a stray print of the engine must not mix into an answer."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return requests, replies


def _send(replies: BinaryIO, reply: dict[str, Any]) -> None:
    try:
        data = json.dumps(reply).encode()
    except MemoryError:
        data = json.dumps({"kind": "memory", "error": "out of memory"}).encode()
    if len(data) > REPLY_LIMIT:
        data = json.dumps({"kind": "size", "error": f"{len(data) >> 20} MiB"}).encode()
    replies.write(LENGTH.pack(len(data)))
    replies.write(data)
    replies.flush()


def _sentence(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    main()
