"""Questions in a query language: ``cypher`` and ``sparql``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.asking import graph, graph_or_server, neo4j_option, print_answer, read_parameters, read_query
from kg.cli.filtering import filter_options
from kg.cli.output import output_options
from kg.engines.core.limits import LEAST_MEMORY_MB, MEMORY_MB, MOST_MEMORY_MB, Limits

file_option = click.option(
    "-f", "--file", "file", type=click.Path(path_type=Path), help="Read the query from a file instead."
)
seconds_option = click.option(
    "--timeout",
    "seconds",
    default=30.0,
    show_default=True,
    type=click.FloatRange(0.001, 86_400),
    help="Seconds it may take.",
)
memory_option = click.option(
    "--memory",
    "memory_mb",
    type=click.IntRange(LEAST_MEMORY_MB, MOST_MEMORY_MB),
    help=f"Megabytes it may take beside the graph itself.  [default: $ALSKG_MEMORY_MB, else {MEMORY_MB}]",
)
rows_option = click.option(
    "--max-rows", default=100_000, show_default=True, type=click.IntRange(1), help="Rows to keep at most."
)


@click.command(epilog="Example: alskg cypher 'MATCH (g:Gene {symbol: $s})-[r]->(x) RETURN x.name, r.belief' -p s=FUS")
@click.argument("query", required=False)
@file_option
@click.option("-p", "--parameter", "pairs", multiple=True, help="name=value for $name in the query; may be repeated.")
@seconds_option
@memory_option
@rows_option
@neo4j_option
@filter_options
@output_options
def cypher(
    query: str | None,
    file: Path | None,
    pairs: tuple[str, ...],
    seconds: float,
    memory_mb: int | None,
    max_rows: int,
    neo4j: bool,
    format_: str | None,
) -> None:
    """Answer a question in Cypher (`-` reads it from stdin). See docs/cypher.md for the dialect."""
    text = read_query(query, file, "cypher")
    params = read_parameters(pairs)
    limits = Limits(seconds, max_rows, memory_mb=memory_mb)
    with graph_or_server(neo4j) as opened:
        print_answer(opened, opened.cypher(text, params, limits=limits), format_, in_words=False)


@click.command(
    epilog="Example: alskg sparql 'SELECT ?gene WHERE { ?gene biolink:contributes_to/ALSKG:within MONDO:0004976 }'"
)
@click.argument("query", required=False)
@file_option
@seconds_option
@memory_option
@rows_option
@filter_options
@output_options
def sparql(
    query: str | None, file: Path | None, seconds: float, memory_mb: int | None, max_rows: int, format_: str | None
) -> None:
    """Answer a question in SPARQL (`-` reads it from stdin); the schema's prefixes are known."""
    text = read_query(query, file, "sparql")
    limits = Limits(seconds, max_rows, memory_mb=memory_mb)
    with graph() as opened:
        print_answer(opened, opened.sparql(text, limits=limits), format_, in_words=False)
