"""Embedded Cypher: questions to kglite, guarded, in a process of its own (ADR 0007).

The dialect, its names and where it differs from Neo4j: ``docs/cypher.md``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.engines.core.base import ProcessEngine
from kg.engines.core.limits import DEFAULT, Limits
from kg.engines.core.parameters import plain_parameters
from kg.engines.core.process import BrokenIndex
from kg.engines.core.rows import Rows
from kg.engines.core.values import decode
from kg.engines.cypher import index as cypher_index
from kg.engines.cypher.guard import Checked, check
from kg.engines.cypher.lexer import place
from kg.engines.cypher.names import unknown_names
from kg.errors import QueryError

if TYPE_CHECKING:
    pass

_POSITION = re.compile(r" at position (\d+)")


class CypherEngine(ProcessEngine):
    """Cypher over one index (see `kg.engines.core.base.ProcessEngine`)."""

    package = "kglite"
    handler = Path(__file__).with_name("worker.py")
    grace = 1.0

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
        reply = self.request(request, limits)
        if "error" in reply:
            raise self.limit_reached(reply, limits) or _error(reply, checked, limits)
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

    def read_names(self) -> None:
        """Read the names that the index uses; see `ProcessEngine.read_names`."""
        try:
            self._names = cypher_index.read_names(self.index)
        except (OSError, ValueError) as error:
            raise BrokenIndex(self.index, str(error)) from error

    def _warnings(self, checked: Checked, reply: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """List the engine's warnings and those about names that it does not look at; then those about names alone."""
        said = [_sentence(text) for text in reply["warnings"] if not text.startswith("MATCH references unknown")]
        unknown = tuple(unknown_names(checked.tokens, self._names))
        ours = [text for name, text in unknown if not any(f"'{name}'" in one for one in said)]
        if reply["total"] is not None:
            said = [text for text in said if "row_limit" not in text]
            ours.append(f"only the first {len(reply['rows'])} of {reply['total']} rows are kept")
        about_names = [text for text in said if any(f"'{name}'" in text for name, _ in unknown)]
        about_names += [text for _, text in unknown]
        return tuple(dict.fromkeys([*said, *ours])), tuple(dict.fromkeys(about_names))


def _sentence(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


def _error(reply: Mapping[str, Any], checked: Checked, limits: Limits) -> QueryError:
    """Put the engine's complaint into one sentence with its place, and say what to do."""
    kind, text = reply["kind"], str(reply["error"])
    if "max_work_units" in text or "safety ceiling" in text or "safety limit" in text:
        return QueryError(
            f"the query was stopped: it handles more than {limits.work} rows or list items along the way.",
            hint="Anchor it on an id or a label, connect its patterns, or add LIMIT earlier.",
        )
    said = _sentence(text.partition("\n")[0])
    said = re.sub(r"^(Cypher (syntax|execution) error|Schema error)(?: at line \d+, col \d+)?: ", "", said)
    hint = "See docs/cypher.md for what the dialect supports."
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
