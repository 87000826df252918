"""Filters as they are typed: ten things that a researcher, a curator, a script and a newcomer would, and the docs'.

They were written down before they were run. Each says what must be read in the answer, and what must not.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client

import kg
from kg.assembly.bundled import open_or_build
from kg.cli import run
from kg.mcp.server import make_server
from kg.mcp.session import OPEN_VIEWS, Session
from kg.release import Home
from support.home import packaged_home

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "filters.md"


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("typed") / "home"
    shutil.copytree(packaged_home().path, folder)
    return folder


@pytest.fixture(autouse=True)
def home(copy, monkeypatch, tmp_path):
    monkeypatch.setenv("ALSKG_HOME", str(copy))
    monkeypatch.delenv("ALSKG_PROFILE", raising=False)
    monkeypatch.chdir(tmp_path)


def typed(capsys, line):
    code = run(shlex.split(line)[1:])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, list(csv.DictReader(io.StringIO(out), delimiter="\t", quoting=csv.QUOTE_NONE)), err


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("alskg edges FUS --human", 0, "filtered by --human"),
        ("alskg evidence FUS --species human --since 2010", 0, "that name no species"),
        ("alskg evidence SOD1 --species mouse", 0, "--species 'Mus musculus'"),
        ("alskg evidence riluzole --to ALS --design rct", 2, "randomised_trial"),
        ("alskg evidence riluzole --to ALS --as-of 1996", 0, "and records stay"),
        ("alskg edges ALS --source ClinGen", 0, "--source clingen keeps"),
        ("alskg evidence DAO --to ALS --polarity supports", 3, "without it: 1 row"),
        ("alskg ask gene-models gene=C9orf72 --since 2020 --until 2010", 2, "since 2020 is after until 2010"),
        ("alskg trials MSC --as-of 2012", 0, "filtered by --as-of 2012"),
        ("alskg edges SOD1 --human --design in_vitro", 3, "nothing found for edges of 'SOD1' through the filter"),
        ("alskg ask therapy-effects therapy=riluzole --design in_vitro", 0, "--design in_vitro keeps"),
        ("alskg cypher 'MATCH ()-[r:CAUSES]->() RETURN count(r)' --human", 0, "filtered by --human"),
        ("alskg view FUS --human -o fus.html", 0, "the filter --human keeps"),
        ("alskg export tables --human -o part", 0, "filter.txt"),
        ("alskg status --human", 0, "the filter --human keeps"),
        ("alskg edges FUS --human --species dog", 3, "no species 'dog'"),
        ("alskg edges FUS --since 1890s", 2, "since '1890s' is not a year"),
        ("alskg search FUS --human", 2, "No such option"),
    ],
)
def test_what_people_type(capsys, line, code, said):
    found, _, err = typed(capsys, line)
    assert found == code, err
    assert said in err
    assert "nothing fits" not in err


def test_only_what_fits_is_listed(capsys):
    _, rows, _ = typed(capsys, "alskg evidence SOD1 --species mouse --since 1990")
    assert rows and all(int(row["year"]) >= 1990 for row in rows)
    _, rows, _ = typed(capsys, "alskg evidence ALS --polarity refutes,no_effect --polarity mixed")
    assert rows and {row["polarity"] for row in rows} <= {"refutes", "no_effect", "mixed"}
    _, rows, _ = typed(capsys, "alskg trials MSC --as-of 2012")
    everything = typed(capsys, "alskg trials MSC")[1]
    assert 0 < len(rows) < len(everything)
    assert all(int(row["start_year"] or 0) <= 2012 for row in rows)


def test_what_was_known_then_differs_from_now(capsys):
    """The belief in a drug whose phase 3 failed later."""
    line = "alskg edges AMX0035 --to ALS --predicate ameliorates_condition --asserted all"
    now, then = (typed(capsys, f"{line} {more}")[1][0] for more in ("", "--as-of 2022"))
    assert float(then["belief"]) > float(now["belief"]) and int(then["refutes"]) + int(then["no_effect"]) == 0


def test_a_page_and_every_format_say_that_they_are_a_part(capsys):
    typed(capsys, "alskg view FUS --human -o part.html")
    typed(capsys, "alskg view FUS -o whole.html")
    part, whole = (Path(name).read_text(encoding="utf-8") for name in ("part.html", "whole.html"))
    assert "A part of the graph" in part and "filtered by --human" in part
    assert "A part of the graph" not in whole and "filtered" not in whole
    for name, ending in (("nt", ".nt"), ("graphml", ".graphml"), ("cytoscape", ".cyjs"), ("ttl", ".ttl")):
        typed(capsys, f"alskg export {name} --around FUS --human")
        typed(capsys, f"alskg export {name} --around FUS")
        part, whole = (Path(f"als-kg{how}{ending}").read_text(encoding="utf-8") for how in ("-filtered", ""))
        assert "the filter --human keeps" in part and "--human" not in whole
    json.loads(Path("als-kg-filtered.cyjs").read_text(encoding="utf-8"))
    for name in ("kgx", "tables"):
        typed(capsys, f"alskg export {name} --human -o {name}")
        assert "--human" in Path(name, "filter.txt").read_text(encoding="utf-8")
        typed(capsys, f"alskg export {name} -o {name}")
        assert not Path(name, "filter.txt").exists(), "a whole export says nothing of a part"


def test_files_that_are_a_part_can_be_read():
    import networkx as nx
    import pyoxigraph

    run(["export", "graphml", "--around", "FUS", "--human", "-o", "part.graphml"])
    assert "--human" in nx.read_graphml("part.graphml").graph["filter"]
    run(["export", "nt", "--around", "FUS", "--human", "-o", "part.nt"])
    assert sum(1 for _ in pyoxigraph.parse(path="part.nt", format=pyoxigraph.RdfFormat.N_TRIPLES)) > 100


def test_views_are_no_releases_and_go_with_theirs(capsys, copy, tmp_path, monkeypatch):
    lonely = tmp_path / "home"
    shutil.copytree(copy, lonely)
    monkeypatch.setenv("ALSKG_HOME", str(lonely))
    typed(capsys, "alskg edges FUS --human")
    _, rows, _ = typed(capsys, "alskg releases")
    assert len(rows) == 1
    view = next(lonely.glob("graphs/*/index/views/*"))
    code, _, err = typed(capsys, "alskg verify")
    assert code == 0 and "views" in err
    data = (view / "edges.parquet").read_bytes()
    (view / "edges.parquet").write_bytes(data[:100] + b"x" + data[101:])
    code, rows, _ = typed(capsys, "alskg verify")
    assert code == 4 and [(row["check"], row["id"]) for row in rows] == [("view", view.name)]
    next((lonely / "profiles").iterdir()).unlink()
    typed(capsys, "alskg prune")
    assert not view.exists() and not list((lonely / "graphs").iterdir())


def test_a_server_is_asked_without_a_filter(capsys, monkeypatch):
    from kg.graph.backends.neo4j import Neo4jBackend
    from kg.graph.knowledge_graph import KnowledgeGraph

    class Served(KnowledgeGraph):
        def close(self) -> None:
            pass

    monkeypatch.setattr(kg, "open", lambda **_: Served(object.__new__(Neo4jBackend)))
    monkeypatch.setattr("kg.cli.login.ask_login", lambda: True)
    code, _, err = typed(capsys, "alskg cypher 'RETURN 1' --neo4j --human")
    assert code == 2 and "cannot be filtered" in err and "leave --neo4j out" in err


def tools(work):
    async def main() -> Any:
        with anyio.fail_after(120), Session(open_or_build(Home.default())) as session:
            async with Client(make_server(session)) as client:
                return await work(client, session)

    return anyio.run(main)


def test_an_assistant_gets_the_rows_of_the_command_line(capsys):
    calls = [
        ("edges", {"about": "FUS", "human": True}, "alskg edges FUS --human"),
        ("neighbours", {"name": "SOD1", "species": ["mouse"]}, "alskg neighbours SOD1 --species mouse"),
        ("trials", {"about": "MSC", "as_of": 2012}, "alskg trials MSC --as-of 2012"),
        (
            "ask",
            {"question": "gene-mechanisms", "parameters": {"gene": "TARDBP"}, "since": 2015},
            "alskg ask gene-mechanisms gene=TARDBP --since 2015",
        ),
        (
            "cypher",
            {"query": "MATCH (a)-[r:CAUSES]->(b) RETURN r.id AS edge", "source": "clingen,als-kg-curated"},
            "alskg cypher 'MATCH (a)-[r:CAUSES]->(b) RETURN r.id AS edge' --source clingen,als-kg-curated",
        ),
        (
            "sparql",
            {"query": "SELECT ?a { ?a biolink:causes ?b }", "polarity": ["supports"]},
            "alskg sparql 'SELECT ?a { ?a biolink:causes ?b }' --polarity supports",
        ),
    ]

    async def work(client: Client, session: Session) -> list[Any]:
        return [(await client.call_tool(tool, given)).structured_content for tool, given, _ in calls]

    for reply, (tool, _, line) in zip(tools(work), calls, strict=True):
        key = {"ask": "edge", "trials": "id", "sparql": "a"}.get(tool, "edge")
        _, rows, _ = typed(capsys, line)
        assert reply["rows"] and sorted(row[key] for row in reply["rows"]) == sorted(row[key] for row in rows), tool
        assert reply["graph"]["filter"] and any("the filter" in one for one in reply["warnings"])


def test_an_assistant_is_told_what_the_filter_took():
    async def work(client: Client, session: Session) -> list[Any]:
        gone = await client.call_tool("evidence", {"about": "DAO", "to": "ALS", "polarity": ["supports"]})
        human = await client.call_tool("evidence", {"about": "FUS", "human": True})
        wrong = await client.call_tool("edges", {"about": "FUS", "design": ["rct"]})
        whole = await client.call_tool("edges", {"about": "FUS"})
        for year in range(2000, 2000 + OPEN_VIEWS + 2):
            await client.call_tool("edges", {"about": "FUS", "until": year})
        again = await client.call_tool("evidence", {"about": "FUS", "human": True})
        assert session.open_views == OPEN_VIEWS
        return [gone, human, wrong, whole, again]

    gone, human, wrong, whole, again = tools(work)
    assert "the filter leaves no row here; without it: 1 row" in gone.structured_content["warnings"]
    found = human.structured_content
    assert found["supporting"] and {row["study_design"] for row in found["supporting"]} <= {
        *("human_observational", "human_tissue", "randomised_trial", "open_label_trial", "registry", "press", "review")
    }
    assert wrong.is_error and "no study design" in wrong.content[0].text
    assert whole.structured_content["graph"]["filter"] == ""
    assert again.structured_content == found


def test_the_examples_of_the_page_run(capsys):
    text = DOCUMENT.read_text(encoding="utf-8")
    (lines,) = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    assert lines.count("\n") > 8
    for line in lines.splitlines():
        code, _, err = typed(capsys, line)
        assert code == 0 and "the filter --" in err, (line, err)
    (example,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names: dict[str, Any] = {}
    exec(example, names)  # noqa: S102 - the page's own lines
    assert names["trials"].provenance.filter == "--design randomised_trial --since 2010 --human"
    assert f"'{names['trials'].provenance.filter}'" in example
    for name in ("graph", "human", "trials", "then"):
        names[name].close()
