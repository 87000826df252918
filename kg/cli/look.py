"""Looking things up: ``search``, ``node``, ``neighbours``, ``edges``, ``evidence``, ``trials``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.asking import exact_option, graph, names_option, predicate_option, print_answer, read_names, say_note
from kg.cli.filtering import filter_options
from kg.cli.output import Cell, output_options, print_rows, say

if TYPE_CHECKING:
    from kg.engines.core.rows import Rows


EDGES_BRIEF = ("subject", "predicate", "object", "status", "belief", "supports", "refutes", "via")
EVIDENCE_BRIEF = ("subject", "object", "polarity", "study_design", "statement", "reference", "via")
"""The columns that a terminal shows when all of them would not fit."""


@click.command(epilog="Example: alskg search sod1   |   alskg search 'stress granule' --category PathologicalProcess")
@click.argument("text")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="How many at most.")
@click.option("--category", help="Only nodes of that Biolink class, such as Gene.")
@output_options
def search(text: str, limit: int, category: str | None, format_: str | None) -> None:
    """Find nodes by symbol, name, alias or identifier; typos are forgiven."""
    with graph() as opened:
        print_answer(opened, opened.search(text, limit, category=category), format_, what=repr(text))


@click.command(epilog="Example: alskg node TDP-43   |   alskg node -f names.txt --format json")
@click.argument("name", required=False)
@names_option
@filter_options
@output_options
def node(name: str | None, file: Path | None, format_: str | None) -> None:
    """Show what the graph knows about one thing, and its edges counted by relation.

    NAME may be `-` to read names from stdin, one per line.
    """
    with graph() as opened:
        rows: list[tuple[Cell, ...]] = []
        for one in read_names(name, file):
            card = opened.node(one)
            say(f"{card.name} ({card.category}, {card.id})")
            rows += [("id", card.id), ("name", card.name), ("category", card.category), *card.facts()]
            rows += [(f"{relation} ({state})", count) for relation, state, count in card.counted()]
        print_rows(("field", "value"), rows, format_)
        say_note(opened)
        say(f"graph {opened.provenance.name()}; `alskg edges NAME` lists the edges")


@click.command(
    epilog="Example: alskg neighbours TARDBP --predicate contributes_to   |   alskg neighbours ALS --direction in"
)
@click.argument("name", required=False)
@names_option
@predicate_option
@click.option(
    "--direction", default="both", show_default=True, help="out, in or both, as seen from NAME.", metavar="DIRECTION"
)
@filter_options
@output_options
def neighbours(name: str | None, file: Path | None, predicate: str | None, direction: str, format_: str | None) -> None:
    """List the things next to one thing over asserted edges.

    NAME may be `-` to read names from stdin, one per line.
    """
    with graph() as opened:
        names = read_names(name, file)
        found = [opened.neighbours(one, predicate=predicate, direction=direction) for one in names]
        print_answer(opened, _joined(found), format_, what=f"neighbours of {', '.join(map(repr, names))}")


def _selection_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add what `edges` and `evidence` are told alike."""
    for option in (
        exact_option,
        click.option("--to", help="The thing at the other end, in either direction."),
        click.option("--object", "object_", help="Only edges that end there."),
        predicate_option,
        click.option("--subject", help="Only edges that start there."),
        names_option,
        click.argument("about", required=False),
    ):
        command = option(command)
    return command


@click.command(
    epilog="Example: alskg edges TARDBP --predicate contributes_to   |   alskg edges DAO --to ALS --asserted all"
)
@_selection_options
@click.option(
    "--asserted",
    type=click.Choice(("yes", "no", "all")),
    default="yes",
    show_default=True,
    help="Edges that are asserted, those that are not (outweighed, refuted, only stated …), or all.",
)
@filter_options
@output_options
def edges(
    about: str | None,
    to: str | None,
    file: Path | None,
    subject: str | None,
    predicate: str | None,
    object_: str | None,
    exact: bool,
    asserted: str,
    format_: str | None,
) -> None:
    """List edges with their votes, the best believed first.

    ABOUT is a thing at either end, or `-` to read several from stdin, one per line. With --to, the
    edges between the two in either direction.
    """
    wanted = {"yes": True, "no": False, "all": None}[asserted]
    with graph() as opened:
        found, what = [], _said(about, to, subject, predicate, object_)
        for one in _ends(about, file, subject, predicate, object_):
            found.append(opened.edges(subject, predicate, object_, about=one, to=to, exact=exact, asserted=wanted))
        print_answer(opened, _joined(found), format_, what=f"edges {what}", brief=EDGES_BRIEF)


@click.command(epilog="Example: alskg evidence riluzole --to ALS   |   alskg evidence ALSKG:e0123456789abcdef0123")
@_selection_options
@click.option("--edge", help="Only that edge, by its id (as `alskg edges` lists it); so does an id as ABOUT.")
@click.option("--why", is_flag=True, help="How the belief in each edge came about: its votes, and what they add up to.")
@filter_options
@output_options
def evidence(
    about: str | None,
    to: str | None,
    file: Path | None,
    subject: str | None,
    predicate: str | None,
    object_: str | None,
    exact: bool,
    edge: str | None,
    why: bool,
    format_: str | None,
) -> None:
    """Show who says so: evidence for and against, asserted or not.

    ABOUT is a thing at either end, or the id of one edge, or `-` to read several from stdin, one
    per line. With --to, what is said of the two in either direction.
    """
    from kg.model.curie import is_edge_id
    from kg.text.phrases import local

    with graph() as opened:
        found, what = [], _said(about, to, subject, predicate, object_ or edge)
        for one in _ends(about, file, subject, predicate, object_, edge):
            about, id = (None, one) if edge is None and one is not None and is_edge_id(one) else (one, edge)
            found.append(opened.evidence(subject, predicate, object_, about=about, to=to, exact=exact, edge=id))
        if not why:
            print_answer(opened, _joined(found), format_, what=f"evidence {what}", brief=EVIDENCE_BRIEF)
            return
        rows = {row["edge"]: row for answer in found for row in answer.dicts()}
        for id, row in rows.items():
            say(f"{row['subject']} {local(row['predicate'])} {row['object']} ({id})")
            print_answer(opened, opened.why(id), format_, what=f"votes on {id}")


@click.command(epilog="Example: alskg trials tofersen   |   alskg trials --endpoint not_met --format csv")
@click.argument("about", required=False)
@click.option("--endpoint", help="Only trials whose primary endpoint ended so (met, not_met, mixed, safety_only …).")
@exact_option
@filter_options
@output_options
def trials(about: str | None, endpoint: str | None, exact: bool, format_: str | None) -> None:
    """List trials of a drug, product, cell, target gene or disease, and how they ended."""
    with graph() as opened:
        found = opened.trials(about, endpoint=endpoint, exact=exact)
        print_answer(opened, found, format_, what=f"trials of {about!r}" if about else "trials")


def _ends(about: str | None, file: Path | None, *others: str | None) -> Sequence[str | None]:
    """Read the things that are asked about; one None where other options say which edges are meant."""
    if about is None and file is None and any(one is not None for one in others):
        return [None]
    return read_names(about, file)


def _said(about: str | None, to: str | None, *rest: str | None) -> str:
    """Repeat what was asked, for an answer that is empty."""
    named = " and ".join(repr(one) for one in (about, to) if one is not None)
    parts = ([f"between {named}" if to is not None else f"of {named}"] if named else []) + [
        repr(one) for one in rest if one is not None
    ]
    return " ".join(parts) or "of those names"


def _joined(answers: list[Rows]) -> Rows:
    """Join several answers with the same columns, no row twice.

    An edge between two of the things that were asked about is a neighbour of each: the last column, an id, does not
    tell its rows apart, but the other end and the direction do.
    """
    from dataclasses import replace

    rows = {(row[0], *row[-2:]): row for answer in answers for row in answer}
    warnings = tuple(dict.fromkeys(sentence for answer in answers for sentence in answer.warnings))
    verdict = answers[0].verdict if len(answers) == 1 else ""
    return replace(answers[0], rows=tuple(rows.values()), warnings=warnings, verdict=verdict)
