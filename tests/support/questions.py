"""Random read questions, as Cypher, as SPARQL, and answered in plain Python over the three tables."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.engines.cypher.shape import relationship_type
from kg.model.tables import Tables

Row = dict[str, Any]
Props = dict[str, Any]
NODE_PROPERTIES = {"symbol": ("S1", "S2", "S3"), "enrolment": (0, 1, 2, 3), "name": ("alpha 3", "beta 5"), "id": ()}
EDGE_PROPERTIES = {"belief": (0.0, 0.25, 0.5), "object_direction": ("increased",), "first_year": (2003, 2010)}
RDF = {
    "symbol": "biolink:symbol",
    "enrolment": "ALSKG:enrolment",
    "name": "rdfs:label",
    "belief": "ALSKG:belief",
    "object_direction": "biolink:object_direction_qualifier",
    "first_year": "ALSKG:first_year",
}
LABELS = ("Gene", "Disease", "PathologicalProcess", "Cell")
TYPES = {"CONTRIBUTES_TO": "biolink:contributes_to", "AFFECTS": "biolink:affects", "RELATED_TO": "biolink:related_to"}


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a chain: its relationship variable, types, direction, and the variables it joins."""

    name: str
    types: tuple[str, ...]
    direction: str
    start: str
    end: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Test:
    """A condition: how each language writes it, and what it is worth (None is unknown)."""

    cypher: str
    sparql: str
    value: Callable[[Row], bool | None]
    uses: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question: a chain with labels, conditions, and what is returned."""

    labels: dict[str, str | None]
    hops: tuple[Hop, ...]
    where: Test | None
    keys: tuple[tuple[str, str], ...]
    aggregates: tuple[tuple[str, str, str], ...]
    distinct: bool
    ordered: bool
    limit: int | None


def make(seed: int, *, for_sparql: bool = False) -> Question:
    """The question of a seed."""
    chance = random.Random(seed)
    count = chance.choice((1, 1, 2))
    optional = chance.random() < 0.3
    types = ("CONTRIBUTES_TO", "AFFECTS", "RELATED_TO") if for_sparql else (*TYPES, "NOT_ASSERTED", "ABOUT_SUBJECT")
    hops = []
    for at in range(count):
        chosen = tuple(chance.sample(types, chance.choice((1, 1, 2))))
        if not for_sparql and chance.random() < 0.2:
            chosen = ()
        direction = chance.choice(("->", "<-") if for_sparql else ("->", "<-", "--"))
        hops.append(Hop(f"r{at}", chosen, direction, f"n{at}", f"n{at + 1}", optional and at == count - 1))
    names = [f"n{at}" for at in range(count + 1)]
    extra = ("Entity", "Evidence") if not for_sparql else ()
    labels = {name: chance.choice((None, chance.choice(LABELS + extra))) for name in names}
    fixed = [hop for hop in hops if not hop.optional]
    known = [names[0], *(hop.end for hop in fixed)], [hop.name for hop in fixed]
    where = _condition(chance, *known, depth=2) if chance.random() < 0.7 else None
    pool = [(name, prop) for name in names for prop in ("id", "symbol", "enrolment")]
    pool += [(hop.name, "belief") for hop in hops]
    keys = tuple(chance.sample(pool, chance.randrange(1, 4)))
    aggregates: tuple[tuple[str, str, str], ...] = ()
    if chance.random() < 0.4:
        kinds = ("count*", "count", "countd") if for_sparql else ("count*", "count", "countd", "min", "max", "sum")
        aggregates = tuple(
            (kind, *chance.choice([(names[-1], "enrolment"), (hops[-1].name, "belief")]))
            for kind in chance.sample(kinds, chance.choice((1, 2)))
        )
        keys = keys[: chance.randrange(len(keys) + 1)]
    ordered = chance.random() < 0.4
    limit = chance.choice((None, 1, 5)) if ordered else None
    return Question(labels, tuple(hops), where, keys, aggregates, chance.random() < 0.2, ordered, limit)


def _condition(chance: random.Random, nodes: list[str], edges: list[str], depth: int) -> Test:
    if depth and chance.random() < 0.5:
        one = _condition(chance, nodes, edges, depth - 1)
        if chance.random() < 0.3:
            return Test(f"NOT ({one.cypher})", f"!({one.sparql})", lambda row: _not(one.value(row)), one.uses)
        two = _condition(chance, nodes, edges, depth - 1)
        uses = one.uses + two.uses
        if chance.random() < 0.5:
            text = f"({one.cypher}) AND ({two.cypher})", f"({one.sparql}) && ({two.sparql})"
            return Test(*text, lambda row: _and(one.value(row), two.value(row)), uses)
        text = f"({one.cypher}) OR ({two.cypher})", f"({one.sparql}) || ({two.sparql})"
        return Test(*text, lambda row: _not(_and(_not(one.value(row)), _not(two.value(row)))), uses)
    name = chance.choice(nodes + edges)
    table = NODE_PROPERTIES if name in nodes else EDGE_PROPERTIES
    prop = chance.choice([one for one in table if table[one]])
    constants = table[prop]
    use = ((name, prop),)
    var = f"?{name}_{prop}"
    if chance.random() < 0.25:
        absent = chance.random() < 0.5
        text = f"{name}.{prop} IS {'' if absent else 'NOT '}NULL", f"{'!' if absent else ''}BOUND({var})"
        return Test(*text, lambda row: (_get(row, name, prop) is None) == absent, use)
    sign = (
        chance.choice(("=", "<>", ">", "<", ">=")) if not isinstance(constants[0], str) else chance.choice(("=", "<>"))
    )
    constant = chance.choice(constants)
    written = repr(constant) if not isinstance(constant, str) else f"'{constant}'"
    text = f"{name}.{prop} {sign} {written}", f"{var} {'!=' if sign == '<>' else sign} {written}"
    return Test(*text, lambda row: _compare(_get(row, name, prop), sign, constant), use)


def to_cypher(question: Question) -> str:
    """The question in Cypher."""
    fixed = [hop for hop in question.hops if not hop.optional]
    start = question.hops[0].start
    lines = ["MATCH " + _node(question, start) + "".join(_step(question, hop) for hop in fixed)]
    if question.where is not None:
        lines.append("WHERE " + question.where.cypher)
    for hop in question.hops:
        if hop.optional:
            lines.append(f"OPTIONAL MATCH ({hop.start})" + _step(question, hop))
    items = [f"{name}.{prop} AS k{at}" for at, (name, prop) in enumerate(question.keys)]
    for at, (kind, name, prop) in enumerate(question.aggregates):
        call = {"count*": "count(*)", "countd": f"count(DISTINCT {name}.{prop})"}.get(kind, f"{kind}({name}.{prop})")
        items.append(f"{call} AS a{at}")
    lines.append(f"RETURN {'DISTINCT ' if question.distinct else ''}" + ", ".join(items))
    if question.ordered:
        lines.append("ORDER BY " + ", ".join(_columns(question)))
    if question.limit is not None:
        lines.append(f"LIMIT {question.limit}")
    return "\n".join(lines)


def to_sparql(question: Question) -> str:
    """The question in SPARQL, over the association of each edge (directed hops only)."""
    used = {*(question.where.uses if question.where else ()), *question.keys}
    used |= {(name, prop) for kind, name, prop in question.aggregates if kind != "count*"}
    lines = []
    first = question.hops[0]
    if first.optional:
        lines += ["?n0 a biolink:NamedThing .", *_sparql_label(question, "n0")]
    seen: list[str] = []
    optional = ""
    for hop in question.hops:
        block = _sparql_hop(question, hop, with_start=not hop.optional and hop.start == "n0")
        if hop.optional:
            block += [_sparql_property(*use) for use in sorted(used) if use[0] in (hop.name, hop.end)]
            optional = "OPTIONAL { " + " ".join(block) + " }"
            continue
        block += [f"FILTER(?{hop.name} != ?{other})" for other in seen]
        seen.append(hop.name)
        lines += block
    bound = {"n0", *seen, *(hop.end for hop in question.hops if not hop.optional)}
    lines += [_sparql_property(*use) for use in sorted(used) if use[0] in bound]
    if question.where is not None:
        lines.append(f"FILTER({question.where.sparql})")
    lines.append(optional)
    items = [f"({_sparql_value(*key)} AS ?k{at})" for at, key in enumerate(question.keys)]
    for at, (kind, name, prop) in enumerate(question.aggregates):
        value = _sparql_value(name, prop)
        call = {"count*": "COUNT(*)", "countd": f"COUNT(DISTINCT {value})"}.get(kind, f"COUNT({value})")
        items.append(f"({call} AS ?a{at})")
    group = ""
    if question.aggregates and question.keys:
        group = " GROUP BY " + " ".join(_sparql_value(*key) for key in dict.fromkeys(question.keys))
    body = " ".join(line for line in lines if line)
    distinct = "DISTINCT " if question.distinct else ""
    return f"SELECT {distinct}{' '.join(items)} WHERE {{ {body} }}{group}"


def answer(question: Question, graph: Graph, *, truncate: bool = True) -> list[tuple[Any, ...]]:
    """The rows of the question in plain Python: in order where it asks for one, else sorted."""
    rows: list[Row] = [
        {"n0": node, "n0#": identifier}
        for identifier, (labels, node) in graph.nodes.items()
        if question.labels["n0"] in (None, *labels)
    ]
    fixed = [hop for hop in question.hops if not hop.optional]
    for hop in fixed:
        taken = [other.name for other in fixed if other.name < hop.name]
        rows = [longer for row in rows for longer in _extend(question, graph, row, hop, taken)]
    if question.where is not None:
        rows = [row for row in rows if question.where.value(row) is True]
    for hop in question.hops:
        if hop.optional:
            nothing: Row = {hop.name: None, hop.end: None}
            rows = [
                longer for row in rows for longer in (list(_extend(question, graph, row, hop, [])) or [row | nothing])
            ]
    found = _projected(question, rows)
    if question.distinct:
        found = list(dict.fromkeys(found))
    found.sort(key=sort_key)
    return found if question.limit is None or not truncate else found[: question.limit]


def sort_key(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Cypher's ascending order of rows: numbers by value, texts by code point, null last."""
    return tuple((value is None, 0 if value is None else value) for value in row)


@dataclass(frozen=True, slots=True)
class Graph:
    """The tables as the Cypher engine shows them: labels and properties of nodes, relationships."""

    nodes: dict[str, tuple[tuple[str, ...], Props]]
    relationships: list[tuple[str, str, str, Props]]

    @classmethod
    def of(cls, tables: Tables) -> Graph:
        """Read the three tables."""
        nodes: dict[str, tuple[tuple[str, ...], Props]] = {
            row["id"]: ((row["category"], "Entity"), row) for row in tables.nodes.iter_rows(named=True)
        }
        relationships = []
        ends = {}
        for row in tables.edges.iter_rows(named=True):
            kind = relationship_type(row["predicate"], asserted=row["asserted"])
            relationships.append((kind, row["subject"], row["object"], row))
            ends[row["id"]] = row["subject"], row["object"]
        for row in tables.evidence.iter_rows(named=True):
            nodes[row["id"]] = (("Evidence",), {**row, "name": f"{row['source']} {row['source_record']}"})
            for kind, end in zip(("ABOUT_SUBJECT", "ABOUT_OBJECT"), ends[row["edge_id"]], strict=True):
                relationships.append((kind, row["id"], end, {"id": f"{row['id']}.{kind}"}))
        return cls(nodes, relationships)


def _extend(question: Question, graph: Graph, row: Row, hop: Hop, taken: list[str]) -> Iterator[Row]:
    here = row[f"{hop.start}#"]
    used = {row[f"{name}#"] for name in taken}
    for kind, start, end, properties in graph.relationships:
        if (hop.types and kind not in hop.types) or properties["id"] in used:
            continue
        forward = start == here and hop.direction in ("->", "--")
        backward = end == here and hop.direction in ("<-", "--")
        if not (forward or backward):
            continue
        there = end if forward else start
        labels, node = graph.nodes[there]
        if question.labels[hop.end] in (None, *labels):
            yield row | {hop.name: properties, f"{hop.name}#": properties["id"], hop.end: node, f"{hop.end}#": there}


def _projected(question: Question, rows: list[Row]) -> list[tuple[Any, ...]]:
    def keys(row: Row) -> tuple[Any, ...]:
        return tuple(_get(row, name, prop) for name, prop in question.keys)

    if not question.aggregates:
        return [keys(row) for row in rows]
    groups: dict[tuple[Any, ...], list[Row]] = {} if question.keys else {(): []}
    for row in rows:
        groups.setdefault(keys(row), []).append(row)
    return [key + tuple(_aggregate(one, group) for one in question.aggregates) for key, group in groups.items()]


def _aggregate(aggregate: tuple[str, str, str], group: list[Row]) -> Any:
    kind, name, prop = aggregate
    values = [value for value in (_get(row, name, prop) for row in group) if value is not None]
    if kind == "count*":
        return len(group)
    if kind == "countd":
        return len(set(values))
    if kind in ("min", "max"):
        return (min if kind == "min" else max)(values, default=None)
    return len(values) if kind == "count" else sum(values)


def _get(row: Row, name: str, prop: str) -> Any:
    holder = row.get(name)
    return None if holder is None else holder.get(prop)


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _and(one: bool | None, two: bool | None) -> bool | None:
    if one is False or two is False:
        return False
    return None if one is None or two is None else True


def _compare(value: Any, sign: str, constant: Any) -> bool | None:
    if value is None:
        return None
    signs = {"=": value == constant, "<>": value != constant}
    if sign in signs:
        return bool(signs[sign])
    return bool({">": value > constant, "<": value < constant, ">=": value >= constant}[sign])


def _columns(question: Question) -> list[str]:
    return [f"k{at}" for at in range(len(question.keys))] + [f"a{at}" for at in range(len(question.aggregates))]


def _node(question: Question, name: str) -> str:
    label = question.labels[name]
    return f"({name}{':' + label if label else ''})"


def _step(question: Question, hop: Hop) -> str:
    types = ":" + "|".join(hop.types) if hop.types else ""
    left, right = ("<-", "-") if hop.direction == "<-" else ("-", "->" if hop.direction == "->" else "-")
    return f"{left}[{hop.name}{types}]{right}" + _node(question, hop.end)


def _sparql_hop(question: Question, hop: Hop, *, with_start: bool) -> list[str]:
    ends = (hop.start, hop.end) if hop.direction == "->" else (hop.end, hop.start)
    types = " ".join(TYPES[one] for one in hop.types)
    lines = [
        f"VALUES ?{hop.name}_type {{ {types} }}",
        f"?{hop.name} rdf:subject ?{ends[0]} ; rdf:predicate ?{hop.name}_type ; rdf:object ?{ends[1]} ;"
        " ALSKG:asserted true .",
    ]
    return lines + _sparql_label(question, hop.end) + (_sparql_label(question, hop.start) if with_start else [])


def _sparql_label(question: Question, name: str) -> list[str]:
    label = question.labels[name]
    return [f"?{name} a biolink:{label} ."] if label else []


def _sparql_property(name: str, prop: str) -> str:
    return "" if prop == "id" else f"OPTIONAL {{ ?{name} {RDF[prop]} ?{name}_{prop} }}"


def _sparql_value(name: str, prop: str) -> str:
    return f"?{name}" if prop == "id" else f"?{name}_{prop}"
