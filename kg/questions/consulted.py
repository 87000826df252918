"""What an empty answer rests on."""

from __future__ import annotations

from kg.queries import Question
from kg.questions.asked import Askable


def consulted(graph: Askable, asked: Question) -> str:
    """What an empty answer rests on: how many edges of the kind there are, from which sources of which dates."""
    found = graph.cypher(
        """MATCH (:Entity)-[r]->(:Entity) WHERE size($predicates) = 0 OR r.predicate IN $predicates
           UNWIND r.sources AS source
           RETURN r.predicate AS predicate, source, count(*) AS edges""",
        {"predicates": list(asked.edges)},
    ).dicts()
    total = graph.cypher(
        """MATCH (:Entity)-[r]->(:Entity) WHERE size($predicates) = 0 OR r.predicate IN $predicates
           RETURN count(r) AS edges, sum(CASE WHEN r.asserted THEN 0 ELSE 1 END) AS not_asserted""",
        {"predicates": list(asked.edges)},
    ).dicts()[0]
    dates = graph.provenance.sources
    named = sorted({str(row["source"]) for row in found})
    kinds = ", ".join(name.partition(":")[2] for name in asked.edges) or "any kind"
    sources = ", ".join(f"{name} ({dates.get(name, 'undated')})" for name in named) or "no source"
    return (
        f"nothing fits; consulted were {total['edges'] or 0:,} edges ({kinds}), {total['not_asserted'] or 0:,} of them "
        f"not asserted, from {sources}"
    )
