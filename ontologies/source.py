"""Reads ``als_kg.yaml`` into records for the generators that LinkML does not have.

Needs PyYAML, which comes with LinkML: a development dependency.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

# Resolved: an editable install lays links, and what is generated belongs into the checkout.
YAML = Path(__file__).resolve().with_name("als_kg.yaml")
KINDS = {
    "string": "string",
    "integer": "integer",
    "double": "float",
    "boolean": "boolean",
    "uriorcurie": "reference",
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A column: its property in RDF, and what it holds.

    Attributes:
        kind: ``string``, ``integer``, ``float``, ``boolean`` or ``reference`` (a CURIE).
        enum: name of the enum, where the values are a closed list.
    """

    name: str
    uri: str
    kind: str
    enum: str | None
    symmetric: bool
    subsets: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an enum; `meaning` is the CURIE of a predicate."""

    name: str
    meaning: str | None
    description: str


@dataclass(frozen=True, slots=True)
class Class:
    """A category, an association, or Evidence.

    Attributes:
        narrowed: columns to which the class gives a closed list that others with the column do not share.
    """

    name: str
    uri: str
    parent: str | None
    abstract: bool
    description: str
    slots: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    mappings: tuple[str, ...] = ()
    narrowed: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Schema:
    """The schema, in the order of the file.

    Attributes:
        prefixes: CURIE prefix to IRI and pattern of the local part, for those that occur in data.
    """

    version: str
    biolink_version: str
    prefixes: dict[str, tuple[str, str]]
    classes: dict[str, Class]
    slots: dict[str, Slot]
    enums: dict[str, tuple[Value, ...]]

    def ancestors(self, name: str) -> Iterator[str]:
        """List the class and what it is a kind of, nearest first."""
        at: str | None = name
        while at is not None:
            yield at
            at = self.classes[at].parent

    def categories(self) -> list[Class]:
        """List the categories that a node may have."""
        return [one for one in self.classes.values() if not one.abstract and "NamedThing" in self.ancestors(one.name)]

    def associations(self) -> list[Class]:
        """List the kinds of edges."""
        return [one for one in self.classes.values() if one.parent == "Association"]

    def subset(self, name: str) -> list[Slot]:
        """List the slots of one subset."""
        return [one for one in self.slots.values() if name in one.subsets]

    def narrowed(self) -> dict[str, Slot]:
        """Find the columns to which a class gives a closed list of its own, by name."""
        return {slot.name: slot for one in self.classes.values() for slot in one.narrowed}

    def properties_of(self, category: str) -> list[str]:
        """List the node properties of a category, with the inherited ones, in the order of the table."""
        own = {slot for name in self.ancestors(category) for slot in self.classes[name].slots}
        return [slot.name for slot in self.subset("node_property") if slot.name in own]


def read(path: Path = YAML) -> Schema:
    """Read the LinkML file."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    enums = {name: _values(body) for name, body in raw["enums"].items()}
    return Schema(
        version=raw["version"],
        biolink_version=raw["annotations"]["biolink_version"],
        prefixes={prefix: (raw["prefixes"][prefix], pattern) for prefix, pattern in raw["settings"].items()},
        classes={name: _class(name, body, enums, raw["slots"]) for name, body in raw["classes"].items()},
        slots={name: _slot(name, body, enums) for name, body in raw["slots"].items()},
        enums=enums,
    )


def _values(body: dict[str, Any]) -> tuple[Value, ...]:
    return tuple(
        Value(name, value.get("meaning"), value.get("description", ""))
        for name, value in body["permissible_values"].items()
    )


def _slot(name: str, body: dict[str, Any], enums: dict[str, tuple[Value, ...]]) -> Slot:
    target = body.get("range", "string")
    enum = target if target in enums else None
    return Slot(
        name=name,
        uri=body.get("slot_uri", f"ALSKG:{name}"),
        kind="string" if enum else KINDS.get(target, "reference"),
        enum=enum,
        symmetric=body.get("symmetric", False),
        subsets=tuple(body.get("in_subset", ())),
        description=body["description"],
    )


def _class(
    name: str, body: dict[str, Any], enums: dict[str, tuple[Value, ...]], slots: dict[str, dict[str, Any]]
) -> Class:
    usage = body.get("slot_usage", {})
    predicate = usage.get("predicate", {}).get("range")
    kinds = ("exact_mappings", "close_mappings", "narrow_mappings", "broad_mappings")
    return Class(
        name=name,
        uri=body["class_uri"],
        parent=body.get("is_a"),
        abstract=body.get("abstract", False),
        description=body.get("description", ""),
        slots=tuple(body.get("slots", ())),
        subjects=_ranges(usage.get("subject", {})),
        predicates=tuple(value.meaning or value.name for value in enums[predicate]) if predicate else (),
        objects=_ranges(usage.get("object", {})),
        mappings=tuple(curie for kind in kinds for curie in body.get(kind, ())),
        narrowed=tuple(
            _slot(column, {**slots[column], **changed}, enums)
            for column, changed in usage.items()
            if column != "predicate" and changed.get("range") in enums
        ),
    )


def _ranges(usage: dict[str, Any]) -> tuple[str, ...]:
    if "range" in usage:
        return (usage["range"],)
    return tuple(one["range"] for one in usage.get("any_of", ()))
