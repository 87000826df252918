"""The house: a room knows only rooms on its own floor or below (docs/decisions/0015-floors.md)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import networkx as nx
import pytest

from kg.assembly.inputs import NOT_BUILDING, building_code
from pages.architecture import pages
from pages.house import arrows, floors, imports, modules, picture, room_of

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "decisions" / "0015-floors.md"


def known_floors() -> dict[str, int]:
    """The floor of each room, as the document tells."""
    return floors(DOCUMENT.read_text(encoding="utf-8"))


def climbs(module: str, source: str, known: dict[str, int]) -> list[str]:
    """The imports of a module that go up."""
    here = room_of(module, known)
    assert here is not None, f"{module} is in no room of the document"
    return [
        f"{module} imports {target}"
        for target in sorted(imports(source))
        if (there := room_of(target, known)) is not None and known[there] > known[here]
    ]


def test_no_room_knows_one_above_it() -> None:
    known = known_floors()
    assert len(known) > 15
    assert [one for name, source in modules().items() for one in climbs(name, source, known)] == []


def test_an_import_that_climbs_is_noticed() -> None:
    """Control."""
    known = known_floors()
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


def test_the_picture_shows_every_room_and_arrow() -> None:
    known, sources = known_floors(), modules()
    drawn = picture(known, sources)
    assert all(f">{room}</text>" in drawn for room in known)
    found = arrows(known, sources)
    above = [pair for pair in found if known[pair[1]] > 1]
    assert drawn.count('class="arrow"') == len(above) > 20
    assert found["kg.cli", "kg.graph"] > 0 and found["kg.graph", "kg.cli"] == 0
    fewer = picture(known, {**sources, "kg.cli.new": "import kg.release\n"})
    assert fewer != drawn, "control: it follows the code"


def test_the_page_says_what_the_code_imports() -> None:
    root = DOCUMENT.parent.parent.parent
    texts = {
        name: (root / name).read_text(encoding="utf-8") for name in ("docs/architecture.md", "docs/assets/floors.svg")
    }
    assert pages(texts["docs/architecture.md"], DOCUMENT.read_text(encoding="utf-8")) == {**texts}
    with pytest.raises(ValueError, match="no mark"):
        pages("nothing", DOCUMENT.read_text(encoding="utf-8"))


def test_every_module_that_the_page_names_is_there() -> None:
    text = (DOCUMENT.parent.parent / "architecture.md").read_text(encoding="utf-8")
    sources = modules()
    named = set(re.findall(r"`(kg(?:\.\w+)+)`", text))
    assert len(named) > 20 and not [one for one in named if one not in sources and one not in known_floors()]


def test_no_module_is_long_without_a_reason() -> None:
    long = {name for name, source in modules().items() if source.count("\n") > 300}
    assert long == LONG


LONG = {"kg.schema.generated", "kg.graph.knowledge_graph"}
"""Modules of more than 300 lines: what is generated, and the methods that people read the help of."""


def test_no_module_is_part_of_a_circle() -> None:
    sources = modules()
    graph = nx.DiGraph()
    for name, source in sources.items():
        targets = imports(source) | {f"{module}.{one}" for module, one in names_imported(source)}
        graph.add_edges_from((name, target) for target in targets if target in sources and not name.startswith(target))
    assert [one for one in nx.strongly_connected_components(graph) if len(one) > 1] == []
    graph.add_edge("kg.model.curie", "kg.cli.ask")
    assert [one for one in nx.strongly_connected_components(graph) if len(one) > 1], "control"


def test_no_room_is_part_of_a_circle() -> None:
    """A room on the same floor may be imported, but not back."""
    found = arrows(known_floors(), modules())
    assert [pair for pair in found if (pair[1], pair[0]) in found] == []
