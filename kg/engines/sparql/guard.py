"""What a SPARQL question may not contain, told before the engine sees it.

Oxigraph calls other servers for SERVICE, also as ``SERVICE#c⏎<…>`` and ``SERVICE SILENT``. The
worker's process can open no socket; this guard is the wall before it, and the one that explains.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from kg.engines.cypher.lexer import normalise, place
from kg.errors import QueryError
from kg.text.suggest import CLOSE, did_you_mean

MAX_DEPTH = 100
EXAMPLE = "For example: SELECT ?g WHERE { ?g a biolink:Gene } LIMIT 5"
UPDATES = frozenset("INSERT DELETE LOAD CLEAR DROP CREATE COPY MOVE ADD".split())
_PARTS = re.compile(
    r'''(?P<space>[ \t\n]+)
      | (?P<comment>\#[^\n]*)
      | (?P<string>"""(?:(?!""")(?:[^\\]|\\.))*"""|\'\'\'(?:(?!\'\'\')(?:[^\\]|\\.))*\'\'\'
                  |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
      | (?P<var>[?$]\w+)
      | (?P<blank>_:[\w.-]*\w)
      | (?P<name>:(?:[\w:%-]++|\\.|\.++(?=[\w:%-]|\\.))*+)
      | (?P<word>@?[^\W\d]\w*)
      | (?P<other>\\.|.)''',
    re.VERBOSE | re.DOTALL,
)
_PREFIX = re.compile(r"[^\W\d_][\w.-]*")


@dataclass(frozen=True, slots=True)
class SparqlToken:
    """One token: its kind, its text and where it begins."""

    kind: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A question that passed: its text as the engine gets it, and its tokens."""

    text: str
    tokens: tuple[SparqlToken, ...]


def check(query: str, prefixes: Collection[str]) -> Checked:
    """Let a read question through.

    Args:
        query: SPARQL 1.1 Query.
        prefixes: those that need no PREFIX line.

    Raises:
        QueryError: it would call another server or change the graph, or uses an unknown prefix.
    """
    text = normalise(query, EXAMPLE)
    tokens = list(lex(text))
    if not tokens:
        raise QueryError("the query is empty.", hint=EXAMPLE)
    for token in tokens:
        word = token.text.upper() if token.kind == "word" else ""
        if word == "SERVICE":
            raise QueryError(
                f"SERVICE at {place(text, token.at)} would call another server, which questions may not do.",
                hint="Ask this graph alone, and join the answers yourself.",
            )
        if word in UPDATES:
            raise QueryError(
                f"{word} at {place(text, token.at)} would change the graph, which questions may not do.",
                hint="Facts are added in the tables and built with `alskg build`.",
            )
    _check_brackets(text, tokens)
    _check_prefixes(text, tokens, prefixes)
    return Checked(text, tuple(tokens))


def lex(text: str) -> Iterator[SparqlToken]:
    """Split a query into tokens, without white space and comments.

    What begins like a prefix and meets no colon is not looked at again for each of its parts.
    """
    at = plain = 0
    while at < len(text):
        start = at
        if at >= plain:
            run = _PREFIX.match(text, at)
            plain = run.end() if run else at
            if run and text.startswith(":", plain):
                at = plain
        match = _PARTS.match(text, at)
        assert match is not None  # noqa: S101 - told to mypy: the last alternative takes any character
        at = match.end()
        kind = str(match.lastgroup)
        if kind not in ("space", "comment"):
            yield SparqlToken(kind, text[start:at], start)


def used_names(tokens: tuple[SparqlToken, ...], prefixes: Mapping[str, str]) -> dict[str, tuple[SparqlToken, bool]]:
    """Find the IRIs that a question writes with a prefix: where first, and whether after ``a``.

    Left out are functions, datatypes, and the pattern of what CONSTRUCT makes.
    """
    if any(token.kind == "word" and token.text.upper() == "BASE" for token in tokens):
        return {}
    own = dict(prefixes)
    found: dict[str, tuple[SparqlToken, bool]] = {}
    template, depth = False, 0
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else None
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        word = before.text.upper() if before is not None and before.kind == "word" else ""
        if token.text == "{":
            template = template or word == "CONSTRUCT"
            depth += template
        elif token.text == "}":
            depth -= template
            template = template and depth > 0
        if token.kind != "name":
            continue
        prefix, _, local = token.text.partition(":")
        if word == "PREFIX":
            if after is not None and after.kind == "iri":
                own[prefix] = after.text[1:-1]
            continue
        called = after is not None and after.text == "(" and after.at == token.at + len(token.text)
        typed = before is not None and before.text == "^"
        typed = typed and at > 1 and tokens[at - 2].text == "^" and at > 2 and tokens[at - 3].kind == "string"
        if not (template or called or typed):
            is_class = before is not None and before.text == "a" and before.kind == "word"
            found.setdefault(own.get(prefix, "") + re.sub(r"\\(.)", r"\1", local), (token, is_class))
    return found


def unbound_columns(tokens: tuple[SparqlToken, ...]) -> Iterator[str]:
    """Find variables that a SELECT shows and that occur nowhere else: their column is empty."""
    uses = Counter(token.text[1:] for token in tokens if token.kind == "var")
    opened = next((at for at, token in enumerate(tokens) if token.text == "{"), len(tokens))
    head = tokens[:opened]
    if not any(token.kind == "word" and token.text.upper() == "SELECT" for token in head):
        return
    for at, token in enumerate(head):
        bound = at > 0 and head[at - 1].kind == "word" and head[at - 1].text.upper() == "AS"
        if token.kind == "var" and uses[token.text[1:]] == 1 and not bound:
            yield token.text[1:]


def _check_brackets(text: str, tokens: list[SparqlToken]) -> None:
    """Refuse brackets that do not pair, for which Oxigraph names a place far behind, and too many of them."""
    pairs = {")": "(", "]": "[", "}": "{"}
    opened: list[SparqlToken] = []
    for token in tokens:
        if token.kind != "other":
            continue
        if token.text in pairs.values():
            opened.append(token)
        elif token.text in pairs and (not opened or opened.pop().text != pairs[token.text]):
            raise QueryError(
                f"the query has a syntax error at {place(text, token.at)}: {token.text!r} closes nothing.",
                hint=f"Put {pairs[token.text]!r} before it, or remove it.",
            )
        if len(opened) > MAX_DEPTH:
            raise QueryError(
                f"the query is nested more than {MAX_DEPTH} levels deep at {place(text, token.at)}.",
                hint="Write it with fewer nested groups.",
            )
    if opened:
        raise QueryError(
            f"the query has a syntax error: {opened[-1].text!r} at {place(text, opened[-1].at)} is never closed.",
            hint="Close it.",
        )


def _check_prefixes(text: str, tokens: list[SparqlToken], prefixes: Collection[str]) -> None:
    declared = {
        token.text.partition(":")[0]
        for before, token in pairwise(tokens)
        if token.kind == "name" and before.kind == "word" and before.text.upper() in ("PREFIX", "@PREFIX")
    }
    for token in tokens:
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in declared and prefix not in prefixes:
            meant = did_you_mean(prefix, prefixes, cutoff=CLOSE)
            raise QueryError(
                f"the prefix {prefix + ':'!r} at {place(text, token.at)} is not known{meant}.",
                hint="Declare it with a PREFIX line; docs/schema.md lists those that need none.",
            )
