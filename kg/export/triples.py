"""RDF files: N-Triples and Turtle, in the shape of `kg.engines.sparql.rdf`."""

from __future__ import annotations

import io

from kg.model.tables import Tables


def ntriples(part: Tables) -> bytes:
    """Write N-Triples, the same bytes for the same tables."""
    from kg.engines.sparql.rdf import write_ntriples

    buffer = io.BytesIO()
    write_ntriples(part, buffer)
    return buffer.getvalue()


def turtle(part: Tables) -> bytes:
    """Write Turtle with the schema's prefixes."""
    from kg.engines.sparql.rdf import to_graph

    return to_graph(part).serialize(format="turtle").encode()
