"""Keys, counts and figures in words; nothing here knows which predicates or values the schema has."""

from __future__ import annotations

from collections.abc import Iterable


def local(curie: str) -> str:
    """Take what follows the prefix of an identifier, or all of it where it has none.

    Args:
        curie: such as ``biolink:contributes_to``.

    >>> local("biolink:contributes_to"), local("contributes_to")
    ('contributes_to', 'contributes_to')
    """
    return curie.partition(":")[2] or curie


def words(key: str) -> str:
    """Say the name of a column or of a value in words.

    Args:
        key: such as ``human_observational``.

    >>> words("human_observational")
    'human observational'
    """
    return key.replace("_", " ")


def words_of_key(text: str) -> str:
    """Say a text in words where it looks like a key; one with capitals is a sentence, a symbol or an id, and stays.

    Args:
        text: a cell.

    >>> words_of_key("in_vivo_animal"), words_of_key("NEK1_HUMAN")
    ('in vivo animal', 'NEK1_HUMAN')
    """
    return words(text) if text.replace("_", "").islower() else text


def predicate_words(predicate: str) -> str:
    """Say a predicate in its own words; `kg.view.wording.phrase` makes better English of some.

    Args:
        predicate: its CURIE.

    >>> predicate_words("biolink:contributes_to")
    'contributes to'
    """
    return words(local(predicate))


def in_words(items: Iterable[str], last: str = "or") -> str:
    """Say a list in words.

    Args:
        items: at least one.
        last: the word before the last one.

    >>> in_words(["out", "in", "both"]), in_words(["node"])
    ('out, in or both', 'node')
    """
    *before, final = items
    return f"{', '.join(before)} {last} {final}" if before else final


def counted(count: int, noun: str) -> str:
    """Say how many there are of something.

    Args:
        count: how many.
        noun: one of them; its plural ends in s.

    >>> counted(1, "row"), counted(0, "row"), counted(1200, "row")
    ('1 row', '0 rows', '1,200 rows')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def figure_text(
    low: float | None, high: float | None, unit: str | None, ci_low: float | None, ci_high: float | None
) -> str | None:
    """Say a figure, or a range of figures, with its unit and confidence interval.

    Args:
        low: the lower end of the range, or the figure itself.
        high: the upper end.
        unit: of both.
        ci_low: the lower end of the interval; said only with the upper one.
        ci_high: its upper end.

    Returns:
        The words, or None where there is no figure.

    >>> figure_text(12.0, 14.0, "%", None, None), figure_text(None, 3.0, None, None, None)
    ('12 to 14 %', 'at most 3')
    """
    ends = [f"{value:g}" for value in dict.fromkeys((low, high)) if value is not None]
    if not ends:
        return None
    said = " to ".join(ends)
    if low is None or high is None:
        said = f"at most {said}" if low is None else f"at least {said}"
    said += f" {unit}" if unit else ""
    if ci_low is not None and ci_high is not None:
        said += f" (interval {ci_low:g} to {ci_high:g})"
    return said
