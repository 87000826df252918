"""``alskg ask``: named questions, listed, shown and answered."""

from __future__ import annotations

import sys
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from kg.cli.asking import graph_or_server, neo4j_option, print_answer
from kg.cli.output import output_options, print_rows, say
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.queries import Parameter, Question


@click.command(
    epilog="Example: alskg ask   |   alskg ask shared-mechanisms genes=OPTN,TBK1   |   alskg ask gene-models --sparql"
)
@click.argument("slug", required=False)
@click.argument("pairs", metavar="[KEY=VALUE]...", nargs=-1)
@click.option("--language", type=click.Choice(("cypher", "sparql")), default="cypher", show_default=True,
              help="Which engine answers; the rows are the same.")  # fmt: skip
@click.option("--describe", is_flag=True, help="Tell what it answers, its parameters and columns.")
@click.option("--cypher", "shown", flag_value="cypher", help="Print the question in Cypher instead of asking it.")
@click.option("--sparql", "shown", flag_value="sparql", help="Print the question in SPARQL, values filled in.")
@neo4j_option
@output_options
def ask(
    slug: str | None,
    pairs: tuple[str, ...],
    language: str,
    describe: bool,
    shown: str | None,
    neo4j: bool,
    format_: str | None,
) -> None:
    """Answer a named question; without one, list them all.

    SLUG is the question's name. Parameters are KEY=VALUE; lists have commas (genes=SOD1,FUS).
    """
    if slug is None:
        if shown is not None or describe:
            flag = shown or "describe"
            raise UsageError(f"--{flag} needs a question.", hint=f"As in: alskg ask gene-mechanisms --{flag}")
        _list(format_)
        return
    params = _parameters(pairs)
    from kg.queries import question
    from kg.questions import answer
    from kg.questions import shown as text_of

    asked = question(slug, language)
    if describe:
        _describe(asked, format_)
        return
    with graph_or_server(neo4j) as opened:
        if shown is not None:
            click.echo(text_of(opened, slug, shown, params), nl=False)
            return
        say(asked.title)
        # An empty answer is an answer: its warnings say what was consulted.
        print_answer(opened, answer(opened, slug, language, params), format_)


def _list(format_: str | None) -> None:
    from kg.questions import questions

    rows = [(one.group, one.slug, one.title, " ".join(map(_quoted, one.parameters.values()))) for one in questions()]
    if format_ == "table" or (format_ is None and sys.stdout.isatty()):
        # People read it group by group; programs get the group as a column.
        for group, found in groupby(rows, key=lambda row: row[0]):
            print_rows(("question", "title"), [row[1:3] for row in found], "table", heading=group)
    else:
        print_rows(("group", "question", "title", "parameters"), rows, format_)
    say("`alskg ask QUESTION` answers one, `--describe` tells its parameters, `--cypher` shows how it is asked")


def _describe(asked: Question, format_: str | None) -> None:
    """What a question answers, what it takes and what it gives, from its header."""
    rows = [("title", asked.title), ("description", asked.description)]
    rows += [(f"parameter {one.name}", _parameter(one)) for one in asked.parameters.values()]
    rows += [("example", " ".join(["alskg ask", asked.slug, *map(_quoted, asked.example)]))]
    rows += [("columns", ", ".join(name + ("[]" if name in asked.lists else "") for name in asked.columns))]
    rows += [("goes over", ", ".join(asked.edges) or "edges of any kind")]
    rows += [("note", asked.note)] if asked.note else []
    print_rows(("field", "value"), rows, format_)


def _parameter(one: Parameter) -> str:
    if one.default is None:
        return f"{one.description}; needed"
    return f"{one.description}; {str(one).partition('=')[2] or 'any'} when left out"


def _parameters(pairs: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name.isidentifier():
            raise UsageError(f"{pair!r} is no parameter.", hint="Write KEY=VALUE, as in genes=SOD1,FUS.")
        if name in found:
            raise UsageError(f"the parameter {name!r} is given twice.", hint="Give a list with commas: genes=SOD1,FUS.")
        found[name] = value
    return found


def _quoted(parameter: object) -> str:
    text = str(parameter)
    return f"'{text}'" if " " in text else text
