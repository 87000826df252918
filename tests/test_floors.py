"""The house: a room knows only rooms on its own floor or below (docs/decisions/0015-floors.md)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import kg

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path(kg.__file__).parent
DOCUMENT = ROOT / "docs" / "decisions" / "0015-floors.md"


def floors() -> dict[str, int]:
    """The floor of each room, as the document tells."""
    rows = re.findall(r"^\| (\d+) \| (.*?) \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    return {room: int(floor) for floor, rooms in rows for room in re.findall(r"`(kg[\w.]*)`", rooms)}


def room_of(module: str, known: dict[str, int]) -> str | None:
    """The room that a module lies in: the longest name that begins its own."""
    names = [module.rsplit(".", count)[0] for count in range(module.count(".") + 1)]
    return next((name for name in names if name in known), None)


def imports(source: str) -> set[str]:
    """The modules of kg that a source imports when it is loaded or called; what only types need is left out."""
    tree = ast.parse(source)
    typing = [node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    ignored = {id(inner) for node in typing for inner in ast.walk(node)}
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in ignored:
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "kg":
            found.add(str(node.module))
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names if alias.name.partition(".")[0] == "kg")
    return found


def climbs(module: str, source: str, known: dict[str, int]) -> list[str]:
    """The imports of a module that go up."""
    here = room_of(module, known)
    assert here is not None, f"{module} is in no room of the document"
    return [
        f"{module} imports {target}"
        for target in sorted(imports(source))
        if (there := room_of(target, known)) is not None and known[there] > known[here]
    ]


def modules() -> dict[str, str]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(("kg", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
        found[name] = path.read_text(encoding="utf-8")
    return found


def test_no_room_knows_one_above_it() -> None:
    known = floors()
    assert len(known) > 15
    assert [one for name, source in modules().items() for one in climbs(name, source, known)] == []


def test_an_import_that_climbs_is_noticed() -> None:
    """Control."""
    known = floors()
    assert climbs("kg.curie", "from kg.graph import KnowledgeGraph\n", known) == ["kg.curie imports kg.graph"]
    assert climbs("kg.curie", "def f():\n    import kg.cli.ask\n", known) == ["kg.curie imports kg.cli.ask"]
    assert climbs("kg.cli.ask", "from kg.curie import curie\n", known) == []
