"""How far a long step is, told in short words at most about once a second."""

from __future__ import annotations

import time
from collections.abc import Callable

Tell = Callable[[str], None]
SECONDS = 1.0


class Progress:
    """Tell how far a step is, not more often than once in `SECONDS`.

    Args:
        tell: gets the words; None to tell nobody.
    """

    def __init__(self, tell: Tell | None) -> None:
        self._tell = tell
        self._told = float("-inf")

    def step(self, words: str) -> None:
        """Tell that a step begins, whenever the last word was."""
        if self._tell is not None:
            self._told = time.monotonic()
            self._tell(words)

    def count(self, doing: str, done: int, total: int, what: str) -> None:
        """Tell how much of a step is done.

        >>> Progress(print).count("writing triples", 300_000, 2_283_504, "edges")
        writing triples: 300,000 of 2,283,504 edges
        """
        if time.monotonic() - self._told >= SECONDS:
            self.step(f"{doing}: {done:,} of {total:,} {what}")
