"""``alskg mcp``: the graph for AI assistants."""

from __future__ import annotations

import click

from kg.cli.output import say


@click.command(epilog='Example: alskg mcp   |   in a client\'s settings: {"command": "alskg", "args": ["mcp"]}')
@click.option(
    "--timeout",
    "seconds",
    default=20.0,
    show_default=True,
    type=click.FloatRange(0.1, 3_600),
    help="Seconds that one query may take.",
)
def mcp(seconds: float) -> None:
    """Serve the graph to an AI assistant over stdin and stdout (Model Context Protocol).

    A client starts this command by itself; see docs/mcp.md. Needs `pip install 'als-kg[mcp]'`.
    """
    from kg.mcp.stdio import serve

    serve(seconds, say=say)
