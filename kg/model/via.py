"""A thing with all that lies below it, and the words that say by which member a row came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model.closure import Member

VIA = "via"
"""The column of an answer that says by what a row came."""


@dataclass(frozen=True, slots=True)
class Closure:
    """A thing with all that lies below it, and what a reader is told of a row that came by a member.

    Attributes:
        thing: its id.
        called: its name as a reader knows it.
        members: what lies below it by id, itself included.
        names: the names of the members.
        species: the species of those members that are orthologues.
    """

    thing: str
    called: str
    members: Mapping[str, Member]
    names: Mapping[str, str]
    species: Mapping[str, str]

    @property
    def ids(self) -> list[str]:
        """The ids of all members, in alphabetical order."""
        return sorted(self.members)

    @property
    def whole(self) -> list[str]:
        """The ids of the members that come with all their edges."""
        return sorted(id for id, member in self.members.items() if not member.only)

    @property
    def restricted(self) -> list[str]:
        """The ids of the members that come with the edges of some predicates only (`only`)."""
        return sorted(id for id, member in self.members.items() if member.only)

    @property
    def only(self) -> list[str]:
        """The predicates of the edges that come with the restricted members."""
        return sorted(frozenset[str]().union(*(member.only for member in self.members.values())))

    def how(self, id: str) -> str:
        """Say what a member is to the thing: ``a kind of ALS``."""
        species = f" in {self.species[id]}" if id in self.species else ""
        return self.members[id].words(self.called) + species

    def words(self, id: str) -> str:
        """Name a member and say what it is: ``amyotrophic lateral sclerosis type 1, a kind of ALS``."""
        return f"{self.names.get(id, id)}, {self.how(id)}"

    def told(self, ids: Sequence[str]) -> str:
        """Say by which members a row came that is about some nodes: the nearest in words, the others counted."""
        matched = sorted({id for id in ids if id in self.members}, key=lambda id: (len(self.members[id].steps), id))
        if not matched or matched[0] == self.thing:
            return ""
        others = len(matched) - 1
        return self.words(matched[0]) + (f", and {others} more" if others else "")


def told(ids: Sequence[str], closures: Sequence[Closure]) -> str | None:
    """Say by which members a row came, given the nodes that it is about.

    Args:
        ids: the nodes of the row that were matched, such as both ends of an edge.
        closures: of the things that were asked about; two closures and two ids are held to be the two ends of an edge,
            one each.

    Returns:
        The words for each thing that the row is about by a member only, joined by semicolons; None where it is about
        the things themselves.
    """
    if len(closures) == 2 and len(ids) == 2:
        ways = (tuple(zip(closures, ids, strict=True)), tuple(zip(closures, reversed(ids), strict=True)))
        fitting = [way for way in ways if all(id in closure.members for closure, id in way)]
        pairs = min(fitting, key=lambda way: sum(closure.thing != id for closure, id in way), default=())
    else:
        return "; ".join(filter(None, (closure.told(ids) for closure in closures))) or None
    return "; ".join(closure.words(id) for closure, id in pairs if id != closure.thing) or None


def how_many(via: Sequence[str | None]) -> list[str]:
    """Say how many rows of an answer came by what lies below the things that were asked about.

    Args:
        via: for each row the words of `told`.
    """
    below_it = sum(words is not None for words in via)
    if not below_it:
        return []
    of = f"{below_it:,} of {len(via):,} rows" if below_it < len(via) else "the row" if below_it == 1 else "all rows"
    verb = "comes" if below_it == 1 else "come"
    return [f"{of} {verb} by what lies below what was asked for (column via); exact leaves them out"]


def counted_in(closure: Closure) -> list[str]:
    """Say what an answer that has no column for it went over besides the thing itself."""
    below = len(closure.members) - 1
    things = "1 thing" if below == 1 else f"{below:,} things"
    return [f"{closure.called} with {things} below it (kinds, products …); exact leaves them out"] if below else []
