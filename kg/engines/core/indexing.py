"""Making an index in a process of its own, so that its memory comes back and a crash takes nothing along.

The parent's side; `kg.engines.core.indexer` is the child's.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.engines.core.children import Child
from kg.engines.core.progress import Tell
from kg.engines.core.registry import Engine
from kg.engines.core.shortage import ResourceShortage, shortage_of
from kg.errors import ReleaseError

QUIET_SECONDS = 2.0
"""How long nothing is said of the progress of an index."""
PAUSE_SECONDS = 5.0
"""The least time between two sentences about progress."""


def make(engine: Engine, tables: Path, folder: Path, tell: Tell) -> None:
    """Write the index of a release into an empty folder.

    Args:
        engine: whose index.
        tables: the folder with the three tables, and the receipt where there is one.
        folder: where its files go.
        tell: told how far it is, in a few words.

    Raises:
        OSError: a file cannot be written.
        ReleaseError: a table is damaged, or the index cannot be made from it.
        ResourceShortage: the machine has too little memory for it.
    """
    child = Child(
        [sys.executable, "-I", "-B", str(Path(__file__).with_name("indexer.py")), "{life}"], what=engine.label
    )
    try:
        reply = _made(
            child, {"path": sys.path, "builder": engine.builder, "tables": str(tables), "into": str(folder)}, tell
        )
    finally:
        child.end()
    if "made" in reply:
        return
    if reply.get("errno"):
        raise OSError(reply["errno"], reply["error"])
    if "hint" in reply:
        raise ReleaseError(reply["error"], hint=reply["hint"])
    raise shortage_of(reply["error"], f"what the index {engine.folder} is made of") or ReleaseError(
        f"the index {engine.folder} cannot be made ({reply['error']}).",
        hint="Run `alskg verify`; if all is sound, report it.",
    )


def patient(say: Callable[[str], None], what: str) -> Tell:
    """Put words of progress into sentences: none in the first seconds, and few after that."""
    started = last = time.monotonic()

    def tell(words: str) -> None:
        nonlocal last
        now = time.monotonic()
        if now - started >= QUIET_SECONDS and (last == started or now - last >= PAUSE_SECONDS):
            last = now
            say(f"{what}: {words} ({now - started:.0f} s)")

    return tell


def _made(child: Child, order: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Hand the order over, pass on the progress, and return the last word."""
    process = child.process
    assert process.stdin is not None and process.stdout is not None and process.stderr is not None  # noqa: S101
    said: list[bytes] = []
    listener = threading.Thread(target=lambda stream: said.append(stream.read()), args=(process.stderr,), daemon=True)
    listener.start()
    process.stdin.write(json.dumps(order).encode() + b"\n")
    process.stdin.close()
    reply: dict[str, Any] = {}
    for line in process.stdout:
        message = json.loads(line)
        if "progress" in message:
            tell(message["progress"])
        else:
            reply = message
    code = process.wait()
    listener.join()
    if reply:
        return reply
    if code == -9:
        raise ResourceShortage(
            "the process that made the index was killed, perhaps for want of memory.",
            hint="Close other programs, or use a machine with more memory.",
        )
    lines = b"".join(said).decode(errors="replace").strip().splitlines()
    return {"error": lines[-1] if lines else f"its process ended with status {code}"}
