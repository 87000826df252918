"""One builder at a time: a lock that dies with its holder and says who holds it."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from kg.errors import Locked, ReleaseError
from kg.release.files import replace_text
from kg.release.home import Home

DEFAULT_WAIT = 120.0
"""Seconds that a second builder waits for the first."""


@contextmanager
def build_lock(
    home: Home, *, wait: float = DEFAULT_WAIT, on_wait: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Hold the lock of a home; the operating system frees it when the process dies.

    Args:
        home: whose lock.
        wait: seconds to wait for another holder.
        on_wait: called once with a sentence when there is somebody to wait for.

    Raises:
        Locked: another process still holds it after `wait` seconds.
        ReleaseError: the lock file cannot be made.
    """
    from filelock import FileLock, Timeout

    home.prepare()
    lock = FileLock(home.path / "build.lock")
    holder = home.path / "build.holder"
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if wait > 0 and on_wait is not None:
                on_wait(f"waiting for {who_holds(holder)}")
            lock.acquire(timeout=wait)
    except Timeout as error:
        raise Locked(
            f"{who_holds(holder)} holds the lock of {home.path}.", hint="Wait for it, or stop that process."
        ) from error
    except OSError as error:
        raise ReleaseError(
            f"the lock {home.path / 'build.lock'} cannot be taken ({error.strerror or error}).",
            hint="Check the permissions of that folder, or set ALSKG_HOME to another one.",
        ) from error
    try:
        replace_text(
            holder,
            json.dumps(
                {
                    "pid": os.getpid(),
                    "host": platform.node(),
                    "since": datetime.now(UTC).isoformat(timespec="seconds"),
                }
            ),
        )
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def who_holds(holder: Path) -> str:
    """Name the process that holds the lock, as far as it said so."""
    try:
        said = json.loads(holder.read_text(encoding="utf-8"))
        return f"process {said['pid']} on {said['host']} (building since {said['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
