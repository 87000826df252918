"""A process that opens a graph, run as a script in one of several modes (see `support.processes.Parent`).

It says ``open`` when both engines have answered, ``again`` with the answers at the end; told
``stop`` it stops the questions that run.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import kg
from kg.engines.core.limits import Limits
from kg.errors import AlskgError, QueryError

SPARQL = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
CYPHER = "RETURN reduce(s = 0, x IN range(1, 1000000) | s + reduce(t = 0, y IN range(1, 1000000) | t + x * y))"
LONG = Limits(seconds=600, work=10**15)
kept: Any = None


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def answers(graph: Any) -> list[object]:
    genes = graph.cypher("MATCH (g:Gene) RETURN count(g)").scalar()
    return [genes, graph.sparql("SELECT (COUNT(*) AS ?n) { ?g a biolink:Gene }").scalar()]


def busy(graph: Any, listening: bool = True) -> None:
    """Let both engines work until they are stopped, by a word where it is listened to."""

    def cypher() -> None:
        try:
            graph.cypher(CYPHER, limits=LONG)
        except AlskgError as error:
            say("cypher:", type(error).__name__, error.message)

    def listen() -> None:
        for line in sys.stdin:
            if line.strip() == "stop":
                graph.interrupt()

    other = threading.Thread(target=cypher, daemon=True)
    other.start()
    if listening:
        threading.Thread(target=listen, daemon=True).start()
    try:
        graph.sparql(SPARQL, limits=LONG)
    except AlskgError as error:
        say("sparql:", type(error).__name__, error.message)
    other.join()


def main_thread() -> None:
    graph = kg.open()
    say("open", *answers(graph))
    busy(graph)
    say("again", *answers(graph))
    graph.close()


def ended_thread() -> None:
    graph = kg.open()
    thread = threading.Thread(target=lambda: say("open", *answers(graph)))
    thread.start()
    thread.join()
    say("ended", *answers(graph))
    busy(graph)
    say("again", *answers(graph))
    graph.close()


def with_block() -> None:
    with kg.open() as graph:
        say("open", *answers(graph))


def forgotten() -> None:
    global kept
    kept = kg.open()
    say("open", *answers(kept))


def dropped() -> None:
    graph = kg.open()
    say("open", *answers(graph))
    del graph
    sys.stdin.readline()


def uncaught() -> None:
    graph = kg.open()
    say("open", *answers(graph))
    raise SystemExit(3)


def deadline() -> None:
    with kg.open() as graph:
        for ask, text in ((graph.cypher, CYPHER), (graph.sparql, SPARQL)):
            try:
                ask(text, limits=Limits(seconds=0.3, work=10**15))
            except QueryError as error:
                say("stopped", error.message)
        say("again", *answers(graph))


def forked_that_asks() -> None:
    graph = kg.open()
    say("open", *answers(graph))
    if os.fork() == 0:
        say("forked", os.getpid())
        answers(graph)
        busy(graph)
        os._exit(0)
    busy(graph)
    graph.close()


def forked_that_sleeps() -> None:
    graph = kg.open()
    say("open", *answers(graph))
    if os.fork() == 0:
        say("forked", os.getpid())
        time.sleep(600)
    busy(graph)


def forked_that_ends() -> None:
    global kept
    for way in ("exit", "close", "drop"):
        graph = kg.open()
        say("open", way, *answers(graph))
        sys.stdin.readline()
        child = os.fork()
        if child == 0:
            if way == "close":
                graph.close()
            elif way == "drop":
                del graph
            else:
                kept = graph
            raise SystemExit(0)
        os.waitpid(child, 0)
        say("waited", way)
        sys.stdin.readline()
        say("again", *answers(graph))
        graph.close()


def forked_before() -> None:
    """Open in the parent, start the engines in the forked child only."""
    graph = kg.open()
    child = os.fork()
    if child == 0:
        say("open", *answers(graph))
        graph.close()
        raise SystemExit(0)
    os.waitpid(child, 0)
    say("again", *answers(graph))
    graph.close()


def heir() -> None:
    """A program started with all descriptors that it can inherit, as ``close_fds=False`` does."""
    graph = kg.open()
    say("open", *answers(graph))
    sleeper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], close_fds=False)
    say("forked", sleeper.pid)
    busy(graph)


def execs() -> None:
    graph = kg.open()
    say("open", *answers(graph))
    threading.Thread(target=busy, args=(graph, False), daemon=True).start()
    sys.stdin.readline()
    program = "import sys; print('became', flush=True); sys.stdin.readline()"
    os.execv(sys.executable, [sys.executable, "-P", "-c", program])  # noqa: S606


def prepare() -> None:
    global kept
    kept = kg.open()


def look_and_close(_: object = None) -> list[object]:
    with kg.open() as graph:
        return answers(graph)


def look_and_keep(_: object = None) -> list[object]:
    if kept is None:
        prepare()
    return answers(kept)


def pool(method: str, look: Any) -> None:
    with multiprocessing.get_context(method).Pool(2) as workers:
        for found in workers.map(look, range(4)):
            say("again", *found)
        workers.close()
        workers.join()


def futures(method: str, look: Any) -> None:
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(method)) as workers:
        for found in workers.map(look, range(4)):
            say("again", *found)


def work_until_killed() -> None:
    graph = kg.open()
    say("open", *answers(graph))
    say("forked", os.getpid())
    busy(graph, listening=False)


def worker_killed(method: str) -> None:
    process = multiprocessing.get_context(method).Process(target=work_until_killed)
    process.start()
    process.join()
    say("ended", process.exitcode)
    sys.stdin.readline()


def eight_threads() -> None:
    genes = ["SOD1", "FUS", "TARDBP", "C9orf72", "OPTN", "TBK1", "DAO", "ANG"]
    graph = kg.open()
    wrong: list[object] = []

    def ask(symbol: str) -> None:
        for _ in range(15):
            one = graph.cypher("MATCH (g:Gene {symbol: $s}) RETURN g.symbol", s=symbol).scalar()
            other = graph.sparql(f'SELECT ?s {{ ?g biolink:symbol ?s FILTER(?s = "{symbol}") }} LIMIT 1').scalar()
            wrong.extend([found] for found in (one, other) if found != symbol)

    threads = [threading.Thread(target=ask, args=(gene,)) for gene in genes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    say("open", len(wrong), *wrong[:3])
    sys.stdin.readline()
    graph.close()


def rounds(count: int) -> None:
    """Open, ask, close; say how many descriptors, threads and children there are early and late."""
    for number in range(count + 3):
        if number == 3:
            say("early", *held())
        with kg.open() as graph:
            answers(graph)
            graph.search("SOD1")
    say("late", *held())


def held() -> tuple[int, int, int]:
    children = open(f"/proc/self/task/{os.getpid()}/children", encoding="utf-8").read().split()
    return len(os.listdir("/proc/self/fd")), len(os.listdir("/proc/self/task")), len(children)


MODES: dict[str, Any] = {
    "main thread": main_thread,
    "ended thread": ended_thread,
    "with block": with_block,
    "forgotten": forgotten,
    "dropped": dropped,
    "exit": uncaught,
    "deadline": deadline,
    "forked, asks": forked_that_asks,
    "forked, sleeps": forked_that_sleeps,
    "forked, ends": forked_that_ends,
    "forked before": forked_before,
    "heir": heir,
    "exec": execs,
    "eight threads": eight_threads,
    **{f"pool {method}": (pool, method, look_and_close) for method in ("fork", "spawn", "forkserver")},
    **{f"futures {method}": (futures, method, look_and_close) for method in ("fork", "spawn", "forkserver")},
    **{f"pool {method}, kept": (pool, method, look_and_keep) for method in ("fork", "spawn")},
    **{f"futures {method}, kept": (futures, method, look_and_keep) for method in ("fork", "spawn")},
    **{f"worker {method}": (worker_killed, method) for method in ("fork", "spawn")},
    **{f"rounds {count}": (rounds, count) for count in (20, 300)},
}

if __name__ == "__main__":
    work = MODES[sys.argv[1]]
    if isinstance(work, tuple):
        work[0](*work[1:])
    else:
        work()
