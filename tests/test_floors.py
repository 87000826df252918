"""The house: a room knows only rooms on its own floor or below (docs/decisions/0015-floors.md)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import kg.loaders
import kg.ontologies
import kg.queries
from kg.assembly.inputs import NOT_BUILDING, building_code

ROOT = Path(__file__).resolve().parent.parent
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
    """The source of every module, wherever its folder lies."""
    found = {}
    for package in (kg, kg.loaders, kg.ontologies, kg.queries):
        folder = Path(str(package.__file__)).parent
        for path in folder.rglob("*.py"):
            name = ".".join((package.__name__, *path.relative_to(folder).with_suffix("").parts))
            found[name.removesuffix(".__init__")] = path.read_text(encoding="utf-8")
    return found


def test_no_room_knows_one_above_it() -> None:
    known = floors()
    assert len(known) > 15
    assert [one for name, source in modules().items() for one in climbs(name, source, known)] == []


def test_an_import_that_climbs_is_noticed() -> None:
    """Control."""
    known = floors()
    assert climbs("kg.model.curie", "from kg.graph.knowledge_graph import KnowledgeGraph\n", known) == [
        "kg.model.curie imports kg.graph.knowledge_graph"
    ]
    assert climbs("kg.model.curie", "def f():\n    import kg.cli.ask\n", known) == ["kg.model.curie imports kg.cli.ask"]
    assert climbs("kg.cli.ask", "from kg.model.curie import curie\n", known) == []


def closure(start: str, sources: dict[str, str]) -> set[str]:
    """The modules of kg that a module imports, and those that they import, functions included."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name in found or name not in sources or name == "kg":
            continue
        found.add(name)
        waiting += [one for target in imports(sources[name]) for one in (target, target.rpartition(".")[0])]
        # What is imported from a package may be a module of it.
        waiting += [f"{target}.{one}" for target, one in names_imported(sources[name])]
    return found


def names_imported(source: str) -> list[tuple[str, str]]:
    return [
        (str(node.module), alias.name)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kg")
        for alias in node.names
    ]


def test_the_input_id_counts_all_code_that_a_build_can_run() -> None:
    sources = modules()
    built_by = closure("kg.assembly.bundled", sources) | {one for one in sources if one.startswith("kg.loaders.")}
    counted = {re.sub(r"(/__init__)?\.py$", "", name).replace("/", ".") for name, _ in building_code()}
    assert built_by - counted == set() and len(built_by) > 60
    assert not {one for one in counted if room_of(one, {f"kg.{room}": 0 for room in NOT_BUILDING})}
    assert "kg.cli.ask" in sources and "kg.cli.ask" not in counted, "control"
