"""One vocabulary: a word means the same in Python, on the command line and for AI assistants."""

from __future__ import annotations

import inspect
from functools import cache
from importlib import import_module
from typing import Any

import anyio
import click
import pytest

from kg.assembly.bundled import open_or_build
from kg.cli import COMMANDS, run
from kg.filters.wanted import NAMES
from kg.graph.knowledge_graph import KnowledgeGraph
from kg.graph.vocabulary import FORMER_ATTRIBUTES, FORMER_COMMANDS, FORMER_OPTIONS, FORMER_TOOLS, WORDS
from kg.mcp.server import make_server
from kg.mcp.session import Session
from support.home import packaged_home

FILTERED = (*WORDS[1:], "status", "view", "export")
"""Commands that take a filter; all but the last three are tools too. Names are looked up in the whole graph."""
FACE = {
    # `--why` prints what `graph.why` returns, edge by edge.
    "cli": {"file", "format_", "seconds", "memory_mb", "max_rows", "neo4j", "describe", "shown", "why"},
    "mcp": {"limit"},
    "python": {"limits"},
}
"""What only one face needs: where input comes from, how output looks, what it may take."""


def in_python(word: str) -> dict[str, Any]:
    parameters = inspect.signature(getattr(KnowledgeGraph, word)).parameters
    return {name: one.default for name, one in parameters.items() if name != "self"}


def on_the_command_line(word: str) -> dict[str, Any]:
    command = getattr(import_module(COMMANDS[word].module), word)
    assert isinstance(command, click.Command)
    # What is named for the shell is named so: `--object` is object_ in Python's way.
    found = {one.name.rstrip("_") if one.name != "format_" else one.name: one.default for one in command.params}
    flags = {str(one.name) for one in command.params if isinstance(one, click.Option) and one.is_flag}
    # A newer click has a mark of its own where nothing is the default.
    found = {name: None if type(default).__name__ == "Sentinel" else default for name, default in found.items()}
    if word in FILTERED:
        assert set(NAMES) <= set(found), f"{word} takes the whole filter"
        found = {name: default for name, default in found.items() if name not in NAMES}
    return {name: bool(default) if name in flags else default for name, default in found.items()}


@cache
def for_assistants() -> dict[str, dict[str, Any]]:
    async def listed() -> dict[str, dict[str, Any]]:
        with Session(open_or_build(packaged_home())) as session:
            tools = await make_server(session).list_tools()
            return {tool.name: tool.input_schema["properties"] for tool in tools}

    return anyio.run(listed)


def without_filter(tool: str) -> dict[str, Any]:
    """The parameters of a tool but those that filter, which it has all or none of."""
    found = for_assistants()[tool]
    assert set(NAMES) & set(found) == (set(NAMES) if tool in FILTERED else set()), tool
    return {name: one for name, one in found.items() if name not in NAMES}


SAME = {
    "cypher": {"params": "parameters", "pairs": "parameters", "named": None},
    "ask": {"pairs": "parameters", "slug": "question"},
}
"""Where a face's own language has another form for one thing: keywords in Python, pairs in a shell."""


@pytest.mark.parametrize("word", WORDS)
def test_a_word_takes_the_same_parameters_on_every_face(word: str) -> None:
    faces = {"python": set(in_python(word)), "cli": set(on_the_command_line(word)), "mcp": set(without_filter(word))}
    if word != "search":
        # How many rows: of a search everywhere, of others only where a reply has a size.
        faces["mcp"] -= FACE["mcp"]
    for face in ("python", "cli"):
        faces[face] -= FACE[face]
        faces[face] = {SAME.get(word, {}).get(name, name) for name in faces[face]} - {None}
    assert faces["python"] == faces["cli"] == faces["mcp"], faces


@pytest.mark.parametrize("word", ["search", "neighbours", "edges", "evidence"])
def test_what_is_left_out_means_the_same_on_every_face(word: str) -> None:
    tools, python, shell = without_filter(word), in_python(word), on_the_command_line(word)
    for name in set(python) & set(tools) & set(shell):
        ours, theirs = python[name], tools[name].get("default")
        if ours is inspect.Parameter.empty:
            assert theirs is None
        else:
            typed = True if shell[name] == "yes" else shell[name]
            assert ours == theirs and typed == ours, name


@pytest.mark.parametrize("former", FORMER_COMMANDS)
def test_a_former_command_names_the_new_one(former: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([former, "SOD1"]) == 2
    assert f"it is `alskg {FORMER_COMMANDS[former]}`" in capsys.readouterr().err
    assert run(["nosuch"]) == 2
    assert "it is" not in capsys.readouterr().err, "control"


@pytest.mark.parametrize(("command", "former"), FORMER_OPTIONS)
def test_a_former_option_names_the_new_one(command: str, former: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "DAO", former, "x"]) == 2
    assert f"there is no option {former}: it is {FORMER_OPTIONS[command, former]}." in capsys.readouterr().err
    for other, option in ((command, "--nosuch"), ("trials", former)):
        assert run([other, "DAO", option]) == 2
        assert "it is" not in capsys.readouterr().err, "control: another option, or another command's"


def test_a_former_tool_names_the_new_one() -> None:
    async def asked() -> list[Any]:
        with Session(open_or_build(packaged_home())) as session:
            server = make_server(session)
            return [await server.call_tool(name, {}) for name in (*FORMER_TOOLS, "nosuch")]

    *former, unknown = anyio.run(asked)
    for name, result in zip(FORMER_TOOLS, former, strict=True):
        assert result.is_error and f"It is the tool {FORMER_TOOLS[name]}" in result.content[0].text
    assert "It is the tool" not in unknown.content[0].text, "control"


def test_what_a_former_word_leads_to_is_there() -> None:
    commands = set(COMMANDS)
    assert set(FORMER_COMMANDS.values()) <= commands and not set(FORMER_COMMANDS) & commands
    assert set(FORMER_TOOLS.values()) <= set(for_assistants())
    for instead in FORMER_ATTRIBUTES.values():
        assert hasattr(KnowledgeGraph, instead.partition(".")[0]) or instead.startswith("backend.")


def test_a_filter_is_the_same_on_every_face() -> None:
    """In Python a method, `where`; on the commands and tools that ask a graph the same words as options."""
    given = inspect.signature(KnowledgeGraph.where).parameters
    assert [name for name in given if name != "self"] == list(NAMES)
    for word in FILTERED:
        on_the_command_line(word)
    for tool in for_assistants():
        without_filter(tool)
    assert without_filter("search") == for_assistants()["search"], "control"
