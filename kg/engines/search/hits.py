"""What a search finds, and which of several namesakes a name means."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import UsageError

_HUMAN = (None, "NCBITaxon:9606")
_CLEARLY_MORE = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that a text found.

    Attributes:
        id: CURIE.
        category: Biolink class.
        name: its name.
        symbol: a gene's symbol.
        taxon: the species, for what belongs to one.
        matched: the text that matched.
        matched_as: what that text is to the node (``symbol``, ``synonym`` …).
        match: ``exact``, ``prefix``, ``part`` or ``near``.
        edges: its number of asserted edges.
    """

    id: str
    category: str
    name: str
    symbol: str | None
    taxon: str | None
    matched: str
    matched_as: str
    match: str
    edges: int

    def __str__(self) -> str:
        return f"{self.symbol or self.name} ({self.category}, {self.id})"


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a text names.

    Attributes:
        text: the text.
        hits: the nodes that it names, best first; more than one when it is ambiguous.
        others: nodes that also go by that name and were set aside; an answer says so.
    """

    text: str
    hits: tuple[Hit, ...]
    others: tuple[Hit, ...] = ()

    def one(self) -> Hit:
        """Return the only candidate.

        Raises:
            UsageError: there are several.
        """
        if len(self.hits) == 1:
            return self.hits[0]
        names = "; ".join(str(hit) for hit in self.hits)
        raise UsageError(f"{self.text!r} names {len(self.hits)} things: {names}.", hint="Give the identifier.")


def is_outranked_by(hit: Hit, other: Hit) -> bool:
    """Tell whether a name shared by two nodes means the other."""
    own = ("symbol", "name")
    if {hit.matched_as, other.matched_as} <= {"id", "local_id"}:
        return False
    if hit.category == other.category:
        foreign = (hit.taxon not in _HUMAN, other.taxon not in _HUMAN)
        if foreign[0] != foreign[1]:
            return foreign[0]
        if (hit.matched_as in own) != (other.matched_as in own):
            return other.matched_as in own
    return (
        hit.matched_as not in own and other.matched_as not in own and other.edges >= _CLEARLY_MORE * max(hit.edges, 1)
    )
