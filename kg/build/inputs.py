"""The input id: a digest of everything that goes into a build.

It sits in the receipt and only decides whether a build can be skipped; it has no part in the
content id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

from kg._schema import SCHEMA_VERSION

_CODE = ("kg", "kg.build", "kg.release", "kg.loaders", "kg.loaders.curated", "kg.loaders.bundled")


def input_id(root: Traversable, replaced: Mapping[str, str]) -> str:
    """SHA-256 (hex) over the tables, the replaced ids, the schema version and the code that builds.

    Args:
        root: the folder of the tables.
        replaced: old identifier → new one.
    """
    digest = hashlib.sha256(f"schema {SCHEMA_VERSION}\n{sorted(replaced.items())}\n".encode())
    for part in (_tables(root), _code()):
        for name, data in part:
            digest.update(f"{name} {hashlib.sha256(data).hexdigest()}\n".encode())
    return digest.hexdigest()


def tables_id(root: Traversable) -> str:
    """SHA-256 (hex) over the tables alone: whether they are those that a build began with."""
    digest = hashlib.sha256()
    for name, data in _tables(root):
        digest.update(f"{name} {hashlib.sha256(data).hexdigest()}\n".encode())
    return digest.hexdigest()


def _tables(root: Traversable) -> Iterator[tuple[str, bytes]]:
    for folder in ("", "curated", "bundled"):
        yield from _files(root / folder if folder else root, ".tsv", folder)


def _code() -> Iterator[tuple[str, bytes]]:
    for package in _CODE:
        yield from _files(files(package), ".py", package)


def _files(folder: Traversable, ending: str, label: str) -> Iterator[tuple[str, bytes]]:
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir(), key=lambda one: one.name):
        if path.name.endswith(ending):
            yield f"{label}/{path.name}", path.read_bytes().replace(b"\r\n", b"\n")
