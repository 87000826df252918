"""Releases: atomic, byte-identical, damage found, two builders, nothing left behind."""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kg.assembly.make import publish_made
from kg.errors import Locked, NotFound, ReleaseError, UsageError
from kg.model.records import Fault, Place
from kg.release import BUNDLED, Home, Receipt, build_lock, open_release
from kg.release.sweep import sweep
from support.toy import CLAIMS, make_toy, write_tables

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


def publish(home, made, profile=BUNDLED):
    with build_lock(home):
        return publish_made(home, made, profile=profile)


def files(home):
    return sorted(str(path.relative_to(home.path)) for path in home.path.rglob("*") if path.is_file())


def builder(home, tables, **environ):
    return subprocess.Popen(
        [sys.executable, "-m", "support.builder", str(home.path), str(tables)],
        cwd=ROOT / "tests",
        env={**os.environ, **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_published_release_opens_and_says_what_it_is(home, tmp_path):
    made = make_toy(tmp_path / "t")
    receipt = publish(home, made)
    release = open_release(home, home.pointed_at(BUNDLED))
    assert release.receipt == receipt and not release.damaged_files()
    for name, frame in made.tables.named():
        assert release.table(name).equals(frame)
    assert files(home) == sorted(
        ["build.lock", "current", "profiles/bundled"]
        + [
            f"graphs/{receipt.content_id}/{name}"
            for name in ("edges.parquet", "evidence.parquet", "nodes.parquet", "quarantine/faults.tsv", "receipt.json")
        ]
    )
    (source,) = receipt.sources
    assert (source.rows, source.in_graph, source.evidence, source.nodes) == (10, 10, 5, 5)


def test_receipt_round_trips(home, tmp_path):
    receipt = publish(home, make_toy(tmp_path / "t"))
    assert Receipt.from_json(receipt.to_json(), where="here") == receipt


@pytest.mark.parametrize(
    "environ", [{"PYTHONHASHSEED": "1", "POLARS_MAX_THREADS": "1"}, {"PYTHONHASHSEED": "77", "POLARS_MAX_THREADS": "4"}]
)
def test_builds_in_other_homes_threads_and_hash_seeds_are_byte_identical(tmp_path, environ):
    tables = write_tables(tmp_path / "t")
    here = Home(tmp_path / "one")
    receipt = publish(here, make_toy(tables))
    there = Home(tmp_path / "two")
    process = builder(there, tables, **environ)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert out.split() == ["ready", receipt.content_id]
    for entry in receipt.tables:
        name = f"graphs/{receipt.content_id}/{entry.name}"
        assert (here.path / name).read_bytes() == (there.path / name).read_bytes()


def test_a_changed_fact_changes_the_id(tmp_path):
    one = make_toy(tmp_path / "a").receipt.content_id
    two = make_toy(tmp_path / "b", claims=CLAIMS.replace("1993", "1994")).receipt.content_id
    assert one != two
    assert make_toy(tmp_path / "c").receipt.content_id == one


@pytest.mark.slow
def test_kill_9_at_20_random_moments_leaves_the_old_graph(home, tmp_path):
    old = publish(home, make_toy(tmp_path / "old"))
    new = write_tables(tmp_path / "new", claims=CLAIMS.replace("1993", "1994"))
    spare = builder(Home(tmp_path / "spare"), new)
    assert spare.stdout.readline() == "ready\n"
    started = time.monotonic()
    spare.communicate(timeout=60)
    whole_build = time.monotonic() - started
    moments = random.Random(0)
    killed = 0
    for _ in range(20):
        process = builder(home, new)
        assert process.stdout.readline() == "ready\n"
        time.sleep(moments.uniform(0, whole_build))
        process.kill()
        process.communicate()
        killed += process.returncode != 0
        if process.returncode == 0:
            # The machine was busier when the whole build was timed than it is now.
            whole_build *= 0.7
        release = open_release(home, home.pointed_at(BUNDLED))
        release.tables()
        assert not release.damaged_files()
    assert killed >= 5, "the moments must lie within the build"
    done = builder(home, new)
    out, err = done.communicate(timeout=60)
    assert done.returncode == 0, err
    newest = out.split()[-1]
    assert home.pointed_at(BUNDLED) == newest != old.content_id
    assert home.release_ids() == sorted([old.content_id, newest])
    assert not [path for path in files(home) if ".part" in path or ".making" in path or "holder" in path]


def test_two_builders_at_once_one_waits(home, tmp_path):
    tables = [write_tables(tmp_path / "a"), write_tables(tmp_path / "b", claims=CLAIMS.replace("1993", "1994"))]
    processes = [builder(home, table) for table in tables]
    ids = []
    for process in processes:
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        ids.append(out.split()[-1])
    assert sorted(home.release_ids()) == sorted(ids)
    assert home.pointed_at(BUNDLED) in ids
    for id in ids:
        assert not open_release(home, id).damaged_files()


def test_a_held_lock_says_who_holds_it(home, tmp_path):
    heard = []
    with build_lock(home), pytest.raises(Locked) as caught, build_lock(home, wait=0.2, on_wait=heard.append):
        pass
    assert f"process {os.getpid()}" in caught.value.message and "since" in caught.value.message
    assert heard and heard[0].startswith("waiting for process")
    with build_lock(home, wait=0):
        pass


DAMAGE = {
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:-100]),
    "flipped bit": lambda path: path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:]),
    "flipped bit inside": lambda path: path.write_bytes(
        path.read_bytes()[:200] + bytes([path.read_bytes()[200] ^ 8]) + path.read_bytes()[201:]
    ),
    "empty": lambda path: path.write_bytes(b""),
    "gone": lambda path: path.unlink(),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("name", ["nodes", "edges", "evidence"])
def test_a_damaged_table_is_found(home, tmp_path, name, damage):
    receipt = publish(home, make_toy(tmp_path / "t"))
    release = open_release(home, receipt.content_id)
    DAMAGE[damage](release.path / f"{name}.parquet")
    assert len(release.damaged_files()) == 1
    with pytest.raises(ReleaseError, match=f"{name}.parquet") as caught:
        release.table(name)
    assert "alskg build" in caught.value.hint


@pytest.mark.parametrize(
    "text",
    ["", "{}", "null", "[1]", '{"format": 1}', "\xff", '{"format": 99}', "{" * 10000],
)
def test_a_damaged_receipt_is_one_sentence(home, tmp_path, text):
    receipt = publish(home, make_toy(tmp_path / "t"))
    (home.release_path(receipt.content_id) / "receipt.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(ReleaseError, match="receipt"):
        open_release(home, receipt.content_id)


def test_a_release_of_another_major_schema_is_refused_with_the_remedy(home, tmp_path):
    made = make_toy(tmp_path / "t")
    publish(home, replace(made, receipt=replace(made.receipt, schema_version="99.0.0")))
    with pytest.raises(ReleaseError, match=r"schema 99\.0\.0") as caught:
        open_release(home, home.pointed_at(BUNDLED))
    assert "alskg build" in caught.value.hint


def test_rebuilding_repairs_a_damaged_release(home, tmp_path):
    made = make_toy(tmp_path / "t")
    receipt = publish(home, made)
    (home.release_path(receipt.content_id) / "edges.parquet").write_bytes(b"damage")
    publish(home, made)
    assert not open_release(home, receipt.content_id).damaged_files()
    assert home.release_ids() == [receipt.content_id]


def test_a_full_disk_leaves_the_old_graph(home, tmp_path):
    old = publish(home, make_toy(tmp_path / "t"))
    before = files(home)
    new = make_toy(tmp_path / "n", claims=CLAIMS.replace("1993", "1994"))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (700, limits[1]))
    try:
        with pytest.raises(ReleaseError, match="cannot be written"):
            publish(home, new)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert files(home) == before and home.pointed_at(BUNDLED) == old.content_id


def test_a_home_below_a_regular_file_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    home = Home(tmp_path / "file" / "home")
    with pytest.raises(ReleaseError, match="cannot be created"), build_lock(home):
        pass
    assert home.profiles() == {} and home.release_ids() == []
    with pytest.raises(NotFound):
        home.pointed_at(BUNDLED)


@pytest.mark.parametrize("name", ["", "../x", "Bundled", "a/b", "x" * 41, "current\n"])
def test_a_profile_name_cannot_leave_the_folder(home, name):
    with pytest.raises(UsageError):
        home.pointed_at(name)


def test_profiles_point_at_releases_and_stay_apart(home, tmp_path):
    one = publish(home, make_toy(tmp_path / "a"))
    two = publish(home, make_toy(tmp_path / "b", claims=CLAIMS.replace("1993", "1994")), profile="mine")
    assert home.current() == BUNDLED
    assert home.profiles() == {"bundled": one.content_id, "mine": two.content_id}
    home.use("mine")
    assert home.current() == "mine"
    assert home.find("mine") == two.content_id == home.find(two.content_id[:8])
    with pytest.raises(NotFound):
        home.find("ffff")
    with pytest.raises(NotFound):
        home.find(two.content_id[:3])


def test_input_id_has_no_part_in_the_content(home, tmp_path):
    made = make_toy(tmp_path / "t")
    other = replace(made, receipt=replace(made.receipt, input_id="0" * 64, built_at="2001-01-01T00:00:00+00:00"))
    publish(home, made)
    before = files(home)
    receipt = publish(home, other)
    assert receipt.content_id == made.receipt.content_id and files(home) == before
    assert home.pointer(BUNDLED).input_id == "0" * 64


def test_an_intact_release_of_the_same_content_keeps_its_files_and_indexes(home, tmp_path):
    """Other bytes of the same content (another polars, another quarantine list) do not replace it."""
    made = make_toy(tmp_path / "t")
    receipt = publish(home, made)
    path = home.release_path(receipt.content_id)
    (path / "index").mkdir()
    before = (path / "nodes.parquet").stat().st_ino
    publish(home, replace(made, faults=[Fault("dangling", "x", Place("toy", "f.tsv", 2))]))
    assert (path / "index").is_dir() and (path / "nodes.parquet").stat().st_ino == before
    assert not open_release(home, receipt.content_id).damaged_files()


def test_a_changed_account_changes_the_receipt_only(home, tmp_path):
    made = make_toy(tmp_path / "t")
    receipt = publish(home, made)
    (source,) = made.receipt.sources
    newer = replace(made.receipt, sources=(replace(source, version="2"),))
    publish(home, replace(made, receipt=newer))
    kept = open_release(home, receipt.content_id)
    assert kept.receipt.sources[0].version == "2" and not kept.damaged_files()


def test_every_kind_of_litter_is_swept_and_a_moved_release_is_put_back(home, tmp_path):
    """What a kill -9 can leave, at each step; the kill test only samples the moments."""
    made = make_toy(tmp_path / "t")
    receipt = publish(home, made)
    path = home.release_path(receipt.content_id)
    path.rename(home.graphs / f".making-old-{receipt.content_id}")
    litter = [
        home.graphs / ".making-abc",
        home.graphs / f".making-old-{'f' * 64}",
        home.path / ".current.77.part",
        home.path / "profiles" / ".bundled.77.part",
    ]
    for one in litter[:1]:
        one.mkdir()
        (one / "nodes.parquet").write_bytes(b"half")
    for one in litter[2:]:
        one.write_text("half", encoding="utf-8")
    with build_lock(home):
        sweep(home)
    assert not [one for one in litter if one.exists()]
    assert not open_release(home, receipt.content_id).damaged_files(), "the release was moved back"
    (path / ".receipt.json.77.part").write_text("half", encoding="utf-8")
    publish(home, made)
    assert not list(home.path.rglob("*.part"))


def test_replaced_ids_are_followed_to_the_end_and_in_contexts():
    from kg.model.identity import canonical
    from kg.model.records import Statement

    chain = {"MONDO:0000001": "MONDO:0000002", "MONDO:0000002": "MONDO:0000003"}
    said = Statement("HGNC:1", "biolink:regulates", "HGNC:2", disease_context="MONDO:0000001")
    assert canonical(said, chain).disease_context == "MONDO:0000003"
    circle = {"HGNC:1": "HGNC:2", "HGNC:2": "HGNC:1"}
    assert canonical(Statement("HGNC:1", "biolink:regulates", "HGNC:3"), circle).subject == "HGNC:2"
