"""The MCP server, spoken to with the SDK's own client and, where that is too polite, line by line."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from typing import Any

import anyio
import polars as pl
import pytest
from mcp import Client, MCPError
from mcp.client.stdio import StdioServerParameters, stdio_client

import kg
from kg.assembly.bundled import open_or_build
from kg.cli import run
from kg.errors import AlskgError, ReleaseError
from kg.graph.vocabulary import WORDS
from kg.mcp import errors, tools
from kg.mcp.answers import MAX_BYTES, Card, GraphInUse, Table, packed
from kg.mcp.server import make_server
from kg.mcp.session import Session
from kg.mcp.stdio import reraise
from kg.queries import read_question
from kg.questions import questions
from kg.schema.generated import NODE_PROPERTIES
from support.home import packaged_home
from support.mcp_wire import ALSKG, GUARD, HELLO, Wire, alive

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
TOOLS = {*WORDS, "about_graph", "list_questions"}
ALS = "MONDO:0004976"
COUNT = "MATCH (g:Gene) RETURN count(g) AS n"
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@cache
def graph():
    return kg.open(packaged_home().path)


def served(seconds=20.0):
    opened = Session(open_or_build(packaged_home()), seconds)
    opened.prepare(lambda sentence: None)
    return opened


def with_client(work: Callable[[Client], Awaitable[Any]], seconds: float = 20.0) -> Any:
    """Run `work` with a client of a server in this process."""

    async def main() -> Any:
        with anyio.fail_after(GUARD), served(seconds) as opened:
            async with Client(make_server(opened)) as client:
                return await work(client)

    return anyio.run(main)


def call(tool: str, /, **arguments: Any) -> Any:
    """The result of one call to a server in this process."""
    return with_client(lambda client: client.call_tool(tool, arguments))


def content(result: Any) -> dict[str, Any]:
    """The structured answer, which is the text as well."""
    (text,) = result.content
    assert not result.is_error, text.text
    assert json.loads(text.text) == result.structured_content
    return result.structured_content


def complaint(result: Any) -> tuple[str, str]:
    """Sentence and hint of a tool error."""
    assert result.is_error and result.structured_content is None
    sentence, hint = result.content[0].text.split("\n")
    assert hint.startswith("hint: ")
    return sentence, hint.removeprefix("hint: ")


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_every_tool_over_stdio_answers_as_the_graph_does(mode, tmp_path):
    """The installed command, the SDK's client, both eras of the protocol."""
    home = packaged_home().path
    command = StdioServerParameters(command=ALSKG, args=["mcp"], env={"ALSKG_HOME": str(home)}, cwd=tmp_path)

    async def main(said: Any) -> dict[str, Any]:
        with anyio.fail_after(2 * GUARD):
            async with Client(stdio_client(command, errlog=said), mode=mode) as client:
                assert client.server_info.name == "als-kg" and "for and against" in (client.instructions or "")
                listed = (await client.list_tools()).tools
                assert {tool.name for tool in listed} == TOOLS
                for tool in listed:
                    assert tool.annotations.read_only_hint and tool.annotations.open_world_hint is False
                    assert tool.input_schema["additionalProperties"] is False and tool.output_schema
                    assert len(tool.description) > 60 and "  " not in tool.description
                calls = {
                    "search": {"text": "TDP-43", "limit": 5},
                    "node": {"name": "TDP-43"},
                    "neighbours": {"name": "TDP-43", "predicate": "contributes_to", "direction": "out"},
                    "edges": {"about": "TDP-43", "asserted": None},
                    "evidence": {"about": "DAO", "to": "ALS"},
                    "trials": {"about": "MSC-NTF", "endpoint": "not_met"},
                    "about_graph": {},
                    "list_questions": {},
                    "ask": {"question": "gene-mechanisms", "parameters": {"gene": "FUS"}, "language": "sparql"},
                    "cypher": {
                        "query": "MATCH (g:Gene {symbol: $s}) RETURN g, g.synonyms AS s",
                        "parameters": {"s": "FUS"},
                    },
                    "sparql": {"query": f"SELECT ?g WHERE {{ ?g biolink:contributes_to {ALS} }} ORDER BY ?g"},
                }
                assert set(calls) == TOOLS
                return {name: content(await client.call_tool(name, given)) for name, given in calls.items()}

    with (tmp_path / "said").open("w+", encoding="utf-8") as said:
        answers = anyio.run(main, said)
        said.seek(0)
        greeting = said.read().splitlines()[-1]
    here = graph()
    assert greeting.startswith(f"alskg: graph {here.id[:12]} of ")
    for name, answer in answers.items():
        assert answer["graph"] == {"id": here.id, "built": here.provenance.built_at[:10], "filter": ""}, name
        assert answer["row_count"] > 0 and answer["truncated"] is (name == "search"), name

    assert answers["search"]["rows"] == here.search("TDP-43", 5).dicts()
    assert answers["ask"]["rows"] == here.ask("gene-mechanisms", "sparql", gene="FUS").dicts()
    assert answers["cypher"]["rows"] == here.cypher(calls_of("cypher"), s="FUS").dicts()
    assert answers["sparql"]["rows"] == here.sparql(calls_of("sparql")).dicts()
    assert [row["question"] for row in answers["list_questions"]["rows"]] == [one.slug for one in questions()]
    card, known = answers["node"], here.node("TARDBP")
    assert (card["id"], card["category"], card["name"]) == (known.id, known.category, known.name)
    assert card["properties"]["synonyms"] == known.properties["synonyms"]
    assert [tuple(row.values()) for row in card["relations"]] == list(known.relations)
    assert card["warnings"] == ["'TDP-43' is taken as TARDBP (Gene, HGNC:11571)"]
    about = answers["about_graph"]
    assert (about["nodes"], about["edges"], about["evidence"]) == (
        len(here.tables.nodes),
        len(here.tables.edges),
        len(here.tables.evidence),
    )
    assert about["sources"] == dict(here.provenance.sources)
    (refuted,) = answers["evidence"]["conflicting"]
    assert answers["evidence"]["supporting"] == [] and refuted["polarity"] == "refutes"


def calls_of(language: str) -> str:
    return {
        "cypher": "MATCH (g:Gene {symbol: $s}) RETURN g, g.synonyms AS s",
        "sparql": f"SELECT ?g WHERE {{ ?g biolink:contributes_to {ALS} }} ORDER BY ?g",
    }[language]


def kinds_of(node: str) -> set[str]:
    """A node and everything below it, from the table of edges."""
    below = here_edges().filter((pl.col("predicate") == "biolink:subclass_of") & pl.col("asserted"))
    found, wave = {node}, {node}
    while wave:
        wave = set(below.filter(pl.col("object").is_in(list(wave)))["subject"]) - found
        found |= wave
    return found


@cache
def here_edges():
    return graph().tables.edges


PAIRS = [
    ("HGNC:11179", ALS),
    ("ALSKG:drug-edaravone", ALS),
    (ALS, "ALSKG:drug-creatine"),
    ("HGNC:2671", ALS),
    ("HGNC:11571", "HGNC:4010"),
    ("CL:0000134", ALS),
    ("MONDO:0007103", ALS),
]


@pytest.mark.parametrize("kinds", [True, False])
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_evidence_between_two_things_is_what_the_tables_hold(one, other, kinds):
    answer = content(call("evidence", about=one, to=other, exact=not kinds, limit=1000))
    ones, others = (kinds_of(end) if kinds else {end} for end in (one, other))
    edges = here_edges()
    there = pl.col("subject").is_in(list(ones)) & pl.col("object").is_in(list(others))
    back = pl.col("subject").is_in(list(others)) & pl.col("object").is_in(list(ones))
    expected = {row["id"]: row for row in edges.filter(there | back).iter_rows(named=True)}
    assert {row["edge"] for row in answer["edges"]} == set(expected)
    for row in answer["edges"]:
        for key in ("predicate", "asserted", "status", "supports", "refutes", "no_effect", "mixed"):
            assert row[key] == expected[row["edge"]][key], key
        assert row["direct"] == ({row["subject_id"], row["object_id"]} == {one, other})
    rows = graph().tables.evidence.filter(pl.col("edge_id").is_in(list(expected)))
    only_tried = [id for id, row in expected.items() if row["predicate"] == "biolink:studied_to_treat"]
    tried, supports = pl.col("edge_id").is_in(only_tried), pl.col("polarity") == "supports"
    for group, told in ((~tried & supports, "supporting"), (~tried & ~supports, "conflicting"), (tried, "tried")):
        wanted = {row["id"]: row for row in rows.filter(group).iter_rows(named=True)}
        assert {row["evidence"] for row in answer[told]} == set(wanted)
        for row in answer[told]:
            for key in (
                "statement",
                "reference",
                "study_design",
                "citation_status",
                "year",
                "source",
                "licence",
                "polarity",
            ):
                assert row[key] == wanted[row["evidence"]][key], key
    assert answer["total"] == answer["row_count"] == len(rows)


def test_some_pairs_have_evidence_for_against_and_of_narrower_kinds():
    """Control: the comparison above is not one of empty answers."""
    answers = [content(call("evidence", about=one, to=other)) for one, other in PAIRS]
    assert any(a["supporting"] and a["conflicting"] for a in answers) and any(a["tried"] for a in answers)
    assert any(not edge["direct"] for a in answers for edge in a["edges"])
    said = [" ".join(a["warnings"]) for a in answers]
    assert any("says nothing" in one and "consulted: all" in one for one in said)
    assert any("none of these edges is asserted" in note for a in answers for note in a["warnings"])


@pytest.mark.parametrize("language", ["cypher", "sparql"])
def test_all_named_questions_answer_as_in_python(language):
    async def work(client: Client) -> None:
        for one in questions():
            # The home holds one release: what compares two is asked to compare it with itself.
            given = {"old": graph().id[:12]} if one.compares else {}
            call = {"question": one.slug, "parameters": given, "language": language, "limit": 1000}
            answer = content(await client.call_tool("ask", call))
            expected = graph().ask(one.slug, language, **given)
            assert answer["rows"] == expected.dicts(), one.slug
            assert set(expected.warnings) <= set(answer["warnings"]), one.slug
            assert not answer["truncated"] and answer["total"] == len(expected)

    with_client(work)


def test_resources_hold_the_schema_and_the_text_of_every_question():
    async def work(client: Client) -> None:
        assert [one.uri for one in (await client.list_resources()).resources] == ["alskg://schema"]
        (template,) = (await client.list_resource_templates()).resource_templates
        assert template.uri_template == "alskg://question/{slug}"
        for one in questions():
            (found,) = (await client.read_resource(f"alskg://question/{one.slug}")).contents
            told = json.loads(found.text)
            assert told["cypher"] == one.text and told["sparql"] == read_question(one.slug, "sparql").text
        (found,) = (await client.read_resource("alskg://schema")).contents
        assert json.loads(found.text) == content(await client.call_tool("about_graph", {}))
        for absent in ("alskg://question/nothing", "alskg://question/..%2f..%2fetc%2fpasswd", "file:///etc/passwd"):
            with pytest.raises(MCPError) as refused:
                await client.read_resource(absent)
            assert "root:" not in str(refused.value) and "\n" not in str(refused.value)

    with_client(work)


def test_what_the_schema_tells_can_be_queried():
    """Every pattern that about_graph lists finds as many edges as it says."""

    async def work(client: Client) -> None:
        about = content(await client.call_tool("about_graph", {}))
        for pattern in about["patterns"][::15]:
            shape, _, count = pattern.rpartition(" ")
            found = content(await client.call_tool("cypher", {"query": f"MATCH {shape} RETURN count(*) AS n"}))
            assert found["rows"] == [{"n": int(count)}] and not found["warnings"], pattern
        for pattern, names in (
            ("(:Entity)-[one]->(:Entity)", about["edge_properties"]),
            ("(one:Entity)", about["node_properties"]),
            ("(one:Evidence)", about["evidence_properties"]),
        ):
            for name in [*names, "no_such_property"]:
                query = f"MATCH {pattern} WHERE one.{name} IS NOT NULL RETURN count(one) > 0 AS used"
                found = content(await client.call_tool("cypher", {"query": query}))
                known = name != "no_such_property"
                assert found["rows"] == [{"used": known}] and bool(found["warnings"]) != known, (pattern, name)
        assert set(about["edge_properties"]) == set(graph().tables.edges.columns)
        assert set(about["node_properties"]) == set(graph().tables.nodes.columns) - set(NODE_PROPERTIES)

    with_client(work)


# --- limits


def test_rows_beyond_the_limit_are_cut_and_said():
    query = "MATCH (n:Entity) RETURN n.id AS id ORDER BY id"
    whole = graph().cypher(query)
    by_default, few, all_fits = (call("cypher", query=query, **limit) for limit in ({}, {"limit": 3}, {"limit": 1000}))
    for result, kept in ((by_default, 200), (few, 3), (all_fits, 1000)):
        answer = content(result)
        assert (answer["row_count"], answer["total"], answer["truncated"]) == (kept, len(whole), True)
        assert answer["rows"] == whole.dicts()[:kept] and answer["warnings"]
    assert "1000" in complaint(call("cypher", query=query, limit=1001))[0]
    short = content(call("cypher", query=query + " LIMIT 7"))
    assert (short["row_count"], short["truncated"], short["warnings"]) == (7, False, []), "control"


LISTS = ("supporting", "conflicting", "tried")


def test_a_failed_trial_is_never_shown_as_support():
    """It supports that a drug was tried; each row says what it speaks of."""
    for drug in ("AMX0035", "dexpramipexole", "edaravone"):
        answer = content(call("evidence", about=drug, to="ALS"))
        assert answer["tried"] and answer["conflicting"]
        for row in answer["supporting"]:
            assert row.get("outcome") != "not_met" and "studied to treat" not in row["claim"], row
        for row in answer["conflicting"]:
            assert row["claim"].endswith("ameliorates condition amyotrophic lateral sclerosis"), row


def test_a_named_question_says_what_it_was_asked_with():
    assert content(call("ask", question="trials-of-therapy"))["parameters"] == {"therapy": "tofersen"}
    asked = content(call("ask", question="gene-models", parameters={"gene": "FUS"}))
    assert asked["parameters"] == {"gene": "FUS"} and content(call("cypher", query="RETURN 1"))["parameters"] is None


def test_a_cut_keeps_what_conflicts():
    """The longer list is cut first: ten votes for do not push out three against."""
    answer = content(call("evidence", about="edaravone", to="ALS", limit=6))
    whole = content(call("evidence", about="edaravone", to="ALS"))
    assert answer["row_count"] == 6 and answer["truncated"] and answer["total"] == whole["row_count"]
    assert any("6 of" in note for note in answer["warnings"])
    kept, all_there = ({name: len(one[name]) for name in LISTS} for one in (answer, whole))
    assert all(kept[name] == all_there[name] or kept[name] >= max(kept.values()) - 1 for name in LISTS), kept
    assert kept["conflicting"] and whole["conflicting"][: len(answer["conflicting"])] == answer["conflicting"]


def test_a_reply_is_cut_to_its_size_and_says_how_to_narrow():
    answer = call("cypher", query="MATCH (e:Evidence) RETURN e", limit=1000)
    assert len(answer.content[0].text.encode()) <= MAX_BYTES
    told = content(answer)
    assert 0 < told["row_count"] < 1000 and told["truncated"] and "fewer columns" in told["warnings"][-1]
    assert told["rows"] == graph().cypher("MATCH (e:Evidence) RETURN e").dicts()[: told["row_count"]]
    sentence, hint = complaint(call("cypher", query="MATCH (e:Evidence) RETURN collect(e) AS all"))
    assert "not one row" in sentence and "fewer columns" in hint


@pytest.mark.parametrize("size", [700, 900, 1_500, 5_000, 60_000])
def test_no_reply_is_larger_than_its_limit(size):
    rows = [{"text": "ä" * width} for width in range(100)]
    table = Table(columns=["text"], rows=rows, total=100, graph=GraphInUse(id="x", built="2026-01-01"))
    result = packed(table, heard=["said"], size=size)
    answer = content(result)
    assert len(result.content[0].text.encode()) <= size
    assert answer["rows"] == rows[: answer["row_count"]] and answer["warnings"][0] == "said"
    assert answer["truncated"] is (answer["row_count"] < 100) is (size < 60_000)


def test_what_is_no_number_and_no_character_does_not_break_the_json():
    graph_in_use = GraphInUse(id="x", built="2026-01-01")
    card = Card(id="x", category="x", name="x\ud800", properties={"p": float("nan")}, relations=[], graph=graph_in_use)
    answer = content(packed(card, heard=[]))
    assert answer["name"] == "x?" and answer["properties"] == {"p": "nan"}
    assert content(call("cypher", query="RETURN exp(1000) AS x"))["rows"] == [{"x": "inf"}]


# --- errors


@pytest.mark.parametrize(
    ("tool", "given", "sentence", "hint"),
    [
        ("cypher", {"query": "MATCH (g:Gene RETURN g"}, "syntax error", ""),
        ("cypher", {"query": "CREATE (n:Gene)"}, "CREATE at line 1, column 1 would change the graph", "tables"),
        ("cypher", {"query": "MATCH (n) DETACH DELETE n"}, "would change the graph", ""),
        ("cypher", {"query": "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row"}, "LOAD", ""),
        ("cypher", {"query": "RETURN 1 AS a UNION LOAD CSV FROM '/etc/passwd' AS a RETURN a"}, "LOAD", ""),
        ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}, "SERVICE", ""),
        ("sparql", {"query": "INSERT DATA { <a:b> <a:c> <a:d> }"}, "INSERT", "tables"),
        ("sparql", {"query": "SELECT"}, "", ""),
        ("node", {"name": "NOBODY9"}, "NOBODY9", ""),
        ("node", {"name": "ALS2"}, "names 2 things", "identifier"),
        ("evidence", {"about": "SOD1", "to": "HGNC:11179"}, "are both SOD1", "different"),
        ("search", {"text": ""}, "nothing to search", "name"),
        ("search", {"text": "x" * 400}, "too long", "300"),
        ("search", {"text": "x", "category": "Gnee"}, "no category 'Gnee'", "Gene"),
        ("ask", {"question": "gene-mechanism"}, "no question", "gene-mechanisms"),
        ("ask", {"question": "gene-models", "parameters": {"gen": "SOD1"}}, "no parameter 'gen'", "gene=SOD1"),
        ("ask", {"question": "gene-models", "parameters": {"slug": 1, "self": 2}}, "no parameter", "gene=SOD1"),
        ("ask", {"question": "gene-models", "parameters": {"gene": ["SOD1"]}}, "takes a text", "gene=SOD1"),
        ("ask", {"question": "gene-models", "language": "german"}, "'cypher' or 'sparql'", "language"),
        ("ask", {"question": "shared-mechanisms", "parameters": {"at_least": 1.5}}, "whole number", "at_least"),
        ("search", {}, "text is missing", "text, category, limit"),
        ("search", {"text": 5}, "text: input should be a valid string", "text, category, limit"),
        ("search", {"text": "x", "limit": 0}, "limit: input should be greater than or equal to 1", ""),
        ("search", {"text": "x", "rows": 5}, "no argument 'rows'", "text, category, limit"),
        ("about_graph", {"verbose": True}, "no argument 'verbose'", "takes no arguments"),
        ("write", {}, "there is no tool 'write'", "search"),
    ],
)
def test_what_is_wrong_is_a_tool_error_with_a_sentence_and_a_hint(tool, given, sentence, hint):
    said, remedy = complaint(call(tool, **given))
    assert sentence in said and hint in remedy and remedy
    assert "Traceback" not in said + remedy and "pydantic" not in said + remedy


def test_hints_name_tools_where_the_command_line_names_commands():
    said = complaint(call("cypher", query="MATCH (n:Gene) RETURN nosuchfunction(n)"))[1]
    assert "docs/" not in said
    assert "about_graph" in complaint(call("cypher", query="MATCH (g:Gene RETURN g"))[1]


def test_no_error_tells_a_folder_of_this_machine(monkeypatch):
    home = packaged_home().path

    def broken(*_: object) -> Table:
        raise ReleaseError(f"the index {home}/graphs/x cannot be opened.", hint=f"Delete {home}/graphs/x/index.")

    monkeypatch.setenv("ALSKG_HOME", str(home))
    errors.places.cache_clear()
    monkeypatch.setattr(tools, "list_questions", broken)
    said, remedy = complaint(call("list_questions"))
    errors.places.cache_clear()
    assert said == "the index $ALSKG_HOME/graphs/x cannot be opened." and str(home) not in remedy


def test_a_fault_of_ours_shows_nothing_of_the_inside_and_the_server_goes_on(monkeypatch, caplog):
    def broken(*_: object) -> Table:
        raise RuntimeError("/etc/secret is in the message")

    monkeypatch.setattr(tools, "search", broken)

    async def work(client: Client) -> None:
        said, remedy = complaint(await client.call_tool("search", {"text": "SOD1"}))
        assert "RuntimeError" in said and "secret" not in said + remedy and "report" in remedy
        assert content(await client.call_tool("cypher", {"query": COUNT}))["row_count"] == 1

    with_client(work)
    (record,) = (one for one in caplog.records if one.name == "alskg")
    assert re.search(r"RuntimeError at test_mcp.py:\d+$", record.getMessage()) and record.exc_info is None


# --- several at a time


def test_calls_at_the_same_time_get_their_own_answers():
    genes = [
        row[0]
        for row in graph().cypher(
            "MATCH (g:Gene) WHERE g.symbol IS NOT NULL RETURN DISTINCT g.symbol AS s ORDER BY s LIMIT 30"
        )
    ]
    answers: dict[str, list[Any]] = {}

    async def one(client: Client, gene: str, language: str) -> None:
        if language == "cypher":
            query = {"query": "MATCH (g:Gene {symbol: $s}) RETURN g.symbol AS s", "parameters": {"s": gene}}
        else:
            query = {"query": f'SELECT ?s WHERE {{ ?g biolink:symbol ?s FILTER(?s = "{gene}") }}'}
        answers[gene + language] = content(await client.call_tool(language, query))["rows"]

    async def work(client: Client) -> None:
        async with anyio.create_task_group() as group:
            for gene in genes:
                group.start_soon(one, client, gene, "cypher")
                group.start_soon(one, client, gene, "sparql")

    with_client(work)
    assert len(answers) == 60
    for gene in genes:
        assert answers[gene + "cypher"][0] == answers[gene + "sparql"][0] == {"s": gene}


def test_what_is_said_during_a_call_stays_with_it():
    names = {"TDP-43": "TARDBP", "NurOwn": "NurOwn", "ALS": "amyotrophic", "MSC": "mesenchymal", "FUS": None}
    warnings: list[tuple[str, list[str]]] = []

    async def one(client: Client, name: str) -> None:
        warnings.append((name, content(await client.call_tool("node", {"name": name}))["warnings"]))

    async def work(client: Client) -> None:
        async with anyio.create_task_group() as group:
            for name in names:
                for _ in range(8):
                    group.start_soon(one, client, name)

    with_client(work)
    assert len(warnings) == 8 * len(names)
    for name, said in warnings:
        assert len(said) == (names[name] is not None), (name, said)
        assert all(f"{name!r} is taken as" in note and str(names[name]) in note for note in said)


def test_a_slow_query_stops_at_its_limit_and_the_server_answers_meanwhile_and_afterwards():
    with Wire(packaged_home().path, "--timeout", "2") as wire:
        wire.hello()
        slow = wire.request("tools/call", {"name": "sparql", "arguments": {"query": SLOW}})
        pong = wire.request("ping")
        assert wire.reply(pong)[pong]["result"] == {}
        assert not any(json.loads(line).get("id") == slow for line in wire.lines), "control: it was still running"
        result = wire.reply(slow)[slow]["result"]
        assert result["isError"] and "stopped after 2 s" in result["content"][0]["text"]
        assert wire.call("cypher", query=COUNT)["structuredContent"]["row_count"] == 1
        assert wire.call("sparql", query="ASK { ?s ?p ?o }")["structuredContent"]["rows"] == [{"answer": True}]


def test_a_cancelled_call_takes_its_query_along():
    """With an hour for a query, the second call would wait an hour if the first went on."""
    with Wire(packaged_home().path, "--timeout", "3600") as wire:
        wire.hello()
        for query in (SLOW, SLOW):
            slow = wire.request("tools/call", {"name": "sparql", "arguments": {"query": query}})
            wire.ask("ping")
            note = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": slow}}
            wire.send(json.dumps(note).encode())
            assert wire.call("sparql", query="ASK { ?s ?p ?o }")["structuredContent"]["rows"] == [{"answer": True}]
        assert not any(json.loads(line).get("id") == slow for line in wire.lines)


def test_two_servers_share_one_home():
    with Wire(packaged_home().path) as first, Wire(packaged_home().path) as second:
        first.hello()
        second.hello()
        for wire in (first, second, first):
            assert wire.call("cypher", query=COUNT) == first.call("cypher", query=COUNT)
        assert first.end() == 0
        assert second.call("node", name="FUS")["structuredContent"]["id"] == "HGNC:4010"


# --- beginning and end


@pytest.mark.slow
def test_the_first_use_builds_the_graph_and_stdout_is_the_protocol_alone(tmp_path):
    with Wire(tmp_path / "home") as wire:
        wire.hello()
        assert wire.call("cypher", query=COUNT)["structuredContent"]["graph"]["id"] == graph().id
        wire.call("sparql", query="ASK { ?s ?p ?o }")
        assert wire.end() == 0
        assert all(json.loads(line)["jsonrpc"] == "2.0" for line in wire.lines)
    first, *others, last = wire.said().splitlines()
    # How far a long making is depends on the machine.
    indexes = [line for line in others if " is made" in line]
    assert first == "alskg: building the bundled graph (first use)" and last.startswith("alskg: graph ")
    assert len(indexes) == 3 and all("is made (once)" in line for line in indexes)


def test_quiet_says_nothing():
    environ = {"ALSKG_HOME": str(packaged_home().path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run([ALSKG, "--quiet", "mcp"], input=b"", capture_output=True, env=environ, timeout=GUARD)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@linux
@pytest.mark.parametrize("way", ["stdin closed", "SIGTERM", "SIGINT", "SIGHUP"])
@pytest.mark.parametrize("busy", [True, False])
def test_the_end_takes_the_engines_along(way, busy):
    with Wire(packaged_home().path, "--timeout", "3600") as wire:
        wire.hello()
        wire.call("cypher", query=COUNT)
        wire.call("sparql", query="ASK { ?s ?p ?o }")
        if busy:
            wire.request("tools/call", {"name": "sparql", "arguments": {"query": SLOW}})
            wire.ask("ping")
        engines = wire.children()
        assert len(engines) == 2 and all(map(alive, engines)), "control: they run"
        if way == "stdin closed":
            assert wire.end() == 0
        else:
            wire.process.send_signal(getattr(signal, way))
            assert wire.wait() == 128 + getattr(signal, way)
        assert not any(map(alive, engines))
    assert "Traceback" not in wire.said() and "index" not in wire.said().splitlines()[-1]


def test_a_client_that_goes_while_it_is_answered_leaves_no_traceback():
    environ = {**os.environ, "ALSKG_HOME": str(packaged_home().path)}
    pipe = subprocess.PIPE
    with subprocess.Popen([ALSKG, "mcp"], stdin=pipe, stdout=pipe, stderr=pipe, env=environ) as server:
        assert server.stdin is not None and server.stdout is not None and server.stderr is not None
        for number, method in enumerate(("initialize", *["tools/call"] * 5)):
            call = {"name": "cypher", "arguments": {"query": "MATCH (e:Evidence) RETURN e"}}
            params = HELLO if method == "initialize" else call
            message = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
            server.stdin.write(json.dumps(message).encode() + b"\n")
        server.stdin.flush()
        assert json.loads(server.stdout.readline())["id"] == 0
        server.stdout.close()
        assert server.wait(timeout=GUARD) == 0
        said = server.stderr.read().decode()
    assert "Traceback" not in said and len(said.splitlines()) == 1


@linux
def test_an_output_that_cannot_be_written_is_one_sentence():
    environ = {**os.environ, "ALSKG_HOME": str(packaged_home().path)}
    hello = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": HELLO}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [ALSKG, "mcp"],
            input=json.dumps(hello).encode() + b"\n",
            stdout=full,
            stderr=subprocess.PIPE,
            env=environ,
            timeout=GUARD,
        )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr and b"error: " in done.stderr and b"No space left" in done.stderr


@pytest.mark.parametrize(
    ("inner", "raised"),
    [(BrokenPipeError(), None), (OSError(28, "full"), OSError), (KeyError("x"), AlskgError)],
)
def test_what_stops_the_server_is_one_error(inner, raised):
    group = BaseExceptionGroup("outer", [BaseExceptionGroup("inner", [inner])])
    with pytest.raises(raised) if raised else nullcontext():
        reraise(group)


def test_without_the_sdk_the_remedy_is_told():
    """In a process of its own: here the SDK has been imported."""
    command = "import sys; sys.modules['mcp'] = None; from kg.cli import run; sys.exit(run(['mcp']))"
    done = subprocess.run([sys.executable, "-P", "-c", command], capture_output=True, text=True, timeout=GUARD)
    assert done.returncode == 2
    assert done.stderr == "error: the MCP SDK is not installed.\nhint: Run `pip install 'als-kg[mcp]'`.\n"


def test_with_another_version_of_the_sdk_the_remedy_is_told(monkeypatch, capsys):
    for name in ("kg.mcp.server", "kg.mcp.protocol"):
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("mcp.server.MCPServer")
    assert run(["mcp"]) == 2
    said = capsys.readouterr().err
    assert "the installed MCP SDK is of another version" in said and "pip install 'als-kg[mcp]'" in said


def test_without_standard_input_it_says_so(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", None)
    assert run(["mcp"]) == 2
    assert "no standard input" in capsys.readouterr().err


def test_a_profile_that_is_not_there_is_told_before_serving(monkeypatch, capsys):
    monkeypatch.setenv("ALSKG_HOME", str(packaged_home().path))
    monkeypatch.setenv("ALSKG_PROFILE", "nobody")
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert run(["mcp"]) == 3
    assert "nobody" in capsys.readouterr().err


# --- the page about it


def test_the_page_tells_what_is_so():
    page = (Path(__file__).resolve().parent.parent / "docs" / "mcp.md").read_text(encoding="utf-8")
    blocks = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", page, re.DOTALL)]
    config, *examples = blocks
    assert config == {"mcpServers": {"als-kg": {"command": "alskg", "args": ["mcp"]}}}
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == TOOLS
    (asked, answered) = examples
    answer = content(call(asked["name"], **asked["arguments"]))
    answered["graph"] = answer["graph"]
    assert answered == answer
