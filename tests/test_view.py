"""The page as text: what is drawn, where, and that no text of the graph can act in it."""

from __future__ import annotations

import json
import os
import re
import stat
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from kg.errors import AlskgError, NotFound, UsageError
from kg.graph.drawn import neighbourhood, weight
from kg.schema.generated import CATEGORIES, PREFIXES
from kg.text.phrases import figure_text
from kg.view.layout import GAP, place, radius, separate, settle
from kg.view.links import link
from kg.view.page import make_network, write_page
from kg.view.payload import Footer, edge_records
from kg.view.styles import DARK_PAGE, LIGHT_PAGE, style_of
from kg.view.vis_network import SCRIPTS, STYLES, KGNetwork
from kg.view.wording import sentence
from support.hostile import ATTACKS, MARKUP, TEXT, hostile_subgraph, hostile_words
from support.toy import CLAIMS, NODES, make_toy

ALS, SOD1, DAO = "MONDO:0004976", "HGNC:11179", "HGNC:2671"
WORDS = {"title": "Toy", "about": "A toy graph.", "footer": Footer("0" * 64, "2026-01-01")}


@pytest.fixture(scope="module")
def frames(tmp_path_factory):
    return make_toy(tmp_path_factory.mktemp("toy") / "tables").tables


@pytest.fixture(scope="module")
def hostile_page():
    return make_network(hostile_subgraph(), **hostile_words()).generate_html()


class Elements(HTMLParser):
    """Every start tag with its attributes, and the text of every data block."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.blocks, self._block = [], {}, None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._block = dict(attrs).get("id") if tag == "script" else None

    def handle_data(self, data):
        if self._block:
            self.blocks[self._block] = self.blocks.get(self._block, "") + data

    def handle_endtag(self, tag):
        self._block = None


# What is drawn


def test_a_neighbourhood_has_the_edges_between_its_nodes_and_their_evidence(frames):
    found = neighbourhood(frames, [ALS])
    assert {node.name for node in found.nodes} == {"amyotrophic lateral sclerosis", "SOD1", "DAO", "Paralysis"}
    assert {edge.predicate for edge in found.edges} == {"biolink:contributes_to", "biolink:has_phenotype"}
    assert len(found.evidence) == 4
    assert (found.left_out_nodes, found.left_out_edges) == (0, 0)


def test_a_refuted_edge_is_drawn_and_called_not_asserted(frames):
    found = neighbourhood(frames, [ALS])
    statuses = {edge.subject: (edge.asserted, edge.status) for edge in found.edges}
    assert statuses == {SOD1: (True, "supported"), DAO: (False, "refuted"), ALS: (True, "supported")}


def test_more_steps_reach_farther(frames):
    names = {node.name for node in neighbourhood(frames, [ALS], steps=2).nodes}
    assert "TARDBP" in names
    assert "TARDBP" not in {node.name for node in neighbourhood(frames, [ALS]).nodes}


def test_a_limit_says_what_it_leaves_out(frames):
    found = neighbourhood(frames, [ALS], limit=2)
    assert (len(found.nodes), found.left_out_nodes, found.left_out_edges) == (2, 2, 2)
    html = make_network(found, **WORDS).generate_html()
    assert "2 nodes, 2 edges left out" in html


def test_each_kind_of_neighbour_gives_its_best_in_turn(tmp_path):
    genes = "".join(f"HGNC:{number}\tGene\tG{number}\t\t\t\n" for number in range(1, 10))
    claims = "".join(
        f"g:{number}\tHGNC:{number}\tbiolink:contributes_to\t{ALS}\tsupports\trandomised_trial\tPMID:9{number}\t\tx\n"
        for number in range(1, 10)
    )
    frames = make_toy(tmp_path, nodes=NODES + genes, claims=CLAIMS + claims).tables
    found = neighbourhood(frames, [ALS], limit=3)
    assert {node.category for node in found.nodes} == {"Disease", "Gene", "PhenotypicFeature"}


def test_a_refutation_weighs_as_much_as_the_same_support():
    row = {"asserted": False, "belief": 0.0, "refutes": 1, "no_effect": 0, "mixed": 0, "strongest_design": "database"}
    assert weight(row) == weight(row | {"asserted": True, "belief": 0.5}) == 0.5


@pytest.mark.parametrize(
    "call", [{"centres": []}, {"centres": [ALS], "steps": 0}, {"centres": [ALS, SOD1], "limit": 1}]
)
def test_a_call_that_leaves_nothing_to_draw_is_refused(frames, call):
    with pytest.raises(UsageError):
        neighbourhood(frames, **call)


def test_an_unknown_centre_is_named(frames):
    with pytest.raises(NotFound, match="HGNC:99999"):
        neighbourhood(frames, ["HGNC:99999"])


# Where it stands


def random_subgraph(count):
    base = hostile_subgraph()
    random = np.random.default_rng(7)
    nodes = tuple(replace(base.nodes[0], id=f"n{number}", category=f"c{number % 5}", step=1) for number in range(count))
    pairs = random.integers(0, count, size=(2 * count, 2)).tolist()
    edges = tuple(
        replace(base.edges[0], id=f"e{number}", subject=f"n{one}", object=f"n{other}")
        for number, (one, other) in enumerate(pairs)
    )
    return replace(base, nodes=nodes, edges=edges, evidence=(), centres=("n0",))


def overlaps(points, radii):
    distance = np.hypot(*(points[:, None, :] - points[None, :, :]).transpose(2, 0, 1))
    return int((np.triu(distance < radii[:, None] + radii[None, :] + GAP - 0.2, 1)).sum())


def test_positions_are_the_same_each_time():
    assert place(random_subgraph(60)) == place(random_subgraph(60))


def test_no_two_nodes_overlap():
    subgraph = random_subgraph(300)
    degrees = {node.id: 0 for node in subgraph.nodes}
    for edge in subgraph.edges:
        degrees[edge.subject] += 1
        degrees[edge.object] += 1
    radii = np.array([radius(degrees[node.id]) for node in subgraph.nodes])
    placed = place(subgraph)
    assert overlaps(np.array([placed[node.id] for node in subgraph.nodes]), radii) == 0


def test_without_separation_nodes_would_overlap():
    pairs = np.random.default_rng(7).integers(0, 300, size=(900, 2))
    settled = settle(np.random.default_rng(1).normal(size=(300, 2)), pairs)
    radii = np.full(300, 20.0)
    assert overlaps(settled, radii) > 0
    assert overlaps(separate(settled, radii), radii) == 0


def test_nodes_on_one_spot_come_apart():
    radii = np.full(40, 9.0)
    assert overlaps(separate(np.zeros((40, 2)), radii), radii) == 0


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_nodes_have_finite_places(count):
    subgraph = random_subgraph(2)
    subgraph = replace(subgraph, nodes=subgraph.nodes[:count], edges=())
    assert len(place(subgraph)) == count
    assert np.isfinite(np.array(list(place(subgraph).values()))).all()


# What the page says


def test_the_same_subgraph_gives_the_same_bytes(frames, tmp_path):
    pages = [write_page(neighbourhood(frames, [ALS]), tmp_path / f"{n}.html", **WORDS).read_bytes() for n in range(2)]
    assert pages[0] == pages[1]


def test_parallel_edges_are_kept():
    network = make_network(hostile_subgraph(), **hostile_words())
    assert [(edge["from"][-1], edge["to"][-1]) for edge in network.edges] == [
        ("0", "1"),
        ("0", "1"),
        ("1", "0"),
        ("0", "0"),
    ]


def test_an_edge_to_nowhere_is_refused():
    network = KGNetwork("x", {})
    network.add_node("a")
    with pytest.raises(KeyError):
        network.add_edge("a", "b")


def test_data_blocks_parse_back_to_what_was_written(hostile_page):
    network = make_network(hostile_subgraph(), **hostile_words())
    blocks = Elements(hostile_page).blocks
    for name, data in (("page", network.page), ("nodes", network.nodes), ("edges", network.edges)):
        assert json.loads(blocks[f"{name}-data"]) == json.loads(json.dumps(data)), name


def test_hostile_text_never_stands_unescaped(hostile_page):
    body = hostile_page.replace("<\\/script", "")
    for attack in (*ATTACKS[:6], "alert(9)>"):
        assert attack not in body, attack
    for name, block in Elements(hostile_page).blocks.items():
        assert not set("<>&'\u2028\u2029") & set(block), name
    tags = Elements(hostile_page).tags
    assert not any(tag in {"img", "iframe", "object", "embed", "form"} for tag, _ in tags)
    assert not any(name.startswith("on") for _, attributes in tags for name in attributes)
    assert len([tag for tag, _ in tags if tag == "script"]) == 4 + 1 + len(SCRIPTS)


def test_control_characters_are_made_visible(hostile_page):
    assert not set("\x00\x1b\u2028\u2029\u202e") & set(hostile_page)
    blocks = "".join(Elements(hostile_page).blocks.values())
    assert "\\ufffd" in blocks
    assert not any(sign in blocks for sign in ("\\u0000", "\\u001b", "\\u2028", "\\u202e"))


def test_the_control_page_without_escaping_is_caught():
    spoilt = make_network(hostile_subgraph(), **hostile_words())
    spoilt.templateEnv.autoescape = False
    html = spoilt.generate_html()
    assert MARKUP in html
    assert any(tag == "img" for tag, _ in Elements(html).tags)


def test_the_page_loads_nothing(hostile_page):
    for tag, attributes in Elements(hostile_page).tags:
        assert "src" not in attributes, (tag, attributes)
        assert attributes.get("href", "#").startswith(("#", "data:,")), (tag, attributes)
    styles = "".join(re.findall(r"<style>(.*?)</style>", hostile_page, re.DOTALL))
    assert "url(" not in styles
    assert "@import" not in styles


def test_the_policy_names_every_script_and_allows_nothing_else(hostile_page):
    tags = Elements(hostile_page).tags
    policy = next(one["content"] for tag, one in tags if one.get("http-equiv") == "Content-Security-Policy")
    rules = dict(part.split(" ", 1) for part in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"].count("'sha256-") == 1 + len(SCRIPTS)
    assert rules["style-src"].count("'sha256-") == len(STYLES)
    assert "unsafe" not in policy
    assert "http" not in policy


def test_evidence_keeps_its_sides_and_figures(frames):
    found = neighbourhood(frames, [ALS])
    rows = {record["from"]: record for record in edge_records(found)}
    assert rows[DAO]["sentence"] == "DAO contributes to amyotrophic lateral sclerosis."
    assert rows[DAO]["votes"] == {"supports": 0, "refutes": 1, "no_effect": 0, "mixed": 0}
    assert [row["polarity"] for row in rows[DAO]["evidence"]] == ["refutes"]
    assert {row["reference"] for row in rows[SOD1]["evidence"]} == {"PMID:1", "PMID:2"}
    assert rows[SOD1]["years"] == "1993–2001"


def test_a_sentence_says_every_qualifier():
    edge = replace(
        hostile_subgraph().edges[0],
        subject="a",
        object="b",
        predicate="biolink:affects",
        qualifiers={
            "subject_form_or_variant": "mutant_form",
            "object_aspect": "secretion",
            "object_direction": "increased",
            "species_context": "s",
            "disease_context": "d",
        },
    )
    names = {"a": "A", "b": "B", "s": "mouse", "d": "ALS"}
    assert sentence(edge, names) == "A (mutant form) increases the secretion of B, in the context of ALS, in mouse."


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ((None, None, "%", None, None), None),
        ((2.0, 2.0, "months", None, None), "2 months"),
        ((1.5, 2.0, None, 1.0, 3.0), "1.5 to 2 (interval 1 to 3)"),
        ((2.0, None, "%", None, None), "at least 2 %"),
    ],
)
def test_figures_are_worded(figure, said):
    assert figure_text(*figure) == said


# Links and styles


@pytest.mark.parametrize(
    "identifier",
    [
        "javascript:alert(1)",
        "PMID:1'><script>",
        "data:text/html,x",
        "https://example.org",
        "ALSKG:x",
        "PMID:",
        "",
        TEXT,
    ],
)
def test_no_link_for_what_is_no_identifier(identifier):
    assert link(identifier) is None


def test_links_are_https_and_cannot_leave_their_place():
    assert link('doi:10.1234/a"<b>?q#f') == "https://doi.org/10.1234/a%22%3Cb%3E%3Fq%23f"
    assert link("CLINICALTRIALS:NCT00000001") == "https://clinicaltrials.gov/study/NCT00000001"
    assert all(PREFIXES[prefix].iri.startswith("http") for prefix in PREFIXES)


def test_every_category_has_its_own_look_that_can_be_seen():
    styles = {category: style_of(category) for category in CATEGORIES}
    assert len({(one.colour, one.shape) for one in styles.values()}) == len(styles)
    for one in styles.values():
        assert min(_contrast(one.colour, page) for page in (LIGHT_PAGE, DARK_PAGE)) >= 3.0, one


def _contrast(one, other):
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour):
    """WCAG 2 relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# The file


def test_a_file_that_cannot_be_written_is_named_and_leaves_no_litter(frames, tmp_path):
    missing = tmp_path / "nowhere" / "page.html"
    with pytest.raises(AlskgError, match=re.escape(f"{missing} cannot be written (No such file or directory)")):
        write_page(neighbourhood(frames, [ALS]), missing, **WORDS)
    with pytest.raises(AlskgError, match="not a regular file"):
        write_page(neighbourhood(frames, [ALS]), tmp_path, **WORDS)
    assert list(tmp_path.iterdir()) == []


def test_a_page_is_replaced_in_one_step_and_readable_by_others(frames, tmp_path):
    path = tmp_path / "page.html"
    path.write_text("old", encoding="utf-8")
    write_page(neighbourhood(frames, [ALS]), path, **WORDS)
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.html"]
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~umask
