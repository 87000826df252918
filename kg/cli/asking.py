"""What the commands that question a graph share: opening it, reading queries, printing answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.filtering import through_filter
from kg.cli.output import print_rows, say
from kg.errors import NotFound, UsageError
from kg.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.engines.core.rows import Rows
    from kg.graph.knowledge_graph import KnowledgeGraph


MAX_INPUT = 1_000_000
"""Characters that are read from stdin; the guards refuse long queries with a sentence."""


@contextmanager
def graph() -> Iterator[KnowledgeGraph]:
    """Open the graph in use, through the command's filter; the bundled one is built when there is none."""
    import kg

    with kg.open(say=say) as whole, through_filter(whole) as opened:
        yield opened


@contextmanager
def graph_or_server(neo4j: bool) -> Iterator[KnowledgeGraph]:
    """Open the graph in use, or the one on the Neo4j server of the environment."""
    if not neo4j:
        with graph() as opened:
            yield opened
        return
    import kg
    from kg.cli.login import ask_login

    with kg.open(neo4j=ask_login(), say=say) as server:
        yield through_filter(server)


def read_query(query: str | None, file: Path | None, language: str) -> str:
    """Read the text of a query: the argument, ``-`` for stdin, or a file.

    Raises:
        UsageError: none of them, more than one, or a file that cannot be read.
    """
    if (query is None) == (file is None):
        raise UsageError(
            f"give one {language} query.",
            hint=f"As an argument, as `-` for stdin, or in a file: alskg {language} -f FILE.",
        )
    if file is not None:
        try:
            return file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"the file {file} cannot be read ({error}).", hint="Give a UTF-8 text file.") from error
    if query == "-":
        return sys.stdin.read(MAX_INPUT) if sys.stdin is not None else ""
    return str(query)


def read_names(name: str | None, file: Path | None) -> list[str]:
    """Names or identifiers: the argument, one per line of stdin (``-``), or one per line of a file.

    Raises:
        UsageError: none of them, more than one, no name at all, or a file that cannot be read.
    """
    if (name is None) == (file is None):
        raise UsageError("give one name.", hint="As an argument, as `-` for a list on stdin, or a list in -f FILE.")
    if name is not None and name != "-":
        return [name]
    text = read_query(name, file, "name")
    names = [line.strip() for line in text.splitlines() if line.strip()]
    if not names:
        raise UsageError("the list of names is empty.", hint="Give one name or identifier per line.")
    return names


def read_parameters(pairs: Iterable[str]) -> dict[str, Any]:
    """Read ``name=value`` pairs as parameters; a value that is JSON is taken as such, else as text.

    Raises:
        UsageError: a pair without ``=``.
    """
    found: dict[str, Any] = {}
    for pair in pairs:
        name, sign, text = pair.partition("=")
        if not sign or not name:
            raise UsageError(f"{pair!r} is not a parameter.", hint="Write name=value, as in -p gene=SOD1.")
        try:
            found[name] = json.loads(text)
        except (ValueError, RecursionError):
            found[name] = text
    return found


def print_answer(
    opened: KnowledgeGraph,
    rows: Rows,
    format_: str | None,
    *,
    what: str | None = None,
    brief: Sequence[str] = (),
    in_words: bool = True,
) -> None:
    """Print an answer: data on stdout, warnings and where it comes from on stderr.

    Args:
        opened: the graph that answered.
        rows: the answer.
        format_: one of `kg.cli.output.OUTPUT_FORMATS`.
        what: named when the answer is empty and that means that nothing was found.
        brief: the columns that a terminal shows when all of them would not fit.
        in_words: say codes in words where people read them; not where somebody wrote the query.

    Raises:
        NotFound: the answer is empty and `what` is given.
    """
    if rows.verdict:
        say(f"verdict: {rows.verdict}")
    print_rows(rows.columns, rows.rows, format_, brief=brief, in_words=in_words)
    for sentence in rows.warnings:
        say(f"warning: {sentence}")
    if what is not None and not rows:
        known = opened.provenance
        if known.filter:
            raise NotFound(
                f"nothing found for {what} through the filter {known.filter}.",
                hint="The warning above says how many rows there are without it.",
            )
        raise NotFound(
            f"nothing found for {what} among {known.edges:,} edges and {known.nodes:,} nodes.",
            hint="`alskg search` finds names; `alskg edges NAME --asserted all` shows what is not asserted as well.",
        )
    known = opened.provenance
    behind = _evidence_behind(opened, rows)
    rests_on = f", {counted(behind, 'evidence row')} behind this answer" if behind is not None else ""
    where = f" on {known.server}" if known.server else ""
    say(f"graph {known.name()}{where}{rests_on}")


def say_note(opened: KnowledgeGraph) -> None:
    """Say what the command's filter left out, where nothing else does."""
    if opened.provenance.note:
        say(opened.provenance.note)


def _evidence_behind(opened: KnowledgeGraph, rows: Rows) -> int | None:
    """Count the evidence rows that belong to the edges that the answer names; None when it names none."""
    from kg.engines.core.values import GraphPath, GraphRelationship
    from kg.model.curie import is_edge_id

    edges: set[str] = set()
    for row in rows:
        for cell in row:
            if isinstance(cell, GraphRelationship):
                edges.add(cell.id)
            elif isinstance(cell, GraphPath):
                edges.update(one.id for one in cell.relationships)
            else:
                texts = cell if isinstance(cell, list) else [cell]
                edges.update(text for text in texts if isinstance(text, str) and is_edge_id(text))
    if not edges:
        return None
    query = "MATCH (e:Evidence) WHERE e.edge_id IN $edges RETURN count(e)"
    return int(opened.cypher(query, edges=sorted(edges)).scalar())


names_option = click.option(
    "-f", "--file", "file", type=click.Path(path_type=Path), help="Read names from a file, one per line."
)
neo4j_option = click.option(
    "--neo4j", is_flag=True, help="Ask the graph on a Neo4j server ($NEO4J_URI, $NEO4J_USERNAME, $NEO4J_PASSWORD)."
)
predicate_option = click.option("--predicate", help="Only that predicate, such as contributes_to.")
below_option = click.option(
    "--below", is_flag=True, help="Start from what lies below as well (types of ALS for ALS, products of a cell)."
)
exact_option = click.option(
    "--exact",
    is_flag=True,
    help="Only what is named, not what lies below it (ALS type 1 for ALS, a product for a cell).",
)
