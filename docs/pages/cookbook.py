"""Writes ``docs/cookbook/``: a page per named question, and the list of all."""

from __future__ import annotations

from collections.abc import Iterable

from kg.graph import KnowledgeGraph
from kg.queries import Question
from kg.questions import questions
from pages.markdown import escape
from pages.question import ask, page

FOLDER = "docs/cookbook"
GROUPS = (
    ("Genes, variants and people", ("gene", "genes", "variants", "phenotypes", "familial", "biomarkers")),
    ("Mechanisms and pathways", ("mechanism", "mechanisms", "pathway", "pathways")),
    ("Stem cells and what they secrete", ("msc", "vesicle", "secretome", "cell", "cells")),
    ("Trials, drugs and regulators", ("trial", "trials", "drug", "drugs", "regulatory", "therapy")),
    ("Evidence, for and against", ("evidence", "claim", "claims", "contested", "refuted", "says")),
    ("What is missing", ("gap", "gaps")),
)
"""Heading of a group, and the words of a name that put a question there; the last group that fits counts."""
OTHER = "Other questions"


def pages(graph: KnowledgeGraph) -> dict[str, str]:
    """All pages, by their path below the checkout."""
    found = questions()
    made = {f"{FOLDER}/{one.slug}.md": page(ask(graph, one)) for one in found}
    return {f"{FOLDER}/README.md": index(found, graph.id), **made}


def grouped(slugs: Iterable[str]) -> dict[str, list[str]]:
    """The names of questions under the headings of their groups, empty groups left out.

    >>> grouped(["gap-genes-without-trial", "gene-models", "zebra"])
    {'Genes, variants and people': ['gene-models'], 'What is missing': ['gap-genes-without-trial'], \
'Other questions': ['zebra']}
    """
    found: dict[str, list[str]] = {heading: [] for heading in (*dict(GROUPS), OTHER)}
    for slug in sorted(slugs):
        words = set(slug.split("-"))
        fitting = [heading for heading, known in GROUPS if words & set(known)]
        found[fitting[-1] if fitting else OTHER].append(slug)
    return {heading: slugs for heading, slugs in found.items() if slugs}


def index(known: Iterable[Question], graph_id: str) -> str:
    """The list of all questions."""
    by_slug = {one.slug: one for one in known}
    parts = [
        "<!-- Generated from queries/ by `python docs/generate.py`; do not edit. -->\n# Questions\n\n"
        "Each is a file in Cypher and one in SPARQL, with the same rows from both. Names go in wherever a gene, a "
        "disease or a thing is asked: `alskg ask gene-models gene=TDP-43`. `alskg ask` lists them all.",
        f"The answers on these pages are those of the bundled graph `{graph_id[:12]}`, built from the packaged tables; "
        "`alskg status` says which graph you have. They are made anew by `python docs/generate.py`, and a page that "
        "no longer agrees with the graph fails the build.",
    ]
    for heading, slugs in grouped(by_slug).items():
        lines = [f"- [{escape(by_slug[slug].title)}]({slug}.md): {escape(by_slug[slug].description)}" for slug in slugs]
        parts += [f"## {heading}", "\n".join(lines)]
    return "\n\n".join(parts) + "\n"
