"""The command line: ``alskg``. Commands are imported when they are called, not before."""

from __future__ import annotations

import io
import os
import signal
import sys
from importlib import import_module
from importlib.metadata import version
from types import FrameType
from typing import NamedTuple

import click

from kg.errors import AlskgError


class Command(NamedTuple):
    """A command: the module that holds it under its name, and what ``--help`` and README say of it."""

    module: str
    summary: str


COMMANDS = {
    "quickstart": Command("kg.cli.quickstart", "Build the bundled graph, answer three questions, draw a page."),
    "search": Command("kg.cli.look", "Find nodes by name, symbol, alias or identifier."),
    "node": Command("kg.cli.look", "Show what the graph knows about one thing."),
    "neighbours": Command("kg.cli.look", "List the things next to one thing."),
    "edges": Command("kg.cli.look", "List edges with their votes."),
    "evidence": Command("kg.cli.look", "Show who says so, for and against."),
    "trials": Command("kg.cli.look", "List trials and how they ended."),
    "ask": Command("kg.cli.ask", "Answer a named question, or list them."),
    "cypher": Command("kg.cli.query", "Answer a question in Cypher."),
    "sparql": Command("kg.cli.query", "Answer a question in SPARQL."),
    "mcp": Command("kg.cli.mcp", "Serve the graph to AI assistants (Model Context Protocol)."),
    "view": Command("kg.cli.view", "Write a page of what surrounds some things."),
    "export": Command("kg.cli.export", "Write the graph for other tools (KGX, RDF, GraphML, Cytoscape, TSV)."),
    "neo4j": Command("kg.cli.neo4j", "Bring the graph to a Neo4j server (push, status)."),
    "build": Command("kg.cli.build", "Build a graph from the packaged tables (or your own)."),
    "status": Command("kg.cli.status", "Say which graph is in use and what it was made of."),
    "verify": Command("kg.cli.verify", "Check a release against its receipt and its rules."),
    "releases": Command("kg.cli.releases", "List the releases and profiles on this machine."),
    "prune": Command("kg.cli.releases", "Delete the releases that no profile points at."),
    "diff": Command("kg.cli.diff", "Say what changed between two releases."),
}
"""Every command, in the order of ``--help``; the table in README is made of it."""


class _Lazy(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name].module), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name not in COMMANDS and not name.startswith("-"):
            from kg.graph.vocabulary import FORMER_COMMANDS
            from kg.text.suggest import hint

            if name in FORMER_COMMANDS:
                raise click.UsageError(f"there is no command {name!r}: it is `alskg {FORMER_COMMANDS[name]}`.")
            meant = f"{hint(name, COMMANDS, '')} See `alskg --help`.".lstrip()
            raise click.UsageError(f"there is no command {name!r}. {meant}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.summary) for name, command in COMMANDS.items()])


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with `alskg quickstart`. Graphs are kept in $ALSKG_HOME, else in your data folder.",
)
@click.version_option(version("als-kg"), prog_name="alskg")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing on stderr except errors.")
@click.pass_context
def alskg(ctx: click.Context, quiet: bool) -> None:
    """Ask the knowledge graph of amyotrophic lateral sclerosis: every edge with its evidence."""
    ctx.obj = {"quiet": quiet}


def main() -> None:
    """Run ``alskg`` and leave with its exit code."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _end_in_order)
    sys.exit(run(sys.argv[1:]))


def _end_in_order(number: int, frame: FrameType | None) -> None:
    """End engines and delete temporary folders before leaving; a second signal ends at once."""
    signal.signal(number, signal.SIG_DFL)
    sys.exit(128 + number)


def _with_new_name(error: click.ClickException) -> click.ClickException:
    """Say what took the place of an option of an earlier version."""
    if isinstance(error, click.NoSuchOption):
        from kg.graph.vocabulary import FORMER_OPTIONS

        command = error.ctx.info_name if error.ctx is not None else None
        instead = FORMER_OPTIONS.get((str(command), error.option_name))
        if instead is not None:
            return click.UsageError(f"there is no option {error.option_name}: it is {instead}.", error.ctx)
    return error


def _is_text(argument: str) -> bool:
    """Tell whether an argument can be written; plain ones are told without another module."""
    if argument.isascii():
        return True
    from kg.text.safe import is_unicode

    return is_unicode(argument)


def run(args: list[str]) -> int:
    """Run ``alskg`` with `args`; errors become a sentence, a remedy and an exit code."""
    if sys.stdout is None:
        click.echo("error: there is no standard output to write to.\nhint: Open it, or send it to a file.", err=True)
        return 1
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show an arrow gets its escape, not an error.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if not all(map(_is_text, args)):
        click.echo("error: an argument is not valid text.\nhint: Give it in UTF-8.", err=True)
        return 2
    try:
        result = alskg.main(args=args, prog_name="alskg", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        _with_new_name(error).show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped.", err=True)
        return 130
    except AlskgError as error:
        click.echo(f"error: {error.message}\nhint: {error.hint}", err=True)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        what = error.filename or "the output"
        click.echo(f"error: {what} cannot be written or read ({error.strerror or error}).", err=True)
        click.echo("hint: Free some space, check its permissions, or name another file.", err=True)
        return 1
    return result if isinstance(result, int) else 0
