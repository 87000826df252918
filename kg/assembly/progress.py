"""Saying how far a long build has come: nothing in the first two seconds, then once a second at most."""

from __future__ import annotations

import time
from collections.abc import Callable

QUIET = 2.0
"""Seconds in which nothing is said: a small build is done before."""
APART = 1.0
"""Seconds between two sentences."""


class Progress:
    """Passes on some of the sentences that it is told.

    Args:
        say: told those sentences; None for nobody.
        clock: the time in seconds.
    """

    def __init__(self, say: Callable[[str], None] | None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._say = say
        self._clock = clock
        self._next = clock() + QUIET

    def __call__(self, sentence: str) -> None:
        """Say a sentence if its time has come."""
        now = self._clock()
        if self._say is not None and now >= self._next:
            self._next = now + APART
            self._say(sentence)
