"""Each guard with the question that breaks an unguarded engine, and proof that it would."""

from __future__ import annotations

import contextlib
import http.server
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.engines.core.limits import Limits
from kg.engines.core.shortage import ResourceShortage
from kg.engines.cypher import guard as cypher_guard
from kg.engines.cypher import index as cypher_index
from kg.engines.cypher.engine import CypherEngine
from kg.engines.cypher.lexer import MAX_LENGTH
from kg.engines.sparql import guard as sparql_guard
from kg.engines.sparql import index as sparql_index
from kg.engines.sparql.engine import DEFAULT_PREFIXES, SparqlEngine
from kg.errors import QueryError
from support.engine_graphs import named_tables

SECRET = "cell-of-a-local-file"  # noqa: S105 (what a test file says)
QUICK = Limits(seconds=2, rows=50, work=200_000, memory_mb=768)
PAST = Limits(seconds=5)
"""For requests that go past the guard."""


@pytest.fixture(scope="module")
def cypher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CypherEngine]:
    folder = tmp_path_factory.mktemp("cypher")
    cypher_index.build(named_tables(), folder)
    with CypherEngine(folder) as engine:
        yield engine


@pytest.fixture(scope="module")
def sparql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparqlEngine]:
    folder = tmp_path_factory.mktemp("sparql")
    sparql_index.build(named_tables(), folder)
    with SparqlEngine(folder) as engine:
        yield engine


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("secret") / "local.csv"
    file.write_text(SECRET + "\n", encoding="utf-8")
    return file


def raw_kglite(query: str) -> str:
    """What kglite, opened read-only and otherwise unguarded, answers."""
    import kglite

    kglite.set_query_warning_policy("silent")
    graph: Any = kglite.KnowledgeGraph()
    graph.read_only(True)
    try:
        found = graph.cypher(query, timeout_ms=2000, max_work_units=10_000)
        return str(found if isinstance(found, str) else found.to_list())
    except (kglite.KgError, ValueError) as error:
        return f"refused: {error}"


FILE_READS = [
    "LOAD CSV FROM '{file}' AS a RETURN a",
    "RETURN 1 AS a UNION LOAD CSV FROM '{file}' AS a RETURN a",
    "RETURN 1 AS a UNION load csv FROM '{file}' AS a RETURN a",
    "RETURN 1 AS a UNION LOAD // c\n CSV FROM '{file}' AS a RETURN a",
    "RETURN 1 AS a UNION `LOAD` CSV FROM '{file}' AS a RETURN a",
    "RETURN 1 AS a UNION LOAD `CSV` FROM '{file}' AS a RETURN a",
    "RETURN 1 AS a UNION LOAD\x0cCSV FROM '{file}' AS a RETURN a",
    "RETURN 'x\n' AS a UNION LOAD CSV FROM '{file}' AS a RETURN a",
    "CYPHER 5 LOAD CSV FROM '{file}' AS a RETURN a",
    "PROFILE LOAD CSV FROM '{file}' AS a RETURN a",
    "FOR VALID_TIME ALL LOAD CSV FROM '{file}' AS a RETURN a",
    "EXPLAIN RETURN 1 AS a UNION LOAD CSV FROM '{file}' AS a RETURN a",
    "CALL {{ LOAD CSV FROM '{file}' AS a RETURN a }} RETURN a",
    "RETURN 1 AS a; LOAD CSV FROM '{file}' AS a RETURN a",
    "RETURN 1 AS a /* */ UNION LOAD CSV FROM '{file}' AS a RETURN a",
    "RETURN 1 AS a // x\rUNION LOAD CSV FROM '{file}' AS a RETURN a",
    "WITH 1 AS LOAD LOAD CSV FROM '{file}' AS a RETURN a",
]


def test_the_unguarded_engine_reads_files(secret: Path) -> None:
    read = [query for query in FILE_READS if SECRET in raw_kglite(query.format(file=secret))]
    assert len(read) >= 10
    assert "RETURN 1 AS a UNION `LOAD` CSV FROM '{file}' AS a RETURN a" in read


@pytest.mark.parametrize("query", FILE_READS)
def test_no_question_reads_a_file(cypher: CypherEngine, secret: Path, query: str) -> None:
    with pytest.raises(QueryError):
        cypher.run(query.format(file=secret))


def test_a_question_past_the_guard_still_reads_no_file(cypher: CypherEngine, secret: Path) -> None:
    query = f"LOAD CSV FROM '{secret}' AS a RETURN a"
    reply = cypher.request({"query": query, "params": {}, "work": 1000, "rows": 10}, PAST)
    assert "error" in reply
    assert SECRET not in str(reply)


FRAGMENTS = ["'", '"', "`", "\\", "//", "/*", "*/", "\n", "\r", "\x0c", " ", "$", "--", "AS a ", "RETURN 1 ", "x", ";"]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=8), st.lists(st.sampled_from(FRAGMENTS), max_size=5))
@example(["RETURN 1 ", "AS a ", "//", "'", "\r"], ["'"])
def test_what_hides_load_csv_from_the_guard_hides_it_from_the_engine(
    secret: Path, before: list[str], after: list[str]
) -> None:
    query = "".join(before) + f"RETURN 1 AS a UNION LOAD CSV FROM '{secret}' AS a RETURN a " + "".join(after)
    try:
        passed = cypher_guard.check(query).text
    except QueryError:
        return
    assert SECRET not in raw_kglite(passed)


WRITES = [
    "CREATE (n:Gene {id: 'x'})",
    "MATCH (n:Gene) SET n.name = 'x'",
    "MATCH (n:Gene) SET n:Other RETURN n",
    "MERGE (n:Gene {id: 'x'}) RETURN n",
    "MATCH (n:Gene) DELETE n",
    "MATCH (n:Gene) DETACH DELETE n",
    "MATCH (n:Gene) REMOVE n.name",
    "FOREACH (x IN [1] | CREATE (:Gene))",
    "INSERT (:Gene)",
    "DROP INDEX x",
    "CREATE INDEX FOR (n:Gene) ON (n.symbol)",
    "MATCH (n) CALL { WITH n SET n.name = 'x' } RETURN n",
]


@pytest.mark.parametrize("query", WRITES)
def test_writes_are_refused(cypher: CypherEngine, query: str) -> None:
    with pytest.raises(QueryError, match=r"would change the graph|cannot begin"):
        cypher.run(query)


@pytest.mark.parametrize("query", ["CREATE (n:Gene {id: 'x'})", "MATCH (n) `SET` n.name = 'x'"])
def test_a_write_past_the_guard_is_refused_by_the_engine(cypher: CypherEngine, query: str) -> None:
    reply = cypher.request({"query": query, "params": {}, "work": 1000, "rows": 10}, PAST)
    assert "error" in reply
    assert cypher.run("MATCH (n:Gene {id: 'x'}) RETURN count(n)").scalar() == 0


@pytest.mark.parametrize(
    "call",
    [
        "CALL pagerank() YIELD node, score RETURN node, score",
        "CALL `pagerank`() YIELD node RETURN node",
        "CALL db . node_embeddings . drop({})",
        "CALL db.ontology.declare({ontology: '{}'})",
        "CALL db.cdc.enable()",
        "CALL table.upsert({})",
        "CALL apoc.load.csv('file:///etc/hostname')",
        "MATCH (n) CALL betweenness() YIELD score RETURN score",
        "CALL",
        "RETURN 1 AS x UNION CALL // c\n db.cdc.query() YIELD id AS x RETURN x",
        "CALL { CALL pagerank() YIELD score RETURN score } RETURN score",
    ],
)
def test_procedures_outside_the_list_are_refused(cypher: CypherEngine, call: str) -> None:
    with pytest.raises(QueryError, match="may not be called"):
        cypher.run(call)


@pytest.mark.parametrize("call", ["CALL db.labels()", "CALL db.relationshipTypes()", "CALL db.propertyKeys()"])
def test_procedures_of_the_list_answer(cypher: CypherEngine, call: str) -> None:
    assert len(cypher.run(call)) > 1


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (n) RETURN n FORMAT CSV",
        "MATCH (n) RETURN n format // c\ncsv",
        "EXPLAIN MATCH (n) RETURN n",
        "PROFILE MATCH (n) RETURN n",
        "SHOW PROCEDURES",
        "USE other MATCH (n) RETURN n",
        "CYPHER runtime=slotted MATCH (n) RETURN n",
        "RETURN 1 AS x; RETURN 2 AS x",
        "RETURN 'a",
        "RETURN `a",
        "/* c",
        "",
        "  \n//c",
        "RETURN '\ud800'",
        "RETURN 1\u2028AS x",
    ],
)
def test_other_forms_are_refused_in_one_sentence(cypher: CypherEngine, query: str) -> None:
    with pytest.raises(QueryError) as refused:
        cypher.run(query)
    assert refused.value.hint
    assert "\n" not in str(refused.value)


def test_words_of_writes_may_name_things(cypher: CypherEngine) -> None:
    rows = cypher.run(
        "MATCH (n:Gene) WITH {set: n.symbol, call: 1} AS m RETURN m.set AS x, 'CREATE; LOAD CSV' AS y LIMIT 1"
    )
    assert rows[0][1] == "CREATE; LOAD CSV"


RUNAWAY = [
    "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b)",
    "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b RETURN a, b ORDER BY a * b",
    "RETURN size(range(1, 1000000000))",
    "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN collect(a)",
    "RETURN reduce(s = 'a', x IN range(1, 40) | s + s)",
    "RETURN size(reduce(s = [1], x IN range(1, 40) | s + s))",
    "WITH reduce(s = 'a', x IN range(1, 18) | s + s) AS a RETURN size(replace(a, 'a', a))",
    "WITH reduce(s = 'a', x IN range(1, 20) | s + s) AS a RETURN text_edit_distance(a, a + 'b')",
    "MATCH (a), (b), (c), (d), (e), (f), (g), (h), (i) RETURN count(*)",
    "MATCH (a), (b), (c), (d), (e) RETURN a.id ORDER BY b.id",
    "RETURN " + "NOT " * 3000 + "true",
    "CALL { " * 90 + "UNWIND range(1, 900) AS x RETURN x" + " } RETURN x" * 90,
    "CALL { " * 3000 + "RETURN 1 AS x" + " } RETURN x" * 3000,
    "RETURN " + "[" * 5000 + "]" * 5000,
]


@pytest.mark.parametrize("query", RUNAWAY)
def test_runaway_questions_end_with_a_sentence_and_the_engine_goes_on(cypher: CypherEngine, query: str) -> None:
    try:
        rows = cypher.run(query, limits=QUICK)
    except QueryError as stopped:
        assert "\n" not in str(stopped)
    else:
        assert rows.truncated
    assert cypher.run("MATCH (n:Gene) RETURN count(n)").scalar() == 4


def test_more_rows_than_the_limit_are_cut_with_a_warning(cypher: CypherEngine) -> None:
    rows = cypher.run("UNWIND range(1, 500) AS x RETURN x", limits=QUICK)
    assert len(rows) == 50
    assert (rows.truncated, rows.total) == (True, 500)
    assert rows.warnings == ("only the first 50 of 500 rows are kept",)


def filled(start: str, piece: str, end: str, length: int) -> str:
    return start + piece * ((length - len(start) - len(end)) // len(piece)) + end


LONG_CYPHER = [
    ("MATCH (a) MATCH ", "(c:B {x: a.z}),", "(d)"),
    ("MATCH (a) MATCH (c {x: [", "a.z,", "1]})"),
    ("MATCH (c {x: [", "[(c {x: 1})],", "1]})"),
    ("MATCH ", "(c {x: " * 45 + "1" + "})" * 45 + ",", "(d)"),
    ("RETURN {", "title: 1, ", "x: 2} AS m"),
    ("RETURN [", "{type: 1}, ", "1] AS m"),
    ("RETURN ", "x:label:", "y"),
    ("MATCH (a) ", "CALL { RETURN 1 } ", "RETURN a"),
    ("MATCH (a)-[r]-(b) RETURN ", "labels(a), ", "1"),
    ("MATCH ", "(a)-[r:T]-(b),", "(c) RETURN labels(a)"),
    ("RETURN '", "\\'", "'"),
    ("RETURN ", "1.", "1"),
    ("RETURN ", "/", "1"),
    ("RETURN ", "$`", "1"),
    ("RETURN 1", ";", ";"),
    ("RETURN 1", "\n", ";"),
]
LONG_SPARQL = [
    ("", "a.", ""),
    ("SELECT ", "a-b_c.é", " {}"),
    ("", "a:..", ""),
    ("", "_:..", ""),
    ("", "_:-", ""),
    ("", ':"', ""),
    ("", '\\"""', ""),
    ('"""', "\\'" + "'" * 2, ""),
    ("", "<a", ""),
    ("", "@a.b", ""),
    ("", "\\", "x"),
    ("SELECT ?x ", "?x ", "{ ?x ?x ?x }"),
    ("SELECT * { ", "?x ALSKG:a.b.c ALSKG:d.e . ", "}"),
    ("SELECT * { ", "{ ?x a biolink:Gene } ", "}"),
    ("#", "a.", ""),
]


def cypher_walls(text: str) -> None:
    cypher_guard.check(text)


def sparql_walls(text: str) -> None:
    checked = sparql_guard.check(text, DEFAULT_PREFIXES)
    list(sparql_guard.unbound_columns(checked.tokens))
    sparql_guard.used_names(checked.tokens, DEFAULT_PREFIXES)


@pytest.mark.parametrize(
    ("walls", "shape"),
    [
        *((cypher_walls, shape) for shape in LONG_CYPHER),
        *((sparql_walls, shape) for shape in LONG_SPARQL),
    ],
)
def test_the_guards_read_long_texts_in_linear_time(walls: Callable[[str], None], shape: tuple[str, str, str]) -> None:
    """Four times the text takes about four times as long; the square would take sixteen."""
    short, long = (_seconds(walls, filled(*shape, length)) for length in (MAX_LENGTH // 4, MAX_LENGTH))
    assert long < 9 * short + 1.0, "the square took 5 to 180 s"


def test_columns_without_end_are_counted_in_linear_time() -> None:
    short, long = (
        _seconds(sparql_walls, "SELECT " + " ".join(f"?v{n}" for n in range(count)) + " { ?s ?p ?o }")
        for count in (3000, 12000)
    )
    assert long < 9 * short + 1.0, "the square took 5 to 180 s"


def _seconds(walls: Callable[[str], None], text: str) -> float:
    """The least processor time of two runs."""
    took = []
    for _ in range(2):
        started = time.process_time()
        with contextlib.suppress(QueryError):
            walls(text)
        took.append(time.process_time() - started)
    return min(took)


def test_longer_texts_are_refused() -> None:
    for walls in (cypher_walls, sparql_walls):
        with pytest.raises(QueryError, match="at most 100000"):
            walls("RETURN 1 " + " " * MAX_LENGTH)


CLAUSES = (
    "MATCH (g:Gene)-[r:CONTRIBUTES_TO]->(d:Disease) WHERE r.belief > 0.1 RETURN g.symbol, count(*) AS n ORDER BY n",
    "MATCH p = (a)-[*1..2]-(b) RETURN length(p) AS l, collect(DISTINCT a.id)[0..2] AS ids LIMIT 3",
    "UNWIND [1, 2, null] AS x WITH x WHERE x IS NOT NULL RETURN {a: x, b: [y IN range(0, x) | y * 2]} AS m",
    "OPTIONAL MATCH (e:Evidence {polarity: 'refutes'}) RETURN e.name, CASE WHEN e.year > 1 THEN 'x' ELSE 'y' END AS c",
)
PIECES = (
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "'",
    "`",
    "*",
    "..",
    "|",
    "NOT ",
    "$p",
    " WITH ",
    "\\",
    "é",
    ":",
    "-",
    ">",
    "\n",
)


@pytest.mark.slow
@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_mutated_cypher_never_crashes(cypher: CypherEngine, data: st.DataObject) -> None:
    text = _mutated(data, CLAUSES)
    try:
        cypher.run(text, {"p": 1}, limits=QUICK)
    except QueryError as error:
        assert "\n" not in str(error)


QUERIES = (
    "SELECT ?g (COUNT(*) AS ?n) WHERE { ?g a biolink:Gene ; rdfs:label ?l FILTER(?l != 'x') } GROUP BY ?g ORDER BY ?n",
    "CONSTRUCT { ?a biolink:affects ?b } WHERE { ?a biolink:affects+ ?b OPTIONAL { ?b rdfs:label ?l } } LIMIT 4",
    'ASK { VALUES ?x { HGNC:11179 } ?x ?p """a""" }',
)


@pytest.mark.slow
@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_mutated_sparql_never_crashes(sparql: SparqlEngine, data: st.DataObject) -> None:
    text = _mutated(data, QUERIES)
    try:
        sparql.run(text, limits=QUICK)
    except QueryError as error:
        assert "\n" not in str(error)


def _mutated(data: st.DataObject, texts: tuple[str, ...]) -> str:
    """A question with some cuts and pieces put in; one in fifty is long, up to the limit."""
    text = data.draw(st.sampled_from(texts))
    if data.draw(st.integers(0, 49)) == 49:
        text = (text + data.draw(st.sampled_from((" ", "\n", " UNION ")))) * data.draw(st.integers(2, 700))
        text = text[: MAX_LENGTH - 100]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 6))
        text = text[:at] + data.draw(st.sampled_from(("", *PIECES))) + text[at + cut :]
    return text


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A server on loopback that lists the requests it sees."""
    seen: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            body = b'{"head":{"vars":["a"]},"results":{"bindings":[]}}'
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 (the name that http.server looks for)

        def log_message(self, *_: object) -> None:
            return

    found = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{found.server_address[1]}/", seen
    found.shutdown()
    thread.join()
    found.server_close()


SERVICES = [
    "SELECT * {{ SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ SERVICE#c\n<{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ SERVICE SILENT <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ seRvice<{url}>{{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p '# SERVICE' . SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p <x:#> . SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "PREFIX s: <{url}> SELECT * {{ SERVICE s: {{ ?a ?b ?c }} }}",
    "SELECT * {{ FILTER(1<2)SERVICE<{url}>{{ ?a ?b ?c }}FILTER(3>2) }}",
    "SELECT * {{ {{ SELECT * {{ SERVICE <{url}> {{ ?a ?b ?c }} }} }} }}",
]


def test_the_unguarded_store_calls_servers(server: tuple[str, list[str]]) -> None:
    import pyoxigraph

    url, seen = server
    for query in SERVICES:
        try:
            list(pyoxigraph.Store().query(query.format(url=url)))  # type: ignore[arg-type]
        except (OSError, SyntaxError, RuntimeError):
            continue
    assert len(seen) >= 4


@pytest.mark.parametrize("query", SERVICES)
def test_no_question_calls_a_server(sparql: SparqlEngine, server: tuple[str, list[str]], query: str) -> None:
    url, seen = server
    with pytest.raises(QueryError, match="SERVICE"):
        sparql.run(query.format(url=url))
    assert seen == []


def test_a_service_past_the_guard_reaches_no_server(sparql: SparqlEngine, server: tuple[str, list[str]]) -> None:
    url, seen = server
    query = SERVICES[0].format(url=url)
    with pytest.raises(ResourceShortage, match="may not be used"):
        sparql.request({"query": query, "prefixes": {}, "rows": 10}, PAST)
    assert seen == []


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <file:///etc/hostname>",
        "CLEAR ALL",
        "DROP ALL",
        "PREFIX x: <y:> INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    ],
)
def test_sparql_updates_are_refused(sparql: SparqlEngine, query: str) -> None:
    with pytest.raises(QueryError, match="would change the graph"):
        sparql.run(query)


def test_from_fetches_nothing(sparql: SparqlEngine, server: tuple[str, list[str]]) -> None:
    url, seen = server
    assert not sparql.run("SELECT * FROM <URL> FROM NAMED <URL> { ?s ?p ?o }".replace("URL", url))
    assert seen == []


def test_words_of_sparql_updates_may_name_things() -> None:
    query = "SELECT ?service ?load { ?service ALSKG:service ?load . FILTER(?load = 'SERVICE <x:y> { }') } # INSERT"
    assert sparql_guard.check(query, DEFAULT_PREFIXES).text == query


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f",
        "SELECT DISTINCT ?c { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STRLEN(CONCAT(STR(?c), STR(?l))) = 0) }",
        "ASK " + "{" * 20000 + "}" * 20000,
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    ],
)
def test_runaway_sparql_ends_with_a_sentence_and_the_engine_goes_on(sparql: SparqlEngine, query: str) -> None:
    try:
        rows = sparql.run(query, limits=QUICK)
    except QueryError as stopped:
        assert "\n" not in str(stopped)
    else:
        assert rows.truncated
        assert len(rows) == 50
    assert sparql.run("SELECT (COUNT(*) AS ?n) { ?g a biolink:Gene }").scalar() == 4


def test_a_long_list_of_alternatives_is_read_without_recursion() -> None:
    """Three thousand labels once ended in a RecursionError of the calling process."""
    from kg.engines.cypher.guard import check
    from kg.engines.cypher.names import Names, unknown_names

    checked = check("MATCH (n:A" + "|B" * 3000 + ") RETURN n")
    names = Names(**{field: frozenset({"A", "B"}) for field in Names.__dataclass_fields__})
    assert not list(unknown_names(checked.tokens, names))
