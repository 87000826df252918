"""Tests know of kg what a user may know: no test imports or touches a name that begins with an underscore."""

from __future__ import annotations

import ast

from support.collection import PROJECT

TESTS = PROJECT / "tests"
PROTOCOLS = {"_replace", "_repr_html_", "_exit"}
"""Names of others that begin so and are for everybody: of named tuples, of notebooks, of `os`."""


def is_private(name: str) -> bool:
    """Whether a name is for its own module or class alone."""
    return name.startswith("_") and not name.startswith("__") and name not in PROTOCOLS


def privates(source: str) -> list[str]:
    """The private names that a source imports, touches on another thing than itself, or puts something in place of."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            found += [alias.name for alias in node.names if is_private(alias.name)]
            found += [part for part in (node.module or "").split(".") if is_private(part)]
        elif isinstance(node, ast.Attribute) and is_private(node.attr):
            if not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")):
                found.append(node.attr)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("setattr", "getattr", "delattr")):
            words = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            found += [name for word in words if is_private(name := word.rpartition(".")[2])]
    return found


def test_no_test_reaches_into_privates() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in sorted(TESTS.rglob("*.py"))}
    assert len(sources) > 80
    found = {str(path.relative_to(TESTS)): privates(source) for path, source in sources.items()}
    assert {name: names for name, names in found.items() if names} == {}


def test_what_reaches_in_is_noticed() -> None:
    """Control: what stood in seven files."""
    sources = (
        "from kg.cli.ask import _keys, ask\n",
        "graph()._cypher.request({})\n",
        "process._say = said.append\n",
        "monkeypatch.setattr(write, '_add', die)\n",
        "monkeypatch.setattr('kg.release.write._add', die)\n",
    )
    assert [privates(source) for source in sources] == [["_keys"], ["_cypher"], ["_say"], ["_add"], ["_add"]]
    assert privates("self._lines = tables._replace(edges=None)\nos._exit(0)\nrows._repr_html_()\n") == []
