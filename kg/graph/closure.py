"""What lies below a thing of a graph, found by asking it: the same on this machine and on a server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.model.closure import Link, Member, below
from kg.model.via import Closure
from kg.schema.generated import CLOSURE_STEPS
from kg.schema.lookup import relationship_type

if TYPE_CHECKING:
    from kg.engines.search.hits import Hit
    from kg.questions.graph import AnyGraph

_LINKS = """MATCH (thing:Entity) WHERE thing.id IN $ids
MATCH (thing){left}[link:{types}]{right}(member:Entity)
RETURN link.predicate, link.subject, link.object, labels({subject})[0], labels({object})[0], link.mapping_sense"""
_NAMES = """MATCH (member:Entity) WHERE member.id IN $ids
RETURN member.id AS id, coalesce(member.symbol, member.name) AS name, member.taxon AS taxon"""
_SPECIES = "MATCH (taxon:OrganismTaxon) WHERE taxon.id IN $ids RETURN taxon.id AS id, taxon.name AS name"
_OWN_NAMES = ("symbol", "name", "synonym")


def closure(graph: AnyGraph, hit: Hit, *, exact: bool = False) -> Closure:
    """Find what lies below a thing.

    Args:
        graph: where.
        hit: the thing; it is called by the name that found it.
        exact: nothing but the thing itself.

    Raises:
        QueryError: the engine stopped at a limit.
    """
    called = hit.matched if hit.matched_as in _OWN_NAMES else hit.symbol or hit.name
    if exact:
        return Closure(hit.id, called, {hit.id: Member(hit.id)}, {hit.id: called}, {})

    def links(ids: Sequence[str], predicates: frozenset[str]) -> Iterator[Link]:
        for query in _queries(predicates):
            for row in graph.cypher(query, {"ids": list(ids)}):
                yield Link(*row)

    members = below(hit.id, hit.category, links)
    names: dict[str, str] = {hit.id: called}
    species: dict[str, str] = {}
    if len(members) > 1:
        found = graph.cypher(_NAMES, {"ids": sorted(members)}).rows
        names |= {id: str(name) for id, name, _ in found if id != hit.id}
        taxa = {id: taxon for id, _, taxon in found if "orthologue" in members[id].steps and taxon}
        if taxa:
            named = dict(graph.cypher(_SPECIES, {"ids": sorted(set(taxa.values()))}).rows)
            species = {id: str(named.get(taxon, taxon)) for id, taxon in taxa.items()}
    return Closure(hit.id, called, members, names, species)


def _queries(predicates: frozenset[str]) -> Iterator[str]:
    """Write a query for each direction in which members are looked for."""
    ways = {"subject": ("<-", "-"), "object": ("-", "->"), "either": ("-", "-")}
    ends = {"subject": ("member", "thing"), "object": ("thing", "member")}
    for end, (left, right) in ways.items():
        found = {one for step in CLOSURE_STEPS.values() if step.below == end for one in step.predicates & predicates}
        if found:
            types = "|".join(sorted(map(relationship_type, found)))
            subject, object = ends.get(end, ("startNode(link)", "endNode(link)"))
            yield _LINKS.format(left=left, right=right, types=types, subject=subject, object=object)
