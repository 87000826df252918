"""``alskg ask``: named questions, listed, shown and answered."""

from __future__ import annotations

import json
import shlex
import sys
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from kg.cli.asking import graph_or_server, neo4j_option, print_answer
from kg.cli.filtering import filter_options
from kg.cli.output import output_options, print_rows, say
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.graph.knowledge_graph import KnowledgeGraph
    from kg.queries import Parameter, Question


def _slugs(context: click.Context, argument: click.Parameter, incomplete: str) -> list[str]:
    """List the questions that begin so, for the shell."""
    from kg.queries import slugs

    return [slug for slug in slugs() if slug.startswith(incomplete)]


def _keys(context: click.Context, argument: click.Parameter, incomplete: str) -> list[str]:
    """List the parameters of the question, or the words that one takes, for the shell."""
    from kg.queries import read_question, slugs

    slug = context.params.get("slug")
    if slug not in slugs():
        return []
    name, sign, _ = incomplete.partition("=")
    known = read_question(slug, "cypher").parameters
    words = (
        [f"{name}={word}" for word in known[name].choices] if sign and name in known else [f"{key}=" for key in known]
    )
    return [word for word in words if word.startswith(incomplete)]


@click.command(
    epilog="Example: alskg ask   |   alskg ask shared-mechanisms genes=OPTN,TBK1   |   alskg ask gene-models --sparql"
)
@click.argument("slug", metavar="[QUESTION]", required=False, shell_complete=_slugs)
@click.argument("pairs", metavar="[KEY=VALUE]...", nargs=-1, shell_complete=_keys)
@click.option("--language", type=click.Choice(("cypher", "sparql")), default="cypher", show_default=True,
              help="Which engine answers; the rows are the same.")  # fmt: skip
@click.option("--describe", is_flag=True, help="Tell what it answers, its parameters and columns.")
@click.option("--cypher", "shown", flag_value="cypher", help="Print the question in Cypher instead of asking it.")
@click.option("--sparql", "shown", flag_value="sparql", help="Print the question in SPARQL, values filled in.")
@neo4j_option
@filter_options
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

    QUESTION is its name. Parameters are KEY=VALUE; lists have commas (genes=SOD1,FUS).
    """
    if slug is None:
        if shown is not None or describe:
            flag = shown or "describe"
            raise UsageError(f"--{flag} needs a question.", hint=f"As in: alskg ask gene-mechanisms --{flag}")
        _list(format_)
        return
    if describe and shown is not None:
        raise UsageError(f"--describe and --{shown} are two things.", hint="Give one of them.")
    from kg.graph.filtering import asked
    from kg.queries import read_question
    from kg.questions import answer, given_parameters
    from kg.questions import shown as text_of

    question = read_question(slug, language)
    params = _parameters(question, pairs)
    if describe:
        _describe(question, format_)
        return
    with graph_or_server(neo4j) as opened:
        if shown is not None:
            click.echo(text_of(opened, slug, shown, params), nl=False)
            if shown == "cypher":
                _say_parameters(opened, question, params)
            return
        found = asked(opened, lambda one: answer(one, slug, language, params))
        given = ", ".join(f"{name}={_typed(value)}" for name, value in given_parameters(question, params).items())
        say(f"{question.title}: {given}" if given else question.title)
        # An empty answer is an answer: its warnings say what was consulted.
        print_answer(opened, found, format_, brief=question.brief)


def _say_parameters(opened: KnowledgeGraph, question: Question, params: dict[str, Any]) -> None:
    """Say what `alskg cypher` has to be given besides the text: the parameters, names as identifiers."""
    from kg.questions.values import resolved

    kinds = question.parameters
    given = {name: one for name, one in resolved(opened, question, params).items() if kinds[name].kind != "release"}
    if given:
        words = (shlex.quote(f"{name}={json.dumps(one, ensure_ascii=False)}") for name, one in given.items())
        say(f"to ask it: alskg cypher - {' '.join(f'-p {word}' for word in words)}")


def _typed(value: Any) -> str:
    return ",".join(value) if isinstance(value, list) else str(value)


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


def _describe(question: Question, format_: str | None) -> None:
    """Print what a question answers, what it takes and what it gives, from its header."""
    rows = [("title", question.title), ("description", question.description)]
    rows += [(f"parameter {one.name}", _parameter(one)) for one in question.parameters.values()]
    rows += [("example", " ".join(["alskg ask", question.slug, *map(_quoted, question.example)]))]
    rows += [("columns", ", ".join(name + ("[]" if name in question.lists else "") for name in question.columns))]
    rows += [("goes over", ", ".join(question.edges) or "edges of any kind")]
    rows += [("note", question.note)] if question.note else []
    print_rows(("field", "value"), rows, format_)


def _parameter(one: Parameter) -> str:
    if one.default is None:
        return f"{one.description}; needed"
    return f"{one.description}; {str(one).partition('=')[2] or 'any'} when left out"


def _parameters(question: Question, pairs: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name.isidentifier():
            known = " ".join(map(_quoted, question.parameters.values()))
            hint = f"Write KEY=VALUE, as in {known}." if known else "This question takes none."
            raise UsageError(f"{pair!r} is not a parameter.", hint=hint)
        if name in found:
            raise UsageError(f"the parameter {name!r} is given twice.", hint="Give a list with commas: genes=SOD1,FUS.")
        found[name] = value
    return found


def _quoted(parameter: object) -> str:
    return shlex.quote(str(parameter))
