"""Messages and docstrings are plain English: what a thing is not, and what a function does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("kg", "loaders", "queries", "ontologies", "docs", "benchmarks")
TEXTS = ("queries/*.cypher", "queries/*.rq", "ontologies/*.yaml", "ontologies/*.ttl")
"""Files other than Python that hold sentences that people read."""
TRANSLATED = re.compile(
    r"(?<![Tt]here )\b(?:is|are) no (?!longer\b|more\b|other\b)"  # 'foo' is no direction: is not a direction
    r"|\b(?:which|that) (?:is|are) none\b(?! of\b)"  # the group 'foo', which is none: the unknown group
    r"|\bas of `"  # errors as of `ask`: see `ask`
)
"""What reads like a translation ("there is no graph" is English and stays)."""
NO_VERBS = frozenset(
    "a all an another any as at both by each every everything for from half how in it its nothing of on one our "
    "rows same some such text texts that the their these this those true false values what when where whether "
    "which who whose why with".split()
)
"""Words that begin a docstring that says what comes out, not what the function does."""


def sources() -> dict[str, str]:
    """Read what this test is about, by its path below the checkout."""
    paths = [path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py"))]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def sentences(source: str) -> Iterator[tuple[int, str]]:
    """Yield each text of a module with its line; what is put into one shows as ``…``."""
    tree = ast.parse(source)
    joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    parts = {id(inner) for node in joined for inner in ast.walk(node) if inner is not node}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and id(node) not in parts:
            pieces = (one.value if isinstance(one, ast.Constant) else "…" for one in node.values)
            yield node.lineno, " ".join("".join(map(str, pieces)).split())
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield node.lineno, " ".join(node.value.split())


def translated(source: str) -> list[str]:
    """List the texts of a module that read like a translation."""
    found = ((line, text, TRANSLATED.search(text)) for line, text in sentences(source))
    return [f"{line}: {text[max(0, hit.start() - 40) : hit.end() + 40]}" for line, text, hit in found if hit]


def without_verb(source: str) -> list[str]:
    """List the docstrings of functions that begin with another word than a verb; properties are nouns."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        said = ast.get_docstring(node)
        if said is None or any("property" in ast.unparse(one) for one in node.decorator_list):
            continue
        word = re.split(r"[\s,:;.]", said, maxsplit=1)[0]
        if re.fullmatch(r"[A-Z][a-z]+", word) is None or word.lower() in NO_VERBS:
            found.append(f"{node.lineno}: {node.name}: {said.partition(chr(10))[0]}")
    return found


def test_no_text_reads_like_a_translation() -> None:
    assert {name: bad for name, source in sources().items() if (bad := translated(source))} == {}


@pytest.mark.parametrize("pattern", TEXTS)
def test_no_header_or_description_reads_like_a_translation(pattern: str) -> None:
    files = {path.name: path.read_text(encoding="utf-8") for path in ROOT.glob(pattern)}
    assert files
    assert {name: hit[0] for name, text in files.items() if (hit := TRANSLATED.search(text))} == {}


def test_docstrings_of_functions_begin_with_a_verb() -> None:
    assert {name: bad for name, source in sources().items() if (bad := without_verb(source))} == {}


def test_what_is_left_out_is_there() -> None:
    assert len(sources()) > 150


@pytest.mark.parametrize(
    ("source", "bad"),
    [
        ("raise E(f'{name!r} is no direction.')", True),
        ("raise E(f'{name!r} is no {kind}.')", True),
        ("raise E('they are '\n  'no names.')", True),
        ('def f():\n    """Refuse what is\n    no name."""', True),
        ("raise E(f'it has the group {name!r}, which is none.')", True),
        ('def f():\n    """Ask; errors as of `g`."""', True),
        ("raise E(f'{name!r} is not a direction; use out, in or both.')", False),
        ("raise E(f'there is no graph {name!r}.')", False),
        ("raise E('There are no rows.')", False),
        ("raise E('it is no longer there.')", False),
        ("raise E(f'a {kind} that is none of {names}.')", False),
    ],
)
def test_control_translations_are_found(source: str, bad: bool) -> None:
    assert bool(translated(source)) is bad


@pytest.mark.parametrize(
    ("source", "bad"),
    [
        ('def f():\n    """The rows."""', True),
        ('def f():\n    """Whether it is there."""', True),
        ('def f():\n    """``line 2``, of an offset."""', True),
        ('def f():\n    """SHA-256 of a text."""', True),
        ('class C:\n    async def f(self):\n        """A row."""', True),
        ('def f():\n    def g():\n        """Each row."""', True),
        ('def f():\n    """Read the rows."""', False),
        ('def f():\n    """Fold, and keep letters."""', False),
        ('class C:\n    """The rows."""\n\n    @property\n    def f(self):\n        """The rows."""', False),
        ('class C:\n    @functools.cached_property\n    def f(self):\n        """The rows."""', False),
        ("def f(): ...", False),
    ],
)
def test_control_docstrings_without_a_verb_are_found(source: str, bad: bool) -> None:
    assert bool(without_verb(source)) is bad
