"""The graph on a real Neo4j server: brought there whole, and answering as the embedded engine does."""

from __future__ import annotations

import builtins
import contextlib
import gc
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import kg
from kg.cli import run
from kg.engines.core.limits import Limits
from kg.engines.core.rows import Rows
from kg.engines.cypher import guard as cypher_guard
from kg.engines.cypher import index as cypher_index
from kg.engines.cypher.engine import CypherEngine
from kg.engines.neo4j.connection import Login, ServerError, connect, connected, login_from
from kg.engines.neo4j.engine import Neo4jEngine, check_for_neo4j, read_rows
from kg.engines.neo4j.marker import PushedGraph, held
from kg.engines.neo4j.push import PushReport, push_tables
from kg.errors import AlskgError, NotFound, QueryError, UsageError
from kg.graph.backends.local import LocalBackend
from kg.graph.knowledge_graph import KnowledgeGraph
from kg.model.tables import Tables
from kg.queries import read_question, slugs
from kg.questions import queried
from kg.questions.values import resolved
from support.engine_graphs import named_tables
from support.home import packaged_home
from support.neo4j_server import RealServer, neo4j_server  # noqa: F401 (a fixture)
from support.questions import make, sort_key, to_cypher
from support.random_graphs import random_tables
from support.require import require

require("neo4j")

QUESTIONS = 100
SEEDS = (1, 2)
SECRET = "cell-of-a-local-file"  # noqa: S105 (what a test file says)
HOSTILE = ("'}) DETACH DELETE n //", "\\u0027 OR 1=1", 'quo"te`tick', "nul\x00bell\x07", "\u202egnp.exe", "🧬 ß ﷽", "")


@pytest.fixture(scope="module")
def packaged() -> Iterator[KnowledgeGraph]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ALSKG_HOME", str(packaged_home().path))
        with kg.open() as graph:
            yield graph


@pytest.fixture
def server(neo4j_server: RealServer, monkeypatch: pytest.MonkeyPatch) -> RealServer:  # noqa: F811
    """The server, named by the environment as a user would."""
    monkeypatch.setenv("ALSKG_HOME", str(packaged_home().path))
    monkeypatch.delenv("NEO4J_DATABASE", raising=False)
    for name in ("uri", "username", "password"):
        monkeypatch.setenv(f"NEO4J_{name.upper()}", getattr(neo4j_server.login, name))
    return neo4j_server


def push_random(server: RealServer, tables: Tables, name: str, **options: Any) -> PushReport:
    return push_tables(tables, name, "1.0.0", server.login, **options)


def what_is_held(server: RealServer) -> PushedGraph | None:
    with connected(server.login) as driver, contextlib.suppress(NotFound):
        return held(driver, server.login)
    return None


@pytest.fixture
def filled(server: RealServer, packaged: KnowledgeGraph) -> Iterator[Neo4jEngine]:
    """An engine over the packaged graph, brought to the server unless it is there."""
    there = what_is_held(server)
    if there is None or there.content_id != packaged.id or there.pushed_at is None:
        server.empty()
        assert run(["--quiet", "neo4j", "push"]) == 0
    with Neo4jEngine(server.login) as engine:
        yield engine


@pytest.fixture
def empty(server: RealServer) -> RealServer:
    server.empty()
    return server


def opened(uri: str, username: str, password: str) -> Neo4jEngine:
    return Neo4jEngine(Login(uri, username, password, None))


def alike(rows: Rows) -> list[str]:
    """Rows in an order of their own, and so the lists that were collected without one."""
    return sorted(repr([sorted(cell, key=repr) if isinstance(cell, list) else cell for cell in row]) for row in rows)


def counts(tables: Mapping[str, pl.DataFrame]) -> dict[str, int]:
    edges = tables.edges
    kinds = pl.when("asserted").then(pl.col("predicate").str.split(":").list.last().str.to_uppercase())
    found = dict(edges.group_by(kinds.otherwise(pl.lit("NOT_ASSERTED"))).len().iter_rows())
    return {**found, "ABOUT_SUBJECT": tables.evidence.height, "ABOUT_OBJECT": tables.evidence.height}


def test_a_push_brings_everything_and_a_second_changes_nothing(
    filled: Neo4jEngine, packaged: KnowledgeGraph, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = packaged.tables
    before = filled.held
    assert before.content_id == packaged.id and before.schema_version == packaged.provenance.schema_version
    assert (before.nodes, before.evidence) == (tables.nodes.height, tables.evidence.height)
    assert before.relationships == counts(tables)
    capsys.readouterr()
    assert run(["neo4j", "push"]) == 0
    assert f"graph {packaged.id[:12]} is on" in capsys.readouterr().err
    with Neo4jEngine(filled.login) as again:
        after = again.held
    assert (after.nodes, after.evidence, after.relationships) == (before.nodes, before.evidence, before.relationships)


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (n:Entity) RETURN n",
        "MATCH (n:Evidence) RETURN n",
        "MATCH ()-[r]->() RETURN r",
        "MATCH p = (:Gene {symbol: 'SOD1'})-[:CONTRIBUTES_TO]->() RETURN p",
        "MATCH (n:Gene) RETURN n.id, labels(n), keys(n)",
    ],
)
def test_nodes_relationships_and_paths_are_those_of_the_embedded_engine(
    filled: Neo4jEngine, packaged: KnowledgeGraph, query: str
) -> None:
    ours, theirs = packaged.cypher(query), filled.run(query)
    assert theirs.columns == ours.columns and alike(theirs) == alike(ours) and len(ours) > 2


@pytest.fixture
def there(filled: Neo4jEngine) -> Iterator[KnowledgeGraph]:
    """The packaged graph as a script opens it on the server."""
    with kg.open(neo4j=filled.login) as graph:
        yield graph


@pytest.mark.parametrize("slug", slugs())
def test_named_questions_have_the_same_answer(there: KnowledgeGraph, packaged: KnowledgeGraph, slug: str) -> None:
    asked = read_question(slug, "cypher")
    if asked.compares:
        values = resolved(packaged, asked, {})
        ours, theirs = (queried(graph, asked, values) for graph in (packaged, there))
        assert alike(theirs) == alike(ours) and ours
        return
    for params in ({}, dict(part.split("=", 1) for part in asked.example)):
        ours, theirs = packaged.ask(slug, **params), there.ask(slug, **params)
        assert theirs.columns == ours.columns and theirs.rows == ours.rows and ours
        assert theirs.warnings == ours.warnings
        if any(one.below for one in asked.parameters.values()):
            ours, theirs = (graph.ask(slug, exact=True, **params) for graph in (packaged, there))
            assert theirs.rows == ours.rows


@pytest.mark.parametrize(("one", "other"), [("SOD1", "ALS"), ("MSC", "ALS"), ("TUDCA", "ALS"), ("FUS", "creatine")])
def test_what_lies_below_and_the_verdict_are_the_same_there(
    there: KnowledgeGraph, packaged: KnowledgeGraph, one: str, other: str
) -> None:
    assert alike(there.below(one)) == alike(packaged.below(one))
    for exact in (False, True):
        for method in ("edges", "evidence"):
            ours, theirs = (getattr(graph, method)(about=one, to=other, exact=exact) for graph in (packaged, there))
            assert theirs.rows == ours.rows and (theirs.verdict, theirs.warnings) == (ours.verdict, ours.warnings)
        ours, theirs = (graph.trials(one, exact=exact) for graph in (packaged, there))
        assert theirs.rows == ours.rows and theirs.verdict == ours.verdict
    for edge in packaged.edges(about=one, to=other, asserted=None).column("edge")[:3]:
        assert there.why(edge).rows == packaged.why(edge).rows
    query = "MATCH (n:Entity) WHERE $id IN n.within RETURN n.id AS id ORDER BY id"
    id = packaged.resolve(one).id
    assert there.cypher(query, id=id).rows == packaged.cypher(query, id=id).rows


def test_an_empty_answer_says_what_was_consulted_there(there: KnowledgeGraph, packaged: KnowledgeGraph) -> None:
    ours, theirs = (graph.ask("vesicle-mirnas", cell="neuron") for graph in (packaged, there))
    assert not theirs and theirs.warnings == ours.warnings and "als-kg-curated (2026-" in theirs.warnings[0]


def test_the_graph_object_answers_alike(there: KnowledgeGraph, packaged: KnowledgeGraph) -> None:
    assert there.node("SOD1") == packaged.node("SOD1") and there.id == packaged.id
    for method in ("neighbours", "edges", "evidence"):
        arguments = {"about": "SOD1"} if method != "neighbours" else {"name": "SOD1"}
        ours, theirs = (getattr(graph, method)(**arguments) for graph in (packaged, there))
        assert alike(theirs) == alike(ours) and len(ours) > 5, method
    assert alike(there.trials("mesenchymal stem cell")) == alike(packaged.trials("mesenchymal stem cell"))
    assert there.search("stress granule").rows == packaged.search("stress granule").rows
    drawn, ours = there.subgraph("SOD1", limit=20), packaged.subgraph("SOD1", limit=20)
    assert drawn == ours and str(there.provenance).endswith(f"on {there.provenance.server}")
    assert replace(there.provenance, server="") == packaged.provenance


def test_names_stand_for_the_same_things_as_at_home(there: KnowledgeGraph, packaged: KnowledgeGraph) -> None:
    for name in ("sod1", "TDP-43", "ALS2", "HGNC:11179", "0000183", "NurOwn", "nosuchname", "TARDPB", ""):
        ended = []
        for graph in (packaged, there):
            try:
                ended.append(repr(graph.resolve(name)))
            except AlskgError as error:
                ended.append(str(error))
        assert ended[0] == ended[1], name


def test_the_tables_come_back_as_they_were_pushed(there: KnowledgeGraph, packaged: KnowledgeGraph) -> None:
    for (name, table), ours in zip(there.tables.named(), packaged.tables, strict=True):
        assert table.equals(ours) and table.height > 2000, name
        assert not table.equals(ours.head(-1)), "control"


@pytest.mark.slow
def test_names_are_kept_in_the_cache_and_a_broken_push_keeps_none(
    there: KnowledgeGraph, server: RealServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALSKG_CACHE", str(tmp_path))
    said: list[str] = []
    for told in (3, 1):
        with kg.open(
            neo4j=server.login, say=lambda one: None if one.endswith((" s)", " s.")) else said.append(one)
        ) as graph:
            assert graph.resolve("TDP-43").id == "HGNC:11571"
        assert len(said) == told, said  # read, indexed and TDP-43 explained; then the last alone
        said.clear()
    kept = sorted(tmp_path.rglob("search.sqlite"))
    assert len(kept) == 1
    assert kept[0].relative_to(tmp_path).parts[0] == "server"
    assert (tmp_path / "server").stat().st_mode & 0o077 == 0, "nobody else reads a server's names"
    pushed = server.run("MATCH (m:AlskgRelease) WITH m, m.pushed_at AS at REMOVE m.pushed_at RETURN at")[0][0]
    made: list[str] = []
    plain = tempfile.mkdtemp

    def noted(*arguments: Any, **options: Any) -> str:
        found = plain(*arguments, **options)
        made.extend([found] if options.get("prefix") == "alskg-names-" else [])
        return found

    monkeypatch.setattr("tempfile.mkdtemp", noted)
    try:
        with kg.open(neo4j=server.login) as graph:
            assert graph.resolve("TDP-43").id == "HGNC:11571"
            (scratch,) = [Path(one) for one in made]
            assert scratch.is_dir()
        assert not scratch.exists() and sorted(tmp_path.rglob("search.sqlite")) == kept
        server.run("MATCH (m:AlskgRelease) SET m.pushed_at = '2026-01-01T00:00:00+00:00'")
        with kg.open(neo4j=server.login) as graph:
            assert graph.resolve("TDP-43").id == "HGNC:11571"
        again = sorted(tmp_path.rglob("search.sqlite"))
        assert len(again) == 1 and again != kept, "the names of the earlier push are gone"
    finally:
        server.run("MATCH (m:AlskgRelease) SET m.pushed_at = $at", at=pushed)


def test_a_closed_graph_says_so(filled: Neo4jEngine, packaged: KnowledgeGraph) -> None:
    for graph in (kg.open(neo4j=filled.login), KnowledgeGraph(LocalBackend(packaged.backend.release))):
        with graph:
            assert graph.cypher("RETURN 1").scalar() == 1
        graph.close()
        with pytest.raises(UsageError, match="this graph is closed"):
            graph.cypher("RETURN 1")


def test_a_graph_that_was_forgotten_leaves_nothing(filled: Neo4jEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    drivers: list[Any] = []

    def kept(login: Login, **options: Any) -> Any:
        drivers.append(connect(login, **options))
        return drivers[-1]

    monkeypatch.setattr("kg.engines.neo4j.engine.connect", kept)
    graph = kg.open(neo4j=filled.login)
    (driver,) = drivers
    driver.verify_connectivity()
    del graph
    gc.collect()
    with pytest.raises(Exception, match="closed"):
        driver.verify_connectivity()


def test_tables_are_read_from_the_server_when_first_touched(
    filled: Neo4jEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALSKG_CACHE", str(tmp_path))
    said: list[str] = []
    with kg.open(neo4j=filled.login, say=said.append) as graph:
        assert graph.cypher("MATCH (g:Gene) RETURN count(g)").scalar() > 100 and graph.provenance.edges > 1000
        assert not [one for one in said if "tables are read" in one]
        assert graph.search("FUS"), "its index is made from the tables"
        assert graph.tables is graph.tables and len([one for one in said if "tables are read" in one]) == 1


def test_what_is_gone_from_the_server_is_one_sentence(there: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    hit = there.resolve("FUS")
    monkeypatch.setattr(there, "resolve", lambda name, **_: replace(hit, id="HGNC:999999"))
    with pytest.raises(NotFound, match="is not on the server any more"):
        there.node("FUS")


def test_what_a_server_cannot_do_is_one_sentence(there: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="does not answer SPARQL"):
        there.ask("gene-mechanisms", "sparql")
    with pytest.raises(UsageError, match="not both"):
        kg.open("somewhere", neo4j="bolt://localhost:1")
    for wrong in (3, "", [], 1.5):
        with pytest.raises(UsageError, match="is not a server"):
            kg.open(neo4j=wrong)  # type: ignore[arg-type]


def test_the_command_line_asks_the_server(filled: Neo4jEngine, capsys: pytest.CaptureFixture[str]) -> None:
    answers = []
    for flags in ([], ["--neo4j"]):
        for words in (
            ["ask", "shared-mechanisms", "genes=TDP-43,FUS"],
            [
                "cypher",
                "MATCH (g:Gene)-[r:CONTRIBUTES_TO]->(m) RETURN g.symbol, m.name ORDER BY r.id LIMIT 9",
            ],
        ):
            assert run([*words, *flags, "--format", "tsv"]) == 0
            said = capsys.readouterr()
            answers.append(said.out)
            assert (f" on {filled.login.uri}" in said.err) == bool(flags)
    assert answers[:2] == answers[2:] and answers[0].count("\n") > 2
    assert run(["ask", "gene-models", "--neo4j", "--language", "sparql"]) == 2
    assert "does not answer SPARQL" in capsys.readouterr().err


def test_questions_cannot_write(filled: Neo4jEngine) -> None:
    with pytest.raises(QueryError, match="would change the graph"):
        filled.run("MATCH (n:Gene) SET n.symbol = 'X'")
    from neo4j.exceptions import Neo4jError

    for query in ("CREATE (:Gene {id: 'x'})", "MATCH (n) DETACH DELETE n", "CREATE INDEX FOR (n:Gene) ON (n.x)"):
        with pytest.raises(Neo4jError) as refused:
            with connect(filled.login) as driver:
                read_rows(driver, None, query, {}, Limits())
        assert str(refused.value.code).endswith("AccessMode"), "the second wall: the transaction may only read"


def test_an_escape_cannot_end_a_string_behind_the_guard(filled: Neo4jEngine, server: RealServer) -> None:
    (server.folder / "import" / "secret.csv").write_text(SECRET + "\n", encoding="utf-8")
    attack = "RETURN '\\u0027 AS x UNION LOAD CSV FROM \\u0027file:///secret.csv\\u0027 AS row RETURN row[0] AS x //'"
    cypher_guard.check(attack)
    with connect(filled.login) as driver:
        rows = read_rows(driver, None, attack, {}, Limits())[1]
    assert (SECRET,) in rows, "control: unguarded, the server reads the file"
    for query in (attack, attack.replace("\\u", "\\U"), "RETURN 1 // \\u000a LOAD CSV"):
        with pytest.raises(QueryError, match="escape"):
            check_for_neo4j(query)


@pytest.mark.slow
def test_no_random_text_that_passes_the_guard_reads_a_file(filled: Neo4jEngine, server: RealServer) -> None:
    (server.folder / "import" / "secret.csv").write_text(SECRET + "\n", encoding="utf-8")
    attack = "LOAD CSV FROM 'file:///secret.csv' AS row RETURN row[0] AS x"
    parts = [
        attack,
        "RETURN 1 AS x",
        "UNION",
        "UNION ALL",
        "CALL {",
        "CALL () {",
        "}",
        "/*",
        "*/",
        "//",
        "\n",
        "'",
        '"',
        "`",
    ]
    parts += [
        "\\",
        "\\'",
        "\u00a0",
        "\u2003",
        "\u200b",
        "LOAD",
        "`LOAD`",
        "CSV",
        "WITH 1 AS y",
        "x",
        ";",
        "USE neo4j",
        "CYPHER 5",
    ]
    chance, passed = random.Random(5), 0
    for _ in range(3000):
        text = "RETURN 1 AS x " + " ".join(chance.choice(parts) for _ in range(chance.randrange(1, 7)))
        with contextlib.suppress(AlskgError):
            rows = filled.run(text, limits=Limits(seconds=5, rows=10))
            passed += 1
            assert all(SECRET not in str(cell) for row in rows for cell in row), text
    assert passed > 20, "control: some of these are questions"


def test_limits(filled: Neo4jEngine) -> None:
    started = time.monotonic()
    with pytest.raises(QueryError, match="stopped after 1 s"):
        filled.run(
            "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(*)", limits=Limits(seconds=1)
        )
    assert time.monotonic() - started < 15
    rows = filled.run("UNWIND range(1, 50) AS n RETURN n", limits=Limits(rows=7))
    assert list(rows) == [(n,) for n in range(1, 8)] and rows.truncated and rows.total is None
    assert rows.warnings == ("only the first 7 rows are kept; there are more",)
    assert not filled.run("UNWIND range(1, 7) AS n RETURN n", limits=Limits(rows=7)).truncated
    with pytest.raises(QueryError, match="more memory"):
        filled.run("UNWIND range(1, 50000000) AS n RETURN collect(n)[0]", limits=Limits(seconds=60))
    assert filled.run("MATCH (n:Gene {symbol: 'SOD1'}) RETURN count(n)").scalar() == 1, "and it goes on"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("MATCH (n) RETRUN n", "syntax error at line 1, column 11"),
        ("MATCH (n) RETURN $missing", "missing"),
        ("RETURN date('x')", "cannot be parsed"),
        ("UNWIND [1, 0] AS x RETURN 1 / x", "failed: / by zero"),
        ("LOAD CSV FROM 'file:///x' AS r RETURN r", "LOAD CSV reads files"),
        ("CALL dbms.components() YIELD name RETURN name", "may not be called"),
        ("UNWIND [1] AS x CALL (x) { RETURN 1 AS y } IN TRANSACTIONS RETURN y", "transactions of its own"),
    ],
)
def test_errors_are_a_sentence_with_a_hint(filled: Neo4jEngine, query: str, words: str) -> None:
    with pytest.raises(QueryError, match=words) as error:
        filled.run(query)
    assert error.value.hint and "\n" not in str(error.value)


def test_values_and_warnings_are_those_of_the_embedded_engine(filled: Neo4jEngine, packaged: KnowledgeGraph) -> None:
    query = "RETURN {a: [1, 2.5, null, true], b: {c: 'x'}} AS m, date('2020-01-02') AS d, 0.0 / 0.0 AS n, $p AS p"
    assert list(filled.run(query, {"p": {"k": [1]}})) == list(packaged.cypher(query, {"p": {"k": [1]}}))
    for wrong in (
        "MATCH (n:Gen) RETURN n.id",
        "MATCH (n:Gene) WHERE n.beleif = 1 RETURN n",
        "MATCH ()-[r:CAUSE]->() RETURN r",
    ):
        assert filled.run(wrong).warnings and len(filled.run(wrong)) == 0
        assert "did you mean" in filled.run(wrong).warnings[0] and packaged.cypher(wrong).warnings
    with pytest.raises(QueryError, match="64 bits"):
        filled.run("RETURN $n", {"n": 2**70})
    with pytest.raises(QueryError, match="cannot be passed"):
        filled.run("RETURN $n", {"n": float("nan")})


def test_a_wrong_password_is_one_sentence_without_it(server: RealServer, capsys, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    wrong = "not-the-password-at-all"
    with pytest.raises(ServerError, match="refuses the user name 'neo4j' or the password") as error:
        opened(server.login.uri, "neo4j", wrong)
    assert "NEO4J_PASSWORD" in error.value.hint
    assert wrong not in repr(error.value) + repr(Login(server.login.uri, "neo4j", wrong)) + str(error.value.__cause__)
    monkeypatch.setenv("NEO4J_PASSWORD", wrong)
    for command in ("push", "status"):
        assert run(["neo4j", command]) == 1
        out, err = capsys.readouterr()
        assert "error: the Neo4j server" in err and "hint:" in err and wrong not in out + err


def test_the_command_line_says_what_the_server_holds(filled: Neo4jEngine, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["neo4j", "status", "--format", "tsv"]) == 0
    out, err = capsys.readouterr()
    assert f"node\t\t{filled.held.nodes}" in out and "relationship\tCONTRIBUTES_TO\t" in out
    assert filled.held.content_id[:12] in err and "Neo4j/5" in err and "pushed 20" in err


def test_a_server_that_is_down_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(ServerError, match=f"127.0.0.1:{port} does not answer") as error:
            opened(f"bolt://127.0.0.1:{port}", "neo4j", "secret-word")
    assert "NEO4J_URI" in error.value.hint and "secret-word" not in str(error.value) + str(error.value.__cause__)


def test_something_else_than_neo4j_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:

        def answer() -> None:
            with contextlib.suppress(OSError):
                while True:
                    peer, _ = other.accept()
                    with peer:
                        peer.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        threading.Thread(target=answer, daemon=True).start()
        with pytest.raises(ServerError, match=r"does not answer|cannot talk to"):
            opened(f"bolt://127.0.0.1:{other.getsockname()[1]}", "neo4j", "x")
        other.shutdown(socket.SHUT_RDWR)


def test_a_connection_that_was_lost_is_made_anew(filled: Neo4jEngine, server: RealServer) -> None:
    with Relay(int(server.login.uri.rpartition(":")[2])) as relay:
        with opened(f"bolt://127.0.0.1:{relay.port}", "neo4j", server.login.password) as engine:
            assert engine.run("RETURN 1 AS x").scalar() == 1
            relay.cut()
            assert engine.run("RETURN 2 AS x").scalar() == 2
            relay.close()
            with pytest.raises(ServerError, match="does not answer"):
                engine.run("RETURN 3 AS x")


def test_a_server_that_falls_silent_does_not_outlast_the_limit(
    filled: Neo4jEngine, server: RealServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.engines.neo4j import engine as neo4j

    monkeypatch.setattr(neo4j, "GRACE", 0.5)
    with Relay(int(server.login.uri.rpartition(":")[2])) as relay:
        with opened(f"bolt://127.0.0.1:{relay.port}", "neo4j", server.login.password) as engine:
            assert engine.run("RETURN 1 AS x").scalar() == 1
            relay.flowing.clear()
            with pytest.raises(QueryError, match="stopped after 1 s"):
                engine.run("RETURN 2 AS x", limits=Limits(seconds=1))
            relay.flowing.set()
            assert engine.run("RETURN 3 AS x").scalar() == 3, "and it goes on once the server does"


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"NEO4J_URI": "http://localhost:7474", "NEO4J_PASSWORD": "x"}, "not the address of a Neo4j server"),
        ({"NEO4J_URI": "localhost:7687", "NEO4J_PASSWORD": "x"}, "not the address"),
        ({"NEO4J_URI": "bolt://host:port", "NEO4J_PASSWORD": "x"}, "not the address"),
        ({"NEO4J_URI": "bolt://neo4j:pa55word@host", "NEO4J_PASSWORD": "x"}, "holds a user name or password"),
        ({"NEO4J_USERNAME": "ann"}, "no password for 'ann' at bolt://localhost:7687"),
    ],
)
def test_addresses_and_passwords_that_cannot_be_used(environment: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words) as error:
        login_from(environment)
    assert error.value.hint and "pa55word" not in str(error.value)


def test_a_login_comes_from_the_environment_or_a_prompt() -> None:
    asked: list[str] = []

    def ask(text: str) -> str:
        asked.append(text)
        return "typed"

    typed = login_from({"NEO4J_URI": "neo4j+s://x.example"}, ask=ask)
    assert (typed.password, asked) == ("typed", ["Password of neo4j at neo4j+s://x.example"])
    given = login_from({"NEO4J_PASSWORD": "", "NEO4J_DATABASE": "als"}, uri="bolt://h", ask=ask)
    assert (given.password, given.database, given.uri, len(asked)) == ("", "als", "bolt://h", 1)
    assert given.is_exposed and not typed.is_exposed and not Login("bolt://localhost").is_exposed


def test_without_the_driver_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] == "neo4j":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(UsageError, match="not installed") as error:
        opened("bolt://localhost", "neo4j", "x")
    assert error.value.hint == "Run `pip install 'als-kg[neo4j]'`."


def test_the_server_without_a_graph_is_one_sentence(empty: RealServer, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["ask", "gene-models"], ["cypher", "RETURN 1"]):
        assert run([*words, "--neo4j"]) == 3
        assert "holds no graph of als-kg" in capsys.readouterr().err


@pytest.mark.slow
def test_generated_questions_have_the_same_answer(empty: RealServer, tmp_path: Path) -> None:
    found = 0
    for seed in SEEDS:
        empty.empty()
        tables = random_tables(seed, nodes=14, edges=26)
        push_random(empty, tables, f"{seed:064x}")
        folder = tmp_path / str(seed)
        folder.mkdir()
        cypher_index.build(tables, folder)
        with CypherEngine(folder) as ours, Neo4jEngine(empty.login) as theirs:
            for number in range(seed * 1000, seed * 1000 + QUESTIONS // len(SEEDS)):
                asked = make(number)
                text = to_cypher(asked)
                one, two = list(ours.run(text)), list(theirs.run(text))
                found += bool(one)
                if not asked.ordered:
                    one, two = sorted(one, key=sort_key), sorted(two, key=sort_key)
                assert one == two, (number, text)
    assert found > QUESTIONS / 3, "control: many have an answer"


def test_hostile_texts_survive(empty: RealServer) -> None:
    tables = named_tables()
    names = [HOSTILE[at % len(HOSTILE)] + str(at) for at in range(tables.nodes.height)]
    synonyms = [list(HOSTILE)] * tables.nodes.height
    lists = pl.Series("synonyms", synonyms, dtype=pl.List(pl.String))
    nodes = tables.nodes.with_columns(pl.Series("name", names), lists)
    push_random(empty, Tables(nodes, tables.edges, tables.evidence), "1" * 64)
    with Neo4jEngine(empty.login) as engine:
        found = engine.run("MATCH (n:Entity) RETURN n.id, n.name, n.synonyms ORDER BY n.id")
        assert list(found) == [(*row[:2], list(row[2])) for row in nodes.select("id", "name", "synonyms").iter_rows()]
        for text in HOSTILE:
            assert engine.run("RETURN $text AS text", {"text": text}).scalar() == text
        assert len(engine.run("MATCH (n:Entity) WHERE n.name = $name RETURN n", {"name": names[0]})) == 1


def test_a_killed_push_is_completed_by_the_next(empty: RealServer) -> None:
    code = """
import os, sys
from kg.engines.neo4j.push import push_tables
from kg.engines.neo4j import push as neo4j_push
from kg.engines.neo4j.connection import login_from
from support.random_graphs import random_tables
neo4j_push.TELL_SECONDS = 0
tables = random_tables(7, nodes=400, edges=1500)
push_tables(tables, "7" * 64, "1.0.0", login_from(), batch=50, say=lambda text: print(text, flush=True))
"""
    command = [
        sys.executable,
        "-P",
        "-c",
        "import sys; sys.path.insert(0, sys.argv[1])\n" + code,
        str(Path(__file__).parent),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "relationships" in line:
                process.send_signal(signal.SIGKILL)
                break
    there = what_is_held(empty)
    tables = random_tables(7, nodes=400, edges=1500)
    assert there is not None and there.pushed_at is None
    assert 0 < sum(there.relationships.values()) < sum(counts(tables).values()), "control: it was cut off"
    with Neo4jEngine(empty.login) as engine:
        assert "did not end" in engine.run("RETURN 1").warnings[0]
    report = push_random(empty, tables, "7" * 64)
    assert report.again and report.relationships == counts(tables)
    assert (report.nodes, report.evidence) == (400, 1500)
    with Neo4jEngine(empty.login) as engine:
        assert engine.held.pushed_at is not None and not engine.run("RETURN 1").warnings


def test_one_database_holds_one_graph_and_nothing_else(empty: RealServer) -> None:
    small = named_tables()
    empty.run("CREATE (:Invoice {number: 1}), (:Invoice {number: 2})")
    with pytest.raises(ServerError, match="holds 2 nodes that als-kg did not put there"):
        push_random(empty, small, "1" * 64)
    assert empty.run("MATCH (n) RETURN count(n)") == [[2]]
    with pytest.raises(NotFound, match="no graph of als-kg"):
        Neo4jEngine(empty.login)
    empty.empty()
    push_random(empty, small, "1" * 64)
    with pytest.raises(ServerError, match="holds the graph 111111111111, and this one is 222222222222"):
        push_random(empty, small, "2" * 64)
    empty.run(
        "MATCH (:Gene {symbol: 'SOD1'})-[r:CONTRIBUTES_TO]->(d:Disease) CREATE (d)-[:CONTRIBUTES_TO {id: 'x'}]->(d)"
    )
    with pytest.raises(ServerError, match="holds 5 relationships of CONTRIBUTES_TO where the graph has 4"):
        push_random(empty, small, "1" * 64)
    there = what_is_held(empty)
    assert there is not None and there.pushed_at is None
    empty.run("MATCH ()-[r {id: 'x'}]->() DELETE r")
    empty.run("MATCH (e:Evidence) WITH e LIMIT 1 DETACH DELETE e")
    assert push_random(empty, small, "1" * 64).evidence == small.evidence.height, "what is missing is put back"


class Relay:
    """A port of loopback that passes everything on to another, until it is cut."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._ends: list[socket.socket] = []
        self.flowing = threading.Event()
        self.flowing.set()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def cut(self) -> None:
        """Break the connections; new ones are taken."""
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for thread in self._threads[1:]:
            thread.join()
        for end in self._ends:
            end.close()
        self._ends.clear()

    def close(self) -> None:
        """Take no more connections."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._threads[0].join()
        self.cut()

    def __enter__(self) -> Relay:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near = self._listener.accept()[0]
                far = socket.create_connection(("127.0.0.1", self._target))
                self._ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    self._threads.append(threading.Thread(target=self._pass, args=(one, other), daemon=True))
                    self._threads[-1].start()

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(65536):
                self.flowing.wait()
                other.sendall(data)
        with contextlib.suppress(OSError):
            other.shutdown(socket.SHUT_RDWR)
