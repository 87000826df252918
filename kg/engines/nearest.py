"""The name that somebody probably meant."""

from __future__ import annotations

from collections.abc import Collection


def nearest(name: str, known: Collection[str]) -> str | None:
    """The known name that is closest to `name`, if any is close.

    >>> nearest("symbl", ["symbol", "name"])
    'symbol'
    >>> nearest("gene", ["Gene", "Disease"])
    'Gene'
    """
    folded = {one.casefold().replace("_", ""): one for one in sorted(known, reverse=True)}
    same = folded.get(name.casefold().replace("_", ""))
    if same is not None:
        return same
    import difflib

    found = difflib.get_close_matches(name.casefold().replace("_", ""), folded, n=1, cutoff=0.7)
    return folded[found[0]] if found else None


def did_you_mean(name: str, known: Collection[str]) -> str:
    """``; did you mean `symbol`?`` or nothing."""
    found = nearest(name, known)
    return f"; did you mean `{found}`?" if found else ""
