"""The server: its tools and resources, told to language models."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Annotated, Any, Literal

from mcp.server.mcpserver.exceptions import (
    ResourceError,
    ResourceNotFoundError,
)
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from kg.graph.selection import Selection
from kg.mcp import tools
from kg.mcp.about import About, about
from kg.mcp.answers import MAX_ROWS, ROWS, Card, Table
from kg.mcp.dispatcher import Dispatcher
from kg.mcp.evidence import Evidence
from kg.mcp.evidence import evidence as gathered
from kg.mcp.filtering import with_filter
from kg.mcp.protocol import GraphServer
from kg.mcp.session import Session

INSTRUCTIONS = (
    "A knowledge graph of amyotrophic lateral sclerosis (ALS) in which every edge carries its evidence, for and "
    "against. Names go in wherever an identifier is asked (TDP-43, NurOwn, ALS); warnings say what a name was taken "
    "for. Begin with search, evidence or list_questions; call about_graph before writing cypher or sparql. "
    "Edges that are not asserted (status: contested, mixed, refuted, no_effect, stated) are not facts. "
    "belief sorts edges; it is not a probability of truth. human, since, as_of and their siblings filter the "
    "evidence: name the filter with what you say of such an answer. Cite the reference and its citation_status with "
    "what you say, and tell what conflicts. "
    "Not medical advice."
)
READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

Limit = Annotated[int, Field(ge=1, le=MAX_ROWS, description="Rows wanted at most.")]
Name = Annotated[str, Field(description="A symbol, name, alias or identifier (CURIE), such as SOD1 or MONDO:0004976.")]
Parameters = dict[str, Any]
Where = dict[str, Any]
"""What was given of the parameters that filter."""
End = Annotated[str | None, Field(description="Only edges with that thing at this end.")]
Predicate = Annotated[str | None, Field(description="Only that predicate, such as contributes_to.")]
EitherEnd = Annotated[str | None, Field(description="A thing at either end.")]
OtherEnd = Annotated[
    str | None,
    Field(description="With about: the thing at the other end, in either direction."),
]
Exact = Annotated[
    bool,
    Field(
        description="Only the things that are named. Otherwise what lies below them (ALS type 1 for ALS, a product for "
        "a cell) is listed with them, and via says so."
    ),
]


def make_server(session: Session) -> GraphServer:
    """Make a server over a session.

    Args:
        session: the server asks it, whoever opened it closes it.

    Returns:
        The server, to be run over one of the SDK's transports.
    """
    server = GraphServer(
        "als-kg", title="ALS knowledge graph", instructions=INSTRUCTIONS, version=version("als-kg"), log_level="WARNING"
    )
    dispatcher = Dispatcher(session)
    _add_lookups(server, dispatcher)
    _add_queries(server, dispatcher)
    _add_resources(server, dispatcher)
    return server


def _add_lookups(server: GraphServer, dispatcher: Dispatcher) -> None:
    @server.tool(title="Find things by name", annotations=READ_ONLY)
    async def search(
        text: Annotated[
            str, Field(description="A symbol, name, alias, identifier, or part of one; typos are forgiven.")
        ],
        category: Annotated[
            str | None, Field(description="Only things of that category, such as Gene or Drug.")
        ] = None,
        limit: Limit = 10,
    ) -> Annotated[CallToolResult, Table]:
        """Find genes, variants, drugs, trials, mechanisms, phenotypes and other things of the graph by name.

        Answers with identifier, category, name, what matched, the match (exact, prefix, part, near), and the number of
        asserted edges. Best first.
        """
        return await dispatcher.answer("search", lambda session: tools.search(session.graph, text, category, limit))

    @server.tool(title="What is known of one thing", annotations=READ_ONLY)
    @with_filter
    async def node(name: Name, *, where: Where) -> Annotated[CallToolResult, Card]:
        """Show one thing: its identifier, properties (synonyms, sources …) and its edges counted by relation."""
        return await dispatcher.answer("node", lambda session: Card.of(session.graph, name), where=where)

    @server.tool(title="What is next to one thing", annotations=READ_ONLY)
    @with_filter
    async def neighbours(
        name: Name,
        predicate: Predicate = None,
        direction: Annotated[
            Literal["out", "in", "both"], Field(description="As seen from the thing; out: the thing is the subject.")
        ] = "both",
        limit: Limit = ROWS,
        *,
        where: Where,
    ) -> Annotated[CallToolResult, Table]:
        """List the things next to one thing over asserted edges, with the edge, its belief and strongest design."""
        return await dispatcher.answer(
            "neighbours",
            lambda session: Table.of(
                session.graph, session.graph.neighbours(name, predicate=predicate, direction=direction)
            ),
            rows=limit,
            where=where,
        )

    @server.tool(title="Edges by their ends", annotations=READ_ONLY)
    @with_filter
    async def edges(
        subject: End = None,
        predicate: Predicate = None,
        object: End = None,
        about: EitherEnd = None,
        to: OtherEnd = None,
        exact: Exact = False,
        asserted: Annotated[
            bool | None,
            Field(description="True: asserted ones; false: outweighed, refuted, no effect, only stated; null: both."),
        ] = True,
        limit: Limit = ROWS,
        *,
        where: Where,
    ) -> Annotated[CallToolResult, Table]:
        """List edges with their ids, votes for and against, belief and publications, the best believed first."""
        return await dispatcher.answer(
            "edges",
            lambda session: Table.of(
                session.graph,
                session.graph.edges(subject, predicate, object, about=about, to=to, exact=exact, asserted=asserted),
            ),
            rows=limit,
            where=where,
        )

    @server.tool(title="Evidence for and against", annotations=READ_ONLY)
    @with_filter
    async def evidence(
        subject: End = None,
        predicate: Predicate = None,
        object: End = None,
        about: EitherEnd = None,
        to: OtherEnd = None,
        exact: Exact = False,
        edge: Annotated[str | None, Field(description="The id of one edge, as the tool edges lists it.")] = None,
        limit: Limit = ROWS,
        *,
        where: Where,
    ) -> Annotated[CallToolResult, Evidence]:
        """Show who says so: everything said of some edges, supporting and conflicting, asserted or not.

        With about and to: whatever is said between the two in either direction. Edges come with their votes, belief
        and whether they are asserted. Each piece of evidence has the claim that it speaks of, the statement, reference,
        study design, citation_status, year, source and licence. Conflicting is what refutes, found no effect, or is
        mixed; tried says only that something was studied as a treatment. Use it before claiming a relation, such as a
        gene and a disease, or a drug and ALS.
        """
        meant = Selection(subject, predicate, object, about, to, exact)
        return await dispatcher.answer(
            "evidence", lambda session: gathered(session.graph, meant, edge), rows=limit, where=where
        )

    @server.tool(title="Trials and how they ended", annotations=READ_ONLY)
    @with_filter
    async def trials(
        about: Annotated[
            str | None, Field(description="What the trials test or study: a drug, product, cell, gene or disease.")
        ] = None,
        endpoint: Annotated[
            str | None,
            Field(description="Only those whose primary endpoint ended so: met, not_met, mixed, safety_only …"),
        ] = None,
        exact: Exact = False,
        limit: Limit = ROWS,
        *,
        where: Where,
    ) -> Annotated[CallToolResult, Table]:
        """List trials with phase, status, size, product, route, comparator, and how the primary endpoint ended."""
        return await dispatcher.answer(
            "trials",
            lambda session: Table.of(session.graph, session.graph.trials(about, endpoint=endpoint, exact=exact)),
            rows=limit,
            where=where,
        )

    @server.tool(title="What the graph holds", annotations=READ_ONLY)
    async def about_graph() -> Annotated[CallToolResult, About]:
        """Tell what the graph was made of and how to query it: size, dated sources, categories, predicates, patterns.

        Call it once before writing Cypher or SPARQL.
        """
        return await dispatcher.answer("about_graph", lambda session: about(session.graph))


def _add_queries(server: GraphServer, dispatcher: Dispatcher) -> None:
    @server.tool(title="The named questions", annotations=READ_ONLY)
    async def list_questions() -> Annotated[CallToolResult, Table]:
        """List the ready-made questions with their parameters, defaults and columns; `ask` answers them."""
        return await dispatcher.answer("list_questions", lambda session: tools.list_questions(session.graph))

    @server.tool(title="Ask a named question", annotations=READ_ONLY)
    @with_filter
    async def ask(
        question: Annotated[str, Field(description="Its name, as list_questions has it: gene-mechanisms.")],
        parameters: Annotated[
            Parameters | None,
            Field(description='Values for its parameters, as in {"gene": "FUS"}; the others keep their defaults.'),
        ] = None,
        language: Annotated[
            Literal["cypher", "sparql"], Field(description="Which engine answers; the rows are the same.")
        ] = "cypher",
        exact: Exact = False,
        limit: Limit = ROWS,
        *,
        where: Where,
    ) -> Annotated[CallToolResult, Table]:
        """Answer one of the ready-made questions about mechanisms, genes, trials, cell therapies and evidence."""
        return await dispatcher.answer(
            "ask",
            lambda session: tools.ask(session.graph, question, parameters, language, exact=exact),
            rows=limit,
            where=where,
        )

    @server.tool(title="Query in Cypher", annotations=READ_ONLY)
    @with_filter
    async def cypher(
        query: Annotated[str, Field(description="One Cypher query that reads.")],
        parameters: Annotated[Parameters | None, Field(description='Values for $names, as in {"gene": "FUS"}.')] = None,
        limit: Limit = ROWS,
        *,
        where: Where,
    ) -> Annotated[CallToolResult, Table]:
        """Answer a read-only Cypher query, such as MATCH (g:Gene {symbol: $s})-[r]->(x) RETURN x.name, r.belief.

        about_graph lists labels, relationship types and properties. Stopped after some seconds: anchor it on an id or a
        label and add LIMIT.
        """
        return await dispatcher.answer(
            "cypher", lambda session: tools.cypher(session, query, parameters, limit), where=where
        )

    @server.tool(title="Query in SPARQL", annotations=READ_ONLY)
    @with_filter
    async def sparql(
        query: Annotated[str, Field(description="One SPARQL query that reads: SELECT, ASK, CONSTRUCT or DESCRIBE.")],
        limit: Limit = ROWS,
        *,
        where: Where,
    ) -> Annotated[CallToolResult, Table]:
        """Answer a read-only SPARQL 1.1 query, as SELECT ?g { ?g biolink:contributes_to/ALSKG:within MONDO:0004976 }.

        The schema's prefixes need no PREFIX line; about_graph tells the shape. Stopped after some seconds.
        """
        return await dispatcher.answer("sparql", lambda session: tools.sparql(session, query, limit), where=where)


def _add_resources(server: GraphServer, dispatcher: Dispatcher) -> None:
    @server.resource("alskg://schema", title="What the graph holds", mime_type="application/json")
    async def schema() -> str:
        """Size, sources, categories, predicates and patterns of the graph: what about_graph answers."""
        found = await dispatcher.answer("about_graph", lambda session: about(session.graph))
        text = "".join(part.text for part in found.content if isinstance(part, TextContent))
        if found.is_error:
            raise ResourceError(text)
        return text

    @server.resource("alskg://question/{slug}", title="A named question", mime_type="application/json")
    async def question(slug: str) -> str:
        """Show a named question: what it asks, its parameters, and its text in Cypher and SPARQL."""
        told = tools.question_told(slug)
        if told is None:
            raise ResourceNotFoundError(f"there is no question {slug!r}. The tool list_questions lists them.")
        return json.dumps(told, ensure_ascii=False, indent=1)
