"""What a Cypher question may not contain, told in one sentence before the engine sees it.

The engine is opened read-only in a process that can open no file (`kg.engines.core.worker`); this guard
is the first of the two walls, and the one that explains itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from kg.engines.cypher.lexer import EXAMPLE, CypherToken, lex, normalise, place
from kg.engines.cypher.scope import check_scope
from kg.errors import QueryError

FIRST = frozenset({"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL"})
WRITES = frozenset(
    {"CREATE", "MERGE", "DELETE", "DETACH", "NODETACH", "SET", "REMOVE", "DROP", "FOREACH", "INSERT", "ALTER", "GRANT"}
)
PROCEDURES = frozenset(
    {
        "db.labels",
        "db.relationshiptypes",
        "db.propertykeys",
        "db.schema.nodetypeproperties",
        "db.schema.reltypeproperties",
    }
)
"""Procedures that read names and nothing else. Those that count over the whole graph (``pagerank`` …)
would count evidence and unasserted edges as if they were facts."""
PAIRS = {
    ("LOAD", "CSV"): ("LOAD CSV reads files, which questions may not do", "Read the file yourself; pass a parameter."),
    ("FORMAT", "CSV"): ("FORMAT CSV is not available", "Use `--format csv`, or Rows.to_polars()."),
}
VIRTUAL = frozenset({"title", "type", "label"})
"""Properties that no node has and that kglite answers all the same."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A question that passed: its text as the engine gets it, and its tokens."""

    text: str
    tokens: tuple[CypherToken, ...]


def check(query: str) -> Checked:
    """Let a read question through.

    Raises:
        QueryError: it would write, read a file, call another procedure than those listed, or get
            a wrong answer from the engine.
    """
    text = normalise(query)
    tokens = lex(text)
    while tokens and tokens[-1].text == ";" and tokens[-1].kind == "punct":
        tokens.pop()
    text = text if not tokens else _without_tail(text, tokens[-1])
    if not tokens:
        raise QueryError("the query is empty.", hint=EXAMPLE)
    _check_pairs(text, tokens)
    _check_writes(text, tokens)
    _check_first(text, tokens)
    for at, token in enumerate(tokens):
        if token.kind == "punct" and token.text == ";":
            raise QueryError(f"a second statement begins at {place(text, token.at)}.", hint="Ask one at a time.")
        if token.is_word("CALL") and not _is_name(tokens, at):
            _check_call(text, tokens, at)
    _check_virtual(text, tokens)
    check_scope(text, tokens)
    return Checked(text, tuple(tokens))


def _without_tail(text: str, last: CypherToken) -> str:
    """Cut the semicolons after the last token, keeping what the token itself spans."""
    at = text.find(";", last.at + (len(last.text) if last.kind != "quoted" else len(last.text) + 2))
    return text if at < 0 else text[:at]


def _check_pairs(text: str, tokens: list[CypherToken]) -> None:
    for first, second in pairwise(tokens):
        if first.name and second.name:
            found = PAIRS.get((first.text.upper(), second.text.upper()))
            if found:
                raise QueryError(f"{found[0]} ({place(text, first.at)}).", hint=found[1])


def _check_writes(text: str, tokens: list[CypherToken]) -> None:
    for at, token in enumerate(tokens):
        if token.kind == "word" and token.text.upper() in WRITES and not _is_name(tokens, at):
            raise QueryError(
                f"{token.text.upper()} at {place(text, token.at)} would change the graph, which questions may not do.",
                hint="Facts are added in the tables and built with `alskg build`.",
            )


def _check_first(text: str, tokens: list[CypherToken]) -> None:
    first = tokens[0]
    if not (first.kind == "word" and first.text.upper() in FIRST):
        raise QueryError(
            f"a question cannot begin with {first.text!r} ({place(text, first.at)}).",
            hint="Begin with MATCH, OPTIONAL MATCH, UNWIND, WITH, RETURN or CALL.",
        )


def _check_call(text: str, tokens: list[CypherToken], at: int) -> None:
    """Let subqueries and the listed procedures through."""
    if at + 1 < len(tokens) and tokens[at + 1].kind == "punct" and tokens[at + 1].text in "{(":
        return
    parts: list[str] = []
    for index in range(at + 1, len(tokens)):
        token = tokens[index]
        if token.kind == "punct" and token.text != ".":
            break
        if token.name and len(parts) % 2 == 1:
            break
        parts.append(token.text)
    name = "".join(parts)
    if name.lower() not in PROCEDURES:
        raise QueryError(
            f"the procedure {name or '(without a name)'} at {place(text, tokens[at].at)} may not be called.",
            hint="Questions may call db.labels(), db.relationshipTypes(), db.propertyKeys(), "
            "db.schema.nodeTypeProperties() and db.schema.relTypeProperties().",
        )


def _check_virtual(text: str, tokens: list[CypherToken]) -> None:
    """Refuse ``n.title``, ``n.type``, ``n.label`` and patterns with them: the engine makes up a value."""
    opened: list[int] = []
    for at, token in enumerate(tokens):
        if token.kind == "punct" and token.text in "([{":
            opened.append(at)
        elif token.kind == "punct" and token.text in ")]}" and opened:
            opened.pop()
        if not (token.name and token.text.lower() in VIRTUAL):
            continue
        before = tokens[at - 1] if at else None
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        accessed = before is not None and before.kind == "punct" and before.text == "."
        keyed = after is not None and after.text == ":" and bool(opened) and _opens_pattern_map(tokens, opened[-1])
        if accessed or keyed:
            raise QueryError(
                f"nodes and relationships have no property {token.text!r} ({place(text, token.at)}).",
                hint="Use `name`, `labels(n)` or `type(r)`; for a map's key write m['" + token.text + "'].",
            )


def _opens_pattern_map(tokens: list[CypherToken], at: int) -> bool:
    """Tell whether a brace follows a name, as in ``(n:Gene {…})``, or a bracket, as in ``({…})``."""
    if at == 0 or tokens[at].text != "{":
        return False
    before = tokens[at - 1]
    named = before.name and before.text.upper() not in ("RETURN", "WITH", "IN", "AS", "THEN", "ELSE", "BY")
    return named or before.text in ("(", "[")


def _is_name(tokens: list[CypherToken], at: int) -> bool:
    """Tell whether a keyword is used as a property, a label, a parameter or a map key there."""
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if before is not None and before.kind == "punct" and before.text in ".:|&":
        return True
    return after is not None and after.kind == "punct" and after.text in ".:"
