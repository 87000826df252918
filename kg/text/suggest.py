"""The name that somebody probably meant, and how to say so."""

from __future__ import annotations

from collections.abc import Iterable

CLOSE = 0.7
"""For warnings about a query that may be right as it is: among hundreds of names a weak likeness misleads."""
LIKELY = 0.6
"""For names of one kind."""
LOOSE = 0.4
"""For short closed lists and for free text, where any likeness helps."""


def nearest(word: str, known: Iterable[str], *, cutoff: float = LIKELY) -> str | None:
    """Find the known name that is most like a word, whatever its case and underscores.

    Args:
        word: what somebody wrote.
        known: the names that there are.
        cutoff: how similar it must be, from 0 to 1.

    Returns:
        The name, or None where none is like enough.

    >>> nearest("symbl", ["symbol", "name"]), nearest("gene", ["Gene", "Disease"]), nearest("zzz", ["Gene"])
    ('symbol', 'Gene', None)
    """
    # Of names that differ in case only, the first of the alphabet is kept.
    folded = {_folded(one): one for one in sorted(known, reverse=True)}
    same = folded.get(_folded(word))
    if same is not None:
        return same
    # Only who mistypes pays for the import.
    from difflib import get_close_matches

    found = get_close_matches(_folded(word), folded, n=1, cutoff=cutoff)
    return folded[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str], *, cutoff: float = LIKELY) -> str:
    """Say what was probably meant, as the end of a sentence.

    Args:
        word: what somebody wrote.
        known: the names that there are.
        cutoff: how similar it must be, from 0 to 1.

    Returns:
        The words, or nothing where no name is similar enough.

    >>> did_you_mean("symbl", ["symbol", "name"])
    '; did you mean `symbol`?'
    """
    found = nearest(word, known, cutoff=cutoff)
    return f"; did you mean `{found}`?" if found is not None else ""


def hint(word: str, known: Iterable[str], otherwise: str, *, cutoff: float = LIKELY) -> str:
    """Say what was probably meant, as a sentence of its own: the hint of an error.

    Args:
        word: what somebody wrote.
        known: the names that there are.
        otherwise: the sentence where no name is similar enough.
        cutoff: how similar it must be, from 0 to 1.

    >>> hint("staus", ["status", "search"], "See `alskg --help`.")
    "Did you mean 'status'?"
    >>> hint("x", ["status", "search"], "See `alskg --help`.")
    'See `alskg --help`.'
    """
    return hint_of(nearest(word, known, cutoff=cutoff), otherwise)


def hint_of(found: str | None, otherwise: str) -> str:
    """Say what was probably meant, where the name was found already.

    Args:
        found: the name, or None.
        otherwise: the sentence to give where there is none.

    >>> hint_of("Gene", ""), hint_of(None, "docs/schema.md lists them.")
    ("Did you mean 'Gene'?", 'docs/schema.md lists them.')
    """
    return f"Did you mean {found!r}?" if found is not None else otherwise


def _folded(name: str) -> str:
    return name.casefold().replace("_", "")
