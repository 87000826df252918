"""p-values over a stated background: right where a source is whole, refused where it was selected."""

from __future__ import annotations

from itertools import combinations
from math import comb

import pytest

from kg.assembly.make import publish_made
from kg.graph.backends.local import LocalBackend
from kg.graph.knowledge_graph import KnowledgeGraph
from kg.queries import LANGUAGES
from kg.questions.enrichment import upper_tail
from kg.release import Home, build_lock, open_release
from support import toy

GENES, PATHWAYS = range(1, 13), range(1, 5)
MEMBERS = {1: range(1, 5), 2: range(3, 9), 3: (12,), 4: range(1, 13)}
ASKED = (1, 2, 3, 9)


@pytest.fixture
def graph(tmp_path):
    """A whole source of 12 genes in 4 pathways, and a gene that no pathway has."""
    nodes = "".join(f"HGNC:{n}\tGene\tG{n}\t\t\t\n" for n in (*GENES, 99))
    nodes += "".join(f"REACT:R-HSA-{n}\tPathway\tP{n}\t\t\t\n" for n in PATHWAYS)
    claims = "".join(
        f"c:{p}.{g}\tHGNC:{g}\tbiolink:participates_in\tREACT:R-HSA-{p}\tsupports\tdatabase\tPMID:1\t\tx\n"
        for p, genes in MEMBERS.items()
        for g in genes
    )
    home = Home(tmp_path / "home")
    with build_lock(home):
        receipt = publish_made(home, toy.make_toy(tmp_path / "t", nodes=nodes, claims=claims), profile="toy")
    with KnowledgeGraph(LocalBackend(open_release(home, receipt.content_id))) as opened:
        yield opened


def brute(pathway):
    """The share of all draws of four of the twelve genes that share at least as many with the pathway."""
    members = set(MEMBERS[pathway])
    draws = list(combinations(GENES, len(ASKED)))
    shared = len(members & set(ASKED))
    return sum(len(members & set(draw)) >= shared for draw in draws) / len(draws)


def test_p_values_are_those_of_all_draws(graph):
    names = [f"HGNC:{n}" for n in (*ASKED, 99)]
    answers = [graph.ask("shared-pathways", language, genes=names, at_least=1) for language in LANGUAGES]
    assert answers[0].rows == answers[1].rows and answers[0].columns[-2:] == ("p", "p_bonferroni")
    found = {row["name"]: row for row in answers[0].dicts()}
    assert set(found) == {"P1", "P2", "P4"}
    for name, row in found.items():
        assert row["p"] == pytest.approx(brute(int(name[1:])), rel=1e-12)
        assert row["p_bonferroni"] == pytest.approx(min(1, row["p"] * 4))
    assert found["P4"]["p"] == 1.0 and found["P1"]["p"] == pytest.approx(8 * 4 / comb(12, 4) + 1 / comb(12, 4))
    (said,) = answers[0].warnings
    assert "background of the 12 genes" in said and "4 of the 5 genes asked for" in said and "times the 4" in said


def test_a_source_that_was_selected_has_no_p_value(graph, monkeypatch):
    from kg.release.provenance import Provenance

    monkeypatch.setitem(
        graph.backend.__dict__, "status", Provenance("c" * 64, "", 1, 1, 1, {"toy": "2026"}, {"toy": "als_selected"})
    )
    answer = graph.ask("shared-pathways", genes="G1,G2", at_least=1)
    assert answer and all(row[-2:] == (None, None) for row in answer)
    assert answer.warnings == (
        "no p-value: what toy (2026) says was selected around ALS, so there is no background that the genes could "
        "have been drawn from",
    )


@pytest.mark.parametrize(
    ("shared", "drawn", "marked", "everything"), [(0, 3, 4, 9), (2, 3, 4, 9), (3, 5, 3, 7), (1, 1, 1, 1)]
)
def test_the_tail_against_counting(shared, drawn, marked, everything):
    draws = list(combinations(range(everything), drawn))
    counted = sum(sum(one < marked for one in draw) >= shared for draw in draws) / len(draws)
    assert upper_tail(shared, drawn, marked, everything) == pytest.approx(counted, rel=1e-12)
