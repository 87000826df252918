"""The SDK's server, made to answer every call with a sentence, whatever goes wrong."""

from __future__ import annotations

from collections.abc import Iterable
from inspect import cleandoc
from typing import Any

from mcp.server import MCPServer
from mcp.server.lowlevel.helper_types import ReadResourceContents
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import (
    ResourceError,
    ToolError,
    UnexpectedResourceError,
    UnexpectedToolError,
)
from mcp.types import CallToolResult, InputRequiredResult, Tool
from pydantic import AnyUrl, ValidationError

from kg.graph.vocabulary import FORMER_TOOLS
from kg.mcp.errors import fault, log_fault, one_line, refused, unknown_arguments, wrong_arguments


class GraphServer(MCPServer[Any]):
    """The SDK's server, with every error as one sentence and a hint, and no argument ignored."""

    async def list_tools(self) -> list[Tool]:
        """List the tools, as clients are told of them."""
        return [_told(one) for one in await super().list_tools()]

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """Call a tool; what fails is a result that says so, never an exception.

        Args:
            name: the tool.
            arguments: by name.
            context: the SDK's.

        Returns:
            The tool's result, or a tool error with a sentence and a hint.
        """
        known = {one.name: list(one.input_schema.get("properties", ())) for one in await super().list_tools()}
        if name in FORMER_TOOLS:
            return refused(f"there is no tool {name!r} any more.", f"It is the tool {FORMER_TOOLS[name]}.")
        if name not in known:
            return refused(f"there is no tool {name!r}.", f"The tools are {', '.join(known)}.")
        if unknown := set(arguments) - set(known[name]):
            return unknown_arguments(name, unknown, known[name])
        try:
            return await super().call_tool(name, arguments, context)
        except UnexpectedToolError as error:
            return fault(error.__cause__, name)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                return wrong_arguments(name, error.__cause__, known[name])
            return fault(error.__cause__, name)

    async def read_resource(
        self, uri: AnyUrl | str, context: Context[Any, Any] | None = None
    ) -> Iterable[ReadResourceContents] | InputRequiredResult:
        """Read a resource; what fails is told in one line.

        Args:
            uri: the resource.
            context: the SDK's.

        Returns:
            Its contents.

        Raises:
            ResourceNotFoundError: there is none by that name.
            ResourceError: it cannot be read.
        """
        try:
            return await super().read_resource(uri, context)
        except UnexpectedResourceError as error:
            raise ResourceError(one_line(log_fault(error.__cause__, str(uri)))) from None
        except ResourceError as error:
            raise type(error)(one_line(str(error))) from None


def _told(tool: Tool) -> Tool:
    """Make the schema of a tool say that there are no arguments but those listed, its words without indentation."""
    schema = {**tool.input_schema, "additionalProperties": False}
    return tool.model_copy(update={"input_schema": schema, "description": cleandoc(tool.description or "")})
