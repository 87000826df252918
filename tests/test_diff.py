"""What changed between two releases: each kind of change is named, and nothing else."""

from __future__ import annotations

import pytest

from kg.assembly.make import publish_made
from kg.release import Home, build_lock, open_release
from kg.release.diff import diff
from support.toy import CLAIMS, NODES, make_toy


@pytest.fixture
def compare(tmp_path):
    home = Home(tmp_path / "home")

    def run(before=None, **changes):
        releases = []
        for name, arguments in (("a", before or {}), ("b", changes)):
            with build_lock(home):
                receipt = publish_made(home, make_toy(tmp_path / name, **arguments), profile=name)
            releases.append(open_release(home, receipt.content_id))
        return diff(*releases)

    return run


def kinds(found):
    return {
        heading: [(one.kind, one.text) for one in changes] for heading, changes in found.sections().items() if changes
    }


def test_no_change(compare):
    assert compare().empty


def test_added_edge(compare):
    line = "c:9\tHGNC:11571\tbiolink:contributes_to\tMONDO:0004976\tsupports\tdatabase\tPMID:9\t2008\tTARDBP\n"
    found = compare(claims=CLAIMS + line)
    assert kinds(found) == {"added": [("edge", "TARDBP contributes_to amyotrophic lateral sclerosis")]}


def test_retracted_edge(compare):
    kept = "".join(
        line for line in CLAIMS.splitlines(keepends=True) if "Paralysis" not in line and "paralysis" not in line
    )
    assert kinds(compare(claims=kept)) == {
        "retracted": [("edge", "amyotrophic lateral sclerosis has_phenotype Paralysis")]
    }


def test_regraded_edge_with_its_evidence(compare):
    found = compare(claims=CLAIMS.replace("refutes\tdatabase\tPMID:3", "supports\tdatabase\tPMID:3"))
    assert list(kinds(found)) == ["re-graded", "evidence changed"]
    assert "asserted false → true" in found.regraded[0].detail
    assert [one.detail.split(":")[0] for one in found.evidence_changed] == ["added", "removed"]


def test_evidence_changed_without_regrading(compare):
    found = compare(claims=CLAIMS.replace("they may bind", "they bind in one assay"))
    assert list(kinds(found)) == ["evidence changed"]


def test_renamed_id_is_neither_added_nor_retracted(compare):
    found = compare(replaced={"HGNC:11571": "HGNC:99999"})
    assert list(kinds(found)) == ["renamed"]
    assert {one.detail.split()[0] for one in found.renamed} == {"was"}
    assert {one.kind for one in found.renamed} == {"node", "edge"}


def test_renamed_node(compare):
    found = compare(nodes=NODES.replace("\tParalysis\t", "\tPalsy\t"))
    assert kinds(found) == {"renamed": [("node", "Palsy")]}
    assert found.renamed[0].detail == "was 'Paralysis'"


def test_changed_field(compare):
    found = compare(nodes=NODES.replace("12q24.11", "12q24.12"))
    assert [one.detail for one in found.changed] == ["cytoband: '12q24.11' → '12q24.12'"]


def test_two_edges_that_become_one_are_both_named(compare):
    twin = "HGNC:99999\tGene\tTARDBP\t\t\t\n"
    line = "c:9\tHGNC:99999\tbiolink:contributes_to\tMONDO:0004976\tsupports\tdatabase\tPMID:9\t\tx\n"
    same = "c:8\tHGNC:11571\tbiolink:contributes_to\tMONDO:0004976\tsupports\tdatabase\tPMID:8\t\ty\n"
    both = {"nodes": NODES + twin, "claims": CLAIMS + line + same}
    found = compare(before=both, **both, replaced={"HGNC:99999": "HGNC:11571"})
    named = [one.detail for one in found.renamed if one.kind == "edge"]
    assert len(named) == 1 and "now one with" in named[0]
    assert not [one for one in found.retracted if one.kind == "edge"]
