"""``alskg quickstart``: the way through, from an empty machine to three answers and a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.asking import graph
from kg.cli.output import Cell, print_rows, say
from kg.text.phrases import words, words_of_key

if TYPE_CHECKING:
    from kg.graph.knowledge_graph import KnowledgeGraph

PAGE_CENTRES = ("HGNC:11179", "HGNC:28337", "HGNC:11571", "HGNC:4010", "CL:0000134", "ALSKG:product-msc-ntf")
"""SOD1, C9orf72, TARDBP, FUS, the mesenchymal stem cell, and the product of the largest MSC trial."""
PAGE_NODES = 150
ARROWS = {"increased": "↑", "decreased": "↓", "upregulated": "↑", "downregulated": "↓", "delayed": "delays"}
CONTESTED = ("AMX0035", "ameliorates_condition", "ALS")

EVIDENCE_OF = """
MATCH (evidence:Evidence) WHERE evidence.edge_id IN $edges
RETURN evidence.polarity AS says, evidence.study_design AS design, evidence.statement AS finding,
       coalesce(evidence.system_detail, evidence.system) AS system,
       coalesce(evidence.reference, evidence.source) AS who_says_so,
       evidence.citation_status AS citation
ORDER BY finding, who_says_so
"""


REPORTS = """
MATCH (trial:ClinicalTrial)<-[:ABOUT_SUBJECT]-(report:Evidence)
WHERE trial.cell_source IS NOT NULL AND report.outcome IN ['met', 'not_met', 'mixed']
RETURN count(DISTINCT report.id) AS reports
"""


@click.command(epilog="Example: alskg quickstart   |   alskg quickstart -o als.html")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("als-kg.html"),
    show_default=True,
    help="Where to write the page.",
)
def quickstart(output: Path) -> None:
    """Build the bundled graph, answer three questions with their evidence, and draw a page."""
    with graph() as opened:
        behind = _cypher_answer(opened) + _sparql_answer(opened) + _evidence_answer(opened)
        _page(opened, output)
        built = opened.provenance.built_at[:10]
        say(f"graph {opened.id[:12]} of {built}; {behind} evidence rows behind the three answers")
    say("try next: alskg node TARDBP · alskg trials 'mesenchymal stem cell' · alskg evidence DAO --to ALS")
    say("          alskg view C9orf72 · alskg status (sources and licences) · alskg --help")


def _cypher_answer(opened: KnowledgeGraph) -> int:
    from kg.queries import read_question

    question = read_question("msc-on-gene-mechanisms", "cypher")
    default = question.parameters["genes"].default
    genes = ", ".join(default) if isinstance(default, tuple) else str(default)
    say(f"1. {question.title} (Cypher; genes = {genes})")
    answer = opened.ask(question.slug)
    columns = ("from MSCs", "acts on", "genes", "for", "against", "strongest")
    print_rows(columns, [_effect(row) for row in answer.dicts()])
    evidence = opened.cypher(EVIDENCE_OF, edges=sorted(set(answer.column("edge"))))
    say("   the evidence behind it:")
    names = tuple(words(name) for name in evidence.columns)
    print_rows(names, [tuple(_words(cell) for cell in row) for row in evidence])
    return len(evidence)


def _effect(row: dict[str, Any]) -> tuple[Cell, ...]:
    agent = f"{row['agent']} → {row['factor']}" if row["factor"] else str(row["agent"])
    effect = ARROWS.get(row["effect"], row["effect"])
    named = ", ".join(sorted(row["genes"]))
    return agent, f"{effect} {row['mechanism']}", named, row["for"], row["against"], _words(row["strongest_design"])


def _sparql_answer(opened: KnowledgeGraph) -> int:
    from kg.queries import read_question

    question = read_question("cell-therapy-trial-outcomes", "sparql")
    say(f"2. {question.title} (SPARQL)")
    answer = opened.ask(question.slug, "sparql")
    columns = ("trial", "cells", "people", "reported", "design", "reference")
    keys = ("name", "cells", "people", "reported", "design", "reference")
    found = answer.dicts()
    print_rows(columns, [tuple(_words(row[key]) for key in keys) for row in found])
    met = [row for row in found if row["reported"] == "met"]
    controlled = sum(row["design"] == "randomised_trial" for row in met)
    say(
        f"   {len(met)} of these rows report that the endpoint was met, {controlled or 'none'} of them from a blinded, "
        "randomised trial: the others do not prove a benefit"
    )
    return int(opened.cypher(REPORTS).scalar())


def _evidence_answer(opened: KnowledgeGraph) -> int:
    drug, predicate, disease = CONTESTED
    say(f"3. Who says that {drug} helps in {disease}, and who found otherwise? (evidence)")
    found = opened.evidence(drug, predicate, disease).dicts()
    keys = ("polarity", "study_design", "statement", "reference", "year")
    print_rows(
        ("says", "design", "finding", "reference", "year"), [tuple(_words(row[k]) for k in keys) for row in found]
    )
    return len(found)


def _words(cell: Cell) -> Cell:
    """Words of a closed list as people write them: ``in_vivo_animal`` becomes ``in vivo animal``."""
    return words_of_key(cell) if isinstance(cell, str) else cell


def _page(opened: KnowledgeGraph, output: Path) -> None:
    from kg.view.page import write_page
    from kg.view.payload import footer_of

    say("4. A page: four ALS genes, their mechanisms, mesenchymal stem cells and a product with its trials")
    path = write_page(
        opened.subgraph(*PAGE_CENTRES, limit=PAGE_NODES),
        output,
        title="ALS genes and stem cells",
        about="SOD1, C9orf72, TARDBP and FUS with their mechanisms and variants; what mesenchymal stem cells "
        "secrete and act on; NurOwn and its trials.",
        footer=footer_of(opened.provenance),
    )
    size = path.stat().st_size // 1024
    say(f"   wrote {path} ({size:,} KB); open it in a browser, nothing is loaded from the network")
