"""The parameters that filter the evidence: the same on every tool that questions the graph."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, get_type_hints

from mcp.types import CallToolResult
from pydantic import Field

from kg.filters.wanted import NAMES

Tool = Callable[..., Awaitable[CallToolResult]]

_LIST, _YEAR = list[str] | str | None, int | str | None
_PARAMETERS: dict[str, Any] = {
    "design": Annotated[_LIST, Field(description="Only evidence of these study designs (randomised_trial …).")],
    "system": Annotated[_LIST, Field(description="Only what was studied in these systems.")],
    "species": Annotated[_LIST, Field(description="Only what was studied in these species (mouse, human …).")],
    "polarity": Annotated[_LIST, Field(description="Only evidence that supports, refutes, no_effect or mixed.")],
    "since": Annotated[_YEAR, Field(description="Only findings of that year and later.")],
    "until": Annotated[_YEAR, Field(description="Only findings of that year and earlier.")],
    "source": Annotated[_LIST, Field(description="Only evidence of these sources (clingen …).")],
    "human": Annotated[bool, Field(description="True: only what was seen in people or human tissue.")],
    "as_of": Annotated[_YEAR, Field(description="What was known in that year: nothing that is dated later.")],
}
assert tuple(_PARAMETERS) == NAMES  # noqa: S101 - told to whoever adds a filter


def with_filter(tool: Tool) -> Tool:
    """Give a tool the parameters that filter in place of its own ``where``, which gets what was given of them."""
    own = {name: one for name, one in inspect.signature(tool).parameters.items() if name != "where"}
    hints = get_type_hints(tool, include_extras=True)

    @functools.wraps(tool)
    async def filtered(**arguments: Any) -> CallToolResult:
        given = {name: arguments.pop(name, None) for name in NAMES}
        return await tool(
            **arguments, where={name: value for name, value in given.items() if value not in (None, False)}
        )

    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [one.replace(kind=keyword, annotation=hints[name]) for name, one in own.items()]
    for name, annotation in _PARAMETERS.items():
        default = False if name == "human" else None
        parameters.append(inspect.Parameter(name, keyword, annotation=annotation, default=default))
    filtered.__signature__ = inspect.Signature(parameters, return_annotation=hints["return"])  # type: ignore[attr-defined]
    filtered.__annotations__ = {one.name: one.annotation for one in parameters} | {"return": hints["return"]}
    return filtered
