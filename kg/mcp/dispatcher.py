"""One call after the other: the work in a thread, so that the server stays responsive meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import anyio
import anyio.to_thread
from mcp.types import CallToolResult

from kg.errors import AlskgError
from kg.mcp.answers import MAX_ROWS, Reply, packed
from kg.mcp.errors import fault, refusal
from kg.mcp.session import Session

Work = Callable[[Session], Reply]
_AGAIN = 0.05
"""Seconds between attempts to stop a call: it may be between two queries."""


class Dispatcher:
    """Answers calls in turn.

    Args:
        session: belongs to the dispatcher alone, since engines answer one question at a time.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._turn = anyio.Lock()
        self._busy = False

    async def answer(
        self, tool: str, work: Work, *, rows: int = MAX_ROWS, where: Mapping[str, Any] | None = None
    ) -> CallToolResult:
        """Answer a call when its turn comes.

        Args:
            tool: its name, for what is said when it fails.
            work: finds the reply.
            rows: how many rows the reply may hold.
            where: the filter that the call goes through; none when empty.

        Returns:
            The reply, or a tool error with a sentence and a hint. A caller who goes away
            (cancels, or closes the connection) takes the question along.
        """
        async with self._turn:
            self._session.begin()
            self._busy = True
            async with anyio.create_task_group() as group:
                group.start_soon(self._stop_when_cancelled)
                result = await anyio.to_thread.run_sync(partial(self._worked, tool, work, rows, where or {}))
                group.cancel_scope.cancel()
        return result

    def _worked(self, tool: str, work: Work, rows: int, where: Mapping[str, Any]) -> CallToolResult:
        try:
            self._session.choose(where)
            return packed(work(self._session), heard=self._session.messages.heard, rows=rows)
        except AlskgError as error:
            return refusal(error)
        except Exception as error:  # whatever it is, the server goes on and shows nothing of its inside
            return fault(error, tool)
        finally:
            self._busy = False

    async def _stop_when_cancelled(self) -> None:
        try:
            await anyio.sleep_forever()
        finally:
            with anyio.CancelScope(shield=True):
                while self._busy:
                    self._session.interrupt()
                    await anyio.sleep(_AGAIN)
