"""``alskg verify``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import click

from kg.cli.output import output_options, print_rows, say
from kg.errors import FindingsError, ReleaseError
from kg.release import Home, Release, open_named, open_profile

Finding = tuple[str, str, str]
"""Which check, which file or row, what is wrong."""


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of check.

    Attributes:
        sound: what is sound when it finds nothing, as the last line names it.
        find: gives the findings of a release.
        alone: True where it can run though an earlier check has found something.
    """

    sound: str
    find: Callable[[Release], Iterable[Finding]]
    alone: bool = False


@click.command(epilog="Example: alskg verify   |   alskg verify --shacl")
@click.argument("release", required=False)
@click.option("--shacl", is_flag=True, help="Also run the SHACL shapes (slow; needs `pip install 'als-kg[verify]'`).")
@output_options
def verify(release: str | None, shacl: bool, format_: str | None) -> None:
    """Check a release: its receipt, files, tables, ids, votes, and its engines' indexes.

    RELEASE is a profile or the beginning of a content id; the graph in use when left out.
    """
    home = Home.default()
    try:
        found = open_named(home, release) if release else open_profile(home, home.current())
    except ReleaseError as error:
        print_rows(("check", "id", "message"), [("receipt", "", error.message)], format_)
        raise FindingsError(f"1 finding: {error.message}", hint=error.hint) from error
    checks = (*CHECKS, Check("SHACL shapes", _shacl)) if shacl else CHECKS
    findings: list[Finding] = []
    for check in checks:
        if check.alone or not findings:
            findings += check.find(found)
    if findings:
        print_rows(("check", "id", "message"), findings, format_)
        raise FindingsError(
            f"{len(findings)} findings in the release {found.content_id[:12]}.",
            hint="Run `alskg build` to make the graph anew; if they stay, please report them.",
        )
    say(f"the release {found.content_id[:12]} is sound: {', '.join(check.sound for check in checks)}")
    if not found.proven:
        say("its receipt cannot be proven, for no profile keeps its digest: `alskg build` writes one that can")


def _files(release: Release) -> Iterable[Finding]:
    return [("digest", "", sentence) for sentence in release.damaged_files()]


def _tables(release: Release) -> Iterable[Finding]:
    from kg.assembly.check import check_tables
    from kg.assembly.prove import check_receipt
    from kg.release.content import content_id

    tables = release.tables()
    findings = [(one.check, one.id, one.message) for one in check_tables(tables, release.receipt.origin_groups)]
    if not findings and content_id(tables) != release.content_id:
        findings.append(("content_id", release.content_id, "the tables say something else than the content id"))
    return findings + [(one.check, one.id, one.message) for one in check_receipt(release, tables)]


def _shacl(release: Release) -> Iterable[Finding]:
    from kg.assembly.shacl import validate

    tables = release.tables()
    return [(one.shape, one.focus, one.message) for one in validate(tables)]


def _indexes(release: Release) -> Iterable[Finding]:
    from kg.engines.core.opening import damaged_indexes
    from kg.filters.view import damage_of, view_folders

    again = "it is made again at the next question that needs it"
    views = list(view_folders(release.path))
    found = [("view", view.name, f"{damage}; {again}") for view in views if (damage := damage_of(view))]
    for folder in (release.path, *views):
        found += [("index", one.name, f"{damage}; {again}") for one, damage in damaged_indexes(folder)]
    return found


CHECKS: tuple[Check, ...] = (
    Check("files", _files),
    Check("receipt, tables, ids, votes", _tables),
    Check("indexes, views", _indexes, alone=True),
)
"""What is checked, in this order. A check that needs no sound tables is `alone`."""
