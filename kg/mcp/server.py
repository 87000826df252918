"""The server: its tools and resources, told to language models."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.metadata import version
from inspect import cleandoc
from typing import Annotated, Any, Literal

from mcp.server import MCPServer
from mcp.server.lowlevel.helper_types import ReadResourceContents
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import (
    ResourceError,
    ResourceNotFoundError,
    ToolError,
    UnexpectedResourceError,
    UnexpectedToolError,
)
from mcp.types import CallToolResult, InputRequiredResult, TextContent, Tool, ToolAnnotations
from pydantic import AnyUrl, Field, ValidationError

from kg.mcp import tools
from kg.mcp.about import About, about
from kg.mcp.answers import MAX_ROWS, ROWS, Card, Table
from kg.mcp.between import Between, between
from kg.mcp.complaints import fault, log_fault, one_line, refused, unknown_arguments, wrong_arguments
from kg.mcp.desk import Desk
from kg.mcp.served import ServedGraph

INSTRUCTIONS = (
    "A knowledge graph of amyotrophic lateral sclerosis (ALS) in which every edge carries its evidence, for and "
    "against. Names go in wherever an identifier is asked (TDP-43, NurOwn, ALS); warnings say what a name was taken "
    "for. Begin with search, evidence_between or list_questions; call about_graph before writing cypher or sparql. "
    "Edges that are not asserted (refuted, without effect) are not facts. belief sorts edges; it is no probability of "
    "truth. Cite the reference and its citation_status with what you say, and tell what conflicts. Not medical advice."
)
READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

Limit = Annotated[int, Field(ge=1, le=MAX_ROWS, description="Rows wanted at most.")]
Name = Annotated[str, Field(description="A symbol, name, alias or identifier (CURIE), such as SOD1 or MONDO:0004976.")]
Parameters = dict[str, Any]


class GraphServer(MCPServer[Any]):
    """The SDK's server, with every error as one sentence and a hint, and no argument ignored."""

    async def list_tools(self) -> list[Tool]:
        """The tools, as clients are told of them."""
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


def make_server(graph: ServedGraph) -> GraphServer:
    """A server over a graph.

    Args:
        graph: the graph; the server asks it, whoever opened it closes it.

    Returns:
        The server, to be run over one of the SDK's transports.
    """
    server = GraphServer(
        "als-kg", title="ALS knowledge graph", instructions=INSTRUCTIONS, version=version("als-kg"), log_level="WARNING"
    )
    desk = Desk(graph)
    _add_lookups(server, desk)
    _add_queries(server, desk)
    _add_resources(server, desk)
    return server


def _told(tool: Tool) -> Tool:
    """A tool whose schema says that there are no arguments but those listed, its words without indentation."""
    schema = {**tool.input_schema, "additionalProperties": False}
    return tool.model_copy(update={"input_schema": schema, "description": cleandoc(tool.description or "")})


def _add_lookups(server: GraphServer, desk: Desk) -> None:
    @server.tool(title="Find things by name", annotations=READ_ONLY)
    async def search(
        text: Annotated[
            str, Field(description="A symbol, name, alias, identifier, or part of one; typos are forgiven.")
        ],
        category: Annotated[
            str | None, Field(description="Only things of that category, such as Gene or Drug.")
        ] = None,
        limit: Limit = 20,
    ) -> Annotated[CallToolResult, Table]:
        """Find genes, variants, drugs, trials, mechanisms, phenotypes and other things of the graph by name.

        Answers with identifier, category, name, what matched and how (exact, prefix, part, near), and the number of
        asserted edges. Best first.
        """
        return await desk.answer("search", lambda graph: tools.search(graph, text, category, limit))

    @server.tool(title="What is known of one thing", annotations=READ_ONLY)
    async def node_card(name: Name) -> Annotated[CallToolResult, Card]:
        """Show one thing: its identifier, properties (synonyms, sources …) and its edges counted by relation."""
        return await desk.answer("node_card", lambda graph: Card.of(graph, name))

    @server.tool(title="Evidence for and against", annotations=READ_ONLY)
    async def evidence_between(
        one: Name,
        other: Name,
        kinds: Annotated[
            bool, Field(description="Also between narrower kinds of either: ALS type 1 for ALS. False: the two alone.")
        ] = True,
        limit: Limit = ROWS,
    ) -> Annotated[CallToolResult, Between]:
        """Everything that is said between two things in either direction, supporting and conflicting.

        Edges come with their votes, belief and whether they are asserted. Each piece of evidence has the claim that it
        speaks of, the statement, reference, study design, citation_status, year, source and licence. Conflicting is
        what refutes, found no effect, or is mixed; tried says only that something was studied as a treatment. Use it
        before claiming a relation, such as a gene and a disease, or a drug and ALS.
        """
        return await desk.answer("evidence_between", lambda graph: between(graph, one, other, kinds=kinds), rows=limit)

    @server.tool(title="What the graph holds", annotations=READ_ONLY)
    async def about_graph() -> Annotated[CallToolResult, About]:
        """What the graph was made of and how to query it: size, sources with dates, categories, predicates, patterns.

        Call it once before writing Cypher or SPARQL.
        """
        return await desk.answer("about_graph", about)


def _add_queries(server: GraphServer, desk: Desk) -> None:
    @server.tool(title="The named questions", annotations=READ_ONLY)
    async def list_questions() -> Annotated[CallToolResult, Table]:
        """List the ready-made questions with their parameters, defaults and columns; `ask` answers them."""
        return await desk.answer("list_questions", tools.list_questions)

    @server.tool(title="Ask a named question", annotations=READ_ONLY)
    async def ask(
        question: Annotated[str, Field(description="Its name, as list_questions has it: gene-mechanisms.")],
        parameters: Annotated[
            Parameters | None,
            Field(description='Values for its parameters, as in {"gene": "FUS"}; the others keep their defaults.'),
        ] = None,
        language: Annotated[
            Literal["cypher", "sparql"], Field(description="Which engine answers; the rows are the same.")
        ] = "cypher",
        limit: Limit = ROWS,
    ) -> Annotated[CallToolResult, Table]:
        """Answer one of the ready-made questions about mechanisms, genes, trials, cell therapies and evidence."""
        return await desk.answer("ask", lambda graph: tools.ask(graph, question, parameters, language), rows=limit)

    @server.tool(title="Query in Cypher", annotations=READ_ONLY)
    async def cypher(
        query: Annotated[str, Field(description="One Cypher query that reads.")],
        parameters: Annotated[Parameters | None, Field(description='Values for $names, as in {"gene": "FUS"}.')] = None,
        limit: Limit = ROWS,
    ) -> Annotated[CallToolResult, Table]:
        """Answer a read-only Cypher query, such as MATCH (g:Gene {symbol: $s})-[r]->(x) RETURN x.name, r.belief.

        about_graph lists labels, relationship types and properties. Stopped after some seconds: anchor it on an id or a
        label and add LIMIT.
        """
        return await desk.answer("cypher", lambda graph: tools.cypher(graph, query, parameters, limit))

    @server.tool(title="Query in SPARQL", annotations=READ_ONLY)
    async def sparql(
        query: Annotated[str, Field(description="One SPARQL query that reads: SELECT, ASK, CONSTRUCT or DESCRIBE.")],
        limit: Limit = ROWS,
    ) -> Annotated[CallToolResult, Table]:
        """Answer a read-only SPARQL 1.1 query, such as SELECT ?g WHERE { ?g biolink:contributes_to MONDO:0004976 }.

        The schema's prefixes need no PREFIX line; about_graph tells the shape. Stopped after some seconds.
        """
        return await desk.answer("sparql", lambda graph: tools.sparql(graph, query, limit))


def _add_resources(server: GraphServer, desk: Desk) -> None:
    @server.resource("alskg://schema", title="What the graph holds", mime_type="application/json")
    async def schema() -> str:
        """Size, sources, categories, predicates and patterns of the graph: what about_graph answers."""
        found = await desk.answer("about_graph", about)
        text = "".join(part.text for part in found.content if isinstance(part, TextContent))
        if found.is_error:
            raise ResourceError(text)
        return text

    @server.resource("alskg://question/{slug}", title="A named question", mime_type="application/json")
    async def question(slug: str) -> str:
        """A named question: what it asks, its parameters, and its text in Cypher and SPARQL."""
        told = tools.question_told(slug)
        if told is None:
            raise ResourceNotFoundError(f"there is no question {slug!r}. The tool list_questions lists them.")
        return json.dumps(told, ensure_ascii=False, indent=1)
