"""``alskg neo4j``: the graph on a Neo4j server."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from kg.cli.login import ask_login
from kg.cli.output import output_options, print_rows, say

_F = TypeVar("_F", bound=Callable[..., object])


def server_options(command: _F) -> _F:
    """Add ``--uri``, ``--username`` and ``--database`` to a command; passwords come from elsewhere."""
    for option in (
        click.option("--database", help="Which database, instead of $NEO4J_DATABASE; else the user's own."),
        click.option("--username", help="Who asks, instead of $NEO4J_USERNAME; else neo4j."),
        click.option("--uri", help="Where the server is, instead of $NEO4J_URI; else bolt://localhost:7687."),
    ):
        command = option(command)
    return command


@click.group(epilog="Example: alskg neo4j push --uri bolt://localhost:7687   |   alskg neo4j status")
def neo4j() -> None:
    """Bring the graph to a Neo4j server, and say what a server holds.

    The password comes from $NEO4J_PASSWORD or is asked for, never from the command line.
    """


@neo4j.command(epilog="Example: NEO4J_URI=bolt://localhost:7687 alskg neo4j push")
@server_options
def push(uri: str | None, username: str | None, database: str | None) -> None:
    """Bring the graph in use to a server; one that was cut off is completed."""
    from kg.assembly.bundled import open_or_build
    from kg.engines.neo4j.push import push as bring

    login = ask_login(uri, username, database)
    report = bring(open_or_build(say=say), login, say=say)
    relationships = sum(report.relationships.values())
    say(
        f"graph {report.content_id[:12]} is on {login.uri}: {report.nodes:,} nodes, "
        f"{report.evidence:,} evidence nodes, {relationships:,} relationships, counted there; {report.seconds:.0f} s"
    )


@neo4j.command(epilog="Example: alskg neo4j status --format json")
@server_options
@output_options
def status(uri: str | None, username: str | None, database: str | None, format_: str | None) -> None:
    """Say which graph a server holds, and whether all of it is there."""
    from kg.engines.neo4j.connection import connected
    from kg.engines.neo4j.marker import held

    login = ask_login(uri, username, database)
    with connected(login) as driver:
        found = held(driver, login)
    rows = [("node", "", found.nodes), ("evidence", "", found.evidence)]
    rows += [("relationship", name, count) for name, count in found.relationships.items()]
    print_rows(("what", "type", "count"), rows, format_, heading=f"On {login.uri}")
    say(f"server {found.server}, graph {found.content_id[:12]}, schema {found.schema_version}")
    if found.pushed_at is None:
        say("the last push did not end: `alskg neo4j push` completes it")
    else:
        say(f"pushed {found.pushed_at}")
