"""Search: names, symbols, synonyms and identifiers to nodes, forgiving of case, accents and typos.

Matches in the order exact, beginning, part, nearly; within one kind by what the text is to the node
(its identifier before its symbol, name, synonym …) and then by its number of asserted edges.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.engines.core.base import Repair, still_broken
from kg.engines.core.process import BrokenIndex
from kg.engines.core.shortage import shortage_of
from kg.engines.search.hits import Hit as Hit
from kg.engines.search.hits import Resolved as Resolved
from kg.engines.search.hits import is_outranked_by
from kg.engines.search.index import FILE, KINDS
from kg.errors import NotFound, UsageError
from kg.text.fold import distance, fold, squeeze
from kg.text.safe import brief, is_unicode

if TYPE_CHECKING:
    pass

WAYS = ("exact", "prefix", "part", "near")
MAX_NAME_LENGTH = 300
_NEAR_POOL = 400
_COLUMNS = "node.id, node.category, node.name, node.symbol, node.taxon, term.kind, term.text, node.degree"
_JOIN = "FROM term JOIN node ON node.number = term.node"
_GRAMS = "FROM gram JOIN term ON term.number = gram.rowid JOIN node ON node.number = term.node"


class SearchEngine:
    """Search over one index; queries use the standard library only.

    Args:
        index: the folder that `build` filled.
        repair: remakes the index and returns its folder, for one that turns out damaged.
        say: taken as by the other engines.
    """

    def __init__(self, index: Path, *, repair: Repair | None = None, say: Callable[[str], None] | None = None) -> None:
        del say  # an open file needs no patience
        self.index = index
        self._repair = repair
        self._is_remade = False
        self._connection: sqlite3.Connection | None = None

    def find(self, text: str, limit: int = 10, *, category: str | None = None) -> tuple[Hit, ...]:
        """Find the nodes that match a text, best first.

        Args:
            text: an identifier, a symbol, a name or a part of one.
            limit: how many at most.
            category: only nodes of that class.

        Raises:
            UsageError: the text is empty or too long, or `limit` is not positive.
        """
        _check(text, limit)
        hits: dict[str, Hit] = {}
        for hit in self._guarded(lambda: list(self._matches(text, limit * 4, category))):
            hits.setdefault(hit.id, hit)
        return tuple(hits.values())[:limit]

    def resolve(self, text: str) -> Resolved:
        """Find the nodes that a text names exactly, whatever its case, accents and hyphens.

        A whole CURIE names one thing. Things of different categories are ambiguous: ``ALS2`` is a gene,
        and an alias of a disease; so are all that share a local part (``0000183``).
        Set aside are, within one category, another species' gene behind the human one and a synonym
        behind a symbol or name; and a synonym of a node with a fifth of the edges of another's
        (``ALS`` is also an old alias of SOD1).

        Raises:
            NotFound: nothing goes by that name; the hint tells what is near.
            UsageError: the text is empty or too long.
        """
        _check(text, 1)
        best: dict[str, Hit] = {}
        for hit in self._guarded(lambda: list(self._exact(text, 200, None))):
            if hit.matched_as == "id" and fold(hit.matched) == fold(text):
                return Resolved(text, (hit,))
            best.setdefault(hit.id, hit)
        if not best:
            things = [hit for hit in self.find(text, 30) if hit.category != "Publication"][:3]
            near = ", ".join(f"{hit.symbol or hit.name} ({hit.id})" for hit in things)
            hint = f"Did you mean {near}?" if near else "Search for a part of the name."
            raise NotFound(f"nothing in the graph goes by the name {text!r}.", hint=hint)
        hits = [hit for hit in best.values() if not any(is_outranked_by(hit, other) for other in best.values())]
        hits = hits or list(best.values())
        return Resolved(text, tuple(hits), tuple(hit for hit in best.values() if hit not in hits))

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self) -> SearchEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _guarded(self, search: Callable[[], list[Hit]]) -> list[Hit]:
        """Search; an index that turns out damaged is made again, once."""
        try:
            return search()
        except (sqlite3.DatabaseError, OSError) as error:
            self.close()
            broken = self._broken(error)
        if self._repair is None:
            raise broken
        if self._is_remade:
            raise still_broken(broken)
        self.index, self._is_remade = self._repair(broken), True
        try:
            return search()
        except (sqlite3.DatabaseError, OSError) as error:
            self.close()
            raise still_broken(self._broken(error)) from error

    def _broken(self, error: Exception) -> BrokenIndex:
        """Turn an error into a complaint about the index.

        Raises:
            ResourceShortage: it does not speak of the index, but of what the machine refuses.
        """
        try:
            # SQLite says "unable to open database file" of everything.
            os.close(os.open(self.index / FILE, os.O_RDONLY))
        except OSError as reason:
            error = reason
        said = error if isinstance(error, OSError) else str(error)
        short = shortage_of(said, f"the index {self.index}")
        if short is not None:
            raise short from error
        return BrokenIndex(self.index, str(said))

    def _rows(self, query: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        if self._connection is None:
            address = (self.index / FILE).absolute().as_uri() + "?mode=ro&immutable=1"
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        return self._connection.execute(query, values).fetchall()

    def _matches(self, text: str, limit: int, category: str | None) -> Iterator[Hit]:
        """Yield all kinds of matches, one after the other while there are too few."""
        found = 0
        for search in (self._exact, self._prefix, self._part):
            for hit in search(text, limit, category):
                found += 1
                yield hit
            if found >= limit:
                return
        if found == 0:
            yield from self._near(text, limit, category)

    def _exact(self, text: str, limit: int, category: str | None) -> Iterator[Hit]:
        where = "(term.folded = ? OR (term.squeezed = ? AND term.squeezed <> ''))"
        yield from self._where(where, (fold(text), squeeze(text)), "exact", limit, category)

    def _prefix(self, text: str, limit: int, category: str | None) -> Iterator[Hit]:
        folded = fold(text)
        where = "term.folded > ? AND term.folded < ?"
        like_id = ":" in text or any(char.isdigit() for char in text)
        yield from self._where(where + _names_only(like_id), (folded, folded + "\U0010ffff"), "prefix", limit, category)

    def _part(self, text: str, limit: int, category: str | None) -> Iterator[Hit]:
        words = [word for word in fold(text).split() if len(word) >= 3]
        if not words:
            return
        match = " AND ".join('"' + word.replace('"', '""') + '"' for word in words)
        where = "term.number IN (SELECT rowid FROM gram WHERE gram MATCH ?)"
        yield from self._where(where + _names_only(":" in text), (match,), "part", limit, category)

    def _near(self, text: str, limit: int, category: str | None) -> Iterator[Hit]:
        """Find the nodes that a text is a few edits away from: those that share trigrams, or a beginning."""
        folded = squeeze(text)
        allowed = 1 if len(folded) <= 4 else 2 if len(folded) <= 12 else 3
        grams = {fold(text)[at : at + 3] for at in range(len(fold(text)) - 2)}
        pool: dict[tuple[Any, ...], None] = {}
        if grams:
            match = " OR ".join('"' + gram.replace('"', '""') + '"' for gram in sorted(grams))
            query = f"SELECT {_COLUMNS} {_GRAMS} WHERE gram MATCH ? ORDER BY bm25(gram), term.number LIMIT ?"
            pool.update(dict.fromkeys(self._rows(query, (match, _NEAR_POOL))))
        query = f"SELECT {_COLUMNS} {_JOIN} WHERE term.kind <= 3 AND length(term.squeezed) BETWEEN ? AND ? "
        query += "AND (substr(term.squeezed, 1, 1) = ? OR substr(term.squeezed, -1) = ?) LIMIT 20000"
        ends = (folded[:1], folded[-1:])
        pool.update(dict.fromkeys(self._rows(query, (len(folded) - allowed, len(folded) + allowed, *ends))))
        scored = []
        for row in pool:
            edits = distance(folded, squeeze(row[6]), allowed)
            if edits <= allowed and (category is None or row[1] == category):
                scored.append((edits, row[5], -row[7], row[0], _hit(row, "near")))
        yield from (item[-1] for item in sorted(scored, key=lambda item: item[:4])[:limit])

    def _where(self, where: str, values: tuple[str, ...], how: str, limit: int, category: str | None) -> Iterator[Hit]:
        chosen = " AND node.category = ?" if category is not None else ""
        order = "ORDER BY node.category = 'Publication', term.kind, length(term.folded), "
        order += "node.degree DESC, node.id, term.number LIMIT ?"
        arguments = (*values, *([category] if category is not None else []), limit)
        query = f"SELECT {_COLUMNS} {_JOIN} WHERE {where}{chosen} {order}"
        for row in self._rows(query, arguments):
            yield _hit(row, how)


def _names_only(like_id: bool) -> str:
    """Leave identifiers out for a text that is not part of one: ``als`` begins every ``ALSKG:…``."""
    kinds = ", ".join(str(KINDS.index(kind)) for kind in ("id", "local_id", "xref"))
    return "" if like_id else f" AND term.kind NOT IN ({kinds})"


def _hit(row: tuple[Any, ...], match: str) -> Hit:
    identifier, category, name, symbol, taxon, kind, text, degree = row
    return Hit(identifier, category, name, symbol, taxon, text, KINDS[kind], match, degree)


def _check(text: str, limit: int) -> None:
    if not isinstance(text, str) or not is_unicode(text):
        raise UsageError(f"{brief(text)} is not text.", hint="Give a name, a symbol or an identifier.")
    if not text.strip():
        raise UsageError("there is nothing to search for.", hint="Give a name, a symbol or an identifier.")
    if len(text) > MAX_NAME_LENGTH or "\x00" in text:
        raise UsageError("that text is too long to be a name.", hint=f"Give at most {MAX_NAME_LENGTH} characters.")
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise UsageError(f"the limit {brief(limit)} is not a whole number from 1.", hint="Give 1 or more.")
