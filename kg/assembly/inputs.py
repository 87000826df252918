"""The input id: a digest of everything that goes into a build.

It sits in the receipt and only decides whether a build can be skipped; it has no part in the
content id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

from kg.schema.generated import SCHEMA_VERSION

NOT_BUILDING = frozenset(("cli", "engines", "export", "graph", "mcp", "ontologies", "queries", "questions", "view"))
"""Rooms of the package whose code has no part in a build; every other one counts."""


def input_id(root: Traversable, replaced: Mapping[str, str]) -> str:
    """Compute the SHA-256 (hex) of the tables, the replaced ids, the schema version and the code that builds.

    Args:
        root: the folder of the tables.
        replaced: old identifier → new one.
    """
    digest = hashlib.sha256(f"schema {SCHEMA_VERSION}\n{sorted(replaced.items())}\n".encode())
    for part in (_tables(root), building_code()):
        for name, data in part:
            digest.update(f"{name} {hashlib.sha256(data).hexdigest()}\n".encode())
    return digest.hexdigest()


def tables_id(root: Traversable) -> str:
    """Compute the SHA-256 (hex) of the tables alone, to tell whether they are those that a build began with."""
    digest = hashlib.sha256()
    for name, data in _tables(root):
        digest.update(f"{name} {hashlib.sha256(data).hexdigest()}\n".encode())
    return digest.hexdigest()


def _tables(root: Traversable) -> Iterator[tuple[str, bytes]]:
    for folder in ("", "curated", "bundled"):
        yield from _files(root / folder if folder else root, ".tsv", folder)


def building_code() -> Iterator[tuple[str, bytes]]:
    """Yield the files of code that a build can run: their names (``kg/assembly/make.py``) and what they hold."""
    yield from _code_in(files("kg"), "kg", NOT_BUILDING | {"loaders"})
    # In a checkout they lie beside kg/, not in it.
    yield from _code_in(files("kg.loaders"), "kg/loaders", frozenset())


def _code_in(folder: Traversable, label: str, without: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    yield from _files(folder, ".py", label)
    for inner in sorted(folder.iterdir(), key=lambda one: one.name):
        if inner.name.isidentifier() and inner.name not in without and inner.is_dir():
            yield from _code_in(inner, f"{label}/{inner.name}", without)


def _files(folder: Traversable, ending: str, label: str) -> Iterator[tuple[str, bytes]]:
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir(), key=lambda one: one.name):
        if path.name.endswith(ending):
            yield f"{label}/{path.name}", path.read_bytes().replace(b"\r\n", b"\n")
