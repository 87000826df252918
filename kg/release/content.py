"""The content id: a digest of what a graph says, whatever wrote its files.

Canonical form: for each of nodes, edges and evidence one line per row, sorted by id, the row as
JSON with sorted keys, without nulls and empty lists, lists sorted, UTF-8 in normal form C. Times,
paths and engines have no part in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

import polars as pl


def canonical_lines(frame: pl.DataFrame) -> Iterator[str]:
    """One canonical JSON line per row, sorted by id."""
    for row in frame.sort("id").iter_rows(named=True):
        kept = {
            key: sorted(value) if isinstance(value, list) else value
            for key, value in row.items()
            if value is not None and value != []
        }
        yield json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def content_id(frames: Mapping[str, pl.DataFrame]) -> str:
    """SHA-256 (hex) over the canonical lines of ``nodes``, ``edges`` and ``evidence``."""
    digest = hashlib.sha256()
    for name in ("nodes", "edges", "evidence"):
        digest.update(f"{name}\n".encode())
        for line in canonical_lines(frames[name]):
            digest.update(line.encode() + b"\n")
    return digest.hexdigest()
