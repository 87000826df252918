"""The SPARQL side of a worker process: runs Oxigraph and turns its terms into plain JSON.

Run by `kg.engines.core.worker` through its path, so it imports pyoxigraph and the standard library only.
A term is ``["i", iri]``, ``["b", label]``, ``["l", text, datatype or None, language or None]``,
``["t", subject, predicate, object]`` or null.
"""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

STRING = "http://www.w3.org/2001/XMLSchema#string"


def load_engine() -> Any:
    """Import the engine."""
    import pyoxigraph

    return pyoxigraph


def open_index(pyoxigraph: Any, path: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Open the store read-only; return the function that answers a request."""
    store = pyoxigraph.Store.read_only(os.path.join(path, "store"))
    encode = _encoder(pyoxigraph)

    def run(request: dict[str, Any]) -> dict[str, Any]:
        started = time.perf_counter()
        try:
            found = store.query(request["query"], prefixes=request["prefixes"])
            reply = _reply(found, encode, request["rows"])
        except SyntaxError as error:
            return {"kind": "syntax", "error": str(error.msg or error)}
        except OSError as error:
            return {"kind": "damage", "error": str(error), "errno": error.errno}
        except RuntimeError as error:
            # RocksDB's own word for a file that is not what it wrote.
            return {"kind": "damage" if str(error).startswith("Corruption") else "query", "error": str(error)}
        except (ValueError, RecursionError) as error:
            return {"kind": "query", "error": str(error)}
        return {**reply, "elapsed": time.perf_counter() - started, "absent": _absent(request.get("names", ()))}

    def _absent(names: Iterable[str]) -> list[str]:
        """Find those of the IRIs that occur in no triple."""
        return [name for name in names if not _stands(name)]

    def _stands(name: str) -> bool:
        try:
            node = pyoxigraph.NamedNode(name)
        except ValueError:
            return False
        places = ((node, None, None), (None, node, None), (None, None, node))
        return any(next(store.quads_for_pattern(*place), None) is not None for place in places)

    def _reply(found: Any, encode: Callable[[Any], Any], limit: int) -> dict[str, Any]:
        if isinstance(found, pyoxigraph.QueryBoolean):
            return {"form": "ask", "columns": ["answer"], "rows": [[bool(found)]], "more": False}
        if isinstance(found, pyoxigraph.QuerySolutions):
            columns = [variable.value for variable in found.variables]
            rows: Iterator[Iterable[Any]] = iter(found)
            return {"form": "select", "columns": columns, **_kept(rows, encode, limit)}
        triples = ((one.subject, one.predicate, one.object) for one in found)
        return {"form": "construct", "columns": ["subject", "predicate", "object"], **_kept(triples, encode, limit)}

    def _kept(rows: Iterator[Iterable[Any]], encode: Callable[[Any], Any], limit: int) -> dict[str, Any]:
        kept = [[encode(term) for term in row] for row in itertools.islice(rows, limit)]
        return {"rows": kept, "more": next(rows, None) is not None}

    return run


def _encoder(pyoxigraph: Any) -> Callable[[Any], Any]:
    def encode(term: Any) -> Any:
        if term is None:
            return None
        if isinstance(term, pyoxigraph.NamedNode):
            return ["i", term.value]
        if isinstance(term, pyoxigraph.Literal):
            datatype = term.datatype.value
            return ["l", term.value, None if datatype == STRING or term.language else datatype, term.language]
        if isinstance(term, pyoxigraph.Triple):
            return ["t", encode(term.subject), encode(term.predicate), encode(term.object)]
        return ["b", term.value]

    return encode
