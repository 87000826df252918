"""The graph object over its backends, and the wrappers before them: limits, stopping, messages, forks."""

from __future__ import annotations

import inspect
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from abc import ABC
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.assembly.bundled import open_or_build
from kg.engines.core.limits import Limits
from kg.errors import NotFound, QueryError, UsageError
from kg.graph import knowledge_graph
from kg.graph.backends import base as backend
from kg.graph.backends import limited, local, neo4j, stoppable
from kg.graph.backends.limited import Limited
from kg.graph.backends.local import LocalBackend
from kg.graph.backends.stoppable import Stoppable
from kg.graph.knowledge_graph import KnowledgeGraph
from kg.graph.messages import Messages
from kg.mcp.session import Session
from kg.release import Home
from support.home import packaged_home

COUNT = "MATCH (g:Gene) RETURN count(g) AS n"
GENES = "MATCH (g:Gene) RETURN g.id AS id ORDER BY id"
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture
def session() -> Iterator[Session]:
    with Session(open_or_build(packaged_home()), 7.0) as opened:
        yield opened


def test_nothing_has_a_base_but_an_abstract_one() -> None:
    for module in (backend, knowledge_graph, limited, local, neo4j, stoppable):
        for _, one in inspect.getmembers(module, inspect.isclass):
            if one.__module__ == module.__name__:
                bases = [base for base in one.__mro__[1:] if base not in (object, ABC)]
                assert bases == [] or (bases == [backend.Backend] and inspect.isabstract(backend.Backend)), one
    assert inspect.isabstract(backend.Backend) and not inspect.isabstract(LocalBackend), "control"


def test_a_wrapper_asks_what_it_wraps_and_nothing_else() -> None:
    abstract = backend.Backend.__abstractmethods__
    for wrapper in (Limited, Stoppable):
        assert abstract <= set(vars(wrapper)), "each of them is written out"
        public = {name for name in vars(wrapper) if not name.startswith("_")}
        assert public - abstract <= {"resume"}


def test_limits_hold_where_none_are_given_and_give_way_to_those_that_are() -> None:
    inner = LocalBackend(open_or_build(packaged_home()))
    with KnowledgeGraph(Limited(inner, Limits(rows=3))) as graph:
        few = graph.cypher(GENES)
        assert len(few) == 3 and few.truncated and few.warnings
        assert len(graph.cypher(GENES, limits=Limits(rows=5))) == 5
        assert len(graph.sparql("SELECT ?g WHERE { ?g a biolink:Gene }")) == 3
        assert len(graph.cypher("MATCH (n:Gene) RETURN n.id LIMIT $limits", {"limits": 2})) == 2
    with KnowledgeGraph(LocalBackend(open_or_build(packaged_home()))) as graph:
        assert len(graph.cypher(GENES)) > 5, "control: without the wrapper"


def test_a_call_has_the_limits_of_its_session(session: Session) -> None:
    assert session.limits(3) == Limits(7.0, 3)
    session.begin()
    assert len(session.graph.cypher(GENES, limits=session.limits(3))) == 3


def test_a_stopped_call_asks_nothing_more_and_the_next_one_does(session: Session) -> None:
    session.begin()
    assert session.graph.cypher(COUNT).scalar() > 0
    session.interrupt()
    for ask in (lambda: session.graph.cypher(COUNT), lambda: session.graph.sparql("ASK { ?s ?p ?o }")):
        with pytest.raises(QueryError, match="the call was stopped"):
            ask()
    with pytest.raises(QueryError, match="the call was stopped"):
        session.graph.ask("gene-mechanisms", gene="FUS")
    session.begin()
    assert session.graph.cypher(COUNT).scalar() > 0


def test_stopping_ends_the_query_that_runs(session: Session) -> None:
    session.begin()
    stopper = threading.Timer(0.5, session.interrupt)
    stopper.start()
    started = time.monotonic()
    with pytest.raises(QueryError, match=r"interrupted|stopped"):
        session.graph.sparql(SLOW, limits=Limits(60))
    stopper.join()
    assert time.monotonic() - started < 30, "not its own limit"


def test_what_is_opened_beside_is_limited_and_stopped_along(session: Session) -> None:
    session.begin()
    with session.graph.release_named(session.graph.id[:12]) as other:
        assert other is not session.graph and other.backend is not session.graph.backend
        assert other.cypher(COUNT).rows == session.graph.cypher(COUNT).rows
        assert other.cypher(COUNT, limits=session.limits(1)).scalar() > 0
        session.interrupt()
        for one in (session.graph, other):
            with pytest.raises(QueryError, match="the call was stopped"):
                one.cypher(COUNT)
        # Also what is opened once the call is stopped.
        with session.graph.release_named("bundled") as late, pytest.raises(QueryError, match="the call was stopped"):
            late.cypher(COUNT)
    with session.graph.release_named("this") as same:
        assert same is session.graph
    with pytest.raises(NotFound):
        session.graph.release_named("nosuchprofile")
    session.begin()
    assert session.graph.cypher(COUNT).scalar() > 0


def test_what_is_said_stays_with_its_call_also_of_what_is_opened_beside(session: Session) -> None:
    session.begin()
    session.graph.resolve("TDP-43")
    with session.graph.release_named("bundled") as other:
        other.resolve("NurOwn")
    assert len(session.messages.heard) == 2 and "TDP-43" in session.messages.heard[0]
    session.begin()
    assert session.messages.heard == []
    session.graph.resolve("HGNC:11179")
    assert session.messages.heard == [], "its own identifier needs no word"


def test_notices_while_an_index_is_made_go_to_whoever_prepares(tmp_path: Path) -> None:
    shutil.copytree(packaged_home().path, tmp_path / "home")
    release = open_or_build(Home(tmp_path / "home"))
    shutil.rmtree(release.path / "index", ignore_errors=True)
    said: list[str] = []
    with Session(release) as opened:
        opened.prepare(said.append)
        assert sum("is made (once)" in sentence for sentence in said) == 3 and opened.messages.heard == []
        before = len(said)
        opened.begin()
        opened.graph.resolve("TDP-43")
        assert len(opened.messages.heard) == 1 and len(said) == before


def test_messages_go_back_to_their_keeper_whatever_happens() -> None:
    messages, told = Messages(), list[str]()
    messages("one")
    with pytest.raises(ZeroDivisionError), messages.passed_to(told.append):
        messages("two")
        raise ZeroDivisionError
    messages("three")
    assert (messages.heard, told) == (["one", "three"], ["two"])
    messages.clear()
    assert messages.heard == []


def test_tables_are_read_when_they_are_first_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = LocalBackend(open_or_build(packaged_home()))
    read: list[object] = []
    plain = type(opened.release).tables
    monkeypatch.setattr(type(opened.release), "tables", lambda self: read.append(self) or plain(self))
    with KnowledgeGraph(Stoppable(Limited(opened, Limits()))) as graph:
        assert graph.cypher(COUNT).scalar() > 0 and graph.search("FUS") and read == []
        assert graph.tables.nodes.height > 1000 and graph.tables is graph.tables and len(read) == 1


def test_a_closed_graph_says_so_through_every_wrapper() -> None:
    graph = KnowledgeGraph(Stoppable(Limited(LocalBackend(open_or_build(packaged_home())), Limits())))
    graph.close()
    graph.close()
    for ask in (lambda: graph.cypher(COUNT), lambda: graph.sparql("ASK { ?s ?p ?o }"), lambda: graph.search("FUS")):
        with pytest.raises(UsageError, match="this graph is closed"):
            ask()


FORKS = """
import json, os, sys
import kg
graph = kg.open()
count = "MATCH (g:Gene) RETURN count(g) AS n"
before = graph.cypher(count).scalar(), len(graph.search("stress granule"))
reading, writing = os.pipe()
child = os.fork()
if not child:
    answer = graph.cypher(count).scalar(), len(graph.search("stress granule"))
    answer = *answer, graph.sparql("ASK { ?s ?p ?o }").scalar()
    os.write(writing, json.dumps(answer).encode())
    graph.close()
    os._exit(0)
os.close(writing)
told = json.loads(os.read(reading, 1000))
assert os.waitpid(child, 0)[1] == 0
after = graph.cypher(count).scalar(), len(graph.search("stress granule"))
print(json.dumps([before, told, after]))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system does not fork")
def test_a_fork_of_a_script_asks_on_its_own_and_disturbs_nobody(tmp_path: Path) -> None:
    environment = {**os.environ, "ALSKG_HOME": str(packaged_home().path)}
    command = [sys.executable, "-P", "-W", "ignore::DeprecationWarning", "-c", FORKS]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path, timeout=120)
    assert done.returncode == 0, done.stderr
    before, told, after = json.loads(done.stdout)
    assert before == after == told[:2] and told[2] is True and before[0] > 100


def test_an_old_name_is_an_error_that_names_the_new_one() -> None:
    graph = KnowledgeGraph(LocalBackend(open_or_build(packaged_home())))
    for name, instead in (("find", "search"), ("edge_table", "tables.edges"), ("release", "backend.release")):
        with pytest.raises(AttributeError, match=f"no '{name}'; use {instead}"):
            getattr(graph, name)
    assert not hasattr(graph, "nosuchthing")


def test_a_name_that_is_nearly_right_is_suggested() -> None:
    graph = KnowledgeGraph(LocalBackend(open_or_build(packaged_home())))
    with pytest.raises(AttributeError, match=r"no 'serach'; did you mean search\?"):
        graph.serach  # noqa: B018
    with pytest.raises(AttributeError, match=r"no 'xyzzy'$"):
        graph.xyzzy  # noqa: B018


def test_what_a_script_types_wrongly_is_one_sentence() -> None:
    with KnowledgeGraph(LocalBackend(open_or_build(packaged_home()))) as graph:
        for call, words in (
            (lambda: graph.edges(about="SOD1", asserted="no"), "asserted='no' is not True, False or None"),
            (lambda: graph.edges(about="SOD1", to="ALS", exact="no"), "exact='no' is neither True nor False"),
            (lambda: graph.edges(to="ALS"), "to='ALS' needs about"),
            (lambda: graph.search("SOD1", limit="5"), "the limit '5' is not a whole number"),
            (lambda: graph.search("SOD1", limit=1.5), "the limit 1.5 is not a whole number"),
        ):
            with pytest.raises(UsageError, match=words) as error:
                call()
            assert error.value.hint
        with pytest.raises(NotFound, match="no predicate 'ALS'") as refused:
            graph.edges("SOD1", "ALS")
        assert "to='ALS'" in refused.value.hint
        assert repr(graph.tables).startswith("<Tables 2,") and "evidence rows>" in repr(graph.tables)


def test_between_two_things_narrower_kinds_count_unless_exact() -> None:
    with KnowledgeGraph(LocalBackend(open_or_build(packaged_home()))) as graph:
        wide, narrow = (graph.edges(about="SOD1", to="ALS", exact=exact) for exact in (False, True))
        assert len(wide) > len(narrow) and set(narrow.column("edge")) <= set(wide.column("edge"))
        back = graph.edges(about="ALS", to="SOD1")
        assert set(back.column("edge")) == set(wide.column("edge")), "in either direction"
        assert set(graph.evidence(about="SOD1", to="ALS").column("edge")) >= set(wide.column("edge"))
