"""Writes ``docs/cli.md``: what ``--help`` says, for every command."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from kg.cli import COMMANDS, alskg
from pages.markdown import fence

WIDTH = 90
_TABLE = re.compile(r"(<!-- commands: [^>]*-->\n)(?:\|.*\n)*\n")
HEAD = """<!-- Generated from `alskg --help` by `python docs/generate.py`; do not edit. -->
# Command line

What `alskg COMMAND --help` says, for every command. Data go to stdout, words to stderr. Exit codes: 0 ok, 1 failed, \
2 usage, 3 nothing found, 4 findings from validation, 5 needs the network but is offline."""


def page() -> str:
    """Write the page."""
    parts = [HEAD]
    top = click.Context(alskg, info_name="alskg", terminal_width=WIDTH, **alskg.context_settings)
    for path, command, context in walk(alskg, top):
        parts += [f"{'##' if path.count(' ') < 2 else '###'} {path}", fence(command.get_help(context), "text")]
    return "\n\n".join(parts) + "\n"


def readme(text: str) -> str:
    """Put the table of commands into README, where its mark stands.

    Args:
        text: README as it is.

    Raises:
        ValueError: the mark is not there.
    """
    rows = "".join(f"| `alskg {name}` | {one.summary} |\n" for name, one in COMMANDS.items())
    changed, count = _TABLE.subn(lambda found: f"{found[1]}| | |\n|---|---|\n{rows}\n", text)
    if count != 1:
        raise ValueError("README has no mark for the table of commands")
    return changed


def walk(command: click.Command, context: click.Context) -> Iterator[tuple[str, click.Command, click.Context]]:
    """Yield a command and all below it, each with its path (``alskg neo4j push``)."""
    yield context.command_path, command, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is None or inner.hidden:
                continue
            inside = click.Context(inner, info_name=name, parent=context, terminal_width=WIDTH)
            yield from walk(inner, inside)
