"""The generated pages: texts shown as they are, nothing left out silently, drift found."""

from __future__ import annotations

import re
import shlex
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
from markdown_it import MarkdownIt

import kg
from kg.cli import COMMANDS, run
from kg.engines.core.rows import Rows
from kg.queries import GROUPS, Parameter, Question
from kg.questions import questions
from pages import commands, cookbook, drift
from pages.markdown import MAX_ITEMS, MAX_TEXT, cell, code, fence, table
from pages.question import MAX_ROWS, Example, ask, page
from support.home import packaged_home

HOSTILE = [
    "a|b", "<b>c</b>", "*d*", "**d**", "_e_", "__e__", "f_g_h", "`i`", "``j", "[k](https://evil.example)", "![l](m)",
    "<script>alert(1)</script>", "&lt;n&gt;", "&amp;", "\\*o\\*", "\\|", "~~p~~", "~q~ r ~s~", "$t$ and $u$", "# v",
    "- w", "1. x", "https://evil.example", "www.evil.example", "<https://evil.example>", "javascript:alert(1)",
    "![y]", "[z]: https://evil.example", "{: .a }", "line\nbreak | cell", "[^1]", "a\\", "`|`", "|", "||", "-->",
    "<!--",
]  # fmt: skip


class Seen(HTMLParser):
    """The texts of the cells of a rendered table, and every element in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.elements: set[str] = set()
        self.links: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_data(self, data):
        if self.cells:
            self.cells[-1] += data.strip("\n")


RENDERERS = {
    "as MkDocs does": lambda text: markdown.markdown(text, extensions=["tables", "fenced_code"]),
    "as GitHub does": lambda text: MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text),
}
renderers = pytest.mark.parametrize("render", RENDERERS.values(), ids=RENDERERS)


@renderers
@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_shown_as_it_is(render, text):
    seen = Seen(render(table([text, "next"], [[cell(text), cell("last")], [cell([text, text]), cell(1)]])))
    shown = " ".join(text.split())
    assert seen.cells == [shown, "next", shown, "last", f"{shown}; {shown}", "1"]
    assert seen.elements <= {"table", "thead", "tbody", "tr", "th", "td"}


@renderers
def test_without_escaping_the_same_texts_are_markup(render):
    """Control: the test above can fail."""
    from pages.markdown import Cell

    def spoilt(text: str) -> bool:
        seen = Seen(render(table(["x"], [[Cell(text)]])))
        return seen.cells[1:] != [text] or not seen.elements <= {"table", "thead", "tbody", "tr", "th", "td"}

    assert {"a|b", "<b>c</b>", "*d*", "`i`", "[k](https://evil.example)"} <= set(filter(spoilt, HOSTILE))


def test_control_and_bidirectional_characters_are_escapes():
    assert cell("a\u202eb\x1bc\u200bd").markdown == "a\\u202eb\\u001bc\\u200bd".replace("\\", "&#92;")


@renderers
def test_identifiers_of_known_prefixes_are_links_and_nothing_else_is(render):
    values = ["PMID:8446170", "CLINICALTRIALS:NCT03280056", "doi:10.1016/s0140-6736(96)91680-3", "MONDO:0004976",
              "ALSKG:mechanism-x", "biolink:affects", "javascript:alert", "PMID:8446170 and more"]  # fmt: skip
    seen = Seen(render(table(["x"], [[cell(value)] for value in values])))
    assert seen.cells[1:] == values
    assert seen.links == [
        "https://pubmed.ncbi.nlm.nih.gov/8446170",
        "https://clinicaltrials.gov/study/NCT03280056",
        "https://doi.org/10.1016/s0140-6736%2896%2991680-3",
        cell("MONDO:0004976").markdown.partition("](")[2].rstrip(")"),
    ]


def test_what_is_cut_says_so():
    assert cell("x" * MAX_TEXT).clipped is False
    cut = cell("x" * (MAX_TEXT + 1))
    assert cut.clipped and cut.markdown == "x" * (MAX_TEXT - 1) + "…"
    assert cell("PMID:1").clipped is False
    many = cell([f"i{number}" for number in range(MAX_ITEMS + 2)])
    assert many.clipped and many.markdown.endswith(f"; … ({MAX_ITEMS + 2} in all)")
    assert cell(["y" * 200]).clipped


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "true"),
        (3, "3"),
        (0.25, "0.25"),
        (2.0, "2"),
        (0.0, "0"),
        (1e-9, "1e-09"),
        (0.123456, "0.1235"),
    ],
)
def test_values_are_short(value, shown):
    assert cell(value).markdown == shown


@renderers
def test_code_holds_backticks(render):
    text = "a ``` b `c` | d"
    assert f"{text}\n</code></pre>" in render(fence(text))
    seen = Seen(render(f"| x |\n| --- |\n| {code('c | `d`')} |"))
    assert seen.cells[-1] == "c | `d`" and "code" in seen.elements


def example(rows, *, truncated=False, warnings=(), default: str | None = "x") -> Example:
    question = Question(
        "toy-question", "cypher", "A *toy* question", GROUPS[0], "What a toy <says>.", ("name", "items"),
        "// title: A toy question\n// columns: name, items[]\nMATCH (n {name: $name}) RETURN n.name, n.items",
        {"name": Parameter("name", "text", default), "at": Parameter("at", "integer", 2, "integer")},
        lists=frozenset({"items"}), edges=("biolink:affects",), example=("name=it's", "at=3"),
    )  # fmt: skip
    return Example(
        question,
        {"name": default or "it's", "at": 2},
        {"name": default or "it's", "at": 2},
        '# title: A toy question\nSELECT ?name WHERE { ?n rdfs:label "x" }',
        Rows(("name", "items"), tuple(rows), tuple(warnings), truncated),
    )


def test_a_page_says_how_to_ask_and_what_is_answered():
    text = page(example([("n|1", ["a", "b"])], warnings=["mind *this*"]))
    assert "# A &#42;toy&#42; question\n\nWhat a toy &lt;says&gt;." in text
    assert "alskg ask toy-question\nalskg ask toy-question 'name=it'\"'\"'s' at=3" in text
    assert 'kg.ask("toy-question", name="it\'s", at=3)' in text
    assert "| n&#124;1 | a; b |" in text
    assert "On the bundled graph, for name = x; at = 2:" in text
    assert "- **Note:** mind &#42;this&#42;" in text
    assert "```cypher\nMATCH (n {name: $name})" in text and "```sparql\nSELECT" in text
    assert "`name`, `items` (a list). It goes over `biolink:affects`." in text
    assert text.rstrip().count("\n1 row.\n") == 1 and "…" not in text


def test_a_page_never_leaves_out_silently():
    many = [(f"n{number}", []) for number in range(MAX_ROWS + 3)]
    text = page(example(many))
    assert len(re.findall(r"^\| n\d", text, re.MULTILINE)) == MAX_ROWS
    assert f"The first {MAX_ROWS} of {MAX_ROWS + 3} rows." in text and "are cut" not in text
    assert f"The first {MAX_ROWS} of at least {MAX_ROWS + 3} rows." in page(example(many, truncated=True))
    assert "Long cells and lists are cut at “…”." in page(example([("x" * 500, [])]))
    assert "\n\nNo row.\n\n" in page(example([]))


def test_a_parameter_without_a_default_takes_the_example():
    text = page(example([], default=None))
    assert "| `name` | text | none: a value is needed |" in text
    assert text.count("alskg ask toy-question 'name=it'") == 2


def test_what_a_page_says_can_be_pasted(tmp_path, monkeypatch, capsys):
    """The commands and the SPARQL of a page give the rows of the page."""
    monkeypatch.setenv("ALSKG_HOME", str(packaged_home().path))
    with kg.open() as graph:
        one = ask(graph, next(q for q in questions() if q.slug == "shared-mechanisms"))
    text = page(one)
    expected = len(one.answer.rows)
    (sparql,) = re.findall(r"```sparql\n(.*?)```", text, re.DOTALL)
    (cypher,) = re.findall(r"```cypher\n(.*?)```", text, re.DOTALL)
    (piped,) = re.findall(r"\| alskg cypher - (.*)", text)
    (tmp_path / "q.rq").write_text(sparql, encoding="utf-8")
    (tmp_path / "q.cypher").write_text(cypher, encoding="utf-8")
    for command in (
        ["sparql", "-f", str(tmp_path / "q.rq")],
        ["cypher", "-f", str(tmp_path / "q.cypher"), *shlex.split(piped)],
        *(shlex.split(line)[1:] for line in re.findall(r"^alskg ask [\w-]+$", text, re.MULTILINE)),
    ):
        assert run(["--quiet", *command, "--format", "jsonl"]) == 0
        assert len(capsys.readouterr().out.splitlines()) == expected > 5


def test_every_question_is_listed_once_under_its_group():
    listed = questions()
    text = cookbook.index(listed)
    assert re.findall(r"\]\(([\w-]+)\.md\)", text) == [one.slug for one in listed]
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == list(GROUPS)


def test_a_page_of_two_releases_does_not_change_from_day_to_day():
    text = page(example([], warnings=["compared: the release 0123456789ab of 2026-11-25T10:11 with 1"]))
    assert "compared: a release with 1" in text and "2026" not in text and "0123" not in text


def test_no_page_names_the_release_that_answered():
    """One changed cell would rewrite them all."""
    with kg.open(packaged_home().path) as graph:
        id = graph.id[:12]
    pages = list((Path(__file__).resolve().parent.parent / "docs" / "cookbook").glob("*.md"))
    assert len(pages) > 40 and not [one.name for one in pages if id in one.read_text(encoding="utf-8")]


def test_the_table_of_commands_in_readme_follows_the_commands():
    before = "a\n<!-- commands: x -->\n| old | row |\n\nb\n"
    text = commands.readme(before)
    assert text.startswith("a\n<!-- commands: x -->\n| | |\n") and text.endswith("\n\nb\n") and "old" not in text
    assert re.findall(r"^\| `alskg (\w+)` \|", text, re.MULTILINE) == list(COMMANDS)
    assert commands.readme(text) == text
    with pytest.raises(ValueError, match="no mark"):
        commands.readme("nothing")


def test_the_command_line_is_all_there():
    text = commands.page()
    headings = re.findall(r"^##+ alskg ?(.*)$", text, re.MULTILINE)
    assert [name for name in headings if name and " " not in name] == list(COMMANDS)
    assert "neo4j push" in headings
    assert text.count("Usage: alskg") == len(headings)
    assert "-h, --help" in text


def test_drift_is_found(tmp_path):
    pages = {"docs/a.md": "a\n", "docs/cookbook/b.md": "b\nc\n"}
    folders = ("docs/cookbook",)
    drift.write(pages, folders, tmp_path)
    assert drift.drifted(pages, folders, tmp_path) == []
    (tmp_path / "docs/a.md").unlink()
    (tmp_path / "docs/cookbook/b.md").write_text("b\nd\n", encoding="utf-8")
    (tmp_path / "docs/cookbook/old.md").write_text("x", encoding="utf-8")
    (tmp_path / "docs/other.md").write_text("not generated", encoding="utf-8")
    assert [sentence.partition(". ")[0] for sentence in drift.drifted(pages, folders, tmp_path)] == [
        "docs/a.md is missing",
        "docs/cookbook/b.md, line 2, is stale",
        "docs/cookbook/old.md belongs to nothing any more",
    ]
    drift.write(pages, folders, tmp_path)
    assert drift.drifted(pages, folders, tmp_path) == []
    assert (tmp_path / "docs/other.md").exists()


@pytest.mark.parametrize("name", ["markdown", "offline"])
def test_the_examples_in_docstrings_hold(name):
    from doctest import testmod
    from importlib import import_module

    result = testmod(import_module(f"pages.{name}"))
    assert result.attempted and not result.failed


def test_the_generator_fails_on_a_drifted_page(tmp_path, monkeypatch, capsys):
    """End to end, with a question that cannot be answered as the control of its one sentence."""
    import generate

    monkeypatch.setattr(generate, "ROOT", tmp_path)
    monkeypatch.setattr(generate, "pages", lambda: {"docs/cli.md": "x\n"})
    assert generate.main(["--check"]) == 1
    assert capsys.readouterr().err.startswith("docs/cli.md is missing.")
    assert generate.main([]) == 0 and generate.main(["--check"]) == 0

    def broken():
        raise kg.errors.NotFound("there is no gene 'x'.", hint="Choose another.")

    monkeypatch.setattr(generate, "pages", broken)
    assert generate.main(["--check"]) == 1
    assert capsys.readouterr().err == "error: there is no gene 'x'.\nhint: Choose another.\n"


def test_files_that_the_pages_name_are_there():
    root = Path(__file__).resolve().parent.parent
    named = re.compile(r"`((?:kg|loaders|queries|ontologies|tests|docs)/[\w/]+\.(?:py|md|tsv|yaml|ttl))`")
    pages = [*(root / "docs").rglob("*.md"), root / "README.md"]
    found = {(page.name, name) for page in pages for name in named.findall(page.read_text(encoding="utf-8"))}
    assert len(found) > 20 and sorted(one for one in found if not (root / one[1]).exists()) == []
