"""``alskg ask``: named questions, listed, shown and answered."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.asking import graph_or_server, neo4j_option, print_answer
from kg.cli.output import output_options, print_rows, say
from kg.errors import UsageError


@click.command(
    epilog="Example: alskg ask   |   alskg ask shared-mechanisms genes=OPTN,TBK1   |   alskg ask gene-models --sparql"
)
@click.argument("slug", required=False)
@click.argument("pairs", metavar="[KEY=VALUE]...", nargs=-1)
@click.option("--language", type=click.Choice(("cypher", "sparql")), default="cypher", show_default=True,
              help="Which engine answers; the rows are the same.")  # fmt: skip
@click.option("--cypher", "shown", flag_value="cypher", help="Print the question in Cypher instead of asking it.")
@click.option("--sparql", "shown", flag_value="sparql", help="Print the question in SPARQL, values filled in.")
@neo4j_option
@output_options
def ask(
    slug: str | None, pairs: tuple[str, ...], language: str, shown: str | None, neo4j: bool, format_: str | None
) -> None:
    """Answer a named question; without one, list them all.

    SLUG is the question's name. Parameters are KEY=VALUE; lists have commas (genes=SOD1,FUS).
    """
    if slug is None:
        if shown is not None:
            raise UsageError(f"--{shown} needs a question.", hint="As in: alskg ask gene-mechanisms --cypher")
        _list(format_)
        return
    params = _parameters(pairs)
    from kg.queries import question
    from kg.questions import answer
    from kg.questions import shown as text_of

    asked = question(slug, language)
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
    print_rows(("group", "question", "title", "parameters"), rows, format_)
    say("`alskg ask QUESTION` answers one; `alskg ask QUESTION --cypher` shows how it is asked")


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
