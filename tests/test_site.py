"""The docs site: built without network, and nothing that it shows is loaded from elsewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import site_pages
from pages import notebook, offline
from pages.home import navigation, relinked
from support.require import CHROMIUM, require

ROOT = Path(__file__).resolve().parent.parent
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
COMMANDS = re.compile(r"`python (docs/\w+\.py) && mkdocs serve`")


def python(folder, *command):
    """Run Python in a folder; where user namespaces are allowed, with no network at all."""
    alone = ["unshare", "-rn"] if shutil.which("unshare") and not subprocess.call(["unshare", "-rn", "true"]) else []
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [*alone, sys.executable, *command],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def build(folder, site):
    return python(folder, "-P", "-m", "mkdocs", "build", "--strict", "--site-dir", str(site))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """The checkout with the pages made by README's command; a copy, so that nothing is left in the real one."""
    require("site")
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("README.md", "CHANGELOG.md", "mkdocs.yml"):
        shutil.copy(ROOT / name, folder)
    for path in ROOT.iterdir():  # links lead to files of all folders
        if not (folder / path.name).exists() and not path.name.startswith((".", "site")):
            (folder / path.name).symlink_to(path)
    (script,) = COMMANDS.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    made = python(folder, script)
    assert made.returncode == 0, made.stdout + made.stderr
    return folder


@pytest.fixture(scope="module")
def site(checkout, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    made = build(checkout, folder)
    assert made.returncode == 0, made.stdout + made.stderr
    return folder


def test_every_page_is_there(site):
    pages = {path.relative_to(site).with_suffix(".md").as_posix() for path in site.rglob("*.html")}
    sources = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    expected = {name.replace("README.md", "index.md") for name in sources}
    assert expected | {"index.md", "changelog.md", "contributing.md", "tutorial.md", "404.md"} == pages
    assert not [path for path in site.rglob("*") if path.suffix in (".py", ".ipynb", ".pyc")]


def test_a_site_generator_is_given_plain_files_and_no_code_of_ours(checkout):
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert config["docs_dir"] == site_pages.FOLDER
    assert "hooks" not in config and config["plugins"] == ["search", "offline"]
    made = [path for path in (checkout / site_pages.FOLDER).rglob("*") if path.is_file()]
    assert {path.suffix for path in made} == {".md", ".css", ".js", ".png", ".svg"}
    assert not [path for path in checkout.iterdir() if path.name.startswith(f"{site_pages.FOLDER}.")]


def test_a_link_or_an_anchor_to_nothing_fails(checkout, tmp_path):
    """Control: the strict build of the other tests can fail."""
    shutil.copytree(checkout / site_pages.FOLDER, tmp_path / site_pages.FOLDER)
    shutil.copy(checkout / "mkdocs.yml", tmp_path)
    with (tmp_path / site_pages.FOLDER / "glossary.md").open("a", encoding="utf-8") as page:
        page.write("\n[x](nowhere.md) [y](schema.md#nowhere)\n")
    made = build(tmp_path, tmp_path / "site")
    assert made.returncode == 1
    assert "'nowhere.md'" in made.stderr and "'schema.md#nowhere'" in made.stderr


def test_without_the_pages_the_folder_is_named_that_readme_tells_how_to_make(tmp_path):
    require("site")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    made = build(tmp_path, tmp_path / "site")
    assert made.returncode == 1 and f"{tmp_path / site_pages.FOLDER}' isn't an existing directory" in made.stderr
    for name in ("README.md", "mkdocs.yml"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert COMMANDS.findall(text) == ["docs/site_pages.py"] and site_pages.FOLDER in text


def test_the_folder_is_new_each_time_and_never_half(tmp_path, monkeypatch):
    folder = tmp_path / "pages"
    site_pages.write({"a.md": b"a", "f/b.md": b"b"}, folder)
    site_pages.write({"a.md": b"c"}, folder)
    assert [path.name for path in folder.rglob("*")] == ["a.md"] and (folder / "a.md").read_bytes() == b"c"

    def full(path, content):
        raise OSError("no space left")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="no space"):
        site_pages.write({"a.md": b"d"}, folder)
    assert (folder / "a.md").read_bytes() == b"c" and list(tmp_path.iterdir()) == [folder]


def test_without_the_extra_it_says_what_to_install(tmp_path, monkeypatch, capsys):
    def lacking(path, home):
        raise ModuleNotFoundError("No module named 'nbclient'", name="nbclient")

    monkeypatch.setattr(site_pages, "ROOT", tmp_path)
    monkeypatch.setattr(notebook, "execute", lacking)
    assert site_pages.main([]) == 1 and list(tmp_path.iterdir()) == []
    said = capsys.readouterr().err
    assert said.startswith("error: nbclient is not installed") and said.endswith("hint: pip install '.[docs]'\n")


def test_it_loads_nothing_from_elsewhere(site):
    assert offline.loads(site) == []


def test_a_browser_asks_for_local_files_only_and_finds_words(site):
    require("browser")
    from playwright.sync_api import sync_playwright

    asked, said = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        for name in (
            "index.html",
            "cookbook/index.html",
            "cookbook/contested-claims.html",
            "tutorial.html",
            "cli.html",
        ):
            page.goto((site / name).as_uri())
            page.wait_for_selector("h1")
        assert page.evaluate("document.fonts.size") == 0
        page.goto((site / "tutorial.html").as_uri())
        assert page.evaluate("[...document.images].every((one) => one.complete && one.naturalWidth > 100)")
        assert page.locator("img").count() == 1
        page.locator("input.md-search__input").click()
        page.keyboard.type("contested")
        page.wait_for_selector(".md-search-result__item a", timeout=20_000)
        found = page.locator(".md-search-result__item").all_inner_texts()
        browser.close()
    assert any("Claims with evidence on both sides" in text or "contested" in text.lower() for text in found)
    assert len(asked) > 20 and {address.partition(":")[0] for address in asked} <= {"file", "data", "blob", "about"}
    assert said == []


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example/x.js"></script>',
        "<script src=//cdn.example/x.js></script>",
        '<link rel="stylesheet" href="https://cdn.example/x.css">',
        '<link rel="preconnect" href="https://cdn.example" crossorigin>',
        '<img srcset="x.png 1x, https://cdn.example/y.png 2x">',
        '<iframe src="http://cdn.example/"></iframe>',
        '<style>@import url("https://cdn.example/x.css");</style>',
        '<p style="background: url(//cdn.example/x.png)">x</p>',
        '<meta http-equiv="refresh" content="0; url=https://cdn.example/">',
        "<script>fetch('https://cdn.example/x.json')</script>",
        '<svg><use href="https://cdn.example/x.svg#a"></use></svg>',
    ],
)
def test_what_would_be_loaded_is_found(text):
    assert any("cdn.example" in what for what in offline.in_page(f"<html>{text}</html>"))


def test_what_a_reader_clicks_is_no_load():
    text = '<a href="https://a.example">x</a><link rel="canonical" href="https://a.example"><img src="x.png">'
    assert offline.in_page(text) == []


def test_a_dormant_address_wakes_on_a_page_with_its_mark(tmp_path):
    (tmp_path / "x.js").write_text('load("https://unpkg.com/mermaid@11/x.js")', encoding="utf-8")
    (tmp_path / "x.html").write_text("<p>x</p>", encoding="utf-8")
    assert offline.loads(tmp_path) == []
    (tmp_path / "x.html").write_text('<pre class="mermaid">x</pre>', encoding="utf-8")
    assert offline.loads(tmp_path) == ["x.js: script https://unpkg.com/mermaid@11/x.js"]
    (tmp_path / "y.js").write_text('load("https://cdn.example/y.js")', encoding="utf-8")
    assert "y.js: script https://cdn.example/y.js" in offline.loads(tmp_path)


def test_links_between_files_lead_to_pages(tmp_path):
    (tmp_path / "loaders").mkdir()
    (tmp_path / "loaders/NOTICE.md").touch()
    text = "[a](docs/schema.md#edges) [b](loaders/NOTICE.md) [c](nowhere.md) [d](https://x.org/y) [e](#here)"
    expected = "[a](schema.md#edges) b [c](nowhere.md) [d](https://x.org/y) [e](#here)"
    assert relinked(text, "", "index.md", tmp_path) == expected
    text = "[a](../README.md) [b](../schema.md) [c](../../CHANGELOG.md) [d](../../loaders/NOTICE.md)"
    expected = "[a](README.md) [b](../schema.md) [c](../changelog.md) d"
    assert relinked(text, "docs/decisions", "decisions/0001.md", tmp_path) == expected.replace("README", "../README")


def test_folders_of_the_navigation_are_unfolded():
    files = {"docs/f/README.md": "# F\n- [A](a.md): x\n\n## H: 1\n- [B](b.md): see [C](c.md)\n"}
    before = (
        "nav:\n  - Start: index.md\n  - F: # docs/f/README.md lists them\n{}  - G: g.md # as it is\nx:\n      - y\n"
    )
    made = navigation(before.format("      - f/old.md\n      - Old:\n          - f/older.md\n"), files.__getitem__)
    assert made == navigation(made, files.__getitem__) == navigation(before.format(""), files.__getitem__)
    unfolded = ["f/README.md", "f/a.md", {"H: 1": [{"b": "f/b.md"}]}]
    assert yaml.safe_load(made) == {"nav": [{"Start": "index.md"}, {"F": unfolded}, {"G": "g.md"}], "x": ["y"]}
