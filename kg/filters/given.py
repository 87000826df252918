"""What somebody gave as a filter, checked: values against the vocabularies, years as years."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from kg.errors import NotFound, UsageError
from kg.filters.wanted import NAMES, YEARS, Filter
from kg.schema.generated import ENUMS
from kg.text.phrases import in_words, words
from kg.text.safe import brief
from kg.text.suggest import LOOSE, hint, nearest

FIRST_YEAR, LAST_YEAR = 1800, 2100
"""Between these a number is a year; one outside is a slip of the finger."""
_WHAT = {"design": "study design", "system": "system", "polarity": "polarity", "source": "source"}
_ENUMS = {"design": "study_design", "system": "system", "polarity": "polarity"}
COMMON_NAMES = {
    "human": "Homo sapiens",
    "mouse": "Mus musculus",
    "rat": "Rattus norvegicus",
    "fly": "Drosophila melanogaster",
    "fruit fly": "Drosophila melanogaster",
    "zebrafish": "Danio rerio",
}
"""What people call a species, and the name that the graph has of it."""

Taxon = Callable[[str], str]
"""Finds the id of a taxon by its name or id."""


def checked(given: Mapping[str, Any], *, sources: Collection[str], taxon: Taxon) -> Filter:
    """Make a filter of what was given.

    Args:
        given: values by parameter (`kg.filters.wanted.NAMES`): a text, which may hold several with commas, or
            several texts; years as numbers or digits; None, and ``human=False``, for what is not given.
        sources: those of the graph.
        taxon: finds a species.

    Raises:
        UsageError: nothing is given, or a value is unknown, empty or contradicts another.
        NotFound: there is no such species.
    """
    for name in given:
        if name not in NAMES:
            raise UsageError(
                f"{brief(name)} is not a filter.", hint=hint(str(name), NAMES, f"Filters are {in_words(NAMES)}.")
            )
    values: dict[str, Any] = {}
    for name, value in given.items():
        if value is None or (name == "human" and value is False):
            continue
        if name == "human":
            if value is not True:
                raise UsageError(f"human={brief(value)} is neither True nor False.", hint="Use True, or leave it out.")
            values[name] = True
        elif name in YEARS:
            values[name] = _year(name, value)
        elif name == "species":
            values[name] = _distinct(_taxon(one, taxon) for one in _items(name, value))
        else:
            known = sources if name == "source" else ENUMS[_ENUMS[name]]
            values[name] = _distinct(_word(name, one, known) for one in _items(name, value))
    if not values:
        raise UsageError("no filter is given.", hint=f"Give one or more of {in_words(NAMES)}.")
    return Filter(**values)


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def _items(name: str, value: Any) -> list[str]:
    """List the values of a parameter: a text with commas, or texts that may hold some each."""
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, Iterable) or isinstance(texts, bytes | Mapping):
        raise UsageError(f"{name}={brief(value)} is not a text or a list of texts.", hint=_example(name))
    items = []
    for text in texts:
        if not isinstance(text, str):
            raise UsageError(f"{name} holds {brief(text)}, which is not a text.", hint=_example(name))
        items += [part.strip() for part in text.split(",")]
    if not items or not all(items):
        raise UsageError(f"{name} has an empty value.", hint=f"{_example(name)} Or leave it out.")
    return items


def _example(name: str) -> str:
    example = {"design": "randomised_trial,open_label_trial", "species": "mouse", "source": "clingen"}
    return f"As in {name}={example.get(name) or next(iter(ENUMS.get(_ENUMS.get(name, ''), ())), 'cells')}."


def _word(name: str, typed: str, known: Collection[str]) -> str:
    """Find a word of a vocabulary, whatever its case; blanks and hyphens may stand for underscores."""
    folded = {_folded(one): one for one in sorted(known, reverse=True)}
    if (found := folded.get(_folded(typed))) is not None:
        return found
    meant = nearest(_folded(typed), folded, cutoff=LOOSE)
    listed = f"They are {', '.join(sorted(known))}." if len(known) <= 40 else ""
    said = f"Did you mean {folded[meant]}? {listed}" if meant else listed
    raise UsageError(f"there is no {_WHAT[name]} {brief(typed)}.", hint=said.strip() or "Ask for what the graph holds.")


def _folded(text: str) -> str:
    return words(text.casefold()).replace("-", " ")


def _year(name: str, value: Any) -> int:
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise UsageError(
            f"{name.replace('_', '-')} {brief(value)} is not a year.",
            hint=f"Give four digits from {FIRST_YEAR} to {LAST_YEAR}.",
        )
    return int(text)


def _taxon(typed: str, find: Taxon) -> str:
    try:
        return find(COMMON_NAMES.get(_folded(typed), typed))
    except NotFound as error:
        meant = nearest(typed, COMMON_NAMES, cutoff=LOOSE)
        said = f"Did you mean {meant}?" if meant else f"As in {in_words(COMMON_NAMES)}, or an NCBITaxon id."
        raise NotFound(f"there is no species {brief(typed)} in the graph.", hint=said) from error
