"""Whether a set of genes shares more than chance would have it: a p-value over a stated background, or why none.

The background is every gene that an edge of the kind annotates in this graph. That is only a
background when the source was taken whole: cut to the neighbourhood of ALS, the genes that would
show how common an annotation is are the ones that were left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from math import comb
from typing import TYPE_CHECKING, Any

from kg.queries import P_VALUES, Question
from kg.questions.graph import AnyGraph

if TYPE_CHECKING:
    from kg.engines.core.rows import Rows

WHOLE = "whole"
"""The scope of a source that was not selected."""


def upper_tail(shared: int, drawn: int, marked: int, everything: int) -> float:
    """Compute the chance that a random draw shares at least as much: the upper tail of the hypergeometric distribution.

    P(X ≥ k) = Σ_{i ≥ k} C(K, i) · C(N − K, n − i) / C(N, n), in exact arithmetic
    (Rivals, Personnaz, Taing and Potier 2007, doi:10.1093/bioinformatics/btl633).

    Args:
        shared: k, marked ones among the drawn.
        drawn: n, how many were drawn.
        marked: K, how many of all are marked.
        everything: N, how many there are.

    >>> round(upper_tail(2, 2, 2, 4), 4)
    0.1667
    """
    ways = sum(comb(marked, i) * comb(everything - marked, drawn - i) for i in range(shared, min(drawn, marked) + 1))
    return float(Fraction(ways, comb(everything, drawn)))


def with_p_values(graph: AnyGraph, question: Question, values: Mapping[str, Any], found: Rows) -> Rows:
    """Add the columns of `P_VALUES`, empty where no p-value is valid; a warning says which and why.

    Args:
        graph: the graph that answered.
        question: a question that counts what a set of genes shares (``hypergeometric`` in its header).
        values: what it was asked with.
        found: its rows without these columns.

    Raises:
        QueryError: the engine stopped at a limit.
    """
    column, parameter, size = question.hypergeometric
    selected = _selected(graph, question)
    if selected:
        said = (
            f"no p-value: what {', '.join(selected)} says was selected around ALS, so there is no background that "
            "the genes could have been drawn from"
        )
        return _extended(found, [(None, None)] * len(found), said)
    background = graph.cypher(
        _BACKGROUND, {"predicates": list(question.edges), "genes": list(values[parameter])}
    ).dicts()
    annotated, drawn, tested = (int(background[0][name] or 0) for name in ("genes", "drawn", "targets"))
    tails = [upper_tail(row[column], drawn, row[size], annotated) for row in found.dicts()]
    said = (
        f"p: hypergeometric, upper tail, over a background of the {annotated:,} genes that have such an annotation; "
        f"{drawn} of the {len(values[parameter])} genes asked for are among them. p_bonferroni: times the {tested:,} "
        "that were tested"
    )
    return _extended(found, [(p, min(1.0, p * tested)) for p in tails], said)


_BACKGROUND = """
MATCH (gene:Gene)-[r]->(target:Entity)
WHERE r.predicate IN $predicates AND r.asserted
RETURN count(DISTINCT gene.id) AS genes, count(DISTINCT target.id) AS targets,
       count(DISTINCT CASE WHEN gene.id IN $genes THEN gene.id ELSE NULL END) AS drawn
"""
_SOURCES = """
MATCH (:Gene)-[r]->(:Entity)
WHERE r.predicate IN $predicates AND r.asserted
UNWIND r.sources AS source
RETURN DISTINCT source
"""


def _selected(graph: AnyGraph, question: Question) -> list[str]:
    """Name the sources of edges of the kind that were not taken whole, with their dates."""
    known = graph.provenance
    names = graph.cypher(_SOURCES, {"predicates": list(question.edges)}).column("source")
    return known.dated(name for name in names if known.scopes.get(name) != WHOLE)


def _extended(found: Rows, cells: list[tuple[float | None, float | None]], said: str) -> Rows:
    rows = tuple((*row, *more) for row, more in zip(found.rows, cells, strict=True))
    return replace(found, columns=(*found.columns, *P_VALUES), rows=rows, warnings=(*found.warnings, said))
