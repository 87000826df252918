"""The process that makes one index: reads an order, writes the index, says how far it is.

Run by path with ``python -I -B``; it ends with its parent, as an engine's process does. It writes no
bytecode: on a full disk Python would leave half of a module's there, and nothing could import it again.
"""

from __future__ import annotations

import json
import os
import runpy
import sys
from importlib import import_module
from pathlib import Path
from typing import Any


def main() -> None:
    """Make what the order on standard input says; the last line of the output is the result."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    worker = runpy.run_path(os.path.join(os.path.dirname(os.path.abspath(__file__)), "worker.py"))
    worker["end_with_parent"](int(sys.argv[1]))
    order = json.loads(sys.stdin.readline())
    # The parent's own kg, wherever that one found it.
    sys.path[:] = [*dict.fromkeys((*order["path"], *sys.path))]
    replies.write(json.dumps(_result(order, replies)) + "\n")


def _result(order: dict[str, Any], replies: Any) -> dict[str, Any]:
    from kg.errors import AlskgError
    from kg.release.read import read_tables

    def tell(words: str) -> None:
        replies.write(json.dumps({"progress": words}) + "\n")

    try:
        tell("reading the tables")
        build = import_module(order["builder"]).build
        # No name is given to the tables here, so that the builder can let go of them.
        build(read_tables(Path(order["tables"])), Path(order["into"]), tell=tell)
    except AlskgError as error:
        return {"error": error.message, "hint": error.hint}
    except OSError as error:
        return {"error": error.strerror or str(error), "errno": error.errno}
    except MemoryError:
        return {"error": "cannot allocate memory"}
    return {"made": True}


if __name__ == "__main__":
    main()
