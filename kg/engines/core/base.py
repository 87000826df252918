"""What every engine in a child process has: asking, repairing, restarting, stopping, closing."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self

from kg.engines.core.limits import Limits
from kg.engines.core.process import BrokenIndex, EngineProcess, out_of_memory, timed_out
from kg.engines.core.shortage import shortage_of
from kg.errors import QueryError, ReleaseError

Repair = Callable[[BrokenIndex], Path]
"""Remakes an index that an engine complains of, and returns its folder; or raises what is wrong instead."""


class ProcessEngine:
    """An engine over one index; its process starts with the first question.

    Args:
        index: the folder that the engine's builder filled.
        repair: remakes the index, for one that turns out damaged.
        say: told in one sentence when opening the index takes long.
    """

    package: ClassVar[str]
    handler: ClassVar[Path]
    grace: ClassVar[float] = 0.0

    def __init__(self, index: Path, *, repair: Repair | None = None, say: Callable[[str], None] | None = None) -> None:
        self._repair = repair
        self._say = say
        self._is_remade = False
        self._open(index)

    @abstractmethod
    def read_names(self) -> None:
        """Read what the index says of the names in it.

        Raises:
            BrokenIndex: it cannot be read.
        """

    @property
    def pid(self) -> int | None:
        """The id of the process, while there is one."""
        return self._process.pid

    @property
    def walls(self) -> tuple[str, ...]:
        """The walls around the process that answered last: ``landlock``, ``seccomp``."""
        return self._process.walls

    def request(self, request: dict[str, Any], limits: Limits) -> dict[str, Any]:
        """Ask the process; an index that turns out damaged is made again, once.

        Args:
            request: JSON values for the engine's handler.
            limits: what it may take.

        Returns:
            The handler's reply, which may hold the engine's own ``error``.

        Raises:
            QueryError: it ran into a limit, or the process died.
            ReleaseError: the index cannot be opened, or its repair failed.
        """
        try:
            return self._asked(request, limits)
        except BrokenIndex as broken:
            self.close()
            if self._repair is None:
                raise broken.otherwise or broken from broken.__cause__
            if self._is_remade:
                raise still_broken(broken) from broken
            self._open(self._repair(broken))
            self._is_remade = True
        try:
            return self._asked(request, limits)
        except BrokenIndex as broken:
            self.close()
            raise still_broken(broken) from broken

    def interrupt(self) -> None:
        """Stop the question that is being answered, from any thread."""
        self._process.interrupt()

    def close(self) -> None:
        """End the process."""
        self._process.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def limit_reached(self, reply: dict[str, Any], limits: Limits) -> QueryError | None:
        """Make the error for a reply that reports a limit common to all engines."""
        match reply["kind"]:
            case "memory":
                return out_of_memory(limits.budget, self._process.megabytes)
            case "size":
                return QueryError(
                    f"the answer has {reply['error']}, more than fits.", hint="Add LIMIT, or ask for fewer columns."
                )
            case "CypherTimeoutError":
                return timed_out(limits.seconds)
        return None

    def _open(self, index: Path) -> None:
        self.index = index
        self._has_names = False
        self._process = EngineProcess(self.package, self.handler, index, grace=self.grace, say=self._say)

    def _asked(self, request: dict[str, Any], limits: Limits) -> dict[str, Any]:
        if not self._has_names:
            self.read_names()
            self._has_names = True
        reply = self._process.ask(request, limits.seconds, limits.budget)
        if reply.get("kind") == "damage":
            number, said = reply.get("errno"), str(reply["error"])
            problem = OSError(number, said) if number else said
            raise shortage_of(problem, f"the index {self.index}") or BrokenIndex(self.index, said)
        return reply


def still_broken(broken: BrokenIndex) -> ReleaseError:
    """Make the error for an index that was just made and cannot be opened: whatever it is, it is not damage."""
    return broken.otherwise or ReleaseError(
        f"the index {broken.index} was just made and cannot be used ({broken.detail}).",
        hint="Making it again would not help; `alskg verify` checks the graph. If it is sound, please report this.",
    )
