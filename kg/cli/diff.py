"""``alskg diff``."""

from __future__ import annotations

import click

from kg.cli.output import output_options, print_rows, say
from kg.release import Home, open_named


@click.command(epilog="Example: alskg diff bundled mine   |   alskg diff 3f2a 9c1b --format md")
@click.argument("old")
@click.argument("new")
@output_options
def diff(old: str, new: str, format_: str | None) -> None:
    """Say what changed from OLD to NEW (profiles, or the beginnings of content ids).

    Added, retracted, renamed, re-graded, evidence changed; and nodes whose fields changed.
    """
    from kg.release.diff import diff as compare

    home = Home.default()
    found = compare(open_named(home, old), open_named(home, new))
    rows = [
        (heading, change.kind, change.id, change.text, change.detail)
        for heading, changes in found.sections().items()
        for change in changes
    ]
    print_rows(("change", "kind", "id", "what", "detail"), rows, format_)
    counts = ", ".join(f"{len(changes)} {heading}" for heading, changes in found.sections().items() if changes)
    say(f"{found.old[:12]} → {found.new[:12]}: {counts or 'no difference'}")
