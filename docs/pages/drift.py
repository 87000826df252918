"""Pages that follow from something else: written, or held against what lies there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

REMEDY = "Run `python docs/generate.py`."


def write(pages: Mapping[str, str], folders: tuple[str, ...], root: Path) -> None:
    """Write the pages and delete what else lies in their folders.

    Args:
        pages: path below `root` to text.
        folders: folders below `root` whose Markdown files are all generated.
        root: the checkout.
    """
    for left_over in list(_extra(pages, folders, root)):
        (root / left_over).unlink()
    for name, text in pages.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def drifted(pages: Mapping[str, str], folders: tuple[str, ...], root: Path) -> list[str]:
    """Say what is missing, stale or left over, one sentence each; arguments: see `write`."""
    found = [f"{name} belongs to nothing any more. {REMEDY}" for name in _extra(pages, folders, root)]
    for name, text in pages.items():
        path = root / name
        if not path.is_file():
            found.append(f"{name} is missing. {REMEDY}")
        elif path.read_bytes() != text.encode():
            found.append(f"{name}{_where(path.read_text(encoding='utf-8'), text)} is stale. {REMEDY}")
    return sorted(found)


def _where(old: str, new: str) -> str:
    pairs = zip(old.splitlines(), new.splitlines(), strict=False)
    at = next((number for number, (one, other) in enumerate(pairs, 1) if one != other), None)
    return f", line {at}," if at is not None else ""


def _extra(pages: Mapping[str, str], folders: tuple[str, ...], root: Path) -> Iterator[str]:
    for folder in folders:
        for path in sorted((root / folder).glob("*.md")):
            name = path.relative_to(root).as_posix()
            if name not in pages:
                yield name
