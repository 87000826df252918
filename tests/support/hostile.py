"""A subgraph whose every text tries to become markup or script."""

from __future__ import annotations

from kg.graph.subgraph import DrawnEdge, DrawnEvidence, DrawnNode, Subgraph
from kg.model.columns import frame
from kg.model.records import Evidence
from kg.model.tables import TABLE_NAMES, Tables
from kg.view.payload import Footer

MARKUP = "</script><img src=x onerror=alert(1)>"
ATTACKS = (
    MARKUP,
    "</style><script>alert(2)</script>",
    "<!--<script>alert(3)",
    '" onmouseover="alert(4)',
    "' onfocus='alert(5)' autofocus='",
    '<a href="javascript:alert(6)">href</a>',
    "javascript:alert(7)",
    "{{ 7 * 7 }}{% raw %}${alert(8)}`",
    "line\u2028and\u2029paragraph\x00\x1b[31m",
    "\u202egnp.exe",
    "&lt;b&gt;&amp;",
)
TEXT = " ".join(ATTACKS)
REFERENCES = (
    "javascript:alert(9)",
    "PMID:1'><script>alert(10)</script>",
    f"doi:10.1234/{MARKUP.replace(' ', '')}",
    None,
)
VOTES = {"supports": 1, "refutes": 1, "no_effect": 0, "mixed": 0}


def hostile_subgraph() -> Subgraph:
    """Two nodes, parallel and self edges, every field hostile."""
    nodes = tuple(
        DrawnNode(
            id=f"{TEXT}{number}",
            category=TEXT if number else "Gene",
            name=TEXT,
            synonyms=ATTACKS,
            xrefs=(*ATTACKS, "PMID:1"),
            description=TEXT,
            taxon=TEXT,
            sources=ATTACKS,
            properties={TEXT: TEXT, "symbol": MARKUP},
            step=number,
            degree=4,
        )
        for number in range(2)
    )
    ends = [(0, 1), (0, 1), (1, 0), (0, 0)]
    edges = tuple(
        DrawnEdge(
            id=f"{MARKUP}edge{number}",
            subject=nodes[one].id,
            predicate=TEXT if number else "biolink:affects",
            object=nodes[other].id,
            qualifiers={"object_aspect": TEXT, "object_direction": TEXT, "disease_context": TEXT},
            asserted=number != 1,
            status="supported" if number != 1 else "refuted",
            votes=VOTES,
            strongest_design=TEXT,
            first_year=1990,
            last_year=2000,
            belief=0.5,
        )
        for number, (one, other) in enumerate(ends)
    )
    evidence = tuple(
        DrawnEvidence(f"{MARKUP}{edge.id}{number}", edge.id, _evidence(reference))
        for edge in edges
        for number, reference in enumerate(REFERENCES)
    )
    return Subgraph(
        nodes,
        edges,
        evidence,
        (nodes[0].id,),
        {TEXT: TEXT, "PMID:1": MARKUP},
        Tables(*(frame(name, []) for name in TABLE_NAMES)),
        3,
        4,
    )


def hostile_words() -> dict[str, object]:
    """Title, text and footer of the page, hostile as well."""
    return {"title": TEXT, "about": TEXT, "footer": Footer(TEXT, TEXT, TEXT)}


def _evidence(reference: str | None) -> Evidence:
    texts = dict.fromkeys(
        (
            *(
                "source",
                "source_record",
                "trial",
                "role",
                "study_design",
                "statement",
                "licence",
                "knowledge_level",
                "agent_type",
            ),
            *("citation_status", "system", "taxon", "context", "quote_anchor", "url", "unit", "p_value", "population"),
            *("frequency", "onset", "dose", "grade", "outcome", "note"),
        ),
        TEXT,
    )
    return Evidence(**texts, polarity="refutes", reference=reference, year=1999, value_low=1.0, value_high=2.0)
