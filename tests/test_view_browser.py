"""The page in a real browser: opened from disk, asked, clicked, and attacked."""

from __future__ import annotations

import pytest

from kg.graph.drawn import neighbourhood
from kg.view.page import write_page
from kg.view.payload import Footer
from support.hostile import MARKUP, hostile_subgraph, hostile_words
from support.require import CHROMIUM, require
from support.toy import make_toy

require("browser")

ALS, SOD1, DAO = "MONDO:0004976", "HGNC:11179", "HGNC:2671"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def toy_file(tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    subgraph = neighbourhood(make_toy(folder / "tables").tables, [ALS], steps=2)
    footer = Footer("abcdef0123456789", "2026-01-01")
    return write_page(subgraph, folder / "toy.html", title="Toy", about="A toy graph.", footer=footer)


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory):
    return write_page(hostile_subgraph(), tmp_path_factory.mktemp("page") / "hostile.html", **hostile_words())


@pytest.fixture
def opened(browser):
    """Open a file; afterwards nothing but that file was asked for, and nothing went wrong."""
    contexts = []

    def open_file(path, width=1280, height=800, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        seen = {"requests": [], "console": [], "dialogs": []}
        context.on("request", lambda request: seen["requests"].append(request.url))
        page = context.new_page()
        page.on("console", lambda message: seen["console"].append(message.text))
        page.on("pageerror", lambda error: seen["console"].append(str(error)))
        page.on("dialog", lambda dialog: (seen["dialogs"].append(dialog.message), dialog.dismiss()))
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]", timeout=15_000)
        contexts.append((context, path.as_uri(), seen))
        return page

    yield open_file
    for context, address, seen in contexts:
        context.close()
        assert seen == {"requests": [address], "console": [], "dialogs": []}


def find(page, text):
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.wait_for_selector("#hits li[role=option]")
    page.keyboard.press("Enter")


def shown(page):
    return page.locator("#status").inner_text()


def test_it_opens_and_says_what_it_draws(opened, toy_file):
    page = opened(toy_file)
    assert shown(page) == "5 of 5 nodes, 4 of 4 edges shown"
    footer = page.locator("footer").inner_text()
    assert "graph abcdef012345, built 2026-01-01" in footer
    assert "0 nodes, 0 edges left out" in footer
    assert "A toy graph." in page.locator("#details").inner_text()


def test_one_node_without_edges_opens(opened, tmp_path):
    nodes = f"{SOD1}\tGene\tSOD1\t\t\t\n"
    subgraph = neighbourhood(make_toy(tmp_path / "tables", nodes=nodes, claims="").tables, [SOD1])
    file = write_page(subgraph, tmp_path / "one.html", title="One", about="One node.", footer=Footer("0", "2026-01-01"))
    assert shown(opened(file)) == "1 of 1 nodes, 0 of 0 edges shown"


def test_search_selects_a_node_and_leads_to_its_evidence(opened, toy_file):
    page = opened(toy_file)
    find(page, "superoxide")
    details = page.locator("#details")
    assert details.locator("h2").inner_text() == "SOD1"
    assert details.get_by_role("link", name="HGNC:11179").get_attribute("href") == "https://identifiers.org/hgnc/11179"
    details.get_by_role("button", name="Evidence: SOD1 contributes to amyotrophic lateral sclerosis.").click()
    assert details.locator("h2").inner_text() == "SOD1 contributes to amyotrophic lateral sclerosis."
    rows = details.locator("li.evidence")
    assert rows.count() == 2
    assert "+ supports" in rows.first.inner_text()
    assert {rows.nth(at).locator("a").get_attribute("href") for at in (0, 1)} == {
        "https://pubmed.ncbi.nlm.nih.gov/1",
        "https://pubmed.ncbi.nlm.nih.gov/2",
    }


def test_a_refuted_claim_is_named_so_in_words(opened, toy_file):
    page = opened(toy_file)
    page.locator("#details").get_by_role("button", name="Evidence: DAO").click()
    details = page.locator("#details").inner_text()
    assert "Refuted: DAO contributes to amyotrophic lateral sclerosis." in details
    assert "− refutes" in details
    assert "0 for, 1 against" in details


@pytest.mark.parametrize(
    ("facet", "value", "left"),
    [
        ("status", "refuted", "4 of 5 nodes, 3 of 4 edges shown"),
        ("category", "Gene", "2 of 5 nodes, 1 of 4 edges shown"),
        ("predicate", "biolink:has_phenotype", "4 of 5 nodes, 3 of 4 edges shown"),
    ],
)
def test_filters_hide_and_show_again(opened, toy_file, facet, value, left):
    page = opened(toy_file)
    box = page.locator(f'input[data-facet="{facet}"][data-value="{value}"]')
    box.uncheck()
    assert shown(page) == left
    box.check()
    assert shown(page) == "5 of 5 nodes, 4 of 4 edges shown"


def test_selecting_what_a_filter_hides_shows_it_again(opened, toy_file):
    page = opened(toy_file)
    page.locator('input[data-value="Gene"]').uncheck()
    find(page, "DAO")
    assert page.locator('input[data-value="Gene"]').is_checked()


def test_the_keyboard_moves_zooms_and_clears(opened, toy_file):
    page = opened(toy_file)

    def view():
        return page.evaluate("KG.renderer.view()")

    before = view()
    page.keyboard.press("+")
    assert view()["scale"] > before["scale"]
    page.keyboard.press("-")
    assert view()["scale"] == pytest.approx(before["scale"])
    page.locator("#stage").focus()
    page.keyboard.press("ArrowRight")
    assert view()["position"]["x"] > before["position"]["x"]
    page.keyboard.press("0")
    assert view()["position"] == pytest.approx(before["position"])
    find(page, "SOD1")
    page.keyboard.press("Escape")
    assert page.locator("#details h2").inner_text() == "What this shows"


def test_a_click_on_a_node_selects_it(opened, toy_file):
    page = opened(toy_file)
    point = page.evaluate(f"KG.renderer.where('{DAO}')")
    page.mouse.click(point["x"], point["y"])
    page.wait_for_function("KG.state.selected() !== null")
    assert page.locator("#details h2").inner_text() == "DAO"


def test_the_table_lists_the_shown_edges(opened, toy_file):
    page = opened(toy_file)
    page.locator("#show-table").click()
    assert page.locator("#table tbody tr").count() == 4
    page.locator('input[data-value="refuted"]').uncheck()
    assert page.locator("#table tbody tr").count() == 3


def test_dark_and_light(opened, toy_file):
    page = opened(toy_file, scheme="dark")
    colour = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(colour) == "rgb(17, 21, 26)"
    page.locator("#theme").click()
    assert page.evaluate(colour) == "rgb(255, 255, 255)"


def test_it_fits_a_phone(opened, toy_file):
    page = opened(toy_file, width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not page.locator("#filters").is_visible()
    page.locator("#show-filters").click()
    assert page.locator("#filters").is_visible()
    find(page, "SOD1")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_hostile_text_stays_text(opened, hostile_file):
    page = opened(hostile_file)
    page.locator("#show-table").click()
    page.locator("#query").fill("href")
    page.wait_for_selector("#hits li[role=option]")
    page.keyboard.press("Enter")
    assert MARKUP in page.locator("#details").inner_text()
    page.locator("#details button[data-edge]").first.click()
    assert page.locator("#details li.evidence").count() == 4
    page.locator("#show-table").click()
    point = page.evaluate("KG.renderer.where(KG.nodes[0].id)")
    page.mouse.move(point["x"], point["y"])
    page.wait_for_selector("div.vis-tooltip", state="attached")
    assert page.locator("img, iframe, script[src]").count() == 0
    assert page.evaluate("[...document.querySelectorAll('a')].every((a) => /^(https:|file:.*#)/.test(a.href))")
    assert page.evaluate(
        "[...document.querySelectorAll('*')].every((e) => ![...e.attributes].some((a) => a.name.startsWith('on')))"
    )


def test_markup_that_slips_in_is_refused(browser, hostile_file):
    """The policy is a second wall: the browser itself makes no HTML from text on this page."""
    page = browser.new_page()
    page.goto(hostile_file.as_uri())
    attempt = """() => {
      try { document.body.innerHTML = "<b>x</b>"; } catch (error) { return error.name; }
      return "made";
    }"""
    assert page.evaluate(attempt) == "TypeError"
    page.close()
