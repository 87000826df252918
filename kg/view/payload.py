"""The data of the page: what the scripts read, as plain values for JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.graph.subgraph import DrawnEdge, DrawnNode, Subgraph
from kg.model.records import Evidence
from kg.model.verdict import TRIED, says
from kg.release.provenance import Provenance
from kg.schema.lookup import is_symmetric
from kg.text.phrases import words
from kg.text.safe import marked
from kg.view.layout import drawn_degrees, radius
from kg.view.links import links
from kg.view.styles import style_of
from kg.view.wording import figure, phrase, sentence, verb

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
Record = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Footer:
    """Where the page comes from.

    Attributes:
        graph_id: content id of the release.
        built: date of its build (``2026-11-22``).
        note: one more sentence, such as the licences.
    """

    graph_id: str
    built: str
    note: str = ""


def footer_of(known: Provenance, note: str = "") -> Footer:
    """Say which graph a page comes from, and what it was filtered by: a part must not pass as the whole."""
    return Footer(known.content_id, known.built_at[:10], f"{known.told()} {note}".strip())


def visible(record: Record) -> Record:
    """Copy a record so that its texts, keys included, hold no control characters."""
    return {marked(key): _visible(value) for key, value in record.items()}


def _visible(value: Json) -> Json:
    if isinstance(value, str):
        return marked(value)
    if isinstance(value, list):
        return [_visible(item) for item in value]
    return visible(value) if isinstance(value, dict) else value


def about_page(subgraph: Subgraph, *, about: str, footer: Footer) -> Record:
    """Describe what holds for the whole page: words, counts, styles of the categories, links."""
    mentioned = {node.id for node in subgraph.nodes}
    mentioned |= {xref for node in subgraph.nodes for xref in node.xrefs}
    mentioned |= {row.evidence.reference for row in subgraph.evidence if row.evidence.reference}
    styles = {category: style_of(category) for category in sorted({node.category for node in subgraph.nodes})}
    return {
        "about": about,
        "categories": {
            category: {"colour": one.colour, "label": one.label, "shape": one.shape} for category, one in styles.items()
        },
        "centres": list(subgraph.centres),
        "drawn": {
            "edges": len(subgraph.edges),
            "evidence": len(subgraph.evidence),
            "nodes": len(subgraph.nodes),
        },
        "footer": {"built": footer.built, "graph": footer.graph_id[:12], "note": footer.note},
        "leftOut": {"edges": subgraph.left_out_edges, "nodes": subgraph.left_out_nodes},
        "links": dict(links(mentioned)),
        "names": dict(subgraph.names),
        "predicates": {edge.predicate: phrase(edge.predicate) for edge in subgraph.edges},
    }


def node_records(subgraph: Subgraph, positions: Mapping[str, tuple[float, float]]) -> Iterator[Record]:
    """List the nodes with place and look, in the order of the subgraph."""
    degrees = drawn_degrees(subgraph)
    for node in subgraph.nodes:
        x, y = positions[node.id]
        yield {
            "category": node.category,
            "centre": node.id in subgraph.centres,
            "degree": node.degree,
            "description": node.description,
            "facts": _facts(node, subgraph.names),
            "id": node.id,
            "label": node.name,
            "size": radius(degrees[node.id]),
            "sources": list(node.sources),
            "synonyms": list(node.synonyms),
            "x": x,
            "xrefs": list(node.xrefs),
            "y": y,
        }


def edge_records(subgraph: Subgraph) -> Iterator[Record]:
    """List the edges with their evidence, in the order of the subgraph."""
    names = {**subgraph.names, **{node.id: node.name for node in subgraph.nodes}}
    evidence: dict[str, list[Json]] = defaultdict(list)
    predicates = {edge.id: edge.predicate for edge in subgraph.edges}
    for row in subgraph.evidence:
        evidence[row.edge_id].append(_evidence_record(row.id, row.evidence, names, predicates[row.edge_id]))
    for edge in subgraph.edges:
        yield {
            "asserted": edge.asserted,
            "belief": edge.belief,
            "design": words(edge.strongest_design),
            "evidence": evidence[edge.id],
            "from": edge.subject,
            "id": edge.id,
            "predicate": edge.predicate,
            "sentence": sentence(edge, names),
            "status": edge.status,
            "symmetric": is_symmetric(edge.predicate),
            "to": edge.object,
            "tried": edge.predicate in TRIED,
            "verb": verb(edge),
            "verdict": edge.verdict,
            "votes": dict(edge.votes),
            "years": _years(edge),
        }


def _facts(node: DrawnNode, names: Mapping[str, str]) -> list[Json]:
    facts: list[Json] = [[words(key), str(value)] for key, value in node.properties.items()]
    if node.taxon:
        facts.append(["species", names.get(node.taxon, node.taxon)])
    return facts


def _years(edge: DrawnEdge) -> str:
    return "–".join(str(year) for year in dict.fromkeys((edge.first_year, edge.last_year)) if year is not None)


def _evidence_record(row_id: str, evidence: Evidence, names: Mapping[str, str], predicate: str) -> Record:
    facts = {
        "figure": figure(evidence),
        "n": evidence.n,
        "p": evidence.p_value,
        "weeks": None if evidence.weeks is None else f"{evidence.weeks:g}",
        "population": evidence.population,
        "system": evidence.system_detail or (words(evidence.system) if evidence.system else None),
        "species": names.get(evidence.taxon or "", evidence.taxon or "") or None,
        "studied in": {"als": "ALS", "other_disease": "another disease"}.get(evidence.context or ""),
        "frequency": names.get(evidence.frequency or "", evidence.frequency or "") or None,
        "onset": evidence.onset,
        "dose": evidence.dose,
        "outcome": words(evidence.outcome) if evidence.outcome else None,
        "grade": evidence.grade,
        "quotation": f"“{evidence.quote_anchor}”" if evidence.quote_anchor else None,
        "note": evidence.note,
    }
    return {
        "citation": words(evidence.citation_status),
        "design": words(evidence.study_design),
        "facts": [[key, str(value)] for key, value in facts.items() if value is not None],
        "id": row_id,
        "licence": evidence.licence,
        "polarity": evidence.polarity,
        "record": evidence.source_record,
        "reference": evidence.reference,
        "says": says(predicate, evidence.polarity, evidence.outcome) if predicate in TRIED else None,
        "source": evidence.source,
        "statement": evidence.statement,
        "url": evidence.url,
        "year": evidence.year,
    }
