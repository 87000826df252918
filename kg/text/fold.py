"""Texts compared without regard to case, accents, width and punctuation."""

from __future__ import annotations

import unicodedata

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "κ": "kappa", "λ": "lambda",
    "μ": "mu", "σ": "sigma", "ς": "sigma", "τ": "tau", "ω": "omega",
}  # fmt: skip


def fold(text: str) -> str:
    """Remove case, accents and compatibility forms, spell out Greek letters, make spaces single.

    Args:
        text: as somebody wrote it.

    >>> fold("  Sjögren  TNF-α ")
    'sjogren tnf-alpha'
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    parts = (char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join("".join(_GREEK.get(char, char) for char in "".join(parts).casefold()).split())


def squeeze(text: str) -> str:
    """Fold, and keep letters and digits only: ``TDP-43``, ``TDP 43`` and ``tdp43`` are one.

    Args:
        text: as somebody wrote it.

    >>> squeeze("TDP-43")
    'tdp43'
    """
    return "".join(char for char in fold(text) if char.isalnum())


def distance(one: str, other: str, limit: int) -> int:
    """Count the edits (insert, delete, replace, swap of neighbours) between two texts.

    Optimal string alignment (Damerau 1964, doi:10.1145/363958.363994), cut off at `limit`.

    Args:
        one: a text.
        other: another.
        limit: the most edits that matter; `limit` + 1 stands for any number above.

    >>> distance("tradbp", "tardbp", 2)
    1
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, start=1):
        last, row, older = row, [at], before
        before = last
        for place, against in enumerate(other, start=1):
            cost = min(row[-1] + 1, last[place] + 1, last[place - 1] + (char != against))
            if at > 1 and place > 1 and char == other[place - 2] and one[at - 2] == against:
                cost = min(cost, older[place - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
