"""What a terminal shows: a table where it fits, the columns that matter where not all do, records where none does."""

from __future__ import annotations

import sys

import pytest
from click.shell_completion import ShellComplete

from kg.cli import output
from kg.cli.ask import ask
from kg.queries import read_question, slugs

COLUMNS = ("name", "finding", "design", "reference", "edge", "evidence")
ROWS = [
    ("VALOR", "a finding " * 9, "randomised_trial", "PMID:36129998", "ALSKG:e" + "0" * 20, "ALSKG:v" + "0" * 20)
] * 2
BRIEF = ("name", "finding", "reference")


@pytest.fixture
def show(monkeypatch, capsys):
    """Print rows on a terminal of some width; returns what stdout and stderr got."""

    def run(width, format_=None, rows=ROWS, brief=BRIEF):
        monkeypatch.setenv("COLUMNS", str(width))
        monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.setenv("TERM", "dumb")
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        output.print_rows(COLUMNS, rows, format_, brief=brief)
        return capsys.readouterr()

    return run


def test_a_wide_terminal_shows_every_column(show):
    said = show(200)
    assert all(name in said.out for name in COLUMNS) and "1 of 2" not in said.out
    assert not said.err


def test_a_narrower_one_shows_the_columns_that_matter_and_names_the_others(show):
    said = show(80)
    assert "reference" in said.out and "PMID:36129998" in said.out and "1 of 2" not in said.out
    assert "edge" not in said.out and "columns left out here: design, edge, evidence; --format records" in said.err
    assert max(map(len, said.out.splitlines())) <= 80
    assert "design" in show(80, brief=()).out, "control: a question without brief columns leaves none out"


def test_a_narrow_one_shows_records(show):
    said = show(40)
    assert "1 of 2" in said.out and "columns left out" in said.err
    everything = show(40, "records")
    assert all(name in everything.out for name in COLUMNS) and not everything.err


def test_what_is_asked_for_is_given(show):
    assert all(name in show(80, "table").out.replace("\n", "") for name in ("design", "edge"))
    assert show(80, "tsv").out.splitlines()[0] == "\t".join(COLUMNS)


def test_an_empty_answer_shows_no_frame(show):
    assert show(80, rows=[]).out == ""
    assert "name" in show(80, "table", rows=[]).out, "control"


def test_the_columns_that_matter_are_columns():
    for slug in slugs():
        asked = read_question(slug, "cypher")
        assert set(asked.brief) < set(asked.columns) or not asked.brief, slug
        assert len(asked.brief) <= 8, slug


def test_shells_complete_questions_and_their_parameters():
    def completed(*words):
        *before, incomplete = words
        found = ShellComplete(ask, {}, "alskg ask", "_ALSKG_COMPLETE").get_completions(before, incomplete)
        return [one.value for one in found]

    assert completed("gap-") == ["gap-genes-without-trial", "gap-mechanisms-without-factor"]
    assert completed("gap-genes-without-trial", "") == ["disease=", "grade="]
    assert completed("gap-genes-without-trial", "grade=De") == ["grade=Definitive"]
    assert completed("nothing", "") == []
