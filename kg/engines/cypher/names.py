"""Names in a Cypher question that the graph does not have: one warning each, not a silent zero."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.engines.cypher.lexer import CypherToken
from kg.text.suggest import CLOSE, did_you_mean

_ACCESSORS = frozenset(
    "year quarter month week day dayofweek hour minute second millisecond microsecond nanosecond timezone offset "
    "years months weeks days hours minutes seconds milliseconds nanoseconds latitude longitude x y z".split()
)


@dataclass(frozen=True, slots=True)
class Names:
    """What the graph in an index calls things.

    Attributes:
        labels: of nodes.
        types: of relationships.
        properties: of both.
    """

    labels: frozenset[str]
    types: frozenset[str]
    properties: frozenset[str]


def unknown_names(tokens: tuple[CypherToken, ...], names: Names) -> Iterator[tuple[str, str]]:
    """List each name that the graph lacks, once, with a sentence about it."""
    seen = set()
    own_keys = {token.text for at, token in enumerate(tokens) if token.name and _sign(tokens, at + 1) == ":"}
    for kind, token in _uses(tokens):
        name = token.text
        if (kind, name) in seen:
            continue
        seen.add((kind, name))
        if kind == "property":
            if name not in names.properties and name not in own_keys and name.lower() not in _ACCESSORS:
                yield name, f"no node or relationship has a property `{name}`{_meant(name, names.properties)}"
        elif kind == "key":
            if name not in names.properties:
                yield name, f"no node or relationship has a property `{name}`{_meant(name, names.properties)}"
        elif kind == "type":
            if name not in names.types:
                yield name, f"the graph has no relationship of type `{name}`{_meant(name, names.types)}"
        elif name not in names.labels and name not in names.types:
            yield name, f"the graph has no node with the label `{name}`{_meant(name, names.labels)}"


def _meant(name: str, known: frozenset[str]) -> str:
    return did_you_mean(name, known, cutoff=CLOSE)


def _uses(tokens: tuple[CypherToken, ...]) -> Iterator[tuple[str, CypherToken]]:
    """Find labels, types, properties and keys of pattern maps, where they are used."""
    openers: list[str] = []
    for at, token in enumerate(tokens):
        if token.kind == "punct" and token.text in "([{":
            openers.append(_bracket(tokens, at, openers))
        elif token.kind == "punct" and token.text in ")]}" and openers:
            openers.pop()
        elif not token.name:
            continue
        elif _is_label(tokens, at, openers):
            yield ("type" if openers and openers[-1] == "relationship" else "label"), token
        elif _sign(tokens, at - 1) == "." and _sign(tokens, at + 1) != "(" and _names_owner(tokens, at):
            yield "property", token
        elif _sign(tokens, at + 1) == ":" and openers and openers[-1] == "pattern map":
            yield "key", token


def _bracket(tokens: tuple[CypherToken, ...], at: int, openers: list[str]) -> str:
    sign = tokens[at].text
    before = tokens[at - 1] if at else None
    if sign == "[":
        return "relationship" if _sign(tokens, at - 1) == "-" else "list"
    if sign == "(":
        call = before is not None and before.kind == "word" and _sign(tokens, at + 2) not in (":",)
        return "call" if call and not (before is not None and before.is_word("MATCH", "WHERE", "AND", "OR")) else "node"
    in_pattern = bool(openers) and openers[-1] in ("relationship", "node")
    named = before is not None and (before.name or before.kind == "number" or before.text in "([*")
    subquery = before is not None and before.is_word("EXISTS", "COUNT", "COLLECT", "CALL")
    return "pattern map" if in_pattern and named and not subquery else "map"


def _is_label(tokens: tuple[CypherToken, ...], at: int, openers: list[str]) -> bool:
    """Tell whether a name comes after ``:``, ``|`` or ``&`` outside of maps."""
    if openers and openers[-1] in ("map", "pattern map"):
        return False
    while _sign(tokens, at - 1) in ("|", "&"):
        at -= 2
    return _sign(tokens, at - 1) == ":" and _sign(tokens, at - 2) != ":"


def _names_owner(tokens: tuple[CypherToken, ...], at: int) -> bool:
    """Tell whether what comes before the dot can have properties (not ``1.5`` nor ``db.labels``)."""
    owner = tokens[at - 2] if at >= 2 else None
    if owner is None or not (owner.name or owner.text in ")]"):
        return False
    index = at - 2
    while index >= 2 and _sign(tokens, index - 1) == ".":
        index -= 2
    return not (index >= 1 and tokens[index - 1].is_word("CALL"))


def _sign(tokens: tuple[CypherToken, ...], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) and tokens[at].kind == "punct" else ""
