"""Temporary folders: whose they are, and which of them are swept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.engines.core import scratch
from kg.engines.core.scratch import PREFIX, make_scratch, remove, start_time, sweep, system_mark
from kg.engines.core.shortage import ResourceShortage

proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(scratch, "candidates", lambda: [str(folder)])
    return folder


def of(pid: int, start: str, system: str | None = None) -> str:
    return f"{PREFIX}{system or system_mark()}-{pid}-{start}-00000000"


def test_ours_stays_and_is_for_us_alone(temporary: Path) -> None:
    mine = make_scratch()
    sweep()
    assert mine.parent == temporary and mine.is_dir()
    assert mine.stat().st_mode & 0o77 == 0
    (mine / "a").mkdir()
    (mine / "a" / "b").write_text("x", encoding="utf-8")
    remove(mine)
    assert list(temporary.iterdir()) == []


@proc
def test_those_of_the_dead_go_and_those_of_the_living_stay(temporary: Path) -> None:
    living = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    dead = subprocess.Popen([sys.executable, "-c", "pass"])
    dead.wait()
    try:
        stays = temporary / of(living.pid, start_time(living.pid))
        goes = temporary / of(dead.pid, "1")
        reused = temporary / of(living.pid, "1")  # the pid lives, but began at another time
        for folder in (stays, goes, reused):
            (folder / "inside").mkdir(parents=True)
        sweep()
        assert list(temporary.iterdir()) == [stays]
    finally:
        living.communicate()
    sweep()
    assert list(temporary.iterdir()) == []


def test_what_is_not_ours_stays(temporary: Path) -> None:
    names = ["alskg-notes", "alskg-1-2-3", of(1, "1", system="ffffffff"), "other-0-1-1-0", f"{PREFIX}0-x-1-0"]
    for name in names:
        (temporary / name).mkdir()
    (temporary / of(1, "1")).write_text("a file of that name", encoding="utf-8")
    sweep()
    assert sorted(path.name for path in temporary.iterdir()) == sorted([*names, of(1, "1")])


def test_a_folder_of_another_machine_goes_when_it_is_old(temporary: Path) -> None:
    for name, age in (("11111111", 8), ("22222222", 6)):
        folder = temporary / of(1, "1", system=name)
        folder.mkdir()
        then = folder.stat().st_mtime - age * 86_400
        os.utime(folder, (then, then))
    sweep()
    assert [path.name for path in temporary.iterdir()] == [of(1, "1", system="22222222")]


def test_no_place_at_all_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setattr(scratch, "candidates", lambda: [str(tmp_path / "file"), str(tmp_path / "missing" / "x")])
    with pytest.raises(ResourceShortage, match=r"no temporary folder can be made in .*file") as caught:
        make_scratch()
    assert "TMPDIR" in caught.value.hint
