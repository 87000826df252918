"""Variables that the engine takes without a word where Neo4j refuses, and then answers wrongly.

An unbound variable inside a pattern's map is null to kglite, so that the pattern matches nothing;
so is the property of a relationship, or of a variable that the same MATCH binds. A node used as a
relationship matches nothing; ``type()`` of a node and ``labels()`` of a relationship are null. The
check is lenient about scope: it refuses what no scope can save.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.engines.cypher.lexer import CypherToken, place
from kg.errors import QueryError

_CONSTANTS = frozenset(
    "TRUE FALSE NULL AND OR XOR NOT IN IS CASE WHEN THEN ELSE END STARTS ENDS WITH CONTAINS "
    "WHERE AS COUNT EXISTS".split()
)
_CLAUSES = frozenset("MATCH OPTIONAL WHERE RETURN WITH UNWIND CALL UNION ORDER LIMIT SKIP YIELD AND OR XOR NOT".split())


@dataclass(slots=True)
class _Names:
    bound: set[str] = field(default_factory=set)
    nodes: set[str] = field(default_factory=set)
    relationships: set[str] = field(default_factory=set)
    rows: set[str] = field(default_factory=set)
    first_seen: dict[str, int] = field(default_factory=dict)


def check_scope(text: str, tokens: list[CypherToken]) -> None:
    """Refuse variables that the engine would answer wrongly about.

    Raises:
        QueryError: a variable is bound nowhere, or is both a node and a relationship.
    """
    names = _collect(tokens)
    both = names.nodes & names.relationships
    if both:
        name = min(both)
        raise QueryError(
            f"the variable {name!r} is used as a node and as a relationship.", hint="Give one of them another name."
        )
    _check_functions(text, tokens, names)
    _check_maps(text, tokens, names)


def _collect(tokens: list[CypherToken]) -> _Names:
    names = _Names()
    for at, token in enumerate(tokens):
        if not token.name:
            continue
        before = _text(tokens, at - 1)
        after = _text(tokens, at + 1)
        if before in ("(", "["):
            names.bound.add(token.text)
            opener = _text(tokens, at - 2)
            if before == "[" and opener == "-" and after in (":", "]", "*", "{"):
                names.relationships.add(token.text)
            if before == "(" and after in (":", ")", "{") and opener.upper() in ("MATCH", "-", ">"):
                names.nodes.add(token.text)
                names.first_seen.setdefault(token.text, at)
        if (
            before.upper() == "AS"
            and at > 2
            and tokens[at - 2].kind == "param"
            and _text(tokens, at - 3).upper() == "UNWIND"
        ):
            names.rows.add(token.text)
        if before.upper() in ("AS", "YIELD", ",") or after == "=" or after.upper() == "IN":
            names.bound.add(token.text)
    return names


def _check_functions(text: str, tokens: list[CypherToken], names: _Names) -> None:
    wrong = {"type": names.nodes - names.relationships, "labels": names.relationships - names.nodes}
    for at, token in enumerate(tokens[:-3]):
        if not (token.kind == "word" and _text(tokens, at + 1) == "(" and _text(tokens, at + 3) == ")"):
            continue
        argument = tokens[at + 2]
        if _text(tokens, at - 1) != "." and argument.name and argument.text in wrong.get(token.text.lower(), ()):
            kind, other = ("node", "labels") if token.text.lower() == "type" else ("relationship", "type")
            raise QueryError(
                f"{token.text}({argument.text}) at {place(text, token.at)}: {argument.text!r} is a {kind}.",
                hint=f"Use {other}({argument.text}).",
            )


def _check_maps(text: str, tokens: list[CypherToken], names: _Names) -> None:
    """Look at the values of pattern maps (``(n:Gene {``, ``[r:T {``, ``({``), in one pass."""
    nodes = names.nodes - names.relationships
    stack: list[bool] = []
    opened, depth = -1, 0
    clause = 0
    for at, token in enumerate(tokens):
        if token.is_word("MATCH"):
            clause = at
        if token.kind == "punct" and token.text in "([{":
            if opened < 0 and token.text == "{" and stack and stack[-1]:
                opened, depth = at, len(stack)
            stack.append(_opens_pattern(tokens, at))
        elif token.kind == "punct" and token.text in ")]}" and stack:
            stack.pop()
            if opened >= 0 and len(stack) == depth:
                opened = -1
        elif opened >= 0 and token.name and _is_variable(tokens, at):
            earlier = token.text in nodes and names.first_seen[token.text] < clause
            _check_value(text, tokens, at, opened, names, safe=earlier or token.text in names.rows)


def _opens_pattern(tokens: list[CypherToken], at: int) -> bool:
    """Tell the bracket of a node or relationship pattern (True) from a call, list or map (False)."""
    text, before = tokens[at].text, tokens[at - 1] if at else None
    if text == "[":
        return before is not None and before.text == "-"
    if text == "(":
        following = at + 1 < len(tokens) and (tokens[at + 1].name or tokens[at + 1].text in (":", "{", ")"))
        return following and (before is None or not before.name or before.text.upper() in _CLAUSES)
    return False


def _check_value(text: str, tokens: list[CypherToken], at: int, opened: int, names: _Names, *, safe: bool) -> None:
    """Refuse an unbound variable, and the property of one that is neither a parameter's row nor bound earlier."""
    token = tokens[at]
    if token.text not in names.bound:
        raise QueryError(
            f"the variable {token.text!r} at {place(text, token.at)} is not bound.",
            hint=f"Put a text in quotes ('{token.text}'), or bind it before.",
        )
    if _text(tokens, at + 1) == "." and not safe:
        value = f"{token.text}.{_text(tokens, at + 2)}"
        raise QueryError(
            f"the engine cannot compare with {value} inside a pattern ({place(text, token.at)}).",
            hint=f"Bind it first: WITH *, {value} AS x MATCH (… {{{_text(tokens, opened + 1)}: x}}).",
        )


def _is_variable(tokens: list[CypherToken], at: int) -> bool:
    token, before, after = tokens[at], _text(tokens, at - 1), _text(tokens, at + 1)
    if token.kind == "word" and token.text.upper() in _CONSTANTS:
        return False
    if before == "." or after in (":", "("):
        return False
    return not (after == "." and _text(tokens, at + 3) == "(")


def _text(tokens: list[CypherToken], at: int) -> str:
    """Return the text of a token, or nothing beyond the ends; a string's text is never mistaken for a sign."""
    if not 0 <= at < len(tokens) or tokens[at].kind in ("string", "param"):
        return ""
    return tokens[at].text
