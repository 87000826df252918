"""Writes ``docs/schema.md``: the schema for people."""

from __future__ import annotations

from collections.abc import Iterable

from kg.ontologies.source import Class, Schema, Slot

COMMON = ("id", "category", "name", "synonyms", "xrefs", "description", "taxon", "sources")
ENDS = ("id", "subject", "predicate", "object")


def page(schema: Schema) -> str:
    """Write the page."""
    return "\n\n".join(part.strip() for part in _parts(schema)) + "\n"


def _parts(schema: Schema) -> Iterable[str]:
    slots = schema.slots
    yield (
        "<!-- Generated from ontologies/als_kg.yaml by python -m kg.ontologies.generate; do not edit. -->\n"
        f"# Schema\n\nVersion {schema.version}, aligned to Biolink Model {schema.biolink_version}. "
        "What begins with `ALSKG:` is ours and lives at <https://w3id.org/als-kg/>."
    )
    yield (
        "## Categories\n\nA node has exactly one. Indented ones are kinds of the category above them; "
        "those in italics only hold the hierarchy."
    )
    yield "\n".join(_tree(schema, "NamedThing", 0))
    yield "## Properties of nodes\n\nEvery node:"
    yield _columns(schema, (slots[name] for name in COMMON))
    yield "Only some categories:"
    yield _table(
        ("column", "type", "categories", "meaning"),
        (
            (f"`{slot.name}`", _kind(schema, slot), ", ".join(_holders(schema, slot.name)), slot.description)
            for slot in schema.subset("node_property")
        ),
    )
    yield "## Kinds of edges\n\nDomain, predicates and range of each. An edge that fits none of them is refused."
    for one in schema.associations():
        yield _association(one)
    yield "## Predicates"
    yield _table(
        ("predicate", "reads both ways", "meaning"),
        (
            (f"`{slot.uri}`", "yes" if slot.symmetric else "", slot.description)
            for slot in sorted(schema.subset("predicates"), key=lambda slot: slot.uri)
        ),
    )
    yield "## Edges\n\nThe ends and the predicate:"
    yield _columns(schema, (slots[name] for name in ENDS))
    yield "Statement qualifiers, which belong to the identity of an edge:"
    yield _columns(schema, schema.subset("statement_qualifier"))
    yield "Computed from the evidence at every build:"
    yield _columns(schema, [slots["sources"], *schema.subset("computed"), *schema.classes["Association"].narrowed])
    yield "In RDF only:"
    yield _columns(schema, [slots["negated"], slots["has_evidence"]])
    yield "## Evidence\n\nOne row says who says it, on what grounds, for or against."
    evidence = schema.classes["Evidence"].slots
    narrowed = schema.narrowed()
    yield _columns(schema, (narrowed.get(name, slots[name]) for name in evidence))
    yield "## Lists of values"
    listed = [slot for slot in (*slots.values(), *narrowed.values()) if slot.enum]
    for name in sorted({slot.enum for slot in listed if slot.enum}):
        columns = ", ".join(f"`{slot.name}`" for slot in listed if slot.enum == name)
        yield f"### {name}\n\nIn {columns}."
        yield "\n".join(
            f"- `{value.name}`" + (f": {value.description}" if value.description else "")
            for value in schema.enums[name]
        )
    yield "## Prefixes"
    yield _table(
        ("prefix", "IRI", "what follows"),
        ((f"`{name}`", f"`{iri}`", f"`{_cell(pattern)}`") for name, (iri, pattern) in schema.prefixes.items()),
    )


def _tree(schema: Schema, name: str, depth: int) -> Iterable[str]:
    one = schema.classes[name]
    shown = f"*{name}*" if one.abstract else f"**{name}**"
    yield f"{'  ' * depth}- {shown}" + (f": {one.description}" if one.description else "")
    for child in schema.classes.values():
        if child.parent == name:
            yield from _tree(schema, child.name, depth + 1)


def _association(one: Class) -> str:
    mapped = f" Near {', '.join(f'`{curie}`' for curie in one.mappings)}." if one.mappings else ""
    return (
        f"### {one.name}\n\n{one.description} Class `{one.uri}`.{mapped}\n\n"
        f"- from {', '.join(one.subjects)}\n"
        f"- by {', '.join(f'`{curie}`' for curie in one.predicates)}\n"
        f"- to {', '.join(one.objects)}"
    )


def _columns(schema: Schema, slots: Iterable[Slot]) -> str:
    return _table(
        ("column", "type", "property", "meaning"),
        ((f"`{slot.name}`", _kind(schema, slot), f"`{slot.uri}`", slot.description) for slot in slots),
    )


def _kind(schema: Schema, slot: Slot) -> str:
    if slot.enum:
        return f"[{slot.enum}](#{slot.enum.lower()})"
    return "CURIE" if slot.kind == "reference" else slot.kind


def _holders(schema: Schema, column: str) -> list[str]:
    return [one.name for one in schema.categories() if column in schema.properties_of(one.name)]


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [" | ".join(header), " | ".join("---" for _ in header), *(" | ".join(row) for row in rows)]
    return "\n".join(f"| {line} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
