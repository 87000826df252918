"""Looking things up by name: ``search``, ``show``, ``edges``, ``evidence``, ``trials``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.asking import graph, names_option, predicate_option, print_answer, read_names
from kg.cli.output import Cell, output_options, print_rows, say
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.engines.core.rows import Rows


@click.command(epilog="Example: alskg search sod1   |   alskg search 'stress granule' --category PathologicalProcess")
@click.argument("text")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="How many at most.")
@click.option("--category", help="Only nodes of that Biolink class, such as Gene.")
@output_options
def search(text: str, limit: int, category: str | None, format_: str | None) -> None:
    """Find nodes by symbol, name, alias or identifier; typos are forgiven."""
    from kg.schema.generated import CATEGORIES

    if category is not None and category not in CATEGORIES:
        from kg.text.suggest import LOOSE, hint

        meant = hint(category, CATEGORIES, f"They are {', '.join(CATEGORIES)}.", cutoff=LOOSE)
        raise UsageError(f"there is no category {category!r}.", hint=meant)
    with graph() as opened:
        print_answer(opened, opened.find(text, limit, category=category), format_, what=repr(text))


@click.command(epilog="Example: alskg show TDP-43   |   alskg show -f names.txt --format json")
@click.argument("name", required=False)
@names_option
@output_options
def show(name: str | None, file: Path | None, format_: str | None) -> None:
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
        say(f"graph {opened.id[:12]} of {opened.provenance.built_at[:10]}; `alskg edges NAME` lists the edges")


@click.command(epilog="Example: alskg edges TARDBP --predicate contributes_to   |   alskg edges DAO --to ALS --all")
@click.argument("name", required=False)
@names_option
@click.option("--to", "object_", help="Only edges from NAME to that thing.")
@predicate_option
@click.option("--all", "both", is_flag=True, help="Also what is not asserted: refuted, without effect.")
@click.option("--not-asserted", "only_not", is_flag=True, help="Only what is not asserted.")
@output_options
def edges(
    name: str | None,
    file: Path | None,
    object_: str | None,
    predicate: str | None,
    both: bool,
    only_not: bool,
    format_: str | None,
) -> None:
    """List the edges of one thing with their votes, the best believed first.

    NAME may be `-` to read names from stdin, one per line.
    """
    asserted = None if both else not only_not
    with graph() as opened:
        found = []
        names = read_names(name, file)
        for one in names:
            if object_ is not None:
                found.append(opened.edges(one, predicate, object_, asserted=asserted))
            else:
                found.append(opened.edges(about=one, predicate=predicate, asserted=asserted))
        print_answer(opened, _joined(found), format_, what=f"edges of {', '.join(map(repr, names))}")


@click.command(epilog="Example: alskg evidence riluzole --to ALS   |   alskg evidence ALSKG:e0123456789abcdef0123")
@click.argument("name", required=False)
@names_option
@click.option("--to", "object_", help="Only what is said of NAME and that thing.")
@predicate_option
@output_options
def evidence(
    name: str | None, file: Path | None, object_: str | None, predicate: str | None, format_: str | None
) -> None:
    """Show who says so: evidence for and against, asserted or not.

    NAME is a thing, or the id of one edge (as `alskg edges` lists it), or `-` to read either from
    stdin, one per line.
    """
    from kg.model.curie import is_edge_id

    with graph() as opened:
        found = []
        names = read_names(name, file)
        for one in names:
            if is_edge_id(one):
                found.append(opened.evidence(edge=one))
            elif object_ is not None:
                found.append(opened.evidence(one, predicate, object_))
                if not found[-1]:
                    say(f"`alskg ask evidence-between one={one!r} other={object_!r}` looks at narrower kinds as well")
            else:
                found.append(opened.evidence(about=one, predicate=predicate))
        print_answer(opened, _joined(found), format_, what=f"evidence about {', '.join(map(repr, names))}")


@click.command(epilog="Example: alskg trials tofersen   |   alskg trials --endpoint not_met --format csv")
@click.argument("about", required=False)
@click.option("--endpoint", help="Only trials whose primary endpoint ended so (met, not_met, mixed, safety_only …).")
@output_options
def trials(about: str | None, endpoint: str | None, format_: str | None) -> None:
    """List trials of a drug, product, cell, target gene or disease, and how they ended."""
    with graph() as opened:
        found = opened.trials(about, endpoint=endpoint)
        print_answer(opened, found, format_, what=f"trials of {about!r}" if about else "trials")


def _joined(answers: list[Rows]) -> Rows:
    """Several answers with the same columns as one, no row twice."""
    from dataclasses import replace

    rows = {row[-1]: row for answer in answers for row in answer}
    warnings = tuple(dict.fromkeys(sentence for answer in answers for sentence in answer.warnings))
    return replace(answers[0], rows=tuple(rows.values()), warnings=warnings)
