"""Which thing a name stands for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.errors import NotFound, UsageError
from kg.graph.backends.base import Say
from kg.schema.generated import CATEGORIES
from kg.schema.lookup import nearest
from kg.text.safe import brief
from kg.text.suggest import hint_of

if TYPE_CHECKING:
    from kg.engines.search.engine import Hit, SearchEngine


def checked_category(category: str) -> str:
    """Take a category with or without its prefix.

    Raises:
        UsageError: the schema has none of that name; the hint says what is near.
    """
    name = str(category).removeprefix("biolink:")
    if name not in CATEGORIES:
        hint = hint_of(nearest(name, "category"), "docs/schema.md lists them.")
        raise UsageError(f"there is no category {brief(category)}.", hint=hint)
    return name


def resolve(search: SearchEngine, name: str, category: str | None, say: Say) -> Hit:
    """Find the one thing that a name or an identifier stands for.

    Args:
        search: over the names of the graph.
        name: an identifier, symbol, name or alias.
        category: only things of that class.
        say: told which thing the name was taken for, unless it is that thing's own.

    Raises:
        NotFound: nothing goes by it; the hint says what is near.
        UsageError: several things do, or there is no such category; the message lists them.
    """
    category = checked_category(category) if category is not None else None
    found = search.resolve(name)
    known = (*found.hits, *found.others)
    # The spelling as typed wins: Sod1 is the mouse's gene, SOD1 the human one.
    typed = [hit for hit in known if name in (hit.id, hit.symbol, hit.name)]
    hits = tuple(typed if typed and not set(typed) & set(found.hits) else found.hits)
    fitting = tuple(hit for hit in hits if category is None or hit.category == category)
    if not fitting:
        # A namesake that was set aside may be of the kind that is wanted.
        fitting = tuple(hit for hit in known if hit.category == category)
    if not fitting:
        raise NotFound(f"{name!r} is {hits[0]}, which is not a {category}.", hint=f"Name a {category}.")
    hit = replace(found, hits=fitting).one()
    others = [other for other in known if other not in hits]
    if name not in (hit.id, hit.symbol, hit.name) or others:
        also = f"; also by that name: {', '.join(map(str, others))}" if others else ""
        say(f"{name!r} is taken as {hit}{also}")
    return hit
