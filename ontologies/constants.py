"""Writes ``kg/schema/generated.py``: the schema as plain constants, so that nothing of LinkML is needed at run time."""

from __future__ import annotations

import json
from collections.abc import Iterable

from kg.ontologies.source import Schema

WIDTH = 120
HEADER = '''"""The schema as plain constants. Generated from ontologies/als_kg.yaml; do not edit.

Regenerate it with ``python -m kg.ontologies.generate``.
"""

from __future__ import annotations

from typing import NamedTuple


class Prefix(NamedTuple):
    """A CURIE prefix: its IRI and the pattern of what follows the colon."""

    iri: str
    pattern: str


class Predicate(NamedTuple):
    """A predicate: does it read the same both ways, and what it says."""

    symmetric: bool
    description: str


class Association(NamedTuple):
    """A kind of edge: which categories it joins, by which predicates."""

    name: str
    subjects: frozenset[str]
    predicates: frozenset[str]
    objects: frozenset[str]


class Slot(NamedTuple):
    """A column in RDF: its property and what it holds (string, integer, float, boolean, reference)."""

    curie: str
    kind: str


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


'''


def constants(schema: Schema) -> str:
    """Write the module."""
    symmetric = {slot.uri: slot.symmetric for slot in schema.subset("predicates")}
    said = {slot.uri: slot.description for slot in schema.subset("predicates")}
    narrowed = schema.narrowed()
    open_in_nodes = [slot.name for slot in schema.subset("node_property") if slot.name in narrowed]
    parts = [
        f"SCHEMA_VERSION = {_text(schema.version)}\nBIOLINK_VERSION = {_text(schema.biolink_version)}\n",
        _block(
            "PREFIXES: dict[str, Prefix] = {",
            (_call(name, "Prefix", _text(iri), _text(pattern)) for name, (iri, pattern) in schema.prefixes.items()),
            "}",
            "CURIE prefixes that occur in data.",
        ),
        _block(
            "CATEGORIES: dict[str, str] = {",
            (f"    {_text(one.name)}: {_text(one.uri)}," for one in schema.categories()),
            "}",
            "Category to CURIE of its class.",
        ),
        _block(
            "ASSOCIATIONS: tuple[Association, ...] = (",
            (
                "\n".join(
                    [
                        "    Association(",
                        f"        {_text(one.name)},",
                        *(_words(8, names) for names in (one.subjects, one.predicates, one.objects)),
                        "    ),",
                    ]
                )
                for one in schema.associations()
            ),
            ")",
            "Every kind of edge, with its domain, predicates and range.",
        ),
        _block(
            "ASSOCIATION_CLASSES: dict[str, str] = {",
            (f"    {_text(one.name)}: {_text(one.uri)}," for one in schema.associations()),
            "}",
            "Association to CURIE of its class.",
        ),
        _block(
            "PREDICATES: dict[str, Predicate] = {",
            (
                _call(curie, "Predicate", str(symmetric[curie]), _text(said[curie]))
                for curie in sorted({curie for one in schema.associations() for curie in one.predicates})
            ),
            "}",
            "Predicates by CURIE.",
        ),
        _block(
            "NODE_PROPERTIES: dict[str, str] = {",
            (f"    {_text(slot.name)}: {_text(slot.kind)}," for slot in schema.subset("node_property")),
            "}",
            "Columns of the nodes table that only some categories fill, in the order of the table, and their types.",
        ),
        _block(
            "CATEGORY_PROPERTIES: dict[str, tuple[str, ...]] = {",
            (
                f"    {_text(one.name)}: {_tuple(names)},"
                for one in schema.categories()
                if (names := schema.properties_of(one.name))
            ),
            "}",
            "The properties that nodes of a category may have.",
        ),
        _block(
            "ENUMS: dict[str, frozenset[str]] = {",
            (
                _words(4, [value.name for value in schema.enums[slot.enum]], key=slot.name)
                for slot in (*schema.slots.values(), *narrowed.values())
                if slot.enum and slot.name != "strongest_design"
            ),
            "}",
            "Column to its closed list of values.",
        ),
        f"OPEN_IN_NODES = {_names(open_in_nodes)}\n"
        '"""Columns whose closed list holds for edges or evidence; what nodes say there is any text."""\n',
        _block(
            "SLOTS: dict[str, Slot] = {",
            (
                _call(slot.name, "Slot", _text(slot.uri), _text(slot.kind))
                for slot in schema.slots.values()
                if "predicates" not in slot.subsets and slot.name != "id"
            ),
            "}",
            "Column to its property in RDF.",
        ),
    ]
    return HEADER + "\n".join(parts)


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _names(names: Iterable[str]) -> str:
    return f"_words({_text(' '.join(names))})"


def _block(opening: str, lines: Iterable[str], closing: str, doc: str) -> str:
    return "\n".join([opening, *lines, closing, f'"""{doc}"""', ""])


def _call(key: str, name: str, *arguments: str) -> str:
    """Write one entry of a dictionary of records, broken over lines as ruff formats it."""
    inner = ", ".join(arguments)
    line = f"    {_text(key)}: {name}({inner}),"
    if len(line) <= WIDTH:
        return line
    if len(inner) + 8 <= WIDTH:
        return f"    {_text(key)}: {name}(\n        {inner}\n    ),"
    return "\n".join([f"    {_text(key)}: {name}(", *(f"        {argument}," for argument in arguments), "    ),"])


def _tuple(names: list[str]) -> str:
    """Write a tuple on one line, or one name a line, as ruff formats it."""
    line = f"({', '.join(map(_text, names))}{',' if len(names) == 1 else ''})"
    if len(line) <= WIDTH - 32:
        return line
    return "(\n" + "".join(f"        {_text(name)},\n" for name in names) + "    )"


def _words(indent: int, names: Iterable[str], key: str | None = None) -> str:
    """Write ``_words("a b c"),`` on one line, or broken into several strings, as ruff formats it."""
    space = " " * indent
    start = f"{_text(key)}: " if key else ""
    line = f"{space}{start}_words({_text(' '.join(names))}),"
    if len(line) <= WIDTH:
        return line
    rows, row = [], ""
    for name in names:
        if len(space) + 6 + len(row) + len(name) + 1 > WIDTH:
            rows.append(row)
            row = ""
        row += f"{name} "
    rows.append(row.rstrip())
    return "\n".join([f"{space}{start}_words(", *(f"{space}    {_text(row)}" for row in rows), f"{space}),"])
