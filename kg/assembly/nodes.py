"""Merging nodes: by identifier and nothing else.

Rows of one id are read in the order of their sources (``loaders/sources.tsv``), files and lines,
so the result does not depend on the order in which they came. The first row gives the name, the
description and each property; other names become synonyms; another value for a property is
noted in quarantine; another category sends its row there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg.errors import BuildError
from kg.model.identity import follow
from kg.model.records import Fault, Node, Scalar
from kg.schema.generated import CATEGORIES, ENUMS, NODE_PROPERTIES, OPEN_IN_NODES

_KINDS: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "float": (float, int),
    "boolean": (bool,),
}


@dataclass(frozen=True, slots=True)
class MergedNodes:
    """What merging made.

    Attributes:
        nodes: one node per id.
        sources: the sources of each.
        used: the rows that went into them.
        faults: a row whose category disagrees is out as a whole; a property that disagrees is
            noted as a part.
    """

    nodes: dict[str, Node]
    sources: dict[str, tuple[str, ...]]
    used: list[Node]
    faults: list[Fault]


def merge_nodes(nodes: Iterable[Node], rank: Mapping[str, int], replaced: Mapping[str, str]) -> MergedNodes:
    """Merge the nodes of each id.

    Args:
        nodes: as the loaders made them.
        rank: position of each source; the lower speaks first.
        replaced: old identifier → new one; the old one becomes an xref.
    """
    groups: dict[str, list[Node]] = {}
    for node in nodes:
        new = follow(node.id, replaced)
        current = node if new == node.id else replace(node, id=new, xrefs=(*node.xrefs, node.id))
        groups.setdefault(current.id, []).append(current)
    merged = MergedNodes({}, {}, [], [])
    for id in sorted(groups):
        rows = sorted(groups[id], key=lambda node: (rank[node.place.source], node.place, _content(node)))
        one, faults, kept = _merge(rows)
        if one is not None:
            merged.nodes[id] = one
            merged.sources[id] = tuple(sorted({row.place.source for row in kept}))
        merged.used.extend(kept)
        merged.faults.extend(faults)
    return merged


def _merge(rows: list[Node]) -> tuple[Node | None, list[Fault], list[Node]]:
    faults: list[Fault] = []
    kept: list[Node] = []
    for row in rows:
        problem = _problem(row)
        if problem is not None:
            faults.append(Fault("bad_value", problem, row.place, row.id))
        elif kept and row.category != kept[0].category:
            first = kept[0]
            detail = f"{row.id} is a {row.category} here and a {first.category} in {first.place}"
            faults.append(Fault("category_conflict", detail, row.place, row.id))
        else:
            kept.append(row)
    if not kept:
        return None, faults, kept
    first = kept[0]
    properties: dict[str, Scalar] = {}
    origin: dict[str, Node] = {}
    names: list[str] = []
    xrefs: set[str] = set()
    description, taxon = None, None
    for row in kept:
        if row.name not in names:
            names.append(row.name)
        names += [name for name in row.synonyms if name not in names]
        xrefs.update(row.xrefs)
        description = description or row.description
        if row.taxon and taxon and row.taxon != taxon:
            faults.append(_conflict(row, first, "taxon", row.taxon, taxon))
        taxon = taxon or row.taxon
        for key, value in row.properties.items():
            if key not in properties:
                properties[key], origin[key] = value, row
            elif properties[key] != value:
                faults.append(_conflict(row, origin[key], key, value, properties[key]))
    node = replace(
        first,
        synonyms=tuple(sorted(set(names) - {first.name})),
        xrefs=tuple(sorted(xrefs - {first.id})),
        description=description,
        taxon=taxon,
        properties=dict(sorted(properties.items())),
    )
    return node, faults, kept


def _conflict(row: Node, kept: Node, key: str, value: Scalar, kept_value: Scalar) -> Fault:
    reason = "duplicate_id" if row.place.file == kept.place.file else "field_conflict"
    detail = f"{row.id} has {key} {value!r} here and {kept_value!r} in {kept.place}, which was kept"
    return Fault(reason, detail, row.place, row.id, whole=False)


def _problem(node: Node) -> str | None:
    if node.category not in CATEGORIES:
        return f"{node.id} has the category {node.category!r}, which the schema does not list"
    if not node.name:
        return f"{node.id} has no name"
    for key, value in node.properties.items():
        kind = NODE_PROPERTIES.get(key)
        if kind is None:
            raise BuildError(
                f"{node.place}: the loader gives {node.id} the property {key!r}, which the schema does not list.",
                hint="This is a fault of als-kg; please report it.",
            )
        if not isinstance(value, _KINDS[kind]) or (isinstance(value, bool) and kind != "boolean"):
            return f"{node.id} has {key} {value!r}, which is not of type {kind}"
        if key in ENUMS and key not in OPEN_IN_NODES and value not in ENUMS[key]:
            return f"{node.id} has {key} {value!r}; allowed: {', '.join(sorted(ENUMS[key]))}"
    return None


def _content(node: Node) -> str:
    return repr(
        (node.category, node.name, node.synonyms, node.xrefs, node.description, sorted(node.properties.items()))
    )
