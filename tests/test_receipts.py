"""The receipt proves itself: by the digest in the pointers, by what the tables can confirm, by its names."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest

import kg
from kg.assembly.make import publish_made
from kg.cli import run
from kg.errors import ReleaseError
from kg.model.records import Fault, Place
from kg.release import BUNDLED, Home, Receipt, build_lock, open_named, open_profile, open_release
from kg.release.files import sha256
from kg.release.sweep import sweep
from support.toy import CLAIMS, make_toy

NEVER = "c:9\tHGNC:1\tbiolink:contributes_to\tMONDO:0004976\tsupports\tdatabase\tPMID:1\t\tx\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ALSKG_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ALSKG_PROFILE", raising=False)
    return Home(tmp_path / "home")


@pytest.fixture
def made(tmp_path):
    """The toy with one row in quarantine."""
    return make_toy(tmp_path / "toy", claims=CLAIMS + NEVER)


def publish(home, made, profile=BUNDLED):
    with build_lock(home):
        return publish_made(home, made, profile=profile)


def other_account(made, version="2"):
    """The same content from a newer version of the source, with other faults."""
    (source,) = made.receipt.sources
    receipt = replace(made.receipt, sources=(replace(source, version=version),), built_at=f"200{version}-01-01")
    return replace(made, receipt=receipt, faults=[*made.faults, Fault("dangling", "more", Place("toy", "f.tsv", 2))])


def forge(path, change):
    """Change a receipt (or another JSON file) and write it as it was written."""
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


def top(home, receipt):
    return home.release_path(receipt.content_id) / "receipt.json"


def reforge_pointer(home, receipt, profile=BUNDLED):
    digest = sha256(top(home, receipt).read_bytes())
    forge(home.path / "profiles" / profile, lambda data: data.update(receipt=digest))


FORGERIES = {
    "licence": lambda data: data["sources"][0].update(licence="MIT"),
    "date": lambda data: data["sources"][0].update(date="2031-01-01"),
    "version": lambda data: data["sources"][0].update(version="9"),
    "built at": lambda data: data.update(built_at="1999-01-01T00:00:00+00:00"),
    "rows of a table": lambda data: data["tables"][0].update(rows=7),
    "rows of a source": lambda data: data["sources"][0].update(rows=99),
    "rows of a file": lambda data: data["sources"][0]["files"][0].update(rows=99),
    "in graph": lambda data: data["sources"][0].update(in_graph=3),
    "in part": lambda data: data["sources"][0].update(in_part=3),
    "quarantined": lambda data: data["sources"][0].update(quarantined=0),
    "quarantined of a file": lambda data: data["sources"][0]["files"][0].update(quarantined=0),
    "evidence": lambda data: data["sources"][0].update(evidence=0),
    "nodes": lambda data: data["sources"][0].update(nodes=1),
    "faults": lambda data: data["faults"].update(dangling=5),
    "the source": lambda data: data["sources"][0].update(source="else"),
}
BEYOND_THE_TABLES = {"date", "version", "built at"}
"""What only the digest in the pointer proves."""


@pytest.mark.parametrize("forgery", FORGERIES)
def test_an_edited_receipt_is_refused_in_one_sentence(home, made, capsys, forgery):
    receipt = publish(home, made)
    assert run(["verify"]) == 0, "control: it is sound"
    forge(top(home, receipt), FORGERIES[forgery])
    for opened in (open_profile, open_named):
        with pytest.raises(ReleaseError, match="was changed after the build") as caught:
            opened(home, BUNDLED)
        assert "alskg build" in caught.value.hint
    with pytest.raises(ReleaseError, match="was changed after the build"):
        open_release(home, receipt.content_id)
    capsys.readouterr()
    assert run(["verify"]) == 4
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2 and "was changed after the build" in out, "one finding below its header"
    assert len(err.splitlines()) == 2 and "was changed after the build" in err


def test_an_untouched_receipt_written_again_is_the_same(home, made):
    """Control: writing alone is no edit."""
    receipt = publish(home, made)
    forge(top(home, receipt), lambda data: None)
    assert open_profile(home, BUNDLED).proven


@pytest.mark.parametrize("forgery", sorted(set(FORGERIES) - BEYOND_THE_TABLES))
def test_verify_finds_what_the_tables_contradict_though_the_pointer_is_forged_too(home, made, capsys, forgery):
    receipt = publish(home, made)
    forge(top(home, receipt), FORGERIES[forgery])
    reforge_pointer(home, receipt)
    assert open_profile(home, BUNDLED).proven
    assert run(["verify"]) == 4
    assert "receipt\t" in capsys.readouterr().out


def test_the_hint_for_own_tables_names_the_profile(home, made):
    receipt = publish(home, made, "mine")
    forge(top(home, receipt), FORGERIES["date"])
    with pytest.raises(ReleaseError) as caught:
        open_profile(home, "mine")
    assert "--tables DIR --profile mine" in caught.value.hint
    with pytest.raises(ReleaseError, match="was changed after the build"):
        kg.open(home.path, profile="mine")


def test_two_profiles_of_one_release_keep_their_own_receipts(home, made):
    one = publish(home, made)
    before = top(home, one).read_bytes()
    two = publish(home, other_account(made), "mine")
    assert one.content_id == two.content_id and top(home, one).read_bytes() == before
    assert open_profile(home, BUNDLED).receipt == one and open_profile(home, "mine").receipt == two
    assert (
        open_profile(home, "mine").quarantine().count("\n") == open_profile(home, BUNDLED).quarantine().count("\n") + 1
    )
    for name in (BUNDLED, "mine"):
        release = open_named(home, name)
        assert release.proven and not release.damaged_files()
        assert release.receipt.tables[0].rows == 4
    assert open_release(home, one.content_id).proven
    assert publish(home, made) == one and publish(home, other_account(made), "mine") == two, "nothing is written again"


def test_an_account_that_no_profile_names_is_swept_and_one_that_is_named_stays(home, made):
    one = publish(home, made)
    accounts = home.release_path(one.content_id) / "accounts"
    for version in "234":
        publish(home, other_account(made, version), "mine")
    with build_lock(home):
        sweep(home)
    assert [path.name for path in accounts.iterdir()] == [home.pointer("mine").receipt]
    (home.path / "profiles" / "mine").write_text("{", encoding="utf-8")
    with build_lock(home):
        sweep(home)
    assert len(list(accounts.iterdir())) == 1, "a damaged pointer may have named it"


@pytest.mark.parametrize("step", ["told", "point"])
def test_a_build_that_dies_between_two_writes_leaves_every_profile_open(home, made, monkeypatch, step):
    """With another account of the same content, and with the receipt of the profile itself."""
    one = publish(home, made)
    publish(home, other_account(made), "mine")
    from kg.release import write

    def die(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(Home if step == "point" else write, step, die)
    for profile in (BUNDLED, "mine"):
        with pytest.raises(KeyboardInterrupt):
            publish(home, other_account(made, "3"), profile)
        for name, version in ((BUNDLED, "1"), ("mine", "2")):
            release = open_profile(home, name)
            assert release.receipt.sources[0].version == version and not release.damaged_files()
    monkeypatch.undo()
    assert publish(home, other_account(made, "3")).sources[0].version == "3"
    assert open_profile(home, "mine").receipt.sources[0].version == "2"
    assert home.release_ids() == [one.content_id]


def test_a_damaged_release_made_anew_keeps_the_receipts_of_others(home, made):
    one = publish(home, made)
    two = publish(home, other_account(made), "mine")
    (home.release_path(one.content_id) / "nodes.parquet").write_bytes(b"damage")
    publish(home, replace(made, receipt=replace(made.receipt, built_at="2031-01-01")))
    assert not open_profile(home, BUNDLED).damaged_files()
    assert open_profile(home, "mine").receipt == two and not open_profile(home, "mine").damaged_files()


def test_an_edited_receipt_is_replaced_by_the_next_build(home, made):
    receipt = publish(home, made)
    forge(top(home, receipt), FORGERIES["built at"])
    publish(home, made)
    assert open_profile(home, BUNDLED).receipt == receipt
    assert json.loads(top(home, receipt).read_text(encoding="utf-8"))["built_at"] == receipt.built_at


def test_a_release_that_nobody_points_at_is_told_as_unproven(home, made, tmp_path, capsys):
    receipt = publish(home, made)
    publish(home, make_toy(tmp_path / "new", claims=CLAIMS.replace("1993", "1994")))
    assert not open_release(home, receipt.content_id).proven
    assert run(["verify", receipt.content_id[:12]]) == 0
    assert "cannot be proven" in capsys.readouterr().err
    assert run(["verify"]) == 0
    assert "cannot be proven" not in capsys.readouterr().err
    forge(top(home, receipt), FORGERIES["date"])
    publish(home, made)
    assert open_profile(home, BUNDLED).proven and open_profile(home, BUNDLED).receipt.sources[0].date == "2026-01-01"


def old_receipt(data):
    """As an als-kg before the digests wrote it."""
    data["format"] = 1
    for file in data["sources"][0]["files"]:
        for name in ("in_graph", "in_part", "quarantined"):
            del file[name]


def test_a_release_and_pointer_of_an_older_als_kg_still_open(home, made, capsys):
    receipt = publish(home, made)
    forge(top(home, receipt), old_receipt)
    forge(home.path / "profiles" / BUNDLED, lambda data: data.pop("receipt"))
    release = open_profile(home, BUNDLED)
    assert not release.proven and release.receipt.sources[0].files[0].in_graph is None
    assert run(["verify"]) == 0
    assert "cannot be proven" in capsys.readouterr().err
    publish(home, made)
    assert open_profile(home, BUNDLED).proven and run(["verify"]) == 0


@pytest.mark.parametrize(
    "name",
    [
        *("/etc/passwd", "../nodes.parquet", "quarantine/../nodes.parquet", "..\\nodes.parquet", "C:nodes.parquet"),
        *("nodes.parquet/", "receipt.json", "", "quarantine\\faults.tsv", "./nodes.parquet"),
    ],
)
@pytest.mark.parametrize("where", ["tables", "more tables", "files"])
def test_no_name_in_a_receipt_leads_outside(home, made, name, where):
    data = json.loads(publish(home, made).to_json())
    entry = {"name": name, "sha256": "0" * 64, "bytes": 1, "rows": 1}
    if where == "files":
        if name == "receipt.json":
            return  # a good name for a table of one's own
        data["sources"][0]["files"].append(entry)
    elif where == "tables":
        data["tables"][0]["name"] = name
    else:
        data["tables"].append(entry)
    with pytest.raises(ReleaseError, match="the receipt of here names the") as caught:
        Receipt.from_json(json.dumps(data), where="here")
    assert "\n" not in str(caught.value)


def test_a_table_missing_or_named_twice_is_refused(home, made):
    data = json.loads(publish(home, made).to_json())
    for tables in (data["tables"][1:], [*data["tables"], data["tables"][0]]):
        with pytest.raises(ReleaseError, match="where a release has 4"):
            Receipt.from_json(json.dumps({**data, "tables": tables}), where="here")
    assert Receipt.from_json(json.dumps(data), where="here").tables, "control"


@pytest.mark.parametrize("name", ["nodes.parquet", "quarantine/faults.tsv", "quarantine"])
def test_a_link_that_leads_outside_is_refused(home, made, tmp_path, name):
    receipt = publish(home, made)
    path = home.release_path(receipt.content_id) / name
    outside = tmp_path / "outside"
    shutil.move(path, outside)
    path.symlink_to(outside)
    with pytest.raises(ReleaseError, match="leads outside its release"):
        open_profile(home, BUNDLED)
    path.unlink()
    shutil.move(outside, path)
    assert not open_profile(home, BUNDLED).damaged_files(), "control"


def test_a_home_behind_a_link_opens(home, made, tmp_path):
    publish(home, made)
    (tmp_path / "link").symlink_to(home.path)
    assert open_profile(Home(tmp_path / "link"), BUNDLED).proven


@pytest.mark.parametrize("digest", ["", "x" * 64, "../" + "0" * 61, 7])
def test_a_pointer_with_a_digest_that_is_none_is_refused(home, made, digest):
    publish(home, made)
    forge(home.path / "profiles" / BUNDLED, lambda data: data.update(receipt=digest))
    with pytest.raises(ReleaseError, match="does not point at a release"):
        open_profile(home, BUNDLED)
