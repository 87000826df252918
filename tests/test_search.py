"""Search and the resolving of names."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.engines.search import index as search_index
from kg.engines.search.engine import SearchEngine
from kg.errors import NotFound, UsageError
from kg.model.columns import frame
from kg.model.tables import Tables
from kg.text.fold import distance, fold, squeeze
from support.engine_graphs import named_tables


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    folder = tmp_path_factory.mktemp("search")
    search_index.build(named_tables(), folder)
    with SearchEngine(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "first", "how", "what"),
    [
        ("HGNC:11179", "HGNC:11179", "exact", "id"),
        ("hgnc:11179", "HGNC:11179", "exact", "id"),
        ("11179", "HGNC:11179", "exact", "local_id"),
        ("sod1", "HGNC:11179", "exact", "symbol"),
        (" SOD-1 ", "HGNC:11179", "exact", "symbol"),
        ("tdp43", "HGNC:11571", "exact", "synonym"),
        ("TDP 43", "HGNC:11571", "exact", "synonym"),
        ("zellen fur sjogren", "CL:0000134", "exact", "synonym"),
        ("amyotrophic", "MONDO:0004976", "prefix", "name"),
        ("lateral scler", "MONDO:0004976", "part", "name"),
        ("SDO1", "HGNC:11179", "near", "symbol"),
        ("tardpb", "HGNC:11571", "near", "symbol"),
        ("mesenchymal stm cel", "CL:0000134", "near", "name"),
    ],
)
def test_the_best_hit(engine: SearchEngine, text: str, first: str, how: str, what: str) -> None:
    hit = engine.find(text)[0]
    assert (hit.id, hit.match, hit.matched_as) == (first, how, what)


def test_exact_before_prefix_before_part(engine: SearchEngine) -> None:
    assert [(hit.id, hit.match) for hit in engine.find("als")][:2] == [
        ("MONDO:0004976", "exact"),
        ("HGNC:443", "prefix"),
    ]


def test_each_node_comes_once_and_only_so_many(engine: SearchEngine) -> None:
    hits = engine.find("a", limit=3)
    assert len(hits) == len({hit.id for hit in hits}) == 3
    assert all(hit.category == "Disease" for hit in engine.find("amyotrophic", category="Disease"))


def test_nothing_like_it(engine: SearchEngine) -> None:
    assert engine.find("xyzzyxyzzy") == ()


def test_an_alias_resolves(engine: SearchEngine) -> None:
    hit = engine.resolve("tdp-43").one()
    assert (hit.id, hit.matched) == ("HGNC:11571", "TDP-43")


def test_a_name_of_two_things_is_ambiguous(engine: SearchEngine) -> None:
    found = engine.resolve("als2")
    assert [hit.id for hit in found.hits] == ["HGNC:443", "MONDO:0008780"]
    with pytest.raises(UsageError, match=r"ALS2 \(Gene, HGNC:443\); .* \(Disease, MONDO:0008780\)") as refused:
        found.one()
    assert refused.value.exit_code == 2


@pytest.fixture(scope="module")
def namesakes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    """SOD1 of two species, the second with the alias ALS; a disease with that alias and more edges."""
    lists = {"xrefs": [], "sources": ["curated"]}
    nodes: list[dict[str, object]] = [
        {"id": "HGNC:1", "category": "Gene", "name": "one", "symbol": "SOD1", "synonyms": ["ALS", "shared"], **lists},
        {"id": "MGI:2", "category": "Gene", "name": "two", "symbol": "Sod1", "taxon": "NCBITaxon:10090", **lists},
        {"id": "HGNC:3", "category": "Gene", "name": "three", "symbol": "OTHER", "synonyms": ["SOD1"], **lists},
        {"id": "MONDO:4", "category": "Disease", "name": "disease", "synonyms": ["ALS"], **lists},
        {"id": "CL:5", "category": "Cell", "name": "cell", "synonyms": ["shared"], **lists},
    ]
    edge = {"predicate": "biolink:contributes_to", "object": "MONDO:4", "asserted": True}
    edges: list[dict[str, object]] = [
        {"id": f"ALSKG:e{n}", "subject": "HGNC:1" if n == 0 else "HGNC:3", **edge} for n in range(9)
    ]
    folder = tmp_path_factory.mktemp("namesakes")
    search_index.build(Tables(frame("nodes", nodes), frame("edges", edges), frame("evidence", [])), folder)
    with SearchEngine(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "hits", "others"),
    [
        ("sod1", ["HGNC:1"], ["MGI:2", "HGNC:3"]),
        ("als", ["MONDO:4"], ["HGNC:1"]),
        ("shared", ["HGNC:1", "CL:5"], []),
        ("MGI:2", ["MGI:2"], []),
    ],
)
def test_namesakes(namesakes: SearchEngine, text: str, hits: list[str], others: list[str]) -> None:
    found = namesakes.resolve(text)
    assert [hit.id for hit in found.hits] == hits
    assert [hit.id for hit in found.others] == others


@pytest.fixture(scope="module")
def collisions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    """Things that share a local part; a symbol that looks like an identifier; publications."""
    lists: dict[str, object] = {"synonyms": [], "xrefs": [], "sources": ["curated"]}
    nodes: list[dict[str, object]] = [
        {"id": "CL:0000183", "category": "Cell", "name": "contractile cell", **lists},
        {"id": "HP:0000183", "category": "PhenotypicFeature", "name": "difficulty in tongue movements", **lists},
        {"id": "HGNC:77", "category": "Gene", "name": "human", "symbol": "H77", **lists},
        {"id": "MGI:77", "category": "Gene", "name": "mouse", "symbol": "M77", "taxon": "NCBITaxon:10090", **lists},
        {"id": "HGNC:88", "category": "Gene", "name": "of a symbol", "symbol": "HGNC77", **lists},
        {"id": "PMID:1", "category": "Publication", "name": "contractile cells", **lists},
        {"id": "PMID:2", "category": "Publication", "name": "wobblerine", **lists},
    ]
    edges: list[dict[str, object]] = [
        {
            "id": f"ALSKG:e{n}",
            "predicate": "biolink:related_to",
            "subject": "HP:0000183",
            "object": "HGNC:88",
            "asserted": True,
        }
        for n in range(9)
    ]
    folder = tmp_path_factory.mktemp("collisions")
    search_index.build(Tables(frame("nodes", nodes), frame("edges", edges), frame("evidence", [])), folder)
    with SearchEngine(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("0000183", {"CL:0000183", "HP:0000183"}),
        ("77", {"HGNC:77", "MGI:77"}),
        ("hgnc77", {"HGNC:88"}),
        ("CL:0000183", {"CL:0000183"}),
        ("hp:0000183", {"HP:0000183"}),
        ("HGNC:77", {"HGNC:77"}),
    ],
)
def test_only_a_whole_identifier_names_one_thing(collisions: SearchEngine, text: str, hits: set[str]) -> None:
    found = collisions.resolve(text)
    assert {hit.id for hit in found.hits} == hits
    if len(hits) > 1:
        with pytest.raises(UsageError, match="names 2 things"):
            found.one()


def test_no_publication_is_offered_as_what_was_meant(collisions: SearchEngine) -> None:
    with pytest.raises(NotFound) as missing:
        collisions.resolve("contractle cel")
    assert missing.value.hint == "Did you mean contractile cell (CL:0000183)?"
    assert collisions.find("wobblerinx")[0].id == "PMID:2"
    with pytest.raises(NotFound) as missing:
        collisions.resolve("wobblerinx")
    assert "wobblerine" not in str(missing.value.hint)


def test_an_identifier_is_never_ambiguous(engine: SearchEngine) -> None:
    assert engine.resolve("MONDO:0008780").one().id == "MONDO:0008780"


def test_an_unknown_name_says_what_is_near(engine: SearchEngine) -> None:
    with pytest.raises(NotFound) as missing:
        engine.resolve("SDO1")
    assert missing.value.hint == "Did you mean SOD1 (HGNC:11179)?"
    with pytest.raises(NotFound, match="xyzzyxyzzy"):
        engine.resolve("xyzzyxyzzy")


@pytest.mark.parametrize("text", ["", "  ", "x" * 400, "a\x00b"])
def test_texts_that_cannot_be_names(engine: SearchEngine, text: str) -> None:
    with pytest.raises(UsageError):
        engine.find(text)


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=40))
def test_any_text_can_be_searched(text: str, engine: SearchEngine) -> None:
    try:
        engine.find(text)
    except UsageError:
        assert not text.strip() or "\x00" in text


@given(st.text(), st.text())
def test_folding_is_idempotent_and_ignores_case(one: str, other: str) -> None:
    assert fold(fold(one)) == fold(one)
    assert squeeze(squeeze(one)) == squeeze(one)
    assert (fold(one) == fold(other)) <= (squeeze(one) == squeeze(other))


def test_distance_equals_the_full_table() -> None:
    chance = random.Random(0)
    for _ in range(500):
        one, other = ("".join(chance.choices("abc", k=chance.randrange(6))) for _ in range(2))
        assert distance(one, other, 3) == min(_plain_distance(one, other), 4)


def _plain_distance(one: str, other: str) -> int:
    """Optimal string alignment by recursion."""
    if not one or not other:
        return len(one) + len(other)
    best = min(
        _plain_distance(one[1:], other) + 1,
        _plain_distance(one, other[1:]) + 1,
        _plain_distance(one[1:], other[1:]) + (one[0] != other[0]),
    )
    if len(one) > 1 and len(other) > 1 and one[0] == other[1] and one[1] == other[0]:
        best = min(best, _plain_distance(one[2:], other[2:]) + 1)
    return best
