"""Where room, descriptors or rights are missing, that is what is said, and a sound index is left as it is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from support.home import packaged_home
from support.mcp_wire import ALSKG, GUARD
from support.processes import THOROUGH, Parent, entries
from support.watch import digests

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="takes room and rights away by means of Linux")
WORDS = {
    "cypher": ["cypher", "MATCH (g:Gene) RETURN count(g)"],
    "sparql": ["sparql", "SELECT (COUNT(*) AS ?n) { ?g a biolink:Gene }"],
    "search": ["search", "SOD1"],
}
LANGUAGES = tuple(WORDS)
ROOM = r"(?i)\b(no space|no room|room|full|too large|quota|inodes?)\b"
READ_ONLY = r"(?i)read-only|writ(e|ten)\b"
DESCRIPTORS = r"(?i)open files|descriptors?|files may be open"
RIGHTS = r"(?i)permission|rights?\b|not permitted"
MEMORY = r"(?i)memory|address space"
UNSHARE = ("unshare", "--map-root-user", "--mount")
WITHOUT = "-dac_override,-dac_read_search,-fowner"
"""What makes root obey the rights of a file."""


def pairs(kinds: Iterable[Any], first: str = "cypher") -> list[tuple[Any, str]]:
    """Kinds and languages: all of them, or every kind with the language that is hit and the first kind with all."""
    kinds = list(kinds)
    return [
        (kind, language)
        for kind in kinds
        for language in LANGUAGES
        if THOROUGH or language == first or kind == kinds[0]
    ]


@dataclass(frozen=True, slots=True)
class Place:
    """A condition under which ``alskg`` runs.

    Attributes:
        tmp: its temporary directory, as the variable says it.
        before: words in front of the command that bring the condition about.
        environ: further variables.
        cwd: where it runs.
    """

    tmp: str
    before: tuple[str, ...] = ()
    environ: dict[str, str] = field(default_factory=dict)
    cwd: Path | None = None

    def run(self, *command: str, home: Path) -> subprocess.CompletedProcess[str]:
        """Run a command there."""
        given = {**os.environ, "ALSKG_HOME": str(home), "TMPDIR": self.tmp, **self.environ}
        return subprocess.run(
            [*self.before, *command], capture_output=True, text=True, env=given, cwd=self.cwd, timeout=GUARD
        )


def sound(home: Path) -> dict[str, tuple[str, int]]:
    """The digest and inode of every file of the indexes; the notes of what was found right come and go."""
    (index,) = home.glob("graphs/*/index")
    notes = (".lock", "proven.json")
    found = {name: digest for name, digest in digests(index).items() if not name.endswith(notes)}
    return {name: (digest, (index / name).stat().st_ino) for name, digest in found.items()}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rooms") / "home"
    shutil.copytree(packaged_home().path, folder)
    return folder


@pytest.fixture(scope="module")
def right(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The answers where nothing is missing; asked first, so that the index counts as looked at."""
    place = Place(str(tmp_path_factory.mktemp("tmp")))
    return {language: place.run(ALSKG, *words, home=shared).stdout for language, words in WORDS.items()}


@pytest.fixture
def home(shared: Path, right: dict[str, str]) -> Iterator[Path]:
    """A home that is made anew when a test has changed its indexes."""
    before = sound(shared)
    yield shared
    if sound(shared) != before:
        shutil.rmtree(shared)
        shutil.copytree(packaged_home().path, shared)


def judge(place: Place, language: str, home: Path, right: dict[str, str], words: str | None) -> None:
    """Ask there: the right answer, or one sentence with the words; in any case the index as it was."""
    before = sound(home)
    done = place.run(ALSKG, *WORDS[language], home=home)
    told = f"exit {done.returncode}\n{done.stderr}"
    assert "Traceback" not in done.stderr, told
    assert not re.search("damaged|Delete that folder|no index can be made", done.stderr), told
    if done.returncode == 0 or words is None:
        assert (done.returncode, done.stdout) == (0, right[language]), told
    else:
        assert (done.returncode, done.stdout) == (1, ""), told
        lines = [line for line in done.stderr.splitlines() if not line.startswith("alskg: ")]
        assert [line.partition(" ")[0] for line in lines] == ["error:", "hint:"], told
        assert re.search(words, done.stderr.replace(str(home), "")), told
    after = sound(home)
    assert {name: after.get(name) for name in before} == before, f"the index was changed\n{told}"


# --- the temporary directory


def mounted(tmp_path: Path, script: str) -> Place:
    """A place in a mount namespace of its own; skips where none can be made."""
    if shutil.which("unshare") is None or subprocess.run([*UNSHARE, "true"], capture_output=True).returncode:
        pytest.skip("a mount namespace cannot be made here")
    (tmp_path / "tmp").mkdir()
    return Place(str(tmp_path / "tmp"), (*UNSHARE, "sh", "-c", f'{script}; exec "$@"', "sh"))


FULL = {
    "full": 'mount -t tmpfs -o size=64k tmpfs "$TMPDIR"; dd if=/dev/zero of="$TMPDIR/fill" bs=4k 2>/dev/null',
    "nearly full": 'mount -t tmpfs -o size=128k tmpfs "$TMPDIR"; head -c 90000 /dev/zero >"$TMPDIR/fill"',
    "without inodes": 'mount -t tmpfs -o size=9m,nr_inodes=1 tmpfs "$TMPDIR"',
    "nearly without inodes": 'mount -t tmpfs -o size=9m,nr_inodes=3 tmpfs "$TMPDIR"',
}


@pytest.mark.parametrize(("kind", "language"), pairs(FULL))
def test_a_full_temporary_directory_is_no_damage(
    home: Path, right: dict[str, str], tmp_path: Path, kind: str, language: str
) -> None:
    place = mounted(tmp_path, FULL[kind])
    control = 'for n in 1 2 3; do head -c 200000 /dev/zero >"$TMPDIR/control$n" || exit 9; done'
    assert place.run("sh", "-c", control, home=home).returncode == 9, "control: there is no room"
    judge(place, language, home, right, ROOM)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_read_only_temporary_directory_is_no_damage(
    home: Path, right: dict[str, str], tmp_path: Path, language: str
) -> None:
    place = mounted(tmp_path, 'mount -t tmpfs -o ro tmpfs "$TMPDIR"')
    assert place.run("sh", "-c", 'echo >"$TMPDIR/control"', home=home).returncode, "control"
    judge(place, language, home, right, READ_ONLY)


EVERYTHING = (
    "for m in $(awk '$2 !~ /^\\/(proc|sys|dev)/ {print $2}' /proc/self/mounts); "
    'do mount -o remount,bind,ro "$m" 2>/dev/null; done'
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_machine_on_which_nothing_can_be_written_is_no_damage(
    home: Path, right: dict[str, str], tmp_path: Path, language: str
) -> None:
    """As in a container with a read-only root."""
    place = mounted(tmp_path, EVERYTHING)
    for folder in ('"$TMPDIR"', "/tmp", "/var/tmp", '"$ALSKG_HOME"'):  # noqa: S108
        if not place.run("sh", "-c", f"echo >{folder}/control", home=home).returncode:
            pytest.skip(f"{folder} cannot be made read-only here")
    judge(place, language, home, right, READ_ONLY)


@pytest.mark.parametrize(("blocks", "language"), pairs([0, 64]))
def test_files_that_may_not_grow_are_no_damage(
    home: Path, right: dict[str, str], tmp_path: Path, blocks: int, language: str
) -> None:
    place = Place(str(tmp_path), ("sh", "-c", f'ulimit -f {blocks}; exec "$@"', "sh"))
    control = f"import sys\nwith open(sys.argv[1], 'wb') as file: file.write(bytes({blocks * 1024 + 1}))"
    assert place.run(sys.executable, "-c", control, str(tmp_path / "c"), home=home).returncode, "control"
    judge(place, language, home, right, ROOM)


UNUSUAL = {
    "blanks": "a  b ",
    "quotes": "a'b\"c`d$(e)",
    "newline": "a\nb",
    "not UTF-8": os.fsdecode(b"a\xff\xfeb"),
    "Greek": "προσωρινό",
    "percent": "%s{0}%TEMP%",
    "dash": "-rf",
}


@pytest.mark.parametrize(("kind", "language"), pairs(UNUSUAL))
def test_an_unusual_name_of_the_temporary_directory_is_taken(
    home: Path, right: dict[str, str], tmp_path: Path, kind: str, language: str
) -> None:
    folder = tmp_path / UNUSUAL[kind]
    folder.mkdir()
    judge(Place(str(folder)), language, home, right, None)
    assert entries(folder) == []


@pytest.mark.parametrize(("length", "language"), pairs([3_600, 300]))
def test_a_long_path_of_the_temporary_directory_is_taken(
    home: Path, right: dict[str, str], tmp_path: Path, length: int, language: str
) -> None:
    folder = tmp_path
    while len(str(folder)) < length:
        folder = folder / ("d" * 200)
    folder.mkdir(parents=True)
    judge(Place(str(folder)), language, home, right, None)
    assert entries(folder) == []


@pytest.mark.parametrize(("kind", "language"), pairs(["missing", "a file", "empty", "relative", "below a file"]))
def test_a_temporary_directory_that_is_none_is_no_damage(
    home: Path, right: dict[str, str], tmp_path: Path, kind: str, language: str
) -> None:
    """The others that Python knows may be taken instead."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "rel").mkdir()
    tmp = {"missing": str(tmp_path / "no"), "a file": str(tmp_path / "file"), "empty": "", "relative": "rel"}
    place = Place(tmp.get(kind, str(tmp_path / "file" / "x")), cwd=tmp_path)
    judge(place, language, home, right, r"(?i)temporary directory")
    assert entries(tmp_path) == ["file", "rel"] and entries(tmp_path / "rel") == []


def test_a_folder_that_a_cleaner_removes_meanwhile_is_not_missed(home: Path, tmp_path: Path) -> None:
    """As systemd-tmpfiles does after ten days."""
    with Parent("forked, ends", home, tmp_path / "tmp") as parent:
        before = parent.until("open exit")
        engines = parent.engines()
        assert len(engines) == 2, "control"
        for name in entries(parent.tmp):
            shutil.rmtree(parent.tmp / name)
        parent.tell("go on")
        parent.until("waited")
        parent.tell("go on")
        assert parent.until("again") == before


# --- descriptors and memory


@pytest.mark.parametrize(("count", "language"), pairs(range(8, 130, 4) if THOROUGH else (16, 20, 40), "sparql"))
def test_few_descriptors_are_no_damage(
    home: Path, right: dict[str, str], tmp_path: Path, count: int, language: str
) -> None:
    place = Place(str(tmp_path), ("sh", "-c", f'ulimit -n {count}; exec "$@"', "sh"))
    control = f"import os\nfor _ in range({count}): os.dup(0)"
    assert place.run(sys.executable, "-c", control, home=home).returncode, "control: there are so few"
    judge(place, language, home, right, DESCRIPTORS)


@pytest.mark.parametrize(("megabytes", "language"), pairs(range(100, 2_000, 100) if THOROUGH else (300, 700)))
def test_little_address_space_is_no_damage(
    home: Path, right: dict[str, str], tmp_path: Path, megabytes: int, language: str
) -> None:
    place = Place(str(tmp_path), ("sh", "-c", f'ulimit -v {megabytes * 1024}; exec "$@"', "sh"))
    control = f"bytes({megabytes} << 20)"
    assert place.run(sys.executable, "-c", control, home=home).returncode, "control: there is so little"
    judge(place, language, home, right, MEMORY)


# --- rights


def obeying() -> tuple[str, ...]:
    """Words in front of a command that let rights apply: none, unless we are root."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root cannot be made to obey rights here")
    return ("setpriv", f"--bounding-set={WITHOUT}", f"--inh-caps={WITHOUT}")


@pytest.mark.parametrize("cache", ["writable", "not writable"])
@pytest.mark.parametrize(("what", "language"), pairs(["its files", "the index", "the folder of indexes"]))
def test_an_index_that_may_not_be_read_is_no_damage(
    home: Path, right: dict[str, str], tmp_path: Path, what: str, language: str, cache: str
) -> None:
    (index,) = home.glob("graphs/*/index")
    folder = next(index.glob({"cypher": "kglite*", "sparql": "oxigraph*", "search": "sqlite*"}[language]))
    closed = {
        "the folder of indexes": [index],
        "the index": [folder],
        "its files": [path for path in folder.rglob("*") if path.is_file()],
    }[what]
    (tmp_path / "tmp").mkdir()
    (tmp_path / "cache").mkdir(mode=0o755 if cache == "writable" else 0o555)
    place = Place(str(tmp_path / "tmp"), obeying(), {"ALSKG_CACHE": str(tmp_path / "cache")})
    modes = [(path, path.stat().st_mode) for path in closed]
    before = sound(home)
    try:
        for path in closed:
            path.chmod(0)
        assert place.run("cat", "--", *map(str, closed), home=home).returncode, "control: rights apply"
        done = place.run(ALSKG, *WORDS[language], home=home)
    finally:
        for path, mode in modes:
            path.chmod(mode)
    told = f"exit {done.returncode}\n{done.stderr}"
    assert "Traceback" not in done.stderr and "damaged" not in done.stderr, told
    if cache == "writable":
        assert (done.returncode, done.stdout) == (0, right[language]), told
    else:
        assert (done.returncode, done.stdout) == (1, ""), told
        assert re.search(RIGHTS, done.stderr), told
    assert sound(home) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_index_that_may_only_be_read_answers(
    home: Path, right: dict[str, str], tmp_path: Path, language: str
) -> None:
    """Another user's graph: nothing can be noted beside it, and nothing need be."""
    (tmp_path / "tmp").mkdir()
    (tmp_path / "cache").mkdir(mode=0o555)
    folders = [path for path in home.rglob("*") if path.is_dir()]
    place = Place(str(tmp_path / "tmp"), obeying(), {"ALSKG_CACHE": str(tmp_path / "cache")})
    try:
        for path in folders:
            path.chmod(0o555)
        assert place.run("touch", str(folders[0] / "control"), home=home).returncode, "control: rights apply"
        judge(place, language, home, right, None)
    finally:
        for path in folders:
            path.chmod(0o755)
    assert entries(tmp_path / "tmp") == []
