"""The process in which an engine answers: a loop over length-prefixed JSON on its standard streams.

Run by path with ``python -I -S`` (never imported by the parent, never re-running a user's script),
it depends on the standard library, on one handler module beside it and on the engine alone.
Once the index is open the process gives up the right to open anything more, so that even a query
that slips past the guard can reach neither a file nor the network.
"""

from __future__ import annotations

import json
import os
import runpy
import signal
import struct
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

Handler = Callable[[dict[str, Any]], dict[str, Any]]

LENGTH = struct.Struct("<Q")
REPLY_LIMIT = 256 << 20
"""Largest answer in bytes."""
GRACE = 2
"""Seconds after which a worker whose parent died ends itself."""


def main() -> None:
    """Open the index and answer until the parent closes the pipe."""
    handler_file, packages, index, memory = sys.argv[1:5]
    requests, replies = _private_streams()
    sys.path.append(packages)
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit("RLIMIT_AS", int(memory) << 20)
    _limit("RLIMIT_CORE", 0)
    try:
        opened = runpy.run_path(handler_file)["open_index"](index)
    except Exception as error:  # every engine has its own error types
        _send(replies, {"kind": "open", "error": _sentence(error)})
        return
    _limit("RLIMIT_FSIZE", 0)
    _limit("RLIMIT_NOFILE", 0)
    _send(replies, {"ready": True})
    answer(requests, replies, opened)


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


def _limit(name: str, value: int) -> None:
    """Lower a resource limit, where the platform has it."""
    try:
        import resource

        kind = getattr(resource, name)
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))
    except (ImportError, AttributeError, ValueError, OSError):
        return


if __name__ == "__main__":
    main()
