"""The page of one named question: how to ask it, and its answer on the bundled graph."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.engines.core.rows import Rows
from kg.graph.knowledge_graph import KnowledgeGraph
from kg.queries import Parameter, Question
from kg.questions import shown
from kg.questions.values import in_query, resolved
from pages import earlier
from pages.markdown import Cell, cell, code, escape, fence, table

MAX_ROWS = 15
"""Rows of an answer that a page shows."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question as a page asks it.

    Attributes:
        question: the question, in Cypher.
        values: the value of every parameter, names as a person types them.
        resolved: the same as the query gets them, names as identifiers.
        sparql: the question in SPARQL with these values in place.
        answer: what the graph says.
    """

    question: Question
    values: Mapping[str, Any]
    resolved: Mapping[str, Any]
    sparql: str
    answer: Rows


def ask(graph: KnowledgeGraph, question: Question) -> Example:
    """Ask a question with its defaults; a parameter without one takes the value of the example.

    One that compares two releases is asked to compare with the graph of `pages.earlier`.
    """
    example = dict(part.split("=", 1) for part in question.example)
    values: dict[str, Any] = {
        name: example.get(name) if default is None else default for name, default in question.defaults().items()
    }
    if question.compares:
        values["old"] = earlier.PROFILE
    found = graph.ask(question.slug, **values)
    sparql = shown(graph, question.slug, "sparql", values)
    return Example(question, values, in_query(question, resolved(graph, question, values)), sparql, found)


def page(example: Example) -> str:
    """Write the page."""
    slug = example.question.slug
    head = (
        f"<!-- Generated from queries/{slug}.cypher and queries/{slug}.rq by `python docs/generate.py`; "
        f"do not edit. -->\n# {escape(example.question.title)}\n\n{escape(example.question.description)}"
    )
    parts = (
        head,
        *_parameters(example.question),
        *_how(example),
        *_answer(example),
        *_columns(example.question),
        *_cypher(example),
        *_sparql(example),
    )
    return "\n\n".join(parts) + "\n"


def _parameters(question: Question) -> Iterator[str]:
    yield "## Parameters"
    if not question.parameters:
        yield "None."
        return
    rows = [
        (Cell(code(one.name)), Cell(escape(one.description)), Cell(_default(one)))
        for one in question.parameters.values()
    ]
    yield table(("name", "kind", "default"), rows)


def _default(parameter: Parameter) -> str:
    if parameter.default is None:
        return "none: a value is needed"
    if parameter.default == "":
        return "any"
    return code(str(parameter).partition("=")[2])


def _how(example: Example) -> Iterator[str]:
    question = example.question
    needed = [f"{one.name}={example.values[one.name]}" for one in question.parameters.values() if one.default is None]
    lines = [_line(question.slug, needed)]
    if question.example and list(question.example) != needed:
        lines.append(_line(question.slug, question.example))
    yield "## How to ask"
    yield fence("\n".join(lines), "sh")
    typed = dict(part.split("=", 1) for part in question.example or needed)
    values: dict[str, Any] = {name: _typed(question.parameters[name], value) for name, value in typed.items()}
    arguments = "".join(f", {name}={json.dumps(value, ensure_ascii=False)}" for name, value in values.items())
    yield fence(f'import kg\n\nkg.ask("{question.slug}"{arguments})', "python")


def _line(slug: str, pairs: tuple[str, ...] | list[str]) -> str:
    return shlex.join(("alskg", "ask", slug, *pairs))


def _typed(parameter: Parameter, value: str) -> str | int | list[str]:
    """Write a value as Python does."""
    if parameter.many:
        return [part.strip() for part in value.split(",")]
    return int(value) if parameter.kind == "integer" else value


def _answer(example: Example) -> Iterator[str]:
    answer, slug = example.answer, example.question.slug
    values = "; ".join(f"{name} = {_said(value)}" for name, value in example.values.items() if value not in ("", []))
    yield "## Its answer"
    yield "On the bundled graph" + (f", for {escape(values)}:" if values else ":")
    if example.question.compares:
        yield earlier.SAID
    columns = example.question.brief or answer.columns
    at = [answer.columns.index(name) for name in columns]
    cells = [[cell(row[index]) for index in at] for row in answer.rows[:MAX_ROWS]]
    if cells:
        yield table(columns, cells)
    more = "at least " if answer.truncated else ""
    count = len(answer.rows)
    if count > len(cells):
        said = f"The first {len(cells)} of {more}{count} rows."
    else:
        said = "No row." if not count else f"{more}{count} row{'' if count == 1 else 's'}.".capitalize()
    if left := [name for name in answer.columns if name not in columns]:
        said += f" Columns left out here: {', '.join(map(code, left))}."
    clipped = any(one.clipped for row in cells for one in row)
    if clipped:
        said += " Long cells and lists are cut at “…”."
    if clipped or left or count > len(cells):
        said += f" `alskg ask {slug} --format json` gives all of it."
    yield said
    if answer.warnings:
        # Which release it was, and of when, would change every page with every changed cell.
        notes = [re.sub(r"the release [0-9a-f]{12} of [\d:T-]+", "a release", sentence) for sentence in answer.warnings]
        yield "\n".join(f"- **Note:** {escape(sentence)}" for sentence in notes)


def _columns(question: Question) -> Iterator[str]:
    yield "## Columns"
    named = ", ".join(code(name) + (" (a list)" if name in question.lists else "") for name in question.columns)
    over = ", ".join(map(code, question.edges)) or "edges of any kind"
    yield f"{named}. It goes over {over}."


def _said(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _cypher(example: Example) -> Iterator[str]:
    slug, values = example.question.slug, example.resolved
    yield "## In Cypher"
    if values:
        given = " ".join(f"-p {shlex.quote(f'{name}={_json(value)}')}" for name, value in values.items())
        yield (
            "`$name` takes a parameter; where a name was asked for, its identifier or symbol, or the identifiers of "
            "the thing with what lies below it:"
        )
        yield fence(f"alskg ask {slug} --cypher | alskg cypher - {given}", "sh")
    yield fence(_body(example.question.text, "//"), "cypher")


def _json(value: Any) -> str:
    """Write a value for ``-p``: text as it is, unless it would be read as JSON."""
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    try:
        json.loads(value)
    except ValueError:
        return value
    return json.dumps(value, ensure_ascii=False)


def _sparql(example: Example) -> Iterator[str]:
    yield "## In SPARQL"
    if example.resolved:
        yield (
            f"`queries/{example.question.slug}.rq` is a template with `$name` where a value goes; here they are filled "
            "in as above. The schema's prefixes are known, so it can be given to `alskg sparql` as it is."
        )
    yield fence(_body(example.sparql, "#"), "sparql")
    if example.question.lists:
        yield "SPARQL has no lists and joins them in one text; `alskg ask --language sparql` splits them again."


def _body(text: str, comment: str) -> str:
    """Return a query without the header, which the page says already."""
    return re.sub(rf"\A(?:{re.escape(comment)}.*\n)+", "", text)
