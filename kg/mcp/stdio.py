"""Running the server over standard input and output until the client goes or a signal comes."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType

from kg.engines.core.children import end_all
from kg.errors import AlskgError, UsageError
from kg.mcp.session import SECONDS, Session, open_session

Say = Callable[[str], None]
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


def serve(seconds: float = SECONDS, *, say: Say) -> None:
    """Serve the graph in use to one client.

    Args:
        seconds: how long one query may take.
        say: told in one sentence what happens; must not write to stdout, which is the protocol's.

    Raises:
        UsageError: the SDK is not installed or of another version, or there is no standard input.
        NotFound: there is no such profile.
        ReleaseError: the graph is damaged or cannot be written.
    """
    try:
        import anyio

        from kg.mcp.errors import log_to_stderr
        from kg.mcp.server import make_server
    except ImportError as error:
        if isinstance(error, ModuleNotFoundError):
            what = "the MCP SDK is not installed."
        else:
            what = "the installed MCP SDK is of another version."
        raise UsageError(what, hint="Run `pip install 'als-kg[mcp]'`.") from error
    if sys.stdin is None:
        raise UsageError("there is no standard input to read from.", hint="Let an MCP client start this command.")
    with open_session(seconds, say=say) as session:
        log_to_stderr()
        _end_on_signals()
        _end_when_nobody_listens()
        say(_greeting(session))
        try:
            anyio.run(make_server(session).run_stdio_async)
        except BaseExceptionGroup as group:
            reraise(group)


def reraise(group: BaseExceptionGroup[BaseException]) -> None:
    """Raise what stopped the server as one error: nothing when the client went, which it may at any time."""
    for error in _leaves(group):
        if isinstance(error, ConnectionError):
            continue
        if isinstance(error, OSError):
            raise error from None
        kind = type(error).__name__
        raise AlskgError(
            f"the MCP server stopped on a fault of its own ({kind}).",
            hint="Start it again; if it stops again, report it with what was asked.",
        ) from error


def _leaves(group: BaseExceptionGroup[BaseException]) -> Iterator[BaseException]:
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _leaves(error)
        else:
            yield error


def _greeting(session: Session) -> str:
    known = session.graph.provenance
    waits = "type Ctrl-C to end; docs/mcp.md tells how a client starts it" if sys.stdin.isatty() else "ready"
    return f"graph {known.content_id[:12]} of {known.built_at[:10]} for an MCP client on stdin and stdout; {waits}"


def _end_on_signals() -> None:
    """End at once on a signal: the thread that waits for input cannot be woken otherwise."""

    def end(number: int, frame: FrameType | None) -> None:
        end_all()
        os._exit(128 + number)

    for name in _SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)


def _end_when_nobody_listens() -> None:
    """End when the other end of stdout is closed, though stdin is not: the SDK would wait for a line."""
    if not hasattr(select, "poll"):
        return
    poller = select.poll()
    poller.register(os.dup(1), 0)  # errors only; the SDK points 1 itself elsewhere meanwhile

    def watch() -> None:
        poller.poll()
        end_all()
        os._exit(0)

    threading.Thread(target=watch, name="alskg-listener", daemon=True).start()
