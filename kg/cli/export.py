"""``alskg export``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.asking import below_option, graph, say_note
from kg.cli.filtering import filter_options
from kg.cli.output import say
from kg.errors import UsageError
from kg.export.formats import EXPORT_FORMATS
from kg.export.formats import export as write

_LISTED = "; ".join(f"{name} ({one.description})" for name, one in EXPORT_FORMATS.items())


@click.command(
    help=f"Write the graph, or a part of it, for other tools.\n\nFORMAT is one of: {_LISTED}.",
    epilog="Example: alskg export kgx -o als-kg   |   alskg export graphml --around SOD1 --steps 2 -o sod1.graphml",
)
@click.argument("format_", metavar="FORMAT", type=click.Choice(list(EXPORT_FORMATS)))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file or folder; named for you when left out."
)
@click.option("--around", "names", multiple=True, help="Only what surrounds that thing; may be repeated.")
@click.option("--steps", default=1, show_default=True, type=click.IntRange(1, 6), help="How far, with --around.")
@click.option("--asserted-only", is_flag=True, help="Leave out what is not asserted.")
@below_option
@filter_options
def export(
    format_: str, output: Path | None, names: tuple[str, ...], steps: int, asserted_only: bool, below: bool
) -> None:
    """Write the graph or a part of it; the help is made of the formats."""
    if below and not names:
        raise UsageError("--below needs --around.", hint="As in: alskg export kgx --around ALS --below")
    with graph() as opened:
        known = opened.provenance
        name = "als-kg-filtered" if known.filter else "als-kg"
        target = output or Path(name + (EXPORT_FORMATS[format_].ending or f"-{format_}"))
        part = opened.tables.asserted() if asserted_only else opened.tables
        if names:
            part = part.around(opened.centres(names, below=below), steps)
        written = write(part, format_, target, whole=opened.tables, filtered=known.told())
        counts = f"{part.nodes.height:,} nodes, {part.edges.height:,} edges, {part.evidence.height:,} evidence rows"
        say(f"wrote {', '.join(map(str, written))}: {counts}; graph {known.name()}")
        say_note(opened)
        say("evidence rows name their licence; sources ask for attribution: see `alskg status` and the NOTICE file")
