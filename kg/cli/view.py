"""``alskg view``: a page to look at."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.asking import below_option, graph, say_note
from kg.cli.filtering import filter_options
from kg.cli.output import say
from kg.text.phrases import counted


@click.command(epilog="Example: alskg view SOD1 -o sod1.html   |   alskg view TARDBP 'MSC secretome' --steps 2")
@click.argument("names", nargs=-1, required=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file; NAME.html when left out."
)
@click.option("--steps", default=1, show_default=True, type=click.IntRange(1, 4), help="How many edges away.")
@click.option("--limit", default=80, show_default=True, type=click.IntRange(2, 2000), help="Nodes drawn at most.")
@below_option
@filter_options
def view(names: tuple[str, ...], output: Path | None, steps: int, limit: int, below: bool) -> None:
    """Write one self-contained page of what surrounds some things; nothing is loaded from the network."""
    from kg.view.page import write_page
    from kg.view.payload import footer_of

    with graph() as opened:
        hits = [opened.resolve(name) for name in names]
        drawn = opened.subgraph(*(hit.id for hit in hits), steps=steps, limit=limit, below=below)
        title = ", ".join(hit.symbol or hit.name for hit in hits)
        lower = " and what lies below" if below else ""
        filtered = f", filtered by {opened.provenance.filter}" if opened.provenance.filter else ""
        target = output or Path(_file_name(title))
        path = write_page(
            drawn,
            target,
            title=title,
            about=f"What surrounds {title}{lower} in the graph, {counted(steps, 'step')} away{filtered}.",
            footer=footer_of(opened.provenance),
        )
        say_note(opened)
        say(f"wrote {path} ({len(drawn.nodes)} nodes, {len(drawn.edges)} edges); open it in a browser")


def _file_name(title: str) -> str:
    safe = "".join(char if char.isalnum() and char.isascii() else "-" for char in title.lower()).strip("-")
    return f"{safe[:60] or 'graph'}.html"
