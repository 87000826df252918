"""``alskg quickstart``: the way through, from an empty machine to two answers and a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.output import Cell, print_rows, say

if TYPE_CHECKING:
    from kg.engines.rows import Rows
    from kg.release import Release

PAGE_CENTRES = ("HGNC:11179", "HGNC:28337", "HGNC:11571", "HGNC:4010", "CL:0000134", "ALSKG:product-msc-ntf")
"""SOD1, C9orf72, TARDBP, FUS, the mesenchymal stem cell, and the product of the largest MSC trial."""
ARROWS = {"increased": "↑", "decreased": "↓", "upregulated": "↑", "downregulated": "↓", "delayed": "delays"}

EVIDENCE_OF = """
MATCH (evidence:Evidence) WHERE evidence.edge_id IN $edges
RETURN evidence.polarity AS says, evidence.study_design AS design, evidence.statement AS finding,
       evidence.system AS system, coalesce(evidence.reference, evidence.source) AS who_says_so,
       evidence.citation_status AS citation
ORDER BY finding, who_says_so
"""


@click.command(epilog="Example: alskg quickstart   |   alskg quickstart -o /tmp/als.html")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("als-kg.html"),
    show_default=True,
    help="Where to write the page.",
)
def quickstart(output: Path) -> None:
    """Build the bundled graph, answer two questions with their evidence, and draw a page."""
    from kg.bundled import open_or_build

    release = open_or_build(say=say)
    behind = _cypher_answer(release) + _sparql_answer(release)
    _page(release, output)
    receipt = release.receipt
    say(
        f"graph {receipt.content_id[:12]}, built {receipt.built_at[:10]}; {behind} evidence rows behind the two answers"
    )
    say("next: `alskg status` (sources and licences), `alskg build --faults`, `alskg verify`, `alskg --help`")


def _cypher_answer(release: Release) -> int:
    from kg.engines.opening import open_cypher
    from kg.queries import question

    asked = question("msc-on-gene-mechanisms", "cypher")
    _heading("1", "Cypher", asked.title, asked.defaults())
    with open_cypher(release.path) as engine:
        answer = engine.run(asked.text, asked.defaults())
        evidence = engine.run(EVIDENCE_OF, {"edges": sorted(set(answer.column("edge")))})
    _warn(answer)
    columns = ("from MSCs", "acts on", "genes", "for", "against", "strongest")
    print_rows(columns, [_effect(row) for row in answer.dicts()])
    _heading("1", "Cypher", "The evidence behind it", {})
    columns = tuple(name.replace("_", " ") for name in evidence.columns)
    print_rows(columns, [tuple(_words(cell) for cell in row) for row in evidence])
    return len(evidence)


def _effect(row: dict[str, object]) -> tuple[Cell, ...]:
    agent = f"{row['agent']} → {row['factor']}" if row["factor"] else str(row["agent"])
    effect = ARROWS.get(str(row["effect"]), str(row["effect"]))
    genes = row["genes"]
    named = ", ".join(sorted(genes)) if isinstance(genes, list) else str(genes)
    votes = (int(str(row["for"])), int(str(row["against"])))
    return agent, f"{effect} {row['mechanism']}", named, *votes, _words(str(row["strongest_design"]))


def _sparql_answer(release: Release) -> int:
    from kg.engines.opening import open_sparql
    from kg.queries import question

    asked = question("cell-therapy-trial-outcomes", "sparql")
    _heading("2", "SPARQL", asked.title, {})
    with open_sparql(release.path) as engine:
        answer = engine.run(asked.text)
    _warn(answer)
    columns = ("trial", "cells", "people", "primary endpoint", "design", "reference")
    keys = ("name", "cells", "people", "endpoint", "design", "reference")
    print_rows(columns, [tuple(_words(row[key]) for key in keys) for row in answer.dicts()])
    unblinded = [row for row in answer.dicts() if row["endpoint"] == "met" and row["design"] != "randomised_trial"]
    if unblinded:
        say(
            f"{len(unblinded)} of these reports met their endpoint without a blinded, randomised control: "
            "they are no proof of benefit, and the graph asserts none"
        )
    return len(answer)


def _words(cell: Cell) -> Cell:
    """Words of a closed list as people write them: ``in_vivo_animal`` becomes ``in vivo animal``."""
    return cell.replace("_", " ") if isinstance(cell, str) and cell.replace("_", "").islower() else cell


def _page(release: Release, output: Path) -> None:
    from kg.view.neighbourhood import neighbourhood
    from kg.view.page import write_page
    from kg.view.payload import Footer

    subgraph = neighbourhood(release.frames(), PAGE_CENTRES, steps=1, limit=150)
    _heading("3", "page", "Four ALS genes, their mechanisms, mesenchymal stem cells and a trial", {})
    path = write_page(
        subgraph,
        output,
        title="ALS genes and stem cells",
        about="SOD1, C9orf72, TARDBP and FUS with their mechanisms and variants; what mesenchymal stem cells "
        "secrete and act on; NurOwn and its trials.",
        footer=Footer(release.content_id, release.receipt.built_at[:10]),
    )
    say(f"wrote {path} ({path.stat().st_size // 1024:,} KB); open it in a browser, nothing is loaded from the network")


def _heading(number: str, language: str, title: str, parameters: dict[str, object]) -> None:
    given = "; ".join(
        f"{name} = {', '.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in parameters.items()
    )
    say(f"{number}. {title} ({language}{'; ' + given if given else ''})")


def _warn(answer: Rows) -> None:
    for sentence in answer.warnings:
        say(f"warning: {sentence}")
