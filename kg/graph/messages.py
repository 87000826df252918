"""What is said while a question is answered, kept for whoever asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kg.graph.backends.base import Say


class Messages:
    """Keeps the sentences that it is told; given as ``say`` to a graph and its backend.

    Attributes:
        heard: the sentences since the last `clear`.
    """

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._say: Say = self.heard.append

    def __call__(self, sentence: str) -> None:
        """Keep a sentence, or pass it on while `passed_to` holds."""
        self._say(sentence)

    def clear(self) -> None:
        """Forget what was heard."""
        self.heard.clear()

    @contextmanager
    def passed_to(self, say: Say) -> Iterator[None]:
        """Pass what is said to somebody at once, for as long as the block runs."""
        self._say = say
        try:
            yield
        finally:
            self._say = self.heard.append
