"""What changed for a thing between two releases: every kind of change, in both languages, and nothing else."""

from __future__ import annotations

import shutil

import pytest

from kg.assembly.make import publish_made
from kg.errors import NotFound
from kg.graph.backends.local import LocalBackend
from kg.graph.knowledge_graph import KnowledgeGraph
from kg.queries import LANGUAGES
from kg.release import Home, build_lock, open_release
from support.toy import CLAIMS, NODES, make_toy

SLUG = "changes-between-releases"
ADDED = "c:9\tHGNC:11571\tbiolink:contributes_to\tMONDO:0004976\tsupports\tdatabase\tPMID:9\t2008\tTARDBP\n"


@pytest.fixture(scope="module")
def indexes(tmp_path_factory):
    """The indexes that earlier tests left, by the id of their graph."""
    return tmp_path_factory.mktemp("indexes")


@pytest.fixture
def releases(tmp_path, indexes):
    """Publishes toy graphs as profiles a, b …; returns the last one, opened."""
    home, opened = Home(tmp_path / "home"), []

    def publish(*states):
        for name, state in zip("abc", states, strict=False):
            with build_lock(home):
                receipt = publish_made(home, make_toy(tmp_path / name, **state), profile=name)
            kept, place = indexes / receipt.content_id, home.release_path(receipt.content_id) / "index"
            if kept.is_dir() and not place.exists():
                shutil.copytree(kept, place)
            opened.append(KnowledgeGraph(LocalBackend(open_release(home, receipt.content_id))))
        return opened[-1]

    yield publish
    for graph in opened:
        graph.close()
    for made in home.graphs.glob("*/index"):
        shutil.copytree(made, indexes / made.parent.name, dirs_exist_ok=True)


def changes(graph, about, **params):
    """What both languages say that changed, as (change, subject, object, detail)."""
    answers = [graph.ask(SLUG, language, about=about, **{"old": "a", **params}) for language in LANGUAGES]
    assert answers[0].rows == answers[1].rows and answers[0].columns == answers[1].columns
    return [(row["change"], row["subject"], row["object"], row["detail"]) for row in answers[0].dicts()]


def test_nothing_changed_for_this_thing(releases):
    graph = releases({}, {"claims": CLAIMS + ADDED})
    answer = graph.ask(SLUG, about="DAO", old="a")
    assert not answer and len(answer.warnings) == 1
    assert answer.warnings[0].startswith("nothing changed; compared: the release ")
    assert answer.warnings[0].count("with 1") == 2
    assert changes(graph, "TARDBP"), "control: another thing did change"


def test_added_and_retracted(releases):
    graph = releases({}, {"claims": CLAIMS + ADDED})
    detail = "supported, belief 0.5, 1 evidence rows"
    assert changes(graph, "TARDBP") == [("added", "TARDBP", "amyotrophic lateral sclerosis", detail)]
    assert changes(graph, "TARDBP", old="b", new="a") == [
        ("retracted", "TARDBP", "amyotrophic lateral sclerosis", detail)
    ]


def test_other_votes_and_other_evidence(releases):
    graph = releases({}, {"claims": CLAIMS.replace("refutes\tdatabase\tPMID:3", "supports\tdatabase\tPMID:3")})
    ((change, subject, _, detail),) = changes(graph, "DAO")
    assert (change, subject) == ("re-graded, evidence changed", "DAO")
    assert detail.startswith(
        "asserted false → true; status refuted → supported; for 0 → 1; refuted 1 → 0; belief 0.0 → 0.5; "
        "evidence added: ALSKG:v"
    )
    graph = releases({"claims": CLAIMS.replace("they may bind", "they bind in one assay")})
    ((change, *_),) = changes(graph, "SOD1", old="b", new="a")
    assert change == "evidence changed"


def test_a_renamed_thing_is_neither_lost_nor_gained(releases):
    graph = releases({}, {"replaced": {"HGNC:11571": "HGNC:99999"}})
    ((change, _, _, detail),) = changes(graph, "TARDBP")
    assert change.startswith("renamed") and detail.startswith("was ALSKG:e")
    named = releases({}, {"nodes": NODES.replace("\tParalysis\t", "\tPalsy\t")})
    assert changes(named, "Palsy") == [
        ("renamed", "amyotrophic lateral sclerosis", "Palsy", "object 'Paralysis' → 'Palsy'")
    ]


def test_edges_that_became_one_are_all_named(releases):
    twin = "HGNC:99999\tGene\tTARDBP\t\t\t\n"
    same = [
        f"c:{at}\tHGNC:{id}\tbiolink:contributes_to\tMONDO:0004976\tsupports\tdatabase\tPMID:{at}\t\tx\n"
        for at, id in ((8, 11571), (9, 99999))
    ]
    both = {"nodes": NODES + twin, "claims": CLAIMS + "".join(same)}
    graph = releases(both, {**both, "replaced": {"HGNC:99999": "HGNC:11571"}})
    found = changes(graph, "TDP-43")
    assert [change for change, *_ in found if change in ("added", "retracted")] == []
    assert sum("now one with" in detail for *_, detail in found) == 1


def test_a_thing_that_only_the_older_release_has(releases):
    claims = "".join(line for line in CLAIMS.splitlines(keepends=True) if "HGNC:2671" not in line)
    nodes = "".join(line for line in NODES.splitlines(keepends=True) if "DAO" not in line)
    graph = releases({}, {"claims": claims, "nodes": nodes})
    assert [row[:2] for row in changes(graph, "DAO")] == [("retracted", "DAO")]
    with pytest.raises(NotFound, match="nosuchthing"):
        graph.ask(SLUG, about="nosuchthing", old="a")


def test_the_newest_other_release_is_compared_unless_one_is_named(releases):
    graph = releases({}, {"claims": CLAIMS + ADDED})
    assert graph.ask(SLUG, about="TARDBP").rows == graph.ask(SLUG, about="TARDBP", old="a").rows
    with pytest.raises(NotFound, match="'nosuch'"):
        graph.ask(SLUG, about="TARDBP", old="nosuch")


def test_one_release_alone_has_nothing_to_be_compared_with(releases):
    graph = releases({})
    with pytest.raises(NotFound, match=r"holds no release but .*alskg build --tables"):
        graph.ask(SLUG, about="TARDBP")
