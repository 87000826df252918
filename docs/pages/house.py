"""The house as a picture: which rooms the code has, on which floor, and which of them imports which.

Floors come from ``docs/decisions/0015-floors.md``, arrows from the imports of the code itself;
`tests/test_floors.py` holds the one against the other.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from xml.sax.saxutils import escape

PACKAGES = ("kg", "kg.loaders", "kg.ontologies", "kg.queries")
WIDTH, BAND, LEFT = 960, 92, 74
BOX_HEIGHT, BOX_WIDTH = 46, 128


def floors(document: str) -> dict[str, int]:
    """Read the floor of each room from the table of the decision record."""
    rows = re.findall(r"^\| (\d+) \| (.*?) \|", document, re.MULTILINE)
    return {room: int(floor) for floor, rooms in rows for room in re.findall(r"`(kg[\w.]*)`", rooms)}


def room_of(module: str, known: Iterable[str]) -> str | None:
    """Find the room that a module lies in: the longest name that begins its own."""
    names = [module.rsplit(".", count)[0] for count in range(module.count(".") + 1)]
    return next((name for name in names if name in set(known)), None)


def modules() -> dict[str, str]:
    """Read the source of every module, wherever its folder lies."""
    found = {}
    for package in PACKAGES:
        folder = Path(str(import_module(package).__file__)).parent
        for path in folder.rglob("*.py"):
            name = ".".join((package, *path.relative_to(folder).with_suffix("").parts))
            found[name.removesuffix(".__init__")] = path.read_text(encoding="utf-8")
    return found


def imports(source: str) -> set[str]:
    """List the modules of kg that a source imports, when it is loaded or called; not what only types need."""
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


def arrows(known: Iterable[str], sources: Mapping[str, str]) -> Counter[tuple[str, str]]:
    """Count how many modules of one room import from another."""
    found: Counter[tuple[str, str]] = Counter()
    for name, source in sources.items():
        here = room_of(name, known)
        for there in {room_of(target, known) for target in imports(source)} - {here, None}:
            found[str(here), str(there)] += 1
    return found


def picture(known: Mapping[str, int], sources: Mapping[str, str]) -> str:
    """Draw the floors with their rooms, and an arrow for each room that imports from another, as SVG.

    Arrows to the lowest floor are left out: every room has some.
    """
    sizes = Counter(room_of(name, known) for name in sources)
    top, lowest = max(known.values()), min(known.values())
    places: dict[str, tuple[float, float]] = {}
    for floor in range(top, lowest - 1, -1):
        rooms = [room for room in known if known[room] == floor]
        step = (WIDTH - LEFT) / len(rooms)
        for at, room in enumerate(rooms):
            places[room] = (LEFT + step * (at + 0.5), (top - floor) * BAND + BAND / 2)
    parts = [_head((top - lowest + 1) * BAND)]
    for floor in range(top, lowest - 1, -1):
        above = (top - floor) * BAND
        shade = "a" if floor % 2 else "b"
        parts.append(f'<rect class="{shade}" x="0" y="{above}" width="{WIDTH}" height="{BAND}"/>')
        parts.append(f'<text class="floor" x="30" y="{above + BAND / 2 + 6:g}">{floor}</text>')
    for (start, end), count in sorted(arrows(known, sources).items()):
        if known[end] > lowest:
            parts.append(_arrow(places[start], places[end], count))
    for room, (x, y) in places.items():
        counted = f"{sizes[room]} module{'' if sizes[room] == 1 else 's'}"
        parts.append(_box(x, y, room, counted))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _head(height: int) -> str:
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" \
aria-label="The floors of the code and which room imports which">
<style>
.a {{ fill: #f6f8fa }} .b {{ fill: #eceff3 }}
.floor {{ font: 600 20px sans-serif; fill: #57606a; text-anchor: middle }}
.box {{ fill: #ffffff; stroke: #1478bf; stroke-width: 1.5 }}
.name {{ font: 600 14px sans-serif; fill: #11151a; text-anchor: middle }}
.size {{ font: 11px sans-serif; fill: #57606a; text-anchor: middle }}
.arrow {{ fill: none; stroke: #6b7785; stroke-opacity: 0.55; marker-end: url(#tip) }}
</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" \
markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 8 4 0 8z" fill="#6b7785"/></marker></defs>"""


def _arrow(start: tuple[float, float], end: tuple[float, float], count: int) -> str:
    (x, y), (to_x, to_y) = start, end
    width = 1 + min(count, 12) / 6
    if y == to_y:
        side = 1 if to_x > x else -1
        x, to_x = x + side * BOX_WIDTH / 2, to_x - side * BOX_WIDTH / 2
        bend = f"Q {(x + to_x) / 2:.0f} {y - 26:.0f} {to_x:.0f} {to_y:.0f}"
    else:
        y, to_y = y + BOX_HEIGHT / 2, to_y - BOX_HEIGHT / 2
        half = (y + to_y) / 2
        bend = f"C {x:.0f} {half:.0f} {to_x:.0f} {half:.0f} {to_x:.0f} {to_y:.0f}"
    return f'<path class="arrow" stroke-width="{width:.1f}" d="M {x:.0f} {y:.0f} {bend}"/>'


def _box(x: float, y: float, room: str, counted: str) -> str:
    left, top = x - BOX_WIDTH / 2, y - BOX_HEIGHT / 2
    return (
        f'<rect class="box" x="{left:.0f}" y="{top:.0f}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="7"/>'
        f'<text class="name" x="{x:.0f}" y="{y - 1:.0f}">{escape(room)}</text>'
        f'<text class="size" x="{x:.0f}" y="{y + 15:.0f}">{counted}</text>'
    )


def table(known: Mapping[str, int], sources: Mapping[str, str]) -> str:
    """Say in a table what each room imports from, for readers who do not see the picture."""
    found = arrows(known, sources)
    sizes = Counter(room_of(name, known) for name in sources)
    lines = ["| room | floor | modules | imports from |", "|---|---|---|---|"]
    for room in sorted(known, key=lambda one: (-known[one], one)):
        targets = sorted((end for start, end in found if start == room), key=lambda one: (-known[one], one))
        lines.append(
            f"| `{room}` | {known[room]} | {sizes[room]} | {', '.join(f'`{one}`' for one in targets) or 'nothing'} |"
        )
    return "\n".join(lines)
