"""What went wrong, in one sentence and a remedy: for the model that asked, and for the log."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from mcp.types import CallToolResult, TextContent
from pydantic import ValidationError

import kg
from kg.errors import AlskgError
from kg.release.home import Home
from kg.text.safe import clipped, escaped

MAX_ERROR_LENGTH = 2_000
"""Characters of an error."""
_TOOLS = {
    "`alskg ask` lists them": "the tool list_questions lists them",
    "`alskg search`": "the tool search",
    "`alskg edges` lists edges with their ids": "the tool edges lists edges with their ids",
    "docs/schema.md": "the tool about_graph",
    "docs/cypher.md": "the tool about_graph",
}
"""Remedies of the command line, and what a model has instead."""


def refusal(error: AlskgError) -> CallToolResult:
    """Turn an error of ours into a tool error: its sentence and its hint."""
    hint = error.hint
    for words, instead in _TOOLS.items():
        hint = hint.replace(words, instead)
    return refused(error.message, hint[:1].upper() + hint[1:] if hint.startswith("the tool") else hint)


def refused(message: str, hint: str) -> CallToolResult:
    """Make a tool error of two lines, without any folder of this machine."""
    lines = [one_line(line) for line in (message, f"hint: {hint}")]
    return CallToolResult(content=[TextContent(type="text", text="\n".join(lines))], is_error=True)


def wrong_arguments(tool: str, error: ValidationError, known: Iterable[str]) -> CallToolResult:
    """Turn the SDK's complaint about arguments into one sentence."""
    said = []
    for one in error.errors(include_url=False, include_context=False):
        name = ".".join(map(str, one["loc"])) or "the arguments"
        said.append(f"{name} is missing" if one["type"] == "missing" else f"{name}: {one['msg'].lower()}")
    return refused(f"the tool {tool!r} cannot be called so ({'; '.join(dict.fromkeys(said))}).", _takes(known))


def unknown_arguments(tool: str, names: Iterable[str], known: Iterable[str]) -> CallToolResult:
    """Make the error for arguments that a tool does not have: nothing is ignored in silence."""
    named = ", ".join(repr(name) for name in sorted(names))
    return refused(f"the tool {tool!r} has no argument {named}.", _takes(known))


def fault(error: BaseException | None, what: str) -> CallToolResult:
    """Make the tool error for a fault of ours; the log gets its kind and place, nobody gets a traceback."""
    return refused(log_fault(error, what), "Ask differently; if it happens again, report it with the question.")


def log_fault(error: BaseException | None, what: str) -> str:
    """Log the kind and place of a fault of ours; the sentence for whoever asked."""
    kind = type(error).__name__
    logging.getLogger("alskg").error("a fault in %s: %s at %s", one_line(what), kind, _place(error))
    return f"the server ran into a fault of its own ({kind}) while it answered {what!r}; it goes on."


def log_to_stderr() -> None:
    """Send what the SDK and we log to stderr, one line each, without tracebacks."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_OneLine())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


class _OneLine(logging.Formatter):
    """A record as one printable line; of an exception its kind only."""

    def format(self, record: logging.LogRecord) -> str:
        said = clipped(escaped(record.getMessage()), MAX_ERROR_LENGTH)
        if record.exc_info and record.exc_info[0] is not None:
            said += f" ({record.exc_info[0].__name__} at {_place(record.exc_info[1])})"
        return f"alskg: {said}"


def one_line(text: str) -> str:
    """Write a text as one printable line of some length, the folders of this machine replaced by what they are."""
    for folder, name in places():
        text = text.replace(folder, name)
    return clipped(escaped(text), MAX_ERROR_LENGTH)


@cache
def places() -> tuple[tuple[str, str], ...]:
    """Folders and their names, inner ones first."""
    named = {
        str(Home.default().path): "$ALSKG_HOME",
        str(Path(kg.__file__).parent): "kg",
        sys.prefix: "$PREFIX",
        sys.base_prefix: "$PREFIX",
        str(Path.home()): "~",
    }
    return tuple(sorted(((one, name) for one, name in named.items() if len(one) > 1), key=lambda item: -len(item[0])))


def _place(error: BaseException | None) -> str:
    """Name where an exception was raised, as file name and line."""
    frames = traceback.extract_tb(error.__traceback__) if error is not None else []
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "an unknown place"


def _takes(known: Iterable[str]) -> str:
    names = ", ".join(known)
    return f"Its arguments are {names}." if names else "It takes no arguments."
