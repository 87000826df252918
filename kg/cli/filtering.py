"""The options that filter the evidence: the same on every command that questions a graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from kg.graph.knowledge_graph import KnowledgeGraph

_F = TypeVar("_F", bound=Callable[..., object])
_GIVEN = "kg.filters.given"
"""Where a command's context keeps what was given."""
_LISTS = {
    "design": "Only evidence of that study design (randomised_trial, in_vitro …); several with commas.",
    "system": "Only what was seen in that system (people, mouse …); cells and animal stand for all their kinds.",
    "species": "Only what was studied in that species (mouse, human …).",
    "polarity": "Only evidence that supports, refutes, found no_effect, or is mixed; belief is one-sided then.",
    "source": "Only evidence of that source (clingen …); `alskg status` lists them.",
}
_YEARS = {
    "since": "Only findings of that year and later.",
    "until": "Only findings of that year and earlier.",
    "as_of": "What was known in that year: nothing that is dated later.",
}
_HUMAN = "Only what was seen in people or human tissue, by study design; not patients' cells in a dish."


def filter_options(command: _F) -> _F:
    """Add the options that filter the evidence; `through_filter` applies them."""
    options = [click.option(f"--{name}", multiple=True, help=told, **_kept()) for name, told in _LISTS.items()]
    options += [
        click.option(f"--{name.replace('_', '-')}", name, metavar="YEAR", help=told, **_kept())
        for name, told in _YEARS.items()
    ]
    options.append(click.option("--human", is_flag=True, help=_HUMAN, **_kept()))
    for option in reversed(options):
        command = option(command)
    return command


def through_filter(graph: KnowledgeGraph) -> KnowledgeGraph:
    """Filter a graph by what the running command was given; without any filter it is the graph itself.

    Raises:
        UsageError: a value is unknown or contradicts another, or the graph is on a server.
        NotFound: there is no such species.
    """
    given = given_filter()
    return graph.where(**given) if given else graph


def given_filter() -> dict[str, Any]:
    """Return what the running command was given as a filter, by parameter."""
    context = click.get_current_context(silent=True)
    return dict(context.meta.get(_GIVEN, ())) if context is not None else {}


def _kept() -> dict[str, Any]:
    """Keep an option's value for `through_filter`: no command has to pass nine of them on."""

    def keep(context: click.Context, option: click.Parameter, value: Any) -> None:
        if value not in (None, (), False):
            context.meta.setdefault(_GIVEN, {})[option.name] = list(value) if isinstance(value, tuple) else value

    return {"expose_value": False, "callback": keep}
