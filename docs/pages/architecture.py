"""Writes what of ``docs/architecture.md`` follows from the code: the picture of the floors, and its table."""

from __future__ import annotations

import re

from pages import house

PAGE, PICTURE, FLOORS = "docs/architecture.md", "docs/assets/floors.svg", "docs/decisions/0015-floors.md"
_TABLE = re.compile(r"(<!-- rooms: [^>]*-->\n)(?:\|.*\n)*\n")


def pages(page: str, decision: str) -> dict[str, str]:
    """Make the picture, and the page with the table in its place.

    Args:
        page: the page as it is.
        decision: the decision record that lists the floors.

    Raises:
        ValueError: the page has no mark for the table.
    """
    known, sources = house.floors(decision), house.modules()
    told = house.table(known, sources)
    changed, count = _TABLE.subn(lambda found: f"{found[1]}{told}\n\n", page)
    if count != 1:
        raise ValueError(f"{PAGE} has no mark for the table of rooms")
    return {PICTURE: house.picture(known, sources), PAGE: changed}
