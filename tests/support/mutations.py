"""Values that a question was not made for: valid ones that were damaged, attacks, and things of another kind."""

from __future__ import annotations

import random
from typing import Any

ATTACKS = (
    '") } DROP ALL',
    "'}) DETACH DELETE n //",
    "'}) MATCH (n) DETACH DELETE n RETURN 1 AS x //",
    "' RETURN 1 AS x UNION LOAD CSV FROM 'file:///{secret}' AS row RETURN row[0] AS x //",
    "\\u0027 AS x UNION LOAD CSV FROM \\u0027file:///{secret}\\u0027 AS row RETURN row[0] AS x //",
    "> } UNION { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } #",
    '" } ; LOAD <file:///{secret}> ; CLEAR ALL #',
    "https://doi.org/../../../../{secret}",
    "../../../../{secret}",
    "file:///{secret}",
    "http://127.0.0.1:9/",
    "$(cat {secret})",
    "`cat {secret}`",
    "{{7*7}}${7*7}%s%(x)s{0}",
    "$gene $about $one",
)
ODD = (
    "",
    " ",
    "\x00",
    "\x1b[31m\x07",
    "\u202e\u2028",
    "\ud800",
    "🧬" * 40,
    "ß﷽",
    "a" * 501,
    "A" * 20_000,
    "-",
    "--help",
    "=",
    ",,,,",
    "|",
    "NaN",
    "1e309",
    "0x10",
)
CHARACTERS = "'\"`\\/{}[]()<>|;:,.$%#@!?*&^~=+- \t\n\x00é\u202e0aZ"


def other_kinds(chance: random.Random) -> Any:
    """A value that no parameter takes."""
    deep: Any = "x"
    for _ in range(200):
        deep = [deep]
    kinds: tuple[Any, ...] = (
        None, True, float("nan"), float("inf"), -0.0, 2**70, -(2**63), 1j, b"SOD1", bytearray(b"x"), object(), {},
        {"a": 1}, [], [[]], ["SOD1"] * 300, [None], [1, "SOD1"], ("SOD1", b"x"), {"SOD1", "FUS"}, range(3), deep,
        Exception("x"), print,
    )  # fmt: skip
    return chance.choice(kinds)


def damaged(chance: random.Random, text: str, secret: str) -> str:
    """A text with something cut out, put in, doubled or replaced by an attack."""
    way = chance.randrange(6)
    at = chance.randrange(len(text) + 1)
    if way == 0:
        return text[:at] + text[at + chance.randrange(1, 4) :]
    if way == 1:
        return text[:at] + "".join(chance.choices(CHARACTERS, k=chance.randrange(1, 5))) + text[at:]
    if way == 2:
        return text * chance.randrange(2, 30)
    if way == 3:
        return text[:at] + chance.choice(ATTACKS).replace("{secret}", secret) + text[at:]
    if way == 4:
        return chance.choice(ATTACKS).replace("{secret}", secret)
    return chance.choice(ODD)


def mutated(chance: random.Random, text: str, secret: str) -> Any:
    """A valid value's text, damaged; now and then a value of another kind."""
    return other_kinds(chance) if chance.random() < 0.2 else damaged(chance, text, secret)
