"""`Filter`: which evidence is wanted, in a form that two askers of the same thing share."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from kg.errors import UsageError

LISTS = ("design", "system", "species", "polarity", "source")
"""Parameters that take one or several values; a row fits that has one of them."""
YEARS = ("since", "until", "as_of")
_REMEDY = "Leave one of the two out."


@dataclass(frozen=True, slots=True)
class Filter:
    """Which evidence is wanted; a row has to fit all that is given.

    Attributes:
        design: study designs.
        system: what was studied.
        species: taxa, as CURIEs.
        polarity: ``supports``, ``refutes``, ``no_effect``, ``mixed``.
        source: short names of sources.
        since: the first year.
        until: the last year.
        as_of: the year up to which things were known.
        human: only what was seen in people or human tissue.
    """

    design: tuple[str, ...] = ()
    system: tuple[str, ...] = ()
    species: tuple[str, ...] = ()
    polarity: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    source: tuple[str, ...] = ()
    human: bool = False
    as_of: int | None = None

    def __post_init__(self) -> None:
        """Refuse what contradicts itself.

        Raises:
            UsageError: no row could fit, or two bounds say two things.
        """
        if self.since is not None and self.until is not None and self.since > self.until:
            raise UsageError(f"since {self.since} is after until {self.until}: no year fits both.", hint=_REMEDY)
        if self.as_of is not None and self.until is not None:
            raise UsageError(
                f"as of {self.as_of} and until {self.until} both say when to stop.",
                hint="as-of asks what was known then; until keeps findings up to a year, and what they are about.",
            )
        if self.as_of is not None and self.since is not None and self.since > self.as_of:
            raise UsageError(f"since {self.since} is after as of {self.as_of}: no year fits both.", hint=_REMEDY)

    def given(self) -> dict[str, Any]:
        """Return what is given, by parameter, in the order of the parameters."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: value for name, value in values.items() if value not in ((), None, False)}

    def canonical(self) -> str:
        """Write it as JSON that is the same however it was asked for."""
        plain = {name: sorted(value) if name in LISTS else value for name, value in self.given().items()}
        return json.dumps(plain, sort_keys=True)

    def within(self, outer: Filter) -> Filter:
        """Narrow another filter by this one: what fits both.

        Raises:
            UsageError: nothing could.
        """
        values: dict[str, Any] = {"human": self.human or outer.human}
        for name in LISTS:
            mine, theirs = getattr(self, name), getattr(outer, name)
            both = tuple(one for one in mine if one in theirs) if mine and theirs else mine or theirs
            if mine and theirs and not both:
                raise UsageError(
                    f"{name} {', '.join(mine)} fits nothing of a view that holds {', '.join(theirs)} only.",
                    hint="Filter the whole graph instead.",
                )
            values[name] = both
        for name, choose in (("since", max), ("until", min), ("as_of", min)):
            years = [year for year in (getattr(self, name), getattr(outer, name)) if year is not None]
            values[name] = choose(years) if years else None
        return replace(self, **values)

    def words(self, names: Mapping[str, str]) -> str:
        """Say it as it is typed on the command line.

        Args:
            names: of taxa, by id.

        >>> Filter(design=("in_vitro",), species=("NCBITaxon:1",), since=2015, human=True).words({"NCBITaxon:1": "x y"})
        "--design in_vitro --species 'x y' --since 2015 --human"
        """
        said = []
        for name, value in self.given().items():
            option = f"--{name.replace('_', '-')}"
            if name in LISTS:
                option += f" {shlex.quote(','.join(names.get(one, one) for one in value))}"
            elif name in YEARS:
                option += f" {value}"
            said.append(option)
        return " ".join(said)


NAMES = tuple(one.name for one in fields(Filter))
"""The parameters: of `KnowledgeGraph.where`, of the command line (``as_of`` is ``--as-of``), of the tools."""
