"""One paper, one identifier: the PMID, PMC and DOI of a paper lead to the same reference.

``curated/publications.tsv`` lists each paper once, with the identifier that the graph uses and
the other identifiers of the same paper as cross-references. Two papers that one row cites are two
lines there, so that each of them votes.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.errors import TableError
from kg.loaders.base import Context
from kg.loaders.table import as_curie

FILE = "curated/publications.tsv"
COLUMNS = ("id", "xrefs", "name", "year", "journal", "opened", "note")
SOURCE = "als-kg-curated"


class References:
    """Maps every known identifier of a paper to the one that the graph uses.

    Args:
        context: where ``curated/publications.tsv`` is read.

    Raises:
        TableError: two papers claim the same identifier.
    """

    def __init__(self, context: Context) -> None:
        self._canonical: dict[str, str] = {}
        self._years: dict[str, int] = {}
        for row in context.rows(FILE, COLUMNS, source=SOURCE):
            id = row.curie("id")
            for known in (id, *row.curies("xrefs")):
                other = self._canonical.setdefault(known, id)
                if other != id:
                    raise TableError(
                        f"{known} stands for {other} and for {id}",
                        file=FILE,
                        line=row.place.line,
                        hint="Keep it on the one paper that it identifies.",
                    )
            year = row.integer("year")
            if year is not None:
                self._years[id] = year

    def canonical(self, refs: Iterable[str]) -> tuple[str, ...]:
        """List the distinct papers behind `refs`, in the order in which they are first named.

        Args:
            refs: CURIEs; one that no paper lists stands for itself.

        Raises:
            RowFault: one of them is not an identifier (``bad_curie``).
        """
        named = (as_curie(ref) for ref in refs)
        return tuple(dict.fromkeys(self._canonical.get(ref, ref) for ref in named))

    def year(self, ref: str) -> int | None:
        """Find the year of the paper `ref`, where a record of it was opened."""
        return self._years.get(self._canonical.get(ref, ref))
