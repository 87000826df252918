"""``alskg releases`` and ``alskg prune``."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from kg.cli.output import output_options, print_rows, say
from kg.engines.core.places import cache_folder
from kg.errors import AlskgError
from kg.release import Home, build_lock, open_release
from kg.release.files import TEMPORARY
from kg.release.sweep import sweep


@click.command(epilog="Example: alskg releases --format json")
@output_options
def releases(format_: str | None) -> None:
    """List the releases on this machine, newest first, with the profiles that point at them."""
    home = Home.default()
    profiles = home.profiles()
    current = home.current()
    rows = []
    for id in home.release_ids():
        names = [f"{name} (in use)" if name == current else name for name, target in profiles.items() if target == id]
        try:
            receipt = open_release(home, id).receipt
            state = (receipt.built_at, receipt.package_version, receipt.schema_version, "")
        except AlskgError as error:
            state = ("", "", "", error.message)
        rows.append((id[:12], ", ".join(names), *state, _size(home.release_path(id))))
    rows.sort(key=lambda row: row[2], reverse=True)
    print_rows(("release", "profiles", "built", "als-kg", "schema", "problem", "bytes"), rows, format_)
    if not rows:
        say(f"no release in {home.path}; `alskg build` makes one")


@click.command(epilog="Example: alskg prune --dry-run")
@click.option("--dry-run", is_flag=True, help="Say what would go, and delete nothing.")
@click.option("--wait", default=120.0, show_default=True, help="Seconds to wait for a builder.")
def prune(dry_run: bool, wait: float) -> None:
    """Delete the releases that no profile points at, and what builds that died have left."""
    home = Home.default()
    with build_lock(home, wait=wait, on_wait=say):
        kept = set(home.profiles().values())
        gone = [id for id in home.release_ids() if id not in kept]
        freed = 0
        for id in gone:
            path = home.release_path(id)
            freed += _size(path)
            if not dry_run:
                # Out of sight first, so that nobody opens half a release.
                hidden = path.with_name(TEMPORARY + "pruned-" + id)
                path.rename(hidden)
                shutil.rmtree(hidden, ignore_errors=True)
                # Indexes and views that could not be written beside it.
                shutil.rmtree(cache_folder() / "index" / id, ignore_errors=True)
        if not dry_run:
            sweep(home)
    verb = "would delete" if dry_run else "deleted"
    say(f"{verb} {len(gone)} releases ({freed:,} bytes), kept {len(kept)}")
    for id in gone:
        click.echo(id)


def _size(path: Path) -> int:
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
