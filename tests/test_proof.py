"""Digests of an index: read once per size, time of change and inode, always when asked thoroughly."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.engines.core import proof
from kg.engines.core.proof import PROVEN, STAMP, complaint, read_stamp, stamp


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read for their digest."""
    names: list[str] = []
    true_digest = proof.digest

    def noting(path: Path) -> str:
        names.append(path.name)
        return true_digest(path)

    monkeypatch.setattr(proof, "digest", noting)
    return names


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    made = tmp_path / "index"
    (made / "store").mkdir(parents=True)
    (made / "a").write_bytes(b"aaaa")
    (made / "store" / "b").write_bytes(b"bbbb")
    time.sleep(0.05)
    stamp(made, "r")
    yield made


def check(folder: Path, *, thoroughly: bool = False) -> str:
    made = read_stamp(folder)
    assert made is not None
    return complaint(folder, made, thoroughly=thoroughly)


def flip(path: Path) -> None:
    """Change a byte and set the time of modification back."""
    before = path.stat()
    data = bytearray(path.read_bytes())
    data[0] ^= 1
    with path.open("r+b") as file:
        file.write(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_what_was_just_stamped_is_not_read_again(folder: Path, read: list[str]) -> None:
    assert check(folder) == ""
    assert read == []
    assert check(folder, thoroughly=True) == ""
    assert sorted(read) == ["a", "b"]


@pytest.mark.parametrize("name", ["a", "store/b"])
def test_a_flip_at_the_same_size_and_time_is_seen(folder: Path, name: str) -> None:
    flip(folder / name)
    assert check(folder) == f"{name} differs from its digest"
    assert check(folder) == f"{name} differs from its digest"
    flip(folder / name)
    assert check(folder) == ""


def test_a_copy_is_read_once(folder: Path, read: list[str]) -> None:
    data = (folder / "a").read_bytes()
    (folder / "a").unlink()
    (folder / "a").write_bytes(data)
    time.sleep(0.05)
    assert check(folder) == ""
    assert check(folder) == ""
    assert read == ["a"]


@pytest.mark.parametrize(("change", "said"), [("cut", "a has 3 bytes"), ("gone", "a is missing"), ("long", "a has 5")])
def test_other_sizes_are_seen_without_reading(folder: Path, read: list[str], change: str, said: str) -> None:
    if change == "gone":
        (folder / "a").unlink()
    else:
        (folder / "a").write_bytes(b"aaa" if change == "cut" else b"aaaaa")
    assert check(folder).startswith(said)
    assert read == []


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": 1}', "\x00", '{"a": [4, 0, 0, 0, ""]}'])
def test_a_note_that_is_torn_or_wrong_proves_nothing(folder: Path, text: str) -> None:
    (folder / PROVEN).write_text(text, encoding="utf-8")
    flip(folder / "a")
    assert check(folder) == "a differs from its digest"


def test_without_a_time_of_change_every_opening_reads(
    folder: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "HAS_CHANGE_TIME", False)
    for _ in range(2):
        assert check(folder) == ""
    assert sorted(read) == ["a", "a", "b", "b"]


def test_a_file_that_changed_just_now_is_not_noted(
    folder: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within one tick of the clock it may change again without another time of change."""
    monkeypatch.setattr(proof, "TICK", 10**15)
    flip(folder / "a")
    flip(folder / "a")
    for _ in range(2):
        assert check(folder) == ""
    assert read == ["a", "a"]


def test_a_folder_that_cannot_be_written_is_noted_in_the_cache(
    folder: Path, read: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALSKG_CACHE", str(tmp_path / "cache"))
    (folder / PROVEN).unlink()
    (folder / PROVEN).mkdir()  # in the way, also for those who may write everywhere
    for _ in range(2):
        assert check(folder) == ""
    assert sorted(read) == ["a", "b"]
    assert len(list((tmp_path / "cache" / "proven").iterdir())) == 1


@pytest.mark.parametrize(
    "text", ["", "{}", '{"release": "r", "files": {"a": 4}, "again": ""}', '{"release": "r", "files": []}']
)
def test_a_stamp_that_is_none(folder: Path, text: str) -> None:
    (folder / STAMP).write_text(text, encoding="utf-8")
    assert read_stamp(folder) is None


def test_every_flip_of_the_stamp_is_seen_or_harmless(folder: Path) -> None:
    """No flip of one bit in the stamp makes another file pass."""
    text = (folder / STAMP).read_bytes()
    flip(folder / "a")
    for at in range(len(text)):
        for bit in range(8):
            (folder / STAMP).write_bytes(text[:at] + bytes([text[at] ^ 1 << bit]) + text[at + 1 :])
            try:
                made = read_stamp(folder)
            except UnicodeDecodeError:
                continue
            if made is not None and made.release == "r":
                assert complaint(folder, made) != "", json.loads((folder / STAMP).read_bytes())
