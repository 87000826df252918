"""``alskg status``."""

from __future__ import annotations

import click

from kg.cli.filtering import filter_options, given_filter, through_filter
from kg.cli.output import output_options, print_rows, say
from kg.release import Home, Release, open_profile

SOURCES = ("source", "version", "licence", "rows", "in graph", "quarantined", "withheld", "nodes", "evidence")


@click.command(epilog="Example: alskg status   |   alskg status --profile mine --format json")
@click.option("--profile", default=None, help="Which profile; the one in use when left out.")
@filter_options
@output_options
def status(profile: str | None, format_: str | None) -> None:
    """Say which graph is in use, what it was made of, and whether it is up to date.

    With a filter, say how many nodes, edges and evidence rows it keeps and leaves out.
    """
    from kg.assembly.bundled import is_out_of_date

    home = Home.default()
    name = profile or home.current()
    pointer = home.pointer(name)
    release = open_profile(home, name, pointer)
    receipt = release.receipt
    rows = [
        (
            *(one.source, one.version, one.licence, one.rows, one.in_graph),
            one.quarantined,
            one.withheld,
            one.nodes,
            one.evidence,
        )
        for one in receipt.sources
    ]
    print_rows(SOURCES, rows, format_, heading=f"Sources of the graph {name!r}")
    counts = ", ".join(
        f"{entry.rows:,} {entry.name.partition('.')[0]}" for entry in receipt.tables if entry.name.endswith("parquet")
    )
    say(counts)
    say(
        f"graph {receipt.content_id[:12]} ({name}), built {receipt.built_at} "
        f"by als-kg {receipt.package_version}, schema {receipt.schema_version}"
    )
    if is_out_of_date(name, pointer):
        say("it is older than the installed package: `alskg build` brings it up to date")
    else:
        say("it is up to date with the installed package")
    say(f"folder {release.path}")
    if given_filter():
        _say_view(release)


def _say_view(release: Release) -> None:
    from kg.graph.backends.local import LocalBackend
    from kg.graph.knowledge_graph import KnowledgeGraph

    with KnowledgeGraph(LocalBackend(release, say=say)) as whole, through_filter(whole) as view:
        say(str(view.provenance))
        say(view.provenance.note)
