"""RDF files: N-Triples and Turtle, in the shape of `kg.engines.sparql.rdf`."""

from __future__ import annotations

import io

from kg.model.tables import Tables
from kg.text.safe import spaced


def ntriples(part: Tables, filtered: str = "") -> bytes:
    """Write N-Triples, the same bytes for the same tables; a filter is a comment at the top."""
    from kg.engines.sparql.rdf import write_ntriples

    buffer = io.BytesIO()
    buffer.write(_comment(filtered))
    write_ntriples(part, buffer)
    return buffer.getvalue()


def turtle(part: Tables, filtered: str = "") -> bytes:
    """Write Turtle with the schema's prefixes; a filter is a comment at the top."""
    from kg.engines.sparql.rdf import to_graph

    return _comment(filtered) + to_graph(part).serialize(format="turtle").encode()


def _comment(filtered: str) -> bytes:
    return f"# {spaced(' '.join(filtered.split()))}\n".encode() if filtered else b""
