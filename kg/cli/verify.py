"""``alskg verify``."""

from __future__ import annotations

import click

from kg.cli.output import output_options, print_rows, say
from kg.errors import FindingsError
from kg.release import Home, Release, open_release


@click.command(epilog="Example: alskg verify   |   alskg verify --shacl")
@click.argument("release", required=False)
@click.option("--shacl", is_flag=True, help="Also run the SHACL shapes (slow; needs `pip install 'als-kg[verify]'`).")
@output_options
def verify(release: str | None, shacl: bool, format_: str | None) -> None:
    """Check a release: its files against the receipt, its tables against the schema and its own ids.

    RELEASE is a profile or the beginning of a content id; the graph in use when left out.
    """
    home = Home.default()
    found = open_release(home, home.find(release) if release else home.pointed_at(home.current()))
    findings = [("digest", "", sentence) for sentence in found.damaged_files()]
    if not findings:
        findings = _table_findings(found)
    if shacl and not findings:
        findings = _shacl_findings(found)
    if findings:
        print_rows(("check", "id", "message"), findings, format_)
        raise FindingsError(
            f"{len(findings)} findings in the release {found.content_id[:12]}.",
            hint="Run `alskg build` to make the graph anew; if they stay, please report them.",
        )
    say(f"the release {found.content_id[:12]} is sound: files, tables, ids, votes{', SHACL shapes' if shacl else ''}")


def _table_findings(release: Release) -> list[tuple[str, str, str]]:
    from kg.build.check import check_frames
    from kg.release.content import content_id

    frames = release.frames()
    groups = {source.source: source.origin_group for source in release.receipt.sources}
    findings = [(one.check, one.id, one.message) for one in check_frames(frames, groups)]
    if not findings and content_id(frames) != release.content_id:
        findings.append(("content_id", release.content_id, "the tables say something else than the content id"))
    return findings


def _shacl_findings(release: Release) -> list[tuple[str, str, str]]:
    from kg.build.shacl import validate

    frames = release.frames()
    return [
        (one.shape, one.focus, one.message) for one in validate(frames["nodes"], frames["edges"], frames["evidence"])
    ]
