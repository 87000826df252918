"""No changed byte of an index or a release changes an answer in silence, though size and time are as they were."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kg.assembly.make import publish_made
from kg.cli import run
from kg.engines.core.opening import ENGINES, make_index
from kg.release import Home, build_lock
from support.home import packaged_home
from support.processes import THOROUGH
from support.toy import make_toy

ASKER = Path(__file__).parent / "support" / "ask_everything.py"
FOLDERS = {"cypher": "kglite-*", "sparql": "oxigraph-*", "search": "sqlite-*"}
MISLEADING = re.compile(r"memory|nested|stopped after|stopped on this query")
"""Words of errors that blame the question."""
Answers = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking.

    Attributes:
        answers: by engine and question.
        said: what was told besides.
    """

    answers: Answers
    said: tuple[str, ...]

    def silent(self, before: Asked) -> list[str]:
        """The questions that are answered otherwise than before, without an error or with one that misleads."""
        if "open" in self.answers["release"]:
            return []
        return [
            f"{name}: {question}: {str(found)[:80]}"
            for name, asked in before.answers.items()
            for question, answer in asked.items()
            if (found := self.answers[name].get(question)) != answer
            and not (isinstance(found, dict) and "error" in found and not MISLEADING.search(found["error"]))
        ]

    def noticed(self, before: Asked) -> bool:
        """Whether anything was said about damage, or is an error that was none before."""
        return "damaged" in " ".join(self.said) or self.errors() > before.errors()

    def errors(self) -> int:
        """How many questions end in an error."""
        answers = [answer for asked in self.answers.values() for answer in asked.values()]
        return sum(1 for answer in answers if isinstance(answer, dict) and "error" in answer)


def ask(home: Path, how: str, profile: str) -> Asked:
    """Ask in a process of its own."""
    given = {**os.environ, "ALSKG_HOME": str(home), "ALSKG_PROFILE": profile}
    command = [sys.executable, "-P", str(ASKER), how]
    done = subprocess.run(command, capture_output=True, text=True, env=given, timeout=600)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    return Asked(found["answers"], tuple(found["said"]))


def files(home: Path, engine: str) -> list[Path]:
    """The files of an index that hold anything."""
    (folder,) = home.glob(f"graphs/*/index/{FOLDERS[engine]}")
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)


def write_as_before(path: Path, data: bytes) -> None:
    """Change a file and set its times back; the time of its change of state cannot be set."""
    stat = path.stat()
    with path.open("r+b") as file:
        file.write(data)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (stat.st_size, stat.st_mtime_ns, stat.st_ino)


def flip(path: Path, chance: Random, low: float = 0.0, high: float = 1.0) -> Callable[[], None]:
    """Flip one bit between two fractions of a file; what sets it right again, if it still is as flipped."""
    data = path.read_bytes()
    at = chance.randrange(int(len(data) * low), max(int(len(data) * high), int(len(data) * low) + 1))
    flipped = data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]
    write_as_before(path, flipped)

    def restore() -> None:
        if path.is_file() and path.read_bytes() == flipped:
            write_as_before(path, data)

    return restore


@cache
def toy(folder: Path) -> Path:
    """A home with the toy graph and its indexes, under the profile ``toy``."""
    home = Home(folder / "home")
    with build_lock(home):
        receipt = publish_made(home, make_toy(folder / "tables"), profile="toy")
    for engine in ENGINES:
        make_index(home.release_path(receipt.content_id), engine)
    return home.path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return toy(tmp_path_factory.mktemp("toy"))


@pytest.fixture
def toy_home(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def bundled_home(tmp_path: Path) -> Iterator[Path]:
    shutil.copytree(packaged_home().path, tmp_path / "home")
    yield tmp_path / "home"
    shutil.rmtree(tmp_path / "home")


# --- indexes


@pytest.mark.parametrize("profile", ["toy", "bundled"])
def test_a_sound_index_is_never_taken_for_damaged(profile: str, request: pytest.FixtureRequest) -> None:
    """The control of all that follows: nothing flipped, nothing said, nothing made again."""
    home = request.getfixturevalue(f"{profile}_home")
    how = "dump" if profile == "toy" else "few"
    before = {path: path.stat().st_ino for engine in ENGINES for path in files(home, engine)}
    first = ask(home, how, profile)
    again = ask(home, how, profile)
    assert first == again and not first.silent(again)
    assert not [sentence for sentence in first.said if "index" in sentence]
    assert {path: path.stat().st_ino for path in before} == before
    rows = [answer for asked in first.answers.values() for answer in asked.values() if "rows" in answer]
    assert sum(1 for answer in rows if answer["rows"]) > 8, "control: the questions are answered"


@pytest.mark.slow
def test_a_flip_in_any_file_of_an_index_changes_no_answer_in_silence(toy_home: Path) -> None:
    chance = Random(1)
    before = ask(toy_home, "dump", "toy")
    silent, unnoticed = [], []
    rounds = max(len(files(toy_home, engine)) for engine in ENGINES)
    for number in range(rounds * (10 if THOROUGH else 1)):
        flipped, restore = [], []
        for engine in ENGINES:
            path = files(toy_home, engine)[number % len(files(toy_home, engine))]
            restore.append(flip(path, chance))
            flipped.append(path.name)
        after = ask(toy_home, "dump", "toy")
        silent += [f"{flipped}: {one}" for one in after.silent(before)]
        unnoticed += [str(flipped)] if not after.noticed(before) else []
        for one in restore:
            one()
    assert not silent
    assert not unnoticed, "answers were right, but by good luck"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_flip_is_noticed_at_the_next_opening_and_said_once(toy_home: Path, engine: str) -> None:
    before = ask(toy_home, "dump", "toy")
    path = max(files(toy_home, engine), key=lambda path: path.stat().st_size * (path.name != "LOG"))
    flip(path, Random(2), 0.4, 0.6)
    after = ask(toy_home, "dump", "toy")
    assert after.answers == before.answers
    # On a slow machine how far the making is gets told as well.
    (sentence,) = (sentence for sentence in after.said if "index" in sentence and "again" in sentence)
    assert sentence.startswith("the index ") and " is damaged (" in sentence and sentence.endswith("it is made again.")
    assert ask(toy_home, "dump", "toy") == before, "and it is sound from then on"


def literals(home: Path) -> list[tuple[Path, int]]:
    """Places in the store where the texts of literals lie, spread over the table that holds most of them."""
    word = b"in_vitro"
    tables = [path for path in files(home, "sparql") if path.suffix == ".sst"]
    table = max(tables, key=lambda path: path.read_bytes().count(word))
    return [(table, found.start()) for found in re.finditer(word, table.read_bytes())]


@pytest.mark.slow
def test_aimed_flips_in_the_store_s_literals_change_no_row_in_silence(bundled_home: Path) -> None:
    """A text that cannot be read is none to an expression: aggregates get empty and rows get lost."""
    how, count = ("all", 25) if THOROUGH else ("few", 3)
    before = ask(bundled_home, how, "bundled")
    silent = []
    for number in range(count):
        places = literals(bundled_home)
        path, at = places[number * len(places) // count]
        data = path.read_bytes()
        write_as_before(path, data[:at] + b"I" + data[at + 1 :])
        silent += [f"flip {number}: {one}" for one in ask(bundled_home, how, "bundled").silent(before)]
        if path.is_file() and path.read_bytes() != data and path.stat().st_size == len(data):
            write_as_before(path, data)
    assert not silent


@pytest.mark.slow
@pytest.mark.skipif(not THOROUGH, reason="takes minutes; ALSKG_THOROUGH=1 runs it")
def test_a_hundred_random_flips_change_no_answer_of_any_named_question(bundled_home: Path) -> None:
    chance = Random(4)
    before = ask(bundled_home, "all", "bundled")
    silent, unnoticed = [], []
    for number in range(34):
        flipped, restore = [], []
        for engine in ENGINES:
            path = chance.choice(files(bundled_home, engine))
            restore.append(flip(path, chance))
            flipped.append(path.name)
        after = ask(bundled_home, "all", "bundled")
        silent += [f"{number} {flipped}: {one}" for one in after.silent(before)]
        unnoticed += [f"{number} {flipped}"] if not after.noticed(before) else []
        for one in restore:
            one()
    assert not silent
    assert not unnoticed


STAMPS = ("a size", "the release", "a letter of a name", "white space", "no JSON", "no object")


@pytest.mark.parametrize("engine", ["cypher", "sparql"])
def test_a_list_of_names_that_was_edited_changes_no_answer_or_warning(toy_home: Path, engine: str) -> None:
    """A name that is in the graph would be called unknown, and one that is not would be known."""
    (path,) = (path for path in files(toy_home, engine) if path.name == "names.json")
    before = ask(toy_home, "dump", "toy")
    text = path.read_text(encoding="utf-8")
    edited = text.replace("belief", "beleif").replace("contributes_to", "contributez_to")
    assert edited != text and json.loads(edited), "control"
    write_as_before(path, edited.encode())
    after = ask(toy_home, "dump", "toy")
    assert not after.silent(before) and after.noticed(before)


@pytest.mark.parametrize(
    ("engine", "what"),
    [
        (engine, what)
        for number, what in enumerate(STAMPS)
        for engine in (ENGINES if THOROUGH else [*ENGINES][number % 3 :][:1])
    ],
)
def test_a_stamp_that_was_edited_changes_no_answer(toy_home: Path, engine: str, what: str) -> None:
    (path,) = (path for path in files(toy_home, engine) if path.name == "stamp.json")
    before = ask(toy_home, "dump", "toy")
    text = path.read_text(encoding="utf-8")
    stamp = json.loads(text)
    name = next(iter(stamp["files"]))
    size = str(path.parent.joinpath(name).stat().st_size)
    edited = {
        "a size": text.replace(size, "1" * len(size)),
        "the release": text.replace(stamp["release"], "0" * 64),
        "a letter of a name": text.replace(name, name[:-1] + "~"),
        "white space": text.replace("\n", " "),
        "no JSON": "x" * len(text),
        "no object": "[" + " " * (len(text) - 2) + "]",
    }[what]
    assert edited != text, "control"
    write_as_before(path, edited.encode())
    after = ask(toy_home, "dump", "toy")
    assert not after.silent(before)
    assert what == "white space" or after.noticed(before)


def test_a_row_of_the_search_that_was_edited_by_sqlite_does_not_answer(bundled_home: Path) -> None:
    """SOD1 would answer as FUS; the file is a sound database of the same size."""
    before = ask(bundled_home, "few", "bundled")
    (path,) = (path for path in files(bundled_home, "search") if path.suffix == ".sqlite")
    stat = path.stat()
    with sqlite3.connect(path) as connection:
        numbers = dict(connection.execute("SELECT id, number FROM node WHERE id IN ('HGNC:11179', 'HGNC:4010')"))
        connection.execute("UPDATE term SET node = ? WHERE node = ?", (numbers["HGNC:4010"], numbers["HGNC:11179"]))
        ((found,),) = connection.execute(
            "SELECT DISTINCT node.id FROM term JOIN node ON node.number = term.node WHERE term.text = 'SOD1'"
        )
    connection.close()
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert found == "HGNC:4010" and path.stat().st_size == stat.st_size, "control: it was edited"
    after = ask(bundled_home, "few", "bundled")
    assert not after.silent(before) and after.noticed(before)


def test_files_of_two_sound_indexes_that_were_exchanged_do_not_answer(toy_home: Path, tmp_path: Path) -> None:
    """The search of another graph, sound in itself, laid in place of this one's."""
    claims = "c:1\tHGNC:2671\tbiolink:contributes_to\tMONDO:0004976\tsupports\tdatabase\tPMID:1\t1993\tDAO\n"
    nodes = "HGNC:2671\tGene\tSOD1\t\t\t\nMONDO:0004976\tDisease\tALS\tALS\t\t\n"
    home = Home(tmp_path / "other")
    with build_lock(home):
        receipt = publish_made(home, make_toy(tmp_path / "tables", nodes=nodes, claims=claims), profile="toy")
    before = ask(toy_home, "dump", "toy")
    for engine in ENGINES:
        source = make_index(home.release_path(receipt.content_id), engine)
        target = files(toy_home, engine)[0].parent
        for path in source.rglob("*"):
            if path.is_file() and path.name != "stamp.json":
                (target / path.relative_to(source)).parent.mkdir(exist_ok=True)
                shutil.copy2(path, target / path.relative_to(source))
    after = ask(toy_home, "dump", "toy")
    assert not after.silent(before)


# --- the release and its receipt


RELEASE = ("nodes.parquet", "edges.parquet", "evidence.parquet", "receipt.json", "quarantine/faults.tsv")


@pytest.mark.parametrize("name", RELEASE)
def test_a_flip_in_a_file_of_the_release_is_found_by_verify_and_changes_no_answer(toy_home: Path, name: str) -> None:
    chance = Random(5)
    (path,) = toy_home.glob(f"graphs/*/{name}")
    before = ask(toy_home, "dump", "toy")
    silent, missed = [], []
    for number in range(20 if THOROUGH else 1):
        restore = flip(path, chance)
        silent += [f"flip {number}: {one}" for one in ask(toy_home, "dump", "toy").silent(before)]
        done = verify(toy_home)
        missed += [number] if done.returncode not in (1, 4) else []
        restore()
    assert not silent
    assert not missed, "verify calls them sound"


def verify(home: Path, *words: str, profile: str = "toy") -> subprocess.CompletedProcess[str]:
    """Run ``alskg verify`` in this process: it starts none of its own, and what it does not catch ends the test."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setenv("ALSKG_HOME", str(home))
        patch.setenv("ALSKG_PROFILE", profile)
        code = run(["verify", *words])
    return subprocess.CompletedProcess(["alskg", "verify", *words], code, out.getvalue(), err.getvalue())


def test_a_sound_release_is_verified_with_and_without_its_indexes(toy_home: Path) -> None:
    assert verify(toy_home).returncode == 0
    shutil.rmtree(next(toy_home.glob("graphs/*/index")))
    assert verify(toy_home).returncode == 0


@pytest.mark.parametrize(
    ("engine", "how"), [(engine, "flipped") for engine in ENGINES] + [("search", "cut"), ("sparql", "gone")]
)
def test_verify_reports_a_damaged_index(toy_home: Path, engine: str, how: str) -> None:
    assert verify(toy_home).returncode == 0, "control; and looked at once"
    path = max(files(toy_home, engine), key=lambda path: path.stat().st_size)
    if how == "flipped":
        flip(path, Random(6))
    elif how == "cut":
        path.write_bytes(path.read_bytes()[:-1])
    else:
        path.unlink()
    done = verify(toy_home)
    assert done.returncode == 4, done.stderr
    assert FOLDERS[engine][:-1] in done.stdout, "it names the index"
    assert "Traceback" not in done.stderr


def change_licence(receipt: dict[str, Any]) -> None:
    receipt["sources"][0]["licence"] = "CC-BY"[: len(receipt["sources"][0]["licence"])]


def change_source_date(receipt: dict[str, Any]) -> None:
    receipt["sources"][0]["date"] = "2019-01-01"


def change_built_at(receipt: dict[str, Any]) -> None:
    receipt["built_at"] = "2019" + receipt["built_at"][4:]


def change_rows_of_table(receipt: dict[str, Any]) -> None:
    for entry in receipt["tables"]:
        entry["rows"] += 1


def change_rows_of_source(receipt: dict[str, Any]) -> None:
    receipt["sources"][0]["rows"] += 1
    receipt["sources"][0]["in_graph"] += 1


def change_evidence_of_source(receipt: dict[str, Any]) -> None:
    receipt["sources"][0]["evidence"] += 1


def change_url(receipt: dict[str, Any]) -> None:
    receipt["sources"][0]["url"] = "https://example.org/"


def change_version(receipt: dict[str, Any]) -> None:
    receipt["package_version"] = "9.9.9"


def change_input_digest(receipt: dict[str, Any]) -> None:
    receipt["sources"][0]["files"][0]["sha256"] = "0" * 64


def hide_faults(receipt: dict[str, Any]) -> None:
    receipt["faults"] = {"bad_value": 7}


def replace_ids(receipt: dict[str, Any]) -> None:
    receipt["replaced_ids"] = {"HGNC:4010": "HGNC:11179"}


def forget_a_table(receipt: dict[str, Any]) -> None:
    receipt["tables"] = [entry for entry in receipt["tables"] if "quarantine" not in entry["name"]]


def forge(home: Path, change: Callable[[dict[str, Any]], None]) -> None:
    (path,) = home.glob("graphs/*/receipt.json")
    receipt = json.loads(path.read_text(encoding="utf-8"))
    before = json.dumps(receipt, sort_keys=True)
    change(receipt)
    assert json.dumps(receipt, sort_keys=True) != before, "control: it was changed"
    stat = path.stat()
    path.write_text(json.dumps(receipt, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


@pytest.mark.parametrize(
    "change",
    [
        change_licence,
        change_source_date,
        change_built_at,
        change_rows_of_table,
        change_rows_of_source,
        change_evidence_of_source,
        change_url,
        change_version,
        change_input_digest,
        hide_faults,
        replace_ids,
        forget_a_table,
    ],
)
def test_verify_reports_a_forged_receipt(toy_home: Path, change: Callable[[dict[str, Any]], None]) -> None:
    forge(toy_home, change)
    done = verify(toy_home)
    assert done.returncode == 4, (done.returncode, done.stdout, done.stderr)
    assert "receipt" in done.stdout + done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("pointed", [True, False])
@pytest.mark.parametrize("change", [change_rows_of_table, change_evidence_of_source])
def test_verify_counts_itself_what_the_receipt_counts(
    toy_home: Path, change: Callable[[dict[str, Any]], None], pointed: bool
) -> None:
    """Also where no profile points at the release, so that nothing else proves its receipt."""
    forge(toy_home, change)
    (release,) = toy_home.glob("graphs/*")
    if not pointed:
        for profile in (toy_home / "profiles").iterdir():
            profile.unlink()
    done = verify(toy_home, release.name)
    assert done.returncode == 4, (done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("pointed", [True, False])
@pytest.mark.parametrize("way", ["../../x", "absolute", "quarantine/../../../x", "symbolic link", "linked folder", "."])
def test_verify_reports_a_table_that_leads_outside(toy_home: Path, tmp_path: Path, way: str, pointed: bool) -> None:
    import hashlib

    (release,) = toy_home.glob("graphs/*")
    outside = toy_home / "x"
    outside.write_bytes((release / "nodes.parquet").read_bytes())
    entry = {"bytes": outside.stat().st_size, "rows": 5, "sha256": hashlib.sha256(outside.read_bytes()).hexdigest()}
    name = {"absolute": str(outside), "symbolic link": "linked", "linked folder": "folder/x"}.get(way, way)
    if way == "symbolic link":
        (release / "linked").symlink_to(outside)
    elif way == "linked folder":
        (release / "folder").symlink_to(toy_home, target_is_directory=True)
    if way != ".":
        assert (release / name).resolve() == outside.resolve(), "control: it leads there"
    forge(toy_home, lambda receipt: receipt["tables"].append({"name": name, **entry}))
    if not pointed:
        for profile in (toy_home / "profiles").iterdir():
            profile.unlink()
    done = verify(toy_home, release.name)
    assert done.returncode in (1, 4), (done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr and outside.is_file()


@pytest.mark.parametrize("name", ["nodes.parquet", "receipt.json", "quarantine/faults.tsv"])
def test_verify_reports_a_file_of_the_release_that_is_a_link_to_elsewhere(
    toy_home: Path, tmp_path: Path, name: str
) -> None:
    (path,) = toy_home.glob(f"graphs/*/{name}")
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    done = verify(toy_home)
    assert done.returncode in (1, 4), (done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
