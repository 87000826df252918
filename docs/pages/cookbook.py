"""Writes ``docs/cookbook/``: a page per named question, and the list of all."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from kg.graph.knowledge_graph import KnowledgeGraph
from kg.queries import Question
from kg.questions import questions
from pages.markdown import escape
from pages.question import ask, page

FOLDER = "docs/cookbook"


def pages(graph: KnowledgeGraph) -> dict[str, str]:
    """Write all pages, by their path below the checkout."""
    found = questions()
    made = {f"{FOLDER}/{one.slug}.md": page(ask(graph, one)) for one in found}
    return {f"{FOLDER}/README.md": index(found), **made}


def index(known: Iterable[Question]) -> str:
    """Write the list of all questions, which come group by group."""
    parts = [
        "<!-- Generated from queries/ by `python docs/generate.py`; do not edit. -->\n# Questions\n\n"
        "Each is a file in Cypher and one in SPARQL, with the same rows from both. Names go in wherever a gene, a "
        "disease or a thing is asked for: `alskg ask gene-models gene=TDP-43`. `alskg ask` lists them all.",
        "The answers on these pages are those of the bundled graph, built from the packaged tables; "
        "`alskg status` says which graph you have. `python docs/generate.py` writes them, and a page that "
        "no longer agrees with the graph fails the build.",
    ]
    for heading, found in groupby(known, key=lambda one: one.group):
        lines = [f"- [{escape(one.title)}]({one.slug}.md): {escape(one.description)}" for one in found]
        parts += [f"## {heading}", "\n".join(lines)]
    return "\n\n".join(parts) + "\n"
