"""Texts compared, suggested, shown safely and said in words (kg/text), and that this is done nowhere else."""

from __future__ import annotations

import ast
import doctest
import re
from importlib import import_module
from pathlib import Path

import pytest

from kg.cli.output import print_rows, render
from kg.engines.core.rows import text_of
from kg.text import safe
from kg.text.fold import distance, fold, squeeze
from kg.text.phrases import counted, figure_text, local, predicate_words, words, words_of_key
from kg.text.suggest import CLOSE, LOOSE, did_you_mean, hint, hint_of, nearest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("kg", "loaders", "queries", "ontologies")
ROOM = ("kg/text/fold.py", "kg/text/phrases.py", "kg/text/safe.py", "kg/text/suggest.py")
GRAMMARS = {
    "kg/model/canonical.py": "what JSON escapes",
    "kg/engines/sparql/ntriples.py": "what N-Triples escapes",
    "kg/release/receipt.py": "what a path in a receipt may not hold",
    "kg/model/records.py": "the unit separator between the parts of an id",
}
"""Files that name control characters for a grammar of their own."""
HARMFUL = {
    "NUL": "\x00",
    "BEL": "\x07",
    "ESC": "\x1b",
    "DEL": "\x7f",
    "next line": "\x85",
    "CSI": "\x9b",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "right-to-left override": "\u202e",
    "right-to-left isolate": "\u2067",
    "pop isolate": "\u2069",
    "lone surrogate": "\udcff",
}
HARMLESS = ("SOD1", "α-synuclein", "Sjögren", "肌萎缩", "🧬", "a\\u0000b", "")


@pytest.mark.parametrize("name", [path.removesuffix(".py").replace("/", ".") for path in ROOM])
def test_the_examples_in_docstrings_hold(name):
    result = doctest.testmod(import_module(name))
    assert result.attempted and not result.failed


@pytest.mark.parametrize("char", HARMFUL.values(), ids=HARMFUL)
def test_what_steers_or_reorders_is_shown_as_its_escape_or_a_mark(char):
    escape = f"\\u{ord(char):04x}"
    for show in (safe.escaped, safe.one_line, safe.lines):
        assert show(f"a{char}b") == f"a{escape}b", show.__name__
    assert (safe.marked(f"a{char}b"), safe.spaced(f"a{char}b")) == ("a\ufffdb", "a b")
    assert safe.brief(f"a{char}b").isprintable()


@pytest.mark.parametrize("char", HARMFUL.values(), ids=HARMFUL)
def test_it_reaches_neither_a_terminal_nor_a_file(char, capsys):
    """The same through the functions that callers use, column names included."""
    for shown in (text_of(["x", {char: char}]), *(render([char], [[char], [[char]]], one) for one in ("tsv", "csv"))):
        assert char not in shown.replace("\n", "")
    for format_ in ("table", "records"):
        print_rows([f"a{char}"], [[f"b{char}"]], format_)
    out = capsys.readouterr().out
    assert char not in out and out.count(f"\\u{ord(char):04x}") == 4


@pytest.mark.parametrize("text", HARMLESS)
def test_a_plain_text_stays_as_it_is(text):
    """Control."""
    assert {show(text) for show in (safe.escaped, safe.one_line, safe.lines, safe.marked, safe.spaced)} == {text}


def test_line_breaks_and_odd_spaces_are_shown_as_each_output_needs():
    text = "a\tb\nc\rd\xa0e\u200df"
    assert safe.escaped(text) == "a\\u0009b\\u000ac\\u000dd\\u00a0e\\u200df"
    assert safe.one_line(text) == "a b c d\xa0e\u200df"
    assert safe.lines(text) == text
    assert safe.marked(text) == "a\tb\nc\ufffdd\xa0e\u200df"
    assert safe.spaced(text) == "a b c d e f"


def test_what_is_barred_from_tables_and_queries():
    tables, queries = re.compile(safe.BARRED_IN_TABLES), re.compile(safe.BARRED_IN_QUERIES)
    every = [chr(code) for code in range(0x10000)]
    in_tables = {char for char in every if tables.search(char)}
    in_queries = {char for char in every if queries.search(char)}
    assert in_tables < in_queries and not in_queries & set("\t\n")
    assert in_queries - in_tables == {"\r", "\u2028", "\u2029", "\ufeff", *map(chr, range(0x80, 0xA0))}


def test_long_texts_are_cut():
    assert safe.clipped("x" * 10, 10) == "x" * 10
    assert safe.clipped("x" * 11, 10) == "x" * 9 + "…"
    assert (safe.brief("x"), len(safe.brief("x" * 1000)), safe.brief(None)) == ("'x'", 80, "None")


def test_a_text_that_cannot_be_written_is_told():
    assert not any(map(safe.is_unicode, ("\ud800", "🧬\udc80", "\udfff")))
    assert all(map(safe.is_unicode, HARMLESS))


def test_texts_are_folded_and_compared():
    assert (fold(" Sjögren  Β-Catenin "), squeeze("TNF-α 2")) == ("sjogren beta-catenin", "tnfalpha2")
    assert [distance("fus", other, 2) for other in ("fus", "fsu", "f", "abcdef")] == [0, 1, 2, 3]


def test_the_nearest_name_whatever_its_case_and_underscores():
    assert nearest("STATUS", ["status", "search"]) == "status"
    assert nearest("contributesto", ["contributes_to", "causes"]) == "contributes_to"
    assert nearest("gene", ["GENE", "Gene"]) == "GENE", "the first of the alphabet, each time"
    assert nearest("", ["a"]) is nearest("x", []) is None


def test_how_like_a_name_must_be():
    known = ["gene-mechanisms"]
    assert [nearest("gene-mod", known, cutoff=cutoff) for cutoff in (LOOSE, CLOSE)] == ["gene-mechanisms", None]


def test_what_was_meant_is_said():
    assert did_you_mean("beleif", ["belief"]) == "; did you mean `belief`?" and did_you_mean("x", ["belief"]) == ""
    assert hint("Gen", ["Gene"], "no") == hint_of("Gene", "no") == "Did you mean 'Gene'?"
    assert hint("x", ["Gene"], "no") == hint_of(None, "no") == "no"


def test_keys_counts_and_figures_in_words():
    assert (local("biolink:causes"), local("causes"), words("no_effect")) == ("causes", "causes", "no effect")
    assert predicate_words("ALSKG:has_regulatory_event") == "has regulatory event"
    assert [words_of_key(one) for one in ("not_met", "SOD1_HUMAN", "")] == ["not met", "SOD1_HUMAN", ""]
    assert [counted(count, "step") for count in (0, 1, 2)] == ["0 steps", "1 step", "2 steps"]
    assert figure_text(1.0, None, "mg", 0.5, 2.0) == "at least 1 mg (interval 0.5 to 2)"
    assert figure_text(None, None, "mg", None, None) is None


def elsewhere(file: str, source: str) -> list[str]:
    """What a file does that only kg/text does."""
    found = []
    if re.search(r"(import|from) difflib", source):
        found.append(f"{file} suggests names")
    if re.search(r"""normalize\(["']NFK""", source):
        found.append(f"{file} folds")
    if file not in GRAMMARS and (re.search(r"\\x1f|\\x7f|\\u202[89e]|\\u206[69]", source) or "isprintable" in source):
        found.append(f"{file} names control characters")
    if re.search(r"""\.partition\(":"\)\[2\]\.replace\(|else .{1,40}\[: ?[\w ]+- 1\] \+ "…\"""", source):
        found.append(f"{file} words or cuts")
    return found


def test_nothing_else_folds_suggests_or_sanitises():
    paths = [path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py"))]
    files = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in paths}
    assert set(ROOM) | set(GRAMMARS) <= set(files)
    assert [one for file, source in files.items() if file not in ROOM for one in elsewhere(file, source)] == []


def test_what_another_file_does_is_noticed():
    """Control: what stood in seven files."""
    sources = (
        "def f():\n    from difflib import get_close_matches\n",
        'unicodedata.normalize("NFKD", text)\n',
        're.compile(r"[\\x00-\\x1f]")\n',
        'text if len(text) <= 30 else text[: 30 - 1] + "…"\n',
        'predicate.partition(":")[2].replace("_", " ")\n',
    )
    assert [len(elsewhere("kg/graph/card.py", source)) for source in sources] == [1] * len(sources)
    assert elsewhere("kg/model/canonical.py", sources[2]) == []


def test_the_room_knows_nothing_of_the_rest_but_errors():
    for file in ROOM:
        for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("kg"):
                assert str(node.module).startswith(("kg.errors", "kg.text")), file
