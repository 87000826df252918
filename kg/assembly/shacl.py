"""SHACL: the tables as RDF against the generated shapes and the hand-written rules.

Slow beside ``kg.assembly.check`` and independent of it: it sees what leaves as RDF. Needs pySHACL,
which is the extra ``verify``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.errors import AlskgError
from kg.model.curie import from_iri

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

    from kg.model.tables import Tables

SHAPES = "generated/als_kg.shacl.ttl"
DOMAINS = "generated/als_kg.domains.ttl"
RULES = "als_kg_rules.ttl"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault: which shape, which node, what is wrong."""

    shape: str
    focus: str
    message: str


def validate(tables: Tables, *, rules: bool = True) -> list[Finding]:
    """Validate the tables with SHACL.

    Args:
        tables: the three tables.
        rules: with the hand-written rules beside the generated shapes.

    Returns:
        The findings in order; an empty list when the graph conforms.

    Raises:
        AlskgError: pySHACL is not installed.
        BadCurie: an identifier has an unknown prefix or form.
    """
    from kg.engines.sparql.rdf import to_graph

    return validate_graph(to_graph(tables), rules=rules)


def validate_graph(graph: Graph, *, rules: bool = True) -> list[Finding]:
    """Validate a graph in the shape of ``kg.engines.sparql.rdf``; see `validate`. Adds the domains to it."""
    try:
        import pyshacl
    except ImportError as error:
        raise AlskgError(
            "SHACL validation needs pySHACL, which is not installed.", hint="Run `pip install 'als-kg[verify]'`."
        ) from error
    from rdflib import Graph

    shapes = _parsed(SHAPES, RULES) if rules else _parsed(SHAPES)
    graph += _parsed(DOMAINS)
    conforms, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none", inplace=True)
    if conforms or not isinstance(report, Graph):
        return []
    return sorted(_findings(report, shapes))


@cache
def _parsed(*names: str) -> Graph:
    from rdflib import Graph

    graph = Graph()
    for name in names:
        graph.parse(data=files("kg.ontologies").joinpath(name).read_text(encoding="utf-8"), format="turtle")
    return graph


def _findings(report: Graph, shapes: Graph) -> set[Finding]:
    from rdflib import RDF, SH

    found: set[Finding] = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = report.value(result, SH.sourceShape)
        owner = shapes.value(None, SH.property, shape) or shape
        value = report.value(result, SH.value)
        message = str(report.value(result, SH.resultMessage))
        if (owner, SH.sparql, None) in shapes:
            focus = value
        else:
            focus = report.value(result, SH.focusNode)
            path = report.value(result, SH.resultPath)
            message = f"{_short(path)}: {message}" if path is not None else message
        found.add(Finding(_short(owner), _short(focus), message))
    return found


def _short(node: Node | None) -> str:
    return "" if node is None else from_iri(str(node)) or str(node)
