"""What lies below a thing: the rule walked as it is written, the same in every face, nothing tallied."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import polars as pl
import pytest

import kg
from kg.cli import query, run
from kg.errors import UsageError
from kg.graph.knowledge_graph import KnowledgeGraph
from kg.model.closure import Link, Member, below, stages_of, with_within
from kg.model.via import Closure, how_many, told
from kg.schema.generated import CLOSURE_RULES, CLOSURE_STEPS
from support.home import packaged_home
from support.reference_answers import Reference

CATEGORIES = ("Disease", "Cell", "CellLine", "Treatment", "Drug", "Gene", "SequenceVariant", "PathologicalProcess",
              "BiologicalProcess", "CellularComponent", "BiologicalEntity")  # fmt: skip
PREDICATES = sorted({one for step in CLOSURE_STEPS.values() for one in step.predicates})


@cache
def graph() -> KnowledgeGraph:
    return kg.open(packaged_home().path)


@cache
def reference() -> Reference:
    return Reference(*graph().tables)


# --- the rule


def typed_dag(seed: int, nodes: int = 16) -> list[Link]:
    """Random edges from later nodes to earlier ones, so that there is no circle; `either` edges lie either way."""
    chance = random.Random(seed)
    kinds = [chance.choice(CATEGORIES) for _ in range(nodes)]
    # Long chains of one category: deeper than any limit that a query would set.
    if seed % 3 == 0:
        kinds = [chance.choice(("Disease", "Cell", "PathologicalProcess"))] * nodes
    if seed % 3 == 1:
        kinds = [chance.choice(("Gene", "SequenceVariant", "Drug")) for _ in range(nodes)]
    links = []
    for low in range(1, nodes):
        for high in {low - 1, chance.randrange(low)}:
            ends = (low, high) if chance.random() < 0.8 else (high, low)
            predicate = "biolink:subclass_of" if seed % 3 == 0 else chance.choice(PREDICATES)
            links.append(Link(predicate, *(f"N:{one:02d}" for one in ends), *(kinds[one] for one in ends)))
    return links


def enumerated(thing: str, category: str, links: Sequence[Link]) -> dict[str, set[tuple[str, ...]]]:
    """Every way down from a thing that the rule allows, walk by walk, the rule taken as a regular expression."""
    pattern = "".join(
        f"(?:{'|'.join(f'{step} ' for step in sorted(one.steps))}){'*' if one.repeated else '?'}"
        for one in stages_of(category)
    )
    down: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for link in links:
        for name, step in CLOSURE_STEPS.items():
            ways = {"subject": [(3, 1)], "object": [(1, 3)], "either": [(3, 1), (1, 3)]}[step.below]
            for above, member in ways:
                # Fields of a link: predicate, subject, object, and their categories two places on.
                top, low = (link.object, link.subject) if (above, member) == (3, 1) else (link.subject, link.object)
                kinds = {link.subject: link.subject_category, link.object: link.object_category}
                if link.predicate in step.predicates and (not step.things or kinds[top] in step.things):
                    if not step.members or kinds[low] in step.members:
                        down[top].append((name, low))
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    longest = len(links)

    def walk(at: str, steps: tuple[str, ...], seen: frozenset[str]) -> None:
        if re.fullmatch(pattern, "".join(f"{step} " for step in steps)):
            found[at].add(steps)
        if len(steps) < longest:
            for name, low in down[at]:
                if low not in seen:
                    walk(low, (*steps, name), seen | {low})

    walk(thing, (), frozenset([thing]))
    return found


@pytest.mark.parametrize("seed", range(60))
def test_below_is_what_enumeration_finds_by_a_shortest_way(seed: int) -> None:
    links = typed_dag(seed)
    kinds = {one: kind for link in links for one, kind in zip(link[1:3], link[3:5], strict=True)}

    def of(ids: Sequence[str], predicates: frozenset[str]) -> Iterator[Link]:
        return (one for one in links if one.predicate in predicates and {one.subject, one.object} & set(ids))

    for thing, category in kinds.items():
        found, expected = below(thing, category, of), enumerated(thing, category, links)
        assert set(found) == set(expected)
        for id, member in found.items():
            assert member.steps in expected[id] and len(member.steps) == min(map(len, expected[id]))


def test_random_graphs_reach_deep_and_use_every_step() -> None:
    """Control: agreement on shallow graphs would say little."""
    used, deepest = set(), 0
    for seed in range(60):
        links = typed_dag(seed)
        for thing, kind in {one: k for link in links for one, k in zip(link[1:3], link[3:5], strict=True)}.items():
            for ways in enumerated(thing, kind, links).values():
                used |= {step for way in ways for step in way}
                deepest = max(deepest, *(min(map(len, [way])) for way in ways))
    assert used == set(CLOSURE_STEPS) and deepest > 10


def test_circles_and_repeated_edges_end() -> None:
    links = [Link("biolink:subclass_of", f"N:{a}", f"N:{b}", "Disease", "Disease") for a, b in ("12", "23", "31", "12")]
    found = below("N:1", "Disease", lambda ids, predicates: links)
    assert {id: one.steps for id, one in found.items()} == {"N:1": (), "N:3": ("kind",), "N:2": ("kind", "kind")}


# --- the packaged graph


@pytest.mark.parametrize("category", sorted({*CLOSURE_RULES, "SequenceVariant", "CellLine", "BiologicalProcess"}))
def test_twenty_nodes_of_each_category_have_below_them_what_plain_python_finds(category: str) -> None:
    ids = sorted(graph().tables.nodes.filter(pl.col("category") == category)["id"])
    within = dict(with_within(*graph().tables[:2]).select("id", "within").iter_rows())
    for id in random.Random(category).sample(ids, min(20, len(ids))):
        members = graph().closure(graph().resolve(id)).members
        assert set(members) == reference().listed(id) | reference().matched(id), id
        assert set(members) == {one for one, above in within.items() if id in above}
        assert {one for one in members if members[one].only} == reference().matched(id)


def test_als_has_its_types_below_it_and_no_other_disease() -> None:
    members = graph().closure(graph().resolve("MONDO:0004976"))
    assert len(members.members) == 38
    for other in ("frontotemporal dementia", "spinal muscular atrophy", "primary lateral sclerosis"):
        for row in graph().search(other, 20, category="Disease").dicts():
            if row["name"] == other:
                assert row["id"] not in members.members, row
    of_als = graph().edges(about="ALS", predicate="contributes_to")
    assert {"SOD1", "C9orf72", "TARDBP", "FUS"} <= set(of_als.column("subject")[:10]), "the big four come early"


def test_closure_lists_and_never_tallies() -> None:
    """Votes, belief and `asserted` are those of the stored pair; what a kind of ALS lacks is not said of ALS."""
    stored = {row["id"]: row for row in graph().tables.edges.iter_rows(named=True)}
    found = graph().edges(about="ALS", asserted=None).dicts()
    assert (
        len({row["edge"] for row in found}) == len(found) > len(graph().edges(about="ALS", asserted=None, exact=True))
    )
    for row in found:
        kept = ("asserted", "belief", "supports", "refutes", "no_effect", "mixed", "strongest_design", "predicate")
        assert all(row[name] == stored[row["edge"]][name] for name in kept)
    absent = [row for row in found if row["predicate"] == "biolink:has_phenotype" and not row["asserted"]]
    assert absent and all(row["via"] for row in absent), "each says of which kind of ALS"


@pytest.mark.parametrize("gene", ["SOD1", "C9orf72", "TARDBP", "FUS", "TBK1", "OPTN", "VCP", "NEK1"])
def test_a_gene_of_a_type_of_als_has_evidence_for_als(gene: str) -> None:
    rows = graph().evidence(about=gene, to="ALS").dicts()
    assert any(row["predicate"] == "biolink:contributes_to" and row["subject"] == gene for row in rows)
    assert all("a kind of ALS" in row["via"] for row in rows)
    assert not graph().evidence(about=gene, to="ALS", exact=True)


def test_products_of_msc_are_listed_and_said_to_be_products() -> None:
    assert not graph().trials("MSC", exact=True)
    trials = graph().trials("MSC")
    assert len(trials) == 37 and all("product of" in via for via in trials.column("via"))
    assert any("all rows come by what lies below" in one for one in trials.warnings)
    engineered = [row["name"] for row in graph().below("MSC").dicts() if "modified" in row["steps"]]
    assert "GDNF-releasing MSC" in engineered
    (beside,) = [one for one in graph().trials("GDNF").warnings if one.startswith("beside")]
    assert "CNS10-NPC-GDNF (2 trials)" in beside and "GDNF-releasing MSC" in beside
    (broader,) = [one for one in graph().trials("ALS type 1").warnings if one.startswith("beside")]
    assert re.search(r"\d{3} trials in amyotrophic lateral sclerosis, a broader disease", broader)
    assert not [one for one in graph().trials("ALS").warnings if one.startswith("beside")]


def test_a_mouse_gene_comes_with_the_human_one_and_is_called_so() -> None:
    (mouse,) = [row for row in graph().below("SOD1").dicts() if row["steps"] == "orthologue"]
    assert (mouse["name"], mouse["via"]) == ("Sod1", "the orthologue of SOD1 in Mus musculus")


def test_of_a_matched_process_only_influences_come() -> None:
    members = graph().closure(graph().resolve("ALSKG:mechanism-autophagy"))
    assert members.restricted, "control: there is a matched process"
    rows = graph().edges(about="ALSKG:mechanism-autophagy", asserted=None).dicts()
    for row in rows:
        if {row["subject_id"], row["object_id"]} & set(members.restricted) and row["predicate"] not in members.only:
            assert {row["subject_id"], row["object_id"]} - set(members.restricted) & set(members.members)
    named = graph().edges(about=members.restricted[0], asserted=None, exact=True)
    assert len(named) > sum(members.restricted[0] in (row["subject_id"], row["object_id"]) for row in rows)


PAIRS = [
    ("SOD1", "ALS"),
    ("MSC", "ALS"),
    ("tofersen", "ALS"),
    ("TUDCA", "ALS"),
    ("DAO", "ALS"),
    ("MSC", "Microglial activation"),
    ("Autophagy impairment", "TBK1"),
    ("ALS", "ALS type 1"),
    ("NurOwn", "MSC"),
    ("FUS", "creatine"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
@pytest.mark.parametrize("exact", [False, True])
def test_evidence_between_two_things_is_one_answer_in_every_form(one: str, other: str, exact: bool) -> None:
    called = graph().evidence(about=one, to=other, exact=exact)
    back = graph().evidence(about=other, to=one, exact=exact)
    assert set(called.column("evidence")) == set(back.column("evidence"))
    for language in ("cypher", "sparql"):
        asked = graph().ask("evidence-between", language, exact=exact, one=one, other=other)
        assert (asked.columns, asked.rows) == (called.columns, called.rows)
    edges = graph().edges(about=one, to=other, exact=exact, asserted=None)
    assert set(edges.column("edge")) == set(called.column("edge"))


def test_hand_written_queries_go_below_by_the_lists_of_the_indexes() -> None:
    query = "MATCH (d:Entity) WHERE $id IN d.within RETURN d.id AS id ORDER BY id"
    for id in ("MONDO:0004976", "CL:0000134", "HGNC:11179"):
        known = sorted(graph().closure(graph().resolve(id)).members)
        assert graph().cypher(query, id=id).column("id") == known
        found = graph().sparql(f"SELECT ?id WHERE {{ ?id ALSKG:within {id} }}").column("id")
        assert sorted(found) == known
    steps = graph().cypher("MATCH (n:Entity {id: 'MONDO:0007103'}) RETURN n.within, n.within_step").rows[0]
    assert steps[0][0] == "MONDO:0007103" and steps[1][0] == "MONDO:0007103 itself"
    assert "MONDO:0004976 kind" in steps[1] and [one.split()[0] for one in steps[1]] == steps[0]
    assert "within" not in graph().tables.nodes.columns, "the tables of the release are untouched"
    assert "within" not in dict(graph().node("MONDO:0007103").facts())


# --- words


def test_words_say_what_a_member_is() -> None:
    closure = Closure(
        "N:1",
        "MSC",
        {"N:1": Member("N:1"), "N:2": Member("N:2", ("kind", "kind", "product")), "N:3": Member("N:3", ("kind",))},
        {"N:1": "MSC", "N:2": "NurOwn", "N:3": "BM-MSC"},
        {},
    )
    assert told(["N:2"], [closure]) == "NurOwn, a product of a kind of MSC"
    assert told(["N:2", "N:3"], [closure]) == "BM-MSC, a kind of MSC, and 1 more"
    assert told(["N:2", "N:1"], [closure]) is None and told(["N:9"], [closure]) is None
    other = Closure("N:9", "ALS", {"N:9": Member("N:9")}, {"N:9": "ALS"}, {})
    assert told(["N:9", "N:2"], [closure, other]) == told(["N:2", "N:9"], [closure, other])
    assert how_many([None, None]) == [] and how_many(["x"])[0].startswith("the row comes")
    assert how_many(["x", None])[0].startswith("1 of 2 rows comes")


def test_exact_is_yes_or_no() -> None:
    for call in (
        lambda: graph().edges(about="ALS", exact="yes"),  # type: ignore[arg-type]
        lambda: graph().trials("ALS", exact=1),  # type: ignore[arg-type]
    ):
        with pytest.raises(UsageError, match="neither True nor False"):
            call()
    with pytest.raises(UsageError, match="no parameter 'kinds'") as former:
        graph().ask("evidence-between", one="SOD1", other="ALS", kinds="no")
    assert "exact" in str(former.value.hint)


def test_the_command_line_lists_what_lies_below_and_says_so(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ALSKG_HOME", str(packaged_home().path))
    assert run(["evidence", "tofersen", "--to", "ALS"]) == 0
    out, err = capfd.readouterr()
    assert "amyotrophic lateral sclerosis type 1, a kind of ALS" in out and "exact leaves them out" in err
    assert run(["evidence", "tofersen", "--to", "ALS", "--exact"]) == 3
    assert run(["trials", "MSC"]) == 0 and run(["trials", "MSC", "--exact"]) == 3
    capfd.readouterr()
    assert run(["ask", "trials-by-outcome"]) == 0
    wide = capfd.readouterr()
    assert "39 things below it" in wide.err
    assert run(["ask", "trials-by-outcome", "--exact"]) == 0
    assert "nothing fits" in capfd.readouterr().err


def test_pages_and_exports_go_below_on_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ALSKG_HOME", str(packaged_home().path))
    alone, wide = (graph().subgraph("ALS", limit=200, below=below) for below in (False, True))
    assert alone.centres == ("MONDO:0004976",)
    assert set(wide.centres) == set(graph().closure(graph().resolve("MONDO:0004976")).members)
    assert "HGNC:11179" in {node.id for node in wide.nodes}
    page = tmp_path / "msc.html"
    assert run(["view", "MSC", "--below", "-o", str(page)]) == 0 and page.stat().st_size > 100_000
    assert run(["export", "kgx", "--around", "MSC", "--below", "-o", str(tmp_path / "kgx")]) == 0
    assert "ALSKG:product-msc-ntf" in (tmp_path / "kgx" / "als-kg_nodes.tsv").read_text(encoding="utf-8")
    assert run(["export", "kgx", "--below", "-o", str(tmp_path / "none")]) == 2
    assert "--below needs --around" in capfd.readouterr().err and not (tmp_path / "none").exists()


def test_examples_that_list_genes_of_als_have_the_big_four() -> None:
    page = (Path(__file__).resolve().parent.parent / "docs" / "cypher.md").read_text(encoding="utf-8")
    first = re.search(r"```cypher\n(.*?)```", page, re.DOTALL)
    assert first is not None
    assert {"SOD1", "C9orf72", "TARDBP", "FUS"} <= set(graph().cypher(first[1]).column("g.symbol"))
    closure = (Path(__file__).resolve().parent.parent / "docs" / "closure.md").read_text(encoding="utf-8")
    (written,) = re.findall(r"```cypher\n(.*?)```", closure, re.DOTALL)
    assert {"SOD1", "C9orf72", "TARDBP", "FUS"} <= set(graph().cypher(written).column("g.symbol"))
    (sparql,) = re.findall(r"```sparql\n(.*?)```", closure, re.DOTALL)
    assert {"SOD1", "C9orf72", "TARDBP", "FUS"} <= set(graph().sparql(sparql).column("symbol"))
    (helped,) = re.findall(r"alskg sparql '([^']*)'", str(query.sparql.epilog))
    assert {"HGNC:11179", "HGNC:28337", "HGNC:11571", "HGNC:4010"} <= set(graph().sparql(helped).column("gene"))
