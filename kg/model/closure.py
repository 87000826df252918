"""What lies below a thing and is listed with it: kinds of a disease, products of a cell, variants of a gene.

The rule is data (``ontologies/closure.yaml``); this module walks it, without a limit of depth. Closure
lists and never tallies: votes, belief and status belong to the pair that was stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from kg.schema.generated import CLOSURE_OTHERWISE, CLOSURE_RULES, CLOSURE_STEPS, ClosureStage

if TYPE_CHECKING:
    import polars as pl

WITHIN, WITHIN_STEP = "within", "within_step"
"""The lists that an index carries on its nodes; see `with_within`."""
ITSELF = "itself"
"""The step of a node that lies within itself."""


class Link(NamedTuple):
    """An asserted edge as closure sees it, with what it must know of the ends.

    Attributes:
        predicate: CURIE.
        subject: id of the start.
        object: id of the end.
        subject_category: Biolink class of the start.
        object_category: Biolink class of the end.
        sense: of a mapping: ``same``, ``opposite``, ``undefined``; None of other edges.
    """

    predicate: str
    subject: str
    object: str
    subject_category: str
    object_category: str
    sense: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Something that lies below a thing, and how it came there.

    Attributes:
        id: its id.
        steps: the names of the steps that lead down to it, nearest to the thing first; empty for the thing.
        sense: of the mapping that it came by, where it came by one.
    """

    id: str
    steps: tuple[str, ...] = ()
    sense: str | None = None

    @property
    def path(self) -> str:
        """The steps as words, one for several of the same in a row: ``kind product``."""
        return " ".join(step for step, _ in groupby(self.steps)) or ITSELF

    @property
    def only(self) -> frozenset[str]:
        """The predicates of the edges that come with it; empty for all."""
        return frozenset[str]().union(*(CLOSURE_STEPS[step].only for step in self.steps))

    def words(self, thing: str) -> str:
        """Say what it is to the thing.

        Args:
            thing: the name of the thing.

        >>> Member("CL:2", ("kind", "kind", "product")).words("mesenchymal stem cell")
        'a product of a kind of mesenchymal stem cell'
        """
        told = thing
        for step, _ in groupby(self.steps):
            told = f"{CLOSURE_STEPS[step].words} {told}"
        return f"{told} (sense: {self.sense})" if self.sense else told


Links = Callable[[Sequence[str], frozenset[str]], Iterable[Link]]
"""Finds the asserted edges that touch some nodes and have one of some predicates."""


def stages_of(category: str) -> tuple[ClosureStage, ...]:
    """List the stages of steps that lead down from a thing of a category."""
    return CLOSURE_RULES.get(category, CLOSURE_OTHERWISE)


def below(thing: str, category: str, links: Links) -> dict[str, Member]:
    """Find what lies below a thing, however deep, the thing itself first.

    Args:
        thing: its id.
        category: its Biolink class, which says by which steps.
        links: asked once for every step of depth.

    Returns:
        The members by their ids, nearest first, each by a shortest way; of several such ways the one whose steps come
        first in the alphabet.
    """
    stages = stages_of(category)
    found = {thing: Member(thing)}
    # The fewer stages are behind a node, the more ways lead on from it: a node is gone through again only from an
    # earlier stage than before.
    entered = {thing: 0}
    frontier: dict[str, tuple[int, Member]] = {thing: (0, found[thing])}
    while frontier:
        steps = {step for stage, _ in frontier.values() for one in stages[stage:] for step in one.steps}
        if not steps:
            break
        predicates = frozenset[str]().union(*(CLOSURE_STEPS[step].predicates for step in steps))
        reached: dict[str, tuple[int, Member]] = {}
        for link in links(sorted(frontier), predicates):
            for step, above, member in _steps(link):
                if above not in frontier:
                    continue
                stage, at = frontier[above]
                for into in _stages_after(stages, stage, step):
                    new = (into, Member(member, (*at.steps, step), link.sense or at.sense))
                    if into < entered.get(member, len(stages) + 1) and _better(new, reached.get(member)):
                        reached[member] = new
        for member in sorted(reached):
            stage, how = reached[member]
            entered[member] = stage
            found.setdefault(member, how)
        frontier = reached
    return found


def _stages_after(stages: Sequence[ClosureStage], at: int, step: str) -> Iterator[int]:
    """Yield the stages that one may be in after a step; the first is the one from which most ways lead on."""
    for place in range(at, len(stages)):
        if step in stages[place].steps:
            yield place if stages[place].repeated else place + 1
            return


def _better(new: tuple[int, Member], known: tuple[int, Member] | None) -> bool:
    """Tell whether a way to a node that is as long as the known one is to be preferred."""
    if known is None:
        return True
    return (new[0], new[1].steps, new[1].sense or "") < (known[0], known[1].steps, known[1].sense or "")


def _steps(link: Link) -> Iterator[tuple[str, str, str]]:
    """Yield each step that an edge is, with the thing above and the member below."""
    forward = (link.object, link.object_category, link.subject, link.subject_category)
    backward = (link.subject, link.subject_category, link.object, link.object_category)
    for name, step in CLOSURE_STEPS.items():
        if link.predicate not in step.predicates:
            continue
        ways = {"subject": (forward,), "object": (backward,), "either": (forward, backward)}[step.below]
        for above, above_category, member, member_category in ways:
            fits = not step.things or above_category in step.things
            if fits and (not step.members or member_category in step.members):
                yield name, above, member


def with_within(nodes: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Add to the nodes what each lies within, for those who write queries of their own.

    Args:
        nodes: the nodes table.
        edges: the edges table.

    Returns:
        The nodes with the columns ``within`` (ids, the node's own first, then in alphabetical order) and
        ``within_step`` (for each of these the id and the steps down from it: ``MONDO:0004976 kind``).
    """
    import polars as pl

    touching = _touching(nodes, edges)
    categories = dict(nodes.select("id", "category").iter_rows())
    above: dict[str, list[tuple[str, str]]] = {}

    def links(ids: Sequence[str], predicates: frozenset[str]) -> Iterator[Link]:
        for id in ids:
            yield from (link for link in touching.get(id, ()) if link.predicate in predicates)

    for thing in touching:
        for member in below(thing, categories[thing], links).values():
            if member.steps:
                above.setdefault(member.id, []).append((thing, f"{thing} {member.path}"))
    lists = [[(id, f"{id} {ITSELF}"), *sorted(above.get(id, ()))] for id in nodes["id"]]
    columns = ((WITHIN, 0), (WITHIN_STEP, 1))
    text = pl.List(pl.String)
    return nodes.with_columns(
        pl.Series(name, [[one[at] for one in row] for row in lists], text) for name, at in columns
    )


def _touching(nodes: pl.DataFrame, edges: pl.DataFrame) -> Mapping[str, list[Link]]:
    """Find the edges of closure by the thing above, of either end where it may be either."""
    import polars as pl

    used = sorted(frozenset[str]().union(*(step.predicates for step in CLOSURE_STEPS.values())))
    sense = pl.col("mapping_sense") if "mapping_sense" in edges.columns else pl.lit(None, pl.String)
    part = edges.filter(pl.col("asserted") & pl.col("predicate").is_in(used))
    # Tables that repeat a node are refused by what reads them, not here.
    ids, categories = nodes.unique("id").select("id", "category").get_columns()
    of = (
        pl.col(end).replace_strict(ids, categories, default="").alias(f"{end}_category")
        for end in ("subject", "object")
    )
    found: dict[str, list[Link]] = {}
    for row in part.select("predicate", "subject", "object", *of, sense).iter_rows():
        link = Link(*row)
        for above in {above for _, above, _ in _steps(link)}:
            found.setdefault(above, []).append(link)
    return found
