"""Broken and hostile messages to an MCP server, the same for the same seed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

VALID: list[tuple[str, dict[str, Any]]] = [
    ("search", {"text": "TDP-43", "category": "Gene", "limit": 5}),
    ("search", {"text": "stress granule"}),
    ("node", {"name": "SOD1"}),
    ("evidence", {"about": "edaravone", "to": "ALS", "exact": False, "limit": 20}),
    ("about_graph", {}),
    ("list_questions", {}),
    ("ask", {"question": "gene-mechanisms", "parameters": {"gene": "FUS"}, "language": "cypher", "limit": 10}),
    ("ask", {"question": "shared-mechanisms", "parameters": {"genes": ["FUS", "SOD1"], "at_least": 1}}),
    ("ask", {"question": "evidence-between", "parameters": {"one": "DAO", "other": "ALS"}, "language": "sparql"}),
    ("ask", {"question": "trials-not-met", "parameters": {"intervention": "MSC"}}),
    ("ask", {"question": "msc-to-gene-chains", "parameters": {"gene": "TBK1", "largest": 60}, "language": "sparql"}),
    ("ask", {"question": "changes-between-releases", "parameters": {"old": "6ad7", "new": "this"}}),
    ("cypher", {"query": "MATCH (g:Gene {symbol: $s})-[r]->(x) RETURN x.name, r.belief", "parameters": {"s": "FUS"}}),
    ("cypher", {"query": "MATCH (n:Gene) RETURN n.symbol AS s ORDER BY s LIMIT 3", "limit": 3}),
    ("sparql", {"query": "SELECT ?g WHERE { ?g biolink:contributes_to MONDO:0004976 } LIMIT 5", "limit": 5}),
]
METHODS = (
    *(
        "tools/list",
        "tools/call",
        "resources/list",
        "resources/read",
        "resources/templates/list",
        "resources/subscribe",
    ),
    *(
        "prompts/list",
        "prompts/get",
        "completion/complete",
        "logging/setLevel",
        "ping",
        "server/discover",
        "initialize",
    ),
    *("sampling/createMessage", "roots/list", "tasks/get", "tools/CALL", "__init__", "", "a/" * 500, "rpc.discover"),
)
LONG = ("x" * 10_000, "(" * 5_000, "MATCH (n) " * 4_000, "é" * 70_000)
TEXTS = (
    *("", " ", "\x00", "a\x00b", "\x1b[31m\u202e\u2028", "\ufeff", "🧬", "${jndi:ldap://x}", "%s%n{0}", "../" * 12),
    *(
        "'; DROP TABLE node; --",
        "null",
        "[1, 2]",
        '{"a": 1}',
        "NaN",
        "__class__",
        "$(id)",
        "`id`",
        "ALSKG:e0",
        "SOD1\n",
    ),
    *("' OR 1=1 //", '"} ; CLEAR ALL #', "'}) DETACH DELETE n //", "> . ?s ?p ?o . #", "\\u0027", "-1", "1e999"),
)
NUMBERS = (0, -1, 1, 10**6, 10**30, -(2**63), 1.5, float("nan"), float("inf"), True)
RUNAWAY: list[tuple[str, dict[str, Any]]] = [
    ("cypher", {"query": "MATCH (a), (b), (c), (d), (e) RETURN count(*)"}),
    ("cypher", {"query": "RETURN size(reduce(s = [1], x IN range(1, 40) | s + s))"}),
    ("sparql", {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"}),
]


def injections(secret: str, url: str) -> list[tuple[str, dict[str, Any]]]:
    """Calls that try to read a file, to call a server, or to write."""
    cypher = [
        f"LOAD CSV FROM '{secret}' AS a RETURN a",
        f"LOAD CSV FROM 'file://{secret}' AS a RETURN a",
        f"RETURN 1 AS a UNION LOAD CSV FROM '{secret}' AS a RETURN a",
        f"CALL {{ LOAD CSV FROM '{secret}' AS a RETURN a }} RETURN a",
        f"LOAD CSV FROM '{url}x.csv' AS a RETURN a",
        f"CALL apoc.load.json('{url}') YIELD value RETURN value",
        f"CALL apoc.export.csv.all('{secret}.out', {{}})",
        "CREATE (n:Gene {id: 'x'}) RETURN n",
        "MATCH (n) SET n.name = 'x'",
        "MATCH (n) DETACH DELETE n",
        "MERGE (n:Gene {id: 'x'})",
        "MATCH (n) REMOVE n.name RETURN n",
        "FOREACH (x IN [1] | CREATE (:Gene))",
        "CREATE INDEX FOR (n:Gene) ON (n.id)",
    ]
    sparql = [
        f"SELECT * {{ SERVICE <{url}> {{ ?a ?b ?c }} }}",
        f"SELECT * {{ SERVICE#c\n<{url}> {{ ?a ?b ?c }} }}",
        f"SELECT * {{ SERVICE SILENT <{url}> {{ ?a ?b ?c }} }}",
        f"SELECT * FROM <{url}> {{ ?a ?b ?c }}",  # noqa: S608
        f"SELECT * FROM <file://{secret}> {{ ?a ?b ?c }}",  # noqa: S608
        f"SELECT * FROM NAMED <file://{secret}> {{ GRAPH ?g {{ ?a ?b ?c }} }}",  # noqa: S608
        f"LOAD <file://{secret}>",
        f"LOAD <{url}>",
        "INSERT DATA { <a:b> <a:c> <a:d> }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP DEFAULT",
    ]
    calls = [("cypher", {"query": text}) for text in cypher] + [("sparql", {"query": text}) for text in sparql]
    for text in (secret, f"file://{secret}", url, *cypher[:2], *sparql[:2]):
        calls += [
            ("search", {"text": text}),
            ("node", {"name": text}),
            ("ask", {"question": text}),
            ("ask", {"question": "changes-between-releases", "parameters": {"old": text}}),
            ("ask", {"question": "gene-mechanisms", "parameters": {"gene": text}, "language": "sparql"}),
            ("ask", {"question": "trials-not-met", "parameters": {"intervention": text}, "language": "sparql"}),
            ("cypher", {"query": "RETURN $x AS x", "parameters": {"x": text}}),
        ]
    return calls


def mutated_calls(random: Random, count: int, hostile: list[tuple[str, dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    """Parameters of ``tools/call``, each broken in one to three places."""
    yield from ({"name": name, "arguments": given} for name, given in (*hostile, *RUNAWAY, *VALID))
    for _ in range(count):
        name, given = random.choice(random.choice((VALID, VALID, hostile)))
        call: dict[str, Any] = {"name": name, "arguments": json.loads(json.dumps(given))}
        for _ in range(random.choice((1, 1, 1, 2, 3))):
            random.choice(_MUTATIONS)(random, call)
        yield call


def broken_lines(random: Random, count: int, envelope: Callable[[str, Any], dict[str, Any]]) -> Iterator[bytes]:
    """Lines that are no request, or one that no client would send.

    Args:
        random: decides.
        count: how many.
        envelope: makes the parameters of a request to a method.
    """
    for number in range(count):
        id = 500_000 + number
        name, given = random.choice(VALID)
        params = envelope("tools/call", {"name": name, "arguments": given})
        message: dict[str, Any] = {"jsonrpc": "2.0", "id": id, "method": "tools/call", "params": params}
        line = json.dumps(message).encode()
        kind = random.randrange(9)
        if kind == 0:
            yield line[: random.randrange(len(line))]
        elif kind == 1:
            message[random.choice(list(message))] = _anything(random)
            yield _line(message)
        elif kind == 2:
            del message[random.choice(list(message))]
            yield _line(message)
        elif kind == 3:
            method = random.choice(METHODS)
            yield _line({**message, "method": method, "params": envelope(method, _anything(random))})
        elif kind == 4:
            at = random.randrange(len(line))
            yield (
                line[:at]
                + random.randbytes(random.randint(1, 4)).replace(b"\n", b" ")
                + line[at + random.randint(0, 3) :]
            )
        elif kind == 5:
            yield random.choice(_GARBAGE)
        elif kind == 6:
            uri = random.choice((*TEXTS, "file:///etc/passwd", "alskg://question/../../x", "alskg://question/%00"))
            yield _line({**message, "method": "resources/read", "params": envelope("resources/read", {"uri": uri})})
        elif kind == 7:
            note = random.choice(("notifications/cancelled", "notifications/progress", "notifications/x", "exit"))
            yield _line({"jsonrpc": "2.0", "method": note, "params": _anything(random)})
        else:
            yield _line({"jsonrpc": "2.0", "id": random.choice((1, "x", None)), "result": _anything(random)})


def _value(random: Random, call: dict[str, Any]) -> None:
    target = _somewhere(random, call)
    if target:
        target[random.choice(list(target))] = _anything(random)


def _drop(random: Random, call: dict[str, Any]) -> None:
    target = _somewhere(random, call)
    if target:
        del target[random.choice(list(target))]


def _add(random: Random, call: dict[str, Any]) -> None:
    target = _somewhere(random, call)
    if target is not None:
        target[random.choice((*TEXTS, "limit", "self", "slug", "graph", "query", "language"))] = _anything(random)


def _tool(random: Random, call: dict[str, Any]) -> None:
    call["name"] = random.choice([*(name for name, _ in VALID), "cypher", "nothing", "", "search\n"])


def _characters(random: Random, call: dict[str, Any]) -> None:
    target = _somewhere(random, call)
    texts = [key for key, value in (target or {}).items() if isinstance(value, str)]
    if not target or not texts:
        return
    key = random.choice(texts)
    text = target[key]
    for _ in range(random.randint(1, 4)):
        at = random.randint(0, len(text))
        text = (
            text[:at]
            + random.choice((*TEXTS, *"()[]{}'`*$|:<>?.;#", " NOT ", " WITH "))
            + text[at + random.randint(0, 4) :]
        )
    target[key] = text


_MUTATIONS = (_value, _value, _value, _drop, _add, _tool, *[_characters] * 6)


def _somewhere(random: Random, call: dict[str, Any]) -> dict[str, Any] | None:
    given = call.get("arguments")
    if not isinstance(given, dict):
        return None
    inner = given.get("parameters")
    return inner if isinstance(inner, dict) and random.random() < 0.5 else given


def _anything(random: Random) -> Any:
    kind = random.randrange(8)
    if kind < 3:
        return random.choice(TEXTS)
    if kind == 3:
        return random.choice(NUMBERS)
    if kind == 4:
        return random.choice(LONG)
    if kind == 5:
        return random.choice((None, [], {}, [None], {"": {}}, ["SOD1"] * 300, {str(n): n for n in range(300)}))
    if kind == 6:
        value: Any = random.choice(TEXTS)
        for _ in range(random.choice((3, 60, 150))):
            value = [value] if random.random() < 0.5 else {"a": value}
        return value
    return {"gene": random.choice(TEXTS), "limit": random.choice(NUMBERS)}


_GARBAGE = (
    *(
        b"",
        b" ",
        b"{",
        b"[]",
        b"[1]",
        b"null",
        b"0",
        b"NaN",
        b'"x"',
        b"{}",
        b"\xff\xfe\x00",
        b"\x00" * 50,
        b"\xef\xbb\xbf{}",
    ),
    *(
        b"[" * 100_000,
        b'{"a":' * 5_000,
        b"GET / HTTP/1.1",
        b'{"jsonrpc":"2.0"}',
        b'{"jsonrpc":"1.0","id":1,"method":"ping"}',
    ),
    b'{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"search","arguments":{"text":"\\ud800"}}}',
    b'{"jsonrpc":"2.0","id":8,"id":9,"method":"nothing"}',
    b'[{"jsonrpc":"2.0","id":10,"method":"ping"},{"jsonrpc":"2.0","id":11,"method":"ping"}]',
    b'{"jsonrpc":"2.0","id":' + b"9" * 5_000 + b',"method":"nothing"}',
    b'{"jsonrpc":"2.0","method":"' + b"x" * 1_000_000 + b'"}',
    b'{"jsonrpc":"2.0","id":' + b'"' + b"i" * 100_000 + b'","method":"nothing"}',
)


def _line(message: Any) -> bytes:
    """A message as one line; Python writes NaN, which is no JSON, as a hostile client may."""
    return json.dumps(message).encode()
