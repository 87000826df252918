"""The Cypher side of a worker process: runs kglite and turns its values into plain JSON.

Run by `kg.engines.core.worker` through its path, so it imports kglite and the standard library only.
"""

from __future__ import annotations

import datetime
import math
import os
import sys
import time
from collections.abc import Callable
from typing import Any

DISABLED_PASSES = ["fuse_match_return_aggregate"]
"""Answers ``MATCH (x)-[:A]->(y)-[:B]-(z) RETURN count(*)`` with a silent 0 (kglite 0.21.2)."""
NODE = {"id", "labels", "properties"}
RELATIONSHIP = {"id", "start", "end", "type", "properties"}
PATH = {"nodes", "relationships"}
TAG = "~"


def load_engine() -> Any:
    """Import the engine."""
    import kglite

    kglite.set_query_warning_policy("silent")
    return kglite


def open_index(kglite: Any, path: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Open the saved graph read-only; return the function that answers a request."""
    graph = kglite.load(os.path.join(path, "graph.kgl"), verify="eager")
    graph.read_only(True)
    engine: Any = graph
    cypher_error, damage = kglite.KgError, (kglite.FileFormatError, kglite.FileIoError)

    def run(request: dict[str, Any]) -> dict[str, Any]:
        started = time.perf_counter()
        try:
            view = engine.cypher(
                request["query"],
                params=request["params"],
                timeout_ms=max(1, int(request["seconds"] * 1000)),
                max_work_units=request["work"],
                row_limit=request["rows"],
                disabled_passes=request.get("disabled_passes", DISABLED_PASSES),
                disable_optimizer=request.get("disable_optimizer", False),
                hide_structural_keys=True,
            )
            columns = list(view.columns)
            rows = [[encode(row[column]) for column in columns] for row in view]
        except damage as error:
            return {"kind": "damage", "error": str(error)}
        except (cypher_error, ValueError, TypeError, OverflowError, RecursionError) as error:
            return {
                "kind": type(error).__name__,
                "error": str(error),
                "line": getattr(error, "line", None),
                "column": getattr(error, "col", None),
            }
        notes = view.diagnostics or {}
        return {
            "columns": columns,
            "rows": rows,
            "total": notes.get("total_rows"),
            "warnings": list(view.warnings),
            "elapsed": time.perf_counter() - started,
        }

    run({"query": "RETURN 1", "params": {}, "seconds": 5, "work": 100, "rows": 1})
    return run


def encode(value: Any) -> Any:
    """Write a value as JSON: nodes, relationships and paths tagged, NaN as null, dates as ISO text."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return None if math.isnan(value) else value
    if isinstance(value, list | tuple):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return _encode_map(value)
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def _encode_map(value: dict[str, Any]) -> Any:
    keys = value.keys()
    if keys == NODE and isinstance(value["labels"], list):
        return {f"{TAG}node": [value["labels"], _stored(value["properties"])]}
    if keys == RELATIONSHIP and isinstance(value["properties"], dict):
        return {f"{TAG}relationship": [value["type"], _stored(value["properties"])]}
    if keys == PATH and value["nodes"] and isinstance(value["nodes"][0], dict):
        return {f"{TAG}path": [encode(value["nodes"]), encode(value["relationships"])]}
    return {TAG + key if key.startswith(TAG) else key: encode(item) for key, item in value.items()}


def _stored(properties: dict[str, Any]) -> dict[str, Any]:
    """Keep what was loaded, without the ``title`` and ``type`` that the engine shows beside it."""
    return {key: encode(item) for key, item in sorted(properties.items()) if key not in ("title", "type")}


sys.setrecursionlimit(5000)
