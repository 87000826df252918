"""Filters: a view says what the evidence that fits adds up to, held against plain Python and the three languages."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

import kg
from kg.errors import AlskgError, NotFound, ReleaseError, UsageError
from kg.filters import rows as filter_rows
from kg.filters.rows import chosen
from kg.filters.tables import filtered
from kg.filters.view import LAYOUT, view_folders
from kg.filters.wanted import NAMES, Filter
from kg.graph.knowledge_graph import KnowledgeGraph
from kg.questions import questions
from kg.schema.generated import ENUMS
from support import plain_filter
from support.home import packaged_home, packaged_release

TAXA = ("NCBITaxon:9606", "NCBITaxon:10090", "NCBITaxon:10116")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A copy of the packaged home, for views are written into it."""
    copy = tmp_path_factory.mktemp("filters") / "home"
    shutil.copytree(packaged_home().path, copy)
    return copy


@pytest.fixture(scope="module")
def graph(home):
    with kg.open(home) as opened:
        yield opened


@pytest.fixture(scope="module")
def human(graph):
    with graph.where(human=True) as view:
        yield view


def parts():
    """The whole graph's tables, source dates and origin groups."""
    release = packaged_release()
    return release.tables(), release.receipt.dates, release.receipt.origin_groups


def random_filter(seed: int) -> Filter:
    chance = random.Random(seed)

    def some(values):
        return tuple(sorted(set(chance.choices(sorted(values), k=chance.choice((0, 0, 0, 1, 2, 4))))))

    years = sorted(chance.choices(range(1990, 2028), k=2))
    bound = chance.choice(("since", "until", "both", "as_of", "none", "none"))
    dated = {
        "since": {"since": years[0]},
        "until": {"until": years[1]},
        "both": {"since": years[0], "until": years[1]},
        "as_of": {"as_of": years[1]},
        "none": {},
    }[bound]
    evidence = parts()[0].evidence
    return Filter(
        design=some(ENUMS["study_design"]),
        species=some(TAXA),
        polarity=some(ENUMS["polarity"]),
        source=some(evidence["source"].unique()) if chance.random() < 0.3 else (),
        system=some(evidence["system"].drop_nulls().unique()) if chance.random() < 0.3 else (),
        human=chance.random() < 0.3,
        **dated,
    )


@pytest.mark.parametrize("seed", range(24))
def test_a_view_is_what_plain_python_makes_of_the_rows(seed):
    tables, dates, groups = parts()
    wanted = random_filter(seed)
    part, counts = filtered(tables, wanted, dates=dates, groups=groups)
    edges, evidence = plain_filter.filtered(tables, wanted, dates, groups)
    assert set(part.evidence["id"]) == evidence
    assert part.nodes.equals(tables.nodes)
    found = {row["id"]: row for row in part.edges.iter_rows(named=True)}
    assert set(found) == set(edges)
    for id, edge in edges.items():
        assert {name: found[id][name] for name in edge} == edge, id
    assert all(table["id"].is_sorted() for table in part)
    frame = part.evidence.filter(pl.col("role").is_in(["definition", "record"])).height
    assert (counts.rows, counts.kept, counts.frame) == (tables.evidence.height, len(evidence), frame)


def test_the_filters_are_not_all_empty_or_whole():
    """Control of the test above."""
    tables, dates, _ = parts()
    kept = {int(chosen(tables, random_filter(seed), dates)[0].sum()) for seed in range(24)}
    assert len(kept) > 12 and min(kept) < tables.evidence.height / 2 < max(kept)


def test_what_is_left_out_for_want_of_a_word_is_counted():
    tables, dates, _ = parts()
    findings = tables.evidence.filter(~pl.col("role").is_in(filter_rows.FRAME))
    undated = findings.filter(pl.col("year").is_null() & (pl.col("citation_status") != "database"))
    assert chosen(tables, Filter(since=1800), dates)[1].silent == {"year": undated.height}
    untold = findings.filter(pl.col("taxon").is_null())
    found = chosen(tables, Filter(species=("NCBITaxon:9606",)), dates)[1].silent
    assert found == {"species": untold.height}
    # A row that fails elsewhere is not one that would fit if it only said when.
    both = chosen(tables, Filter(since=1800, polarity=("refutes",)), dates)[1].silent
    assert both == {"year": undated.filter(polarity="refutes").height}
    # Undated rows of databases are dated by their release, which is told.
    database = findings.filter(pl.col("year").is_null() & (pl.col("citation_status") == "database"))
    late = chosen(tables, Filter(until=1990), dates)[1].released
    assert sum(late.values()) == database.height and set(late) == set(database["source"])


def test_as_of_grows_with_the_years_and_holds_nothing_later():
    tables, dates, groups = parts()
    before: set[str] = set()
    for year in range(1990, 2028, 3):
        part, _ = filtered(tables, Filter(as_of=year), dates=dates, groups=groups)
        now = set(part.evidence["id"])
        assert before <= now
        assert part.evidence.filter(pl.col("year") > year).is_empty()
        assert part.edges.filter(pl.col("last_year") > year).is_empty()
        before = now
    assert before, "control"


def test_definitions_and_records_stay_under_filters_on_findings():
    tables, dates, groups = parts()
    frame = set(tables.evidence.filter(pl.col("role").is_in(["definition", "record"]))["id"])
    for wanted in (Filter(human=True), Filter(since=2099), Filter(design=("press",)), Filter(species=("NCBITaxon:1",))):
        part, _ = filtered(tables, wanted, dates=dates, groups=groups)
        assert frame <= set(part.evidence["id"])


def test_a_failed_trial_that_a_page_tells_stays_among_trials_of_its_design():
    """Else a filter on trials would leave the benefit of the small one and drop the failure of the large one."""
    tables, dates, _ = parts()
    keep, _ = chosen(tables, Filter(design=("randomised_trial",)), dates)
    kept = tables.evidence.filter(keep)
    told = kept.filter((pl.col("study_design") == "press") & (pl.col("role") == "finding"))
    assert told.height > 0 and told["outcome"].is_in(["met", "not_met", "mixed"]).all()


def test_patients_cells_in_a_dish_are_not_human_evidence(human):
    findings = human.tables.evidence.filter(~pl.col("role").is_in(["definition", "record"]))
    assert findings.height > 100
    assert not set(findings.filter(pl.col("trial").is_null())["study_design"]) - plain_filter.HUMAN


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "no filter is given"),
        ({"human": False}, "no filter is given"),
        ({"design": "randomized_trial"}, "Did you mean randomised_trial?"),
        ({"polarity": ["support"]}, "Did you mean supports?"),
        ({"source": "clinvar"}, "Did you mean clingen?"),
        ({"species": "mice"}, "Did you mean mouse?"),
        ({"species": "MONDO:0004976"}, "no species"),
        ({"since": 2020, "until": 2010}, "since 2020 is after until 2010"),
        ({"as_of": 2015, "until": 2010}, "both say when to stop"),
        ({"as_of": 2015, "since": 2016}, "since 2016 is after as of 2015"),
        ({"since": "20"}, "since '20' is not a year"),
        ({"as_of": 3000}, "as-of 3000 is not a year"),
        ({"since": True}, "is not a year"),
        ({"since": 2015.0}, "is not a year"),
        ({"design": ""}, "design has an empty value"),
        ({"design": []}, "design has an empty value"),
        ({"design": "press,"}, "design has an empty value"),
        ({"design": 7}, "is not a text or a list"),
        ({"design": [7]}, "which is not a text"),
        ({"human": "yes"}, "neither True nor False"),
    ],
)
def test_what_no_row_could_fit_is_refused_in_one_sentence(graph, given, words):
    with pytest.raises((UsageError, NotFound)) as caught:
        graph.where(**given)
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_values_are_taken_as_people_write_them(graph):
    with (
        graph.where(design="Randomised trial, open-label trial", species="mouse", source="ClinGen") as typed,
        graph.where(
            design=["open_label_trial", "randomised_trial"], species=["NCBITaxon:10090"], source=("clingen",)
        ) as meant,
    ):
        assert typed.id == meant.id != graph.id
        assert "--species 'Mus musculus'" in typed.provenance.filter


def test_a_view_of_a_view_is_what_both_filters_leave(graph):
    with graph.where(human=True) as outer, outer.where(since=2015, design="randomised_trial,in_vitro") as inner:
        with graph.where(since=2015, design=["in_vitro", "randomised_trial"], human=True) as at_once:
            assert inner.id == at_once.id
        with inner.where(since=2010, design="randomised_trial") as narrower:
            assert "--since 2015" in narrower.provenance.filter and "in_vitro" not in narrower.provenance.filter
        with pytest.raises(
            UsageError, match="design press fits nothing of a view that holds in_vitro, randomised_trial"
        ):
            inner.where(design="press")


def test_a_view_says_what_it_is(graph, human):
    known = human.provenance
    assert known.filter == "--human" and "filtered by --human" in repr(human) and "--human" in human._repr_html_()
    assert known.content_id == graph.id != human.id
    assert (known.nodes, known.edges, known.evidence) == tuple(table.height for table in human.tables)
    assert "filtered" not in repr(graph) and graph.provenance.note == ""
    found = human.edges(about="FUS")
    assert known.note in found.warnings and re.search(r"keeps \d+ findings and leaves out [\d,]+", known.note)
    assert graph.edges(about="FUS", exact=True).warnings == ()


QUERY = "MATCH (s:Entity)-[r]->(o:Entity) RETURN s.id AS s, r.predicate AS p, o.id AS o, r.belief AS b, r.supports AS n"
SPARQL = """
SELECT ?s ?p ?o ?b ?n { ?e a biolink:Association ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
  ALSKG:supports ?n . OPTIONAL { ?e ALSKG:belief ?b } }
"""


@pytest.mark.parametrize("given", [{"human": True}, {"as_of": 2012}, {"species": "mouse"}, {"polarity": "refutes"}])
def test_cypher_sparql_and_python_say_the_same_of_a_view(graph, given):
    with graph.where(**given) as view:
        table = view.tables.edges.select("subject", "predicate", "object", "belief", "supports").rows()
        assert sorted(view.cypher(QUERY).rows, key=str) == sorted(table, key=str)
        told = [(s, p, o, None if b is None else float(b), n) for s, p, o, b, n in view.sparql(SPARQL)]
        assert sorted(told, key=str) == sorted(table, key=str)
        count = view.cypher("MATCH (e:Evidence) RETURN count(e)").scalar()
        assert count == view.tables.evidence.height


@pytest.mark.slow
@pytest.mark.parametrize("slug", sorted(one.slug for one in questions()))
def test_every_named_question_answers_alike_under_a_filter(human, slug):
    answers = []
    for language in ("cypher", "sparql"):
        try:
            answers.append(human.ask(slug, language, **EXAMPLES.get(slug, {})).rows)
        except AlskgError as error:
            answers.append(error.message)
    assert answers[0] == answers[1]


EXAMPLES = {one.slug: dict(pair.split("=", 1) for pair in one.example) for one in questions()}


def test_lists_hold_what_passed_and_the_rest_is_there_to_be_walked(graph, human):
    listed = human.evidence(about="FUS")
    role = dict(human.tables.evidence.select("id", "role").iter_rows())
    assert listed and {role[id] for id in listed.column("evidence")} <= {"finding", "stated"}
    named = human.edges(about="FUS", predicate="participates_in")
    assert len(named) == len(graph.edges(about="FUS", predicate="participates_in")) > 0
    assert len(human.trials("tofersen")) == len(graph.trials("tofersen")) > 0


def test_an_empty_answer_says_how_many_rows_the_filter_took(graph):
    with graph.where(polarity="supports") as view:
        found = view.evidence(about="DAO", to="ALS")
        assert not found and f"without it: {len(graph.evidence(about='DAO', to='ALS'))} row" in found.warnings[0]
        edge = graph.edges(about="DAO", to="ALS", asserted=None).column("edge")[0]
        gone = view.evidence(edge=edge)
        assert not gone and "without it: 1 row" in gone.warnings[0]
        with pytest.raises(NotFound, match="there is no edge"):
            view.evidence(edge="ALSKG:e" + "0" * 20)
        refuting = graph.tables.evidence.filter(polarity="refutes").height
        typed = view.cypher("MATCH (e:Evidence {polarity: 'refutes'}) RETURN e.id")
        assert not typed and f"without it: {refuting} rows" in typed.warnings[0]
        nothing = view.evidence(about="DAO", to="riluzole")
        assert "without it there is none either" in nothing.warnings[0]
        asked = view.ask("evidence-between", one="DAO", other="ALS")
        said = " ".join(asked.warnings)
        assert not asked and "no answer is left by the filter" in said and "without it: 1 row" in said
        assert "nothing fits" not in said


def test_a_name_that_only_the_filter_took_away_is_no_slip(graph):
    with graph.where(source="clingen") as view:
        query = "MATCH (:Drug)-[r:AMELIORATES_CONDITION]->(d) RETURN d.name"
        assert not any("AMELIORATES" in sentence for sentence in view.cypher(query).warnings)
        wrong = view.cypher(query.replace("AMELIORATES", "AMELIORATE"))
        assert any("AMELIORATE_CONDITION" in sentence for sentence in wrong.warnings), "control"


def test_a_view_is_kept_and_found_again(graph, home):
    before = set(view_folders(graph.backend.release.path))
    with graph.where(until=2001) as first:
        made = set(view_folders(graph.backend.release.path)) - before
        assert [folder.name for folder in made] == [first.id]
        rows = first.cypher(QUERY).rows
        stamp = (next(iter(made)) / "stamp.json").stat()
    heard: list[str] = []
    with kg.open(home, say=heard.append) as again, again.where(until="2001") as second:
        assert second.cypher(QUERY).rows == rows
    assert (next(iter(made)) / "stamp.json").stat().st_ino == stamp.st_ino
    assert not any("is made" in sentence for sentence in heard)
    assert kg.open(home).id == graph.id


@pytest.mark.parametrize("name", ["edges.parquet", "view.json", "nodes.parquet"])
def test_a_damaged_view_is_made_again(graph, home, name):
    with graph.where(until=2002) as view:
        folder, rows = view.backend.view.path, view.cypher(QUERY).rows
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 0x55
    (folder / name).write_bytes(bytes(data))
    with pytest.raises(ReleaseError, match="damaged"):
        view.backend.view.tables()
    heard: list[str] = []
    with kg.open(home, say=heard.append) as again, again.where(until=2002) as view:
        assert view.cypher(QUERY).rows == rows and view.tables.edges.height == len(rows)
    assert sum("the view --until 2002 is damaged" in sentence for sentence in heard) == 1


def test_a_view_of_other_dates_or_rules_is_another(graph, monkeypatch):
    with graph.where(until=2003) as one:
        first = one.id
    monkeypatch.setattr("kg.filters.view.LAYOUT", LAYOUT + 1)
    with graph.where(until=2003) as other:
        assert other.id != first


SCRIPT = """
import sys, kg
with kg.open(sys.argv[1]) as graph, graph.where(until=2004) as view:
    print(view.id, view.cypher("MATCH ()-[r]->() RETURN count(r)").scalar())
"""


def test_two_processes_make_one_view(home):
    both = [
        subprocess.Popen(
            [sys.executable, "-P", "-c", SCRIPT, str(home)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    said = [one.communicate(timeout=120) for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    assert said[0][0] == said[1][0] != ""
    release = next((Path(home) / "graphs").iterdir())
    assert not [*release.rglob(".making-*")]


def test_a_home_that_cannot_be_written_keeps_its_views_in_the_cache(home, tmp_path, monkeypatch):
    monkeypatch.setenv("ALSKG_CACHE", str(tmp_path / "cache"))
    with kg.open(home) as graph:
        index = graph.backend.release.path / "index"
        monkeypatch.setattr("kg.engines.core.index.Index.places", lambda self: (Path("/dev/null/index"), self._cache()))
        with graph.where(until=2005) as view:
            assert view.backend.view.path.is_relative_to(tmp_path / "cache") and index.is_dir()
            assert view.tables.evidence.height > 0


def test_many_views_make_room(home, monkeypatch):
    monkeypatch.setattr("kg.filters.view.MOST_VIEWS", 2)
    monkeypatch.setattr("kg.filters.view.DAY", -1)
    with kg.open(home) as graph:
        for year in (2006, 2007, 2008):
            graph.where(until=year).close()
        assert len(list(view_folders(graph.backend.release.path))) == 2


def test_a_view_of_the_release_before_goes_through_the_same_filter(graph, human):
    with human.release_named(graph.id[:12]) as other:
        assert other.provenance.filter == "--human" and other.id == human.id


def test_a_view_outlives_the_graph_it_is_of(home):
    with kg.open(home) as graph:
        view = graph.where(polarity="supports")
    with view:
        assert "without it: 1 row" in view.evidence(about="DAO", to="ALS").warnings[0]


def test_a_server_is_not_filtered():
    from kg.graph.backends.neo4j import Neo4jBackend

    backend = object.__new__(Neo4jBackend)
    with pytest.raises(UsageError, match="cannot be filtered") as caught:
        KnowledgeGraph(backend).where(human=True)
    assert "on this machine" in caught.value.hint and backend.unfiltered is None


def test_the_parameters_are_those_of_the_filter():
    import inspect

    assert set(inspect.signature(KnowledgeGraph.where).parameters) - {"self"} == set(NAMES)
