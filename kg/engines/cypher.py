"""Embedded Cypher: questions to kglite, guarded, in a process of its own (ADR 0007).

The dialect, its names and where it differs from Neo4j: ``docs/cypher.md``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.engines import cypher_index
from kg.engines.cypher_guard import Checked, check
from kg.engines.cypher_lexer import place
from kg.engines.cypher_names import Names, unknown_names
from kg.engines.limits import DEFAULT, MEMORY_MB, Limits
from kg.engines.parameters import plain_parameters
from kg.engines.process import BrokenIndex, Worker, out_of_memory, timed_out
from kg.engines.rows import Rows
from kg.engines.values import decode
from kg.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars

    from kg.engines.progress import Tell

PACKAGE = "kglite"
_POSITION = re.compile(r" at position (\d+)")


class CypherEngine:
    """Cypher over one index; its process starts with the first question.

    Args:
        index: the folder that `build` filled.
        memory_mb: address space that a question may use, where the platform can limit it.
        repair: makes the index anew and returns its folder, for one that turns out damaged.
    """

    def __init__(self, index: Path, *, memory_mb: int = MEMORY_MB, repair: Callable[[], Path] | None = None) -> None:
        self.index = index
        self._repair = repair
        self._memory_mb = memory_mb
        self._names: Names | None = None
        self._worker = Worker(PACKAGE, "cypher_worker.py", index, memory_mb, grace=1.0)

    @staticmethod
    def build(
        nodes: polars.DataFrame,
        edges: polars.DataFrame,
        evidence: polars.DataFrame,
        folder: Path,
        *,
        tell: Tell | None = None,
    ) -> None:
        """Write the index of three tables into a folder (see `kg.engines.cypher_index.build`)."""
        cypher_index.build(nodes, edges, evidence, folder, tell=tell)

    def run(self, query: str, params: Mapping[str, Any] | None = None, limits: Limits = DEFAULT) -> Rows:
        """Answer a question.

        Args:
            query: Cypher that reads.
            params: values for ``$name``: text, numbers, booleans, None, lists and maps of these.
            limits: what it may take.

        Raises:
            QueryError: it was refused, is wrong, or ran into a limit.
            BrokenIndex: the index is damaged and cannot be repaired.
        """
        checked = check(query)
        request = {
            "query": checked.text,
            "params": plain_parameters(params or {}),
            "work": limits.work,
            "rows": limits.rows,
        }
        try:
            reply = self._ask(request, limits)
        except BrokenIndex:
            if self._repair is None:
                raise
            self._worker.close()
            self.index = self._repair()
            self._worker = Worker(PACKAGE, "cypher_worker.py", self.index, self._memory_mb, grace=1.0)
            reply = self._ask(request, limits)
        if "error" in reply:
            raise _error(reply, checked, limits, self._memory_mb)
        said, unknown = self._warnings(checked, reply)
        return Rows(
            tuple(reply["columns"]),
            tuple(tuple(decode(cell) for cell in row) for row in reply["rows"]),
            warnings=said,
            unknown=unknown,
            truncated=reply["total"] is not None,
            total=reply["total"],
            elapsed=reply["elapsed"],
        )

    def interrupt(self) -> None:
        """Stop the question that is being answered, from any thread."""
        self._worker.interrupt()

    def close(self) -> None:
        """End the process."""
        self._worker.close()

    def __enter__(self) -> CypherEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, request: dict[str, Any], limits: Limits) -> dict[str, Any]:
        if self._names is None:
            try:
                self._names = cypher_index.read_names(self.index)
            except (OSError, ValueError) as error:
                raise BrokenIndex(self.index, str(error)) from error
        return self._worker.ask(request, limits.seconds)

    def _warnings(self, checked: Checked, reply: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The engine's warnings and those about names that it does not look at; then those about names alone."""
        said = [_sentence(text) for text in reply["warnings"] if not text.startswith("MATCH references unknown")]
        unknown = tuple(unknown_names(checked.tokens, self._names)) if self._names is not None else ()
        ours = [text for name, text in unknown if not any(f"'{name}'" in one for one in said)]
        if reply["total"] is not None:
            said = [text for text in said if "row_limit" not in text]
            ours.append(f"only the first {len(reply['rows'])} of {reply['total']} rows are kept")
        about_names = [text for text in said if any(f"'{name}'" in text for name, _ in unknown)]
        about_names += [text for _, text in unknown]
        return tuple(dict.fromkeys([*said, *ours])), tuple(dict.fromkeys(about_names))


def _sentence(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


def _error(reply: Mapping[str, Any], checked: Checked, limits: Limits, memory_mb: int) -> QueryError:
    """The engine's complaint as one sentence with its place, and what to do."""
    kind, text = reply["kind"], str(reply["error"])
    if kind == "CypherTimeoutError":
        return timed_out(limits.seconds)
    if kind == "memory":
        return out_of_memory(memory_mb)
    if kind == "size":
        return QueryError(f"the answer has {text}, more than fits.", hint="Add LIMIT, or return fewer columns.")
    if "max_work_units" in text or "safety ceiling" in text or "safety limit" in text:
        return QueryError(
            f"the query was stopped: it handles more than {limits.work} rows or list items on its way.",
            hint="Anchor it on an id or a label, connect its patterns, or add LIMIT earlier.",
        )
    said = _sentence(text.partition("\n")[0])
    said = re.sub(r"^(Cypher (syntax|execution) error|Schema error)(?: at line \d+, col \d+)?: ", "", said)
    hint = "See docs/cypher.md for what the dialect knows."
    suggestion = re.search(r"Did you mean '[^']*'\?", text)
    if suggestion:
        said, hint = said.replace(suggestion.group(), "").strip(), suggestion.group()
    where = _where(reply, checked.text, said)
    said = _POSITION.sub("", said).replace(" .", "").rstrip(". ")
    if kind == "CypherSyntaxError":
        return QueryError(f"the query has a syntax error{where}: {said}.", hint=hint)
    return QueryError(f"the query failed{where}: {said}.", hint=hint)


def _where(reply: Mapping[str, Any], text: str, said: str) -> str:
    if reply.get("line"):
        return f" at line {reply['line']}, column {reply['column']}"
    offset = _POSITION.search(said)
    return f" at {place(text, int(offset.group(1)))}" if offset else ""
