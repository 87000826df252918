"""``alskg build``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.output import output_options, print_rows, say
from kg.release import BUNDLED, Home, Release

if TYPE_CHECKING:
    from kg.model.records import Fault

ACCOUNT = ("source", "file", "rows", "in graph", "in part", "quarantined")


@click.command(epilog="Example: alskg build   |   alskg build --tables my-tables --profile mine")
@click.option(
    "--tables",
    "folder",
    type=click.Path(path_type=Path),
    help="A folder with your own copy of the tables (sources.tsv, curated/, bundled/).",
)
@click.option("--profile", default=BUNDLED, show_default=True, help="Which profile to move to the new graph.")
@click.option("--use", is_flag=True, help="Make that profile the one in use.")
@click.option("--wait", default=120.0, show_default=True, help="Seconds to wait for another builder.")
@click.option(
    "--index",
    "engines",
    multiple=True,
    type=click.Choice(("cypher", "sparql", "search")),
    help="Also make that engine's index now instead of at the first question; may be repeated.",
)
@click.option("--force", is_flag=True, help="Build and index again even if no table has changed.")
@click.option("--faults", is_flag=True, help="List every quarantined row with file, line and reason.")
@output_options
def build(
    folder: Path | None,
    profile: str,
    use: bool,
    wait: float,
    engines: tuple[str, ...],
    force: bool,
    faults: bool,
    format_: str | None,
) -> None:
    """Build a graph and account for every row of every table.

    The graph in use stays until the new one is whole. Rows that cannot be used go to quarantine
    with the reason; nothing is dropped silently. Unchanged tables are not built again.
    """
    from kg.assembly import bundled

    home = Home.default()
    built = bundled.build(home, profile=profile, folder=folder, wait=wait, say=say, force=force)
    release = built.release
    if use:
        home.use(profile)
    if faults:
        print_rows(*fault_rows(built.faults), format_)
    else:
        rows = [(one.source, one.file, one.rows, one.in_graph, one.in_part, one.quarantined) for one in built.accounts]
        print_rows(ACCOUNT, rows, format_, heading="What became of every row")
    if built.unchanged:
        say(
            f"nothing has changed since the graph {release.content_id[:12]} was built; it is in {release.path} "
            "(`--force` builds it again)"
        )
    else:
        _summary(release)
    for mapping in built.mappings:
        say(f"{mapping.file}: {mapping.used:,} of {mapping.rows:,} lines were needed")
    for engine in engines:
        from kg.engines.core.opening import make_index

        folder = make_index(release.path, engine, say=say, force=force)
        say(f"the index {folder.name} is in {folder.parent}")
    if home.current() != profile:
        say(
            f"the profile in use is still {home.current()!r}; "
            f"`alskg build --use` or ALSKG_PROFILE={profile} changes that"
        )


def fault_rows(faults: Sequence[Fault]) -> tuple[tuple[str, ...], list[tuple[str | int, ...]]]:
    """Quarantined rows as columns and cells."""
    cells = [
        (one.reason, one.place.file, one.place.line, one.record, "whole" if one.whole else "part", one.detail)
        for one in faults
    ]
    return ("reason", "file", "line", "record", "lost", "detail"), list(cells)


def _summary(release: Release) -> None:
    receipt = release.receipt
    counts = {entry.name.removesuffix(".parquet"): entry.rows for entry in receipt.tables}
    rows = sum(source.rows for source in receipt.sources)
    in_graph = sum(source.in_graph for source in receipt.sources)
    withheld = sum(source.withheld for source in receipt.sources)
    out = sum(source.quarantined for source in receipt.sources)
    say(f"{counts['nodes']:,} nodes, {counts['edges']:,} edges, {counts['evidence']:,} evidence rows")
    say(
        f"{rows:,} table rows: {in_graph:,} in the graph, {out:,} in quarantine; "
        f"{withheld:,} more withheld for their licence"
    )
    if receipt.faults:
        listed = ", ".join(f"{count} {reason}" for reason, count in sorted(receipt.faults.items()))
        say(f"quarantine notes: {listed} (`alskg build --faults` lists them)")
    say(f"graph {receipt.content_id[:12]} is in {release.path}")
