"""Cypher as tokens: what the guard and the name check look at.

Backticked names stay in the stream with their text: kglite takes ```LOAD` CSV`` for LOAD CSV, so
removing them, as strings and comments are, would hide a keyword. What two lexers could read
differently (odd white space, a carriage return that ends a comment in one and not in the other,
escapes inside backticks) is normalised or refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.errors import QueryError
from kg.text.safe import BARRED_IN_QUERIES, brief, is_unicode

MAX_LENGTH = 100_000
"""The guards run where no timeout reaches; they read a text of this length in well under a second."""
MAX_DEPTH = 100
"""kglite's own parser ends the process by running out of stack at some hundred nested subqueries."""

_PARTS = re.compile(
    r"""(?P<space>[ \t\n]+)
      | (?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
      | (?P<quoted>`[^`\\\n]+`(?!`))
      | (?P<param>\$(?:[A-Za-z_][A-Za-z0-9_]*|`[^`\\\n]+`|[0-9]+))
      | (?P<word>[^\W\d]\w*)
      | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\w*|\.[0-9]+(?:[eE][+-]?[0-9]+)?)
      | (?P<punct>[][(){}<>=+\-*/%^.,:;|&!?@#~$])""",
    re.VERBOSE | re.DOTALL,
)
_BARRED = re.compile(BARRED_IN_QUERIES)


@dataclass(frozen=True, slots=True)
class CypherToken:
    """One token: its kind, its text (a backticked name without the backticks), where it begins."""

    kind: str
    text: str
    at: int

    @property
    def name(self) -> bool:
        """True for anything that the engine could take as a name or keyword."""
        return self.kind in ("word", "quoted")

    def is_word(self, *words: str) -> bool:
        """Tell whether this is one of some keywords, in any case, backticked or not."""
        return self.name and self.text.upper() in words


EXAMPLE = "For example: MATCH (g:Gene) RETURN g.symbol LIMIT 5"


def normalise(query: str, example: str = EXAMPLE) -> str:
    """Give the query one kind of line end, and nothing that is white space to some readers only.

    Args:
        query: Cypher or SPARQL.
        example: the hint for a query of blanks.

    Raises:
        QueryError: it is too long, empty, or holds a control character.
    """
    if not isinstance(query, str):
        raise QueryError(f"a query is text, not {brief(query)}.", hint=example)
    text = query.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise QueryError("the query is empty.", hint=example)
    if len(text) > MAX_LENGTH:
        raise QueryError(
            f"the query has {len(text)} characters; at most {MAX_LENGTH} are read.", hint="Pass lists as parameters."
        )
    odd = _BARRED.search(text)
    if odd:
        raise QueryError(
            f"the query holds the control character U+{ord(odd.group()):04X} at {place(text, odd.start())}.",
            hint="Remove it, or pass the text that holds it as a parameter.",
        )
    if not is_unicode(text):
        raise QueryError("the query is not valid Unicode text.", hint="Remove the lone surrogates in it.")
    return text


def lex(text: str) -> list[CypherToken]:
    """Split a normalised query into tokens.

    Raises:
        QueryError: a string, a comment or a backticked name does not end, or a character belongs
            to no token.
    """
    tokens = []
    at = 0
    while at < len(text):
        match = _PARTS.match(text, at)
        if match is None or (match.lastgroup != "comment" and text.startswith("/*", at)):
            raise _unreadable(text, at)
        kind = str(match.lastgroup)
        if kind not in ("space", "comment"):
            found = match.group()
            tokens.append(CypherToken(kind, found.strip("`") if kind == "quoted" else found, at))
        at = match.end()
    _check_depth(text, tokens)
    return tokens


def place(text: str, at: int) -> str:
    """Say where an offset is: ``line 2, column 5``.

    >>> place("RETURN m", 7)
    'line 1, column 8'
    """
    return f"line {text.count(chr(10), 0, at) + 1}, column {at - text.rfind(chr(10), 0, at)}"


def _unreadable(text: str, at: int) -> QueryError:
    what = {"'": "the string", '"': "the string", "`": "the backticked name", "/": "the comment"}.get(text[at])
    if what is None:
        return QueryError(
            f"the query has a syntax error at {place(text, at)}: {text[at]!r} is not allowed there.",
            hint="Put texts in quotes, or pass them as parameters.",
        )
    hint = "End it with the sign that it begins with."
    if text[at] == "`":
        hint = "Backticked names hold no backtick, backslash or line end."
    return QueryError(f"{what} that begins at {place(text, at)} does not end.", hint=hint)


def _check_depth(text: str, tokens: list[CypherToken]) -> None:
    depth = 0
    for token in tokens:
        if token.kind == "punct":
            depth += (token.text in "([{") - (token.text in ")]}")
            if depth > MAX_DEPTH:
                raise QueryError(
                    f"the query is nested more than {MAX_DEPTH} levels deep at {place(text, token.at)}.",
                    hint="Write it in steps joined by WITH.",
                )
