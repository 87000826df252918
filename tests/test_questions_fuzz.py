"""A thousand mutated questions: each ends with rows or one sentence; nothing is written, read or reached."""

from __future__ import annotations

import random
import socket
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.cli import run
from kg.engines.core.rows import Rows
from kg.errors import AlskgError, QueryError
from kg.queries import LANGUAGES, Question, read_question, slugs
from support.home import packaged_home
from support.mutations import damaged, mutated
from support.watch import digests, watching

SCRIPTED, TYPED = 700, 300
SECRET = "what-a-private-file-says"  # noqa: S105


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "private.csv"
    path.write_text(SECRET + "\n", encoding="utf-8")
    return path


def valid(asked: Question) -> dict[str, str]:
    """A value for each parameter that the question was made for, as it is typed."""
    example = dict(part.split("=", 1) for part in asked.example)
    return {name: example.get(name, str(one).partition("=")[2]) for name, one in asked.parameters.items()}


def one_call(chance: random.Random, secret: str) -> tuple[Any, Any, dict[str, Any]]:
    """A question, a language and parameters, of which one or more are off."""
    slug: Any = chance.choice(slugs())
    language: Any = chance.choice(tuple(LANGUAGES))
    params: dict[str, Any] = dict(valid(read_question(slug, "cypher")))
    for name in chance.sample(sorted(params), k=min(len(params), chance.randrange(1, 3))):
        params[name] = mutated(chance, params[name], secret)
    if not params or chance.random() < 0.1:
        params[damaged(chance, "gene", secret)] = mutated(chance, "SOD1", secret)
    if chance.random() < 0.05:
        slug = mutated(chance, slug, secret)
    if chance.random() < 0.05:
        language = mutated(chance, language, secret)
    return slug, language, params


def check(error: AlskgError) -> None:
    """One sentence with a remedy, and no limit was run into."""
    assert error.hint and "\n" not in error.message and "Traceback" not in str(error)
    assert len(error.message) < 2_000, "a message repeats no novel"
    assert not (isinstance(error, QueryError) and "stopped after" in error.message), "no question hangs"


@pytest.mark.slow
def test_a_thousand_mutated_questions(secret: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    home = packaged_home().path
    monkeypatch.setenv("ALSKG_HOME", str(home))
    monkeypatch.chdir(secret.parent)
    chance, ended = random.Random(20261125), Counter[str]()
    with kg.open(home) as graph:
        for language in LANGUAGES:
            graph.ask("gene-models", language)  # the engines run and their indexes are there
        before = digests(home), digests(secret.parent)
        with watching() as seen:
            for _ in range(SCRIPTED):
                slug, language, params = one_call(chance, str(secret))
                try:
                    answer = graph.ask(slug, language, **params)
                except AlskgError as error:
                    check(error)
                    ended[type(error).__name__] += 1
                    assert SECRET not in str(error)
                except TypeError as error:
                    # Python's own refusal of a call such as ask(slug, "cypher", language=…).
                    assert "multiple values" in str(error) or "keywords must be strings" in str(error)
                    ended["TypeError"] += 1
                else:
                    assert isinstance(answer, Rows) and SECRET not in repr(answer.dicts())
                    ended["rows" if answer else "empty"] += 1
            for _ in range(TYPED):
                slug, _, params = one_call(chance, str(secret))
                pairs = [f"{name}={value}" for name, value in params.items()]
                arguments = [chance.choice(("ask", "--quiet")), str(slug), *pairs, *chance.choice(([], ["--sparql"]))]
                code = run(["ask", *arguments[1:]] if arguments[0] == "ask" else ["--quiet", "ask", *arguments[1:]])
                said = capsys.readouterr()
                assert "Traceback" not in said.err and SECRET not in said.out + said.err, arguments
                assert code in (0, 1, 2, 3), arguments
                assert code == 0 or "error" in said.err.lower() or "usage" in said.err.lower(), arguments
                ended[f"exit {code}"] += 1
        assert (digests(home), digests(secret.parent)) == before, "nothing was written"
    assert str(secret) not in seen.read and not seen.connected, seen
    ours = (str(home), str(secret.parent))
    assert not [path for path in seen.written if path.startswith(ours)], seen.written
    # Controls: these do end in every way, and the watch sees what it is there for.
    assert all(ended[way] > 10 for way in ("rows", "empty", "NotFound", "UsageError", "exit 0", "exit 2", "exit 3")), (
        ended
    )
    with watching() as control:
        secret.read_text(encoding="utf-8")
        (secret.parent / "made").write_text("x", encoding="utf-8")
        with socket.socket() as one, pytest.raises(OSError, match="refused"):
            one.connect(("127.0.0.1", 9))
    assert str(secret) in control.read and str(secret.parent / "made") in control.written and control.connected
    assert digests(secret.parent) != before[1]
