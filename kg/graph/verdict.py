"""The verdict between a therapy and a disease of a graph, asked of it: the same on this machine and on a server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.model.verdict import Trial, controlled, sentence
from kg.schema.generated import ASSOCIATIONS

if TYPE_CHECKING:
    from kg.engines.search.hits import Hit
    from kg.graph.knowledge_graph import KnowledgeGraph

_SPEAKS_FOR = frozenset({"kind", "product", "modified"})
"""Steps of closure whose members' trials speak for a kind of cell or product; those of a combination do not."""
_TRIALS = """MATCH (tested:Entity) WHERE tested.id IN $therapy
MATCH (trial:ClinicalTrial)-[test:TESTS_INTERVENTION]->(tested)
MATCH (trial)-[:STUDIES_CONDITION]->(condition:Entity) WHERE size($disease) = 0 OR condition.id IN $disease
WITH DISTINCT trial, tested, condition, test.id AS edge
MATCH (report:Evidence {edge_id: edge})
RETURN trial.id AS id, tested.id AS product, trial.primary_endpoint AS endpoint, trial.enrolment AS people,
       trial.masking AS masking, collect(DISTINCT report.study_design) AS designs,
       collect(DISTINCT condition.id) AS conditions"""
_STATUS = """MATCH (therapy:Entity {id: $therapy})-[claim]->(disease:Entity {id: $disease})
WHERE claim.predicate = 'biolink:ameliorates_condition'
RETURN claim.status AS status"""


THERAPIES = frozenset({"Cell", "CellularComponent", "BiologicalEntity"}).union(
    *(one.objects for one in ASSOCIATIONS if "ALSKG:tests_intervention" in one.predicates)
)
"""Categories of what may be tried: what trials test, and the cells and vesicles that products are made of."""


def verdict(graph: KnowledgeGraph, hits: Sequence[Hit], *, exact: bool = False) -> str:
    """Say how the trials of a therapy ended, in a disease where one is named.

    Args:
        graph: where.
        hits: a thing and a disease in either order, or one thing.
        exact: only trials of the things themselves.

    Returns:
        The sentence of `kg.model.verdict.sentence`; empty where neither thing is one that is tried, or where it was
        not tried and nothing is said of it.
    """
    therapies = [hit for hit in hits if hit.category in THERAPIES]
    diseases = [hit for hit in hits if hit.category == "Disease"]
    if len(therapies) != 1 or len(diseases) != len(hits) - 1:
        return ""
    therapy, illness = graph.closure(therapies[0], exact=exact), None
    if diseases:
        illness = graph.closure(diseases[0], exact=exact)
    spoken = sorted(id for id, one in therapy.members.items() if _SPEAKS_FOR >= set(one.steps))
    rows = graph.cypher(_TRIALS, therapy=spoken, disease=illness.ids if illness is not None else []).rows
    # A product of its own has trials of its own; a kind of cell is spoken for by its products.
    rows = tuple(row for row in rows if row[1] == therapy.thing) or rows
    trials = [
        Trial(id, product, endpoint, people, masking, "randomised_trial" in designs or controlled(masking))
        for id, product, endpoint, people, masking, designs, _ in rows
    ]
    if illness is None:
        return sentence(trials)
    status = graph.cypher(_STATUS, therapy=therapy.thing, disease=illness.thing).scalar()
    said = sentence(trials, status)
    studied = {id for row in rows for id in row[6]}
    narrow = len(studied) == 1 and illness.thing not in studied
    if said and graph.provenance.filter:
        said += " (all its trials, whatever the filter)"
    return f"in {illness.names[studied.pop()]}: {said}" if narrow else said
