"""The commands that question a graph, as a user types them."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys

import pytest

from kg.cli import run
from support.home import packaged_home


@pytest.fixture(autouse=True)
def home(monkeypatch):
    monkeypatch.setenv("ALSKG_HOME", str(packaged_home().path))
    monkeypatch.delenv("ALSKG_PROFILE", raising=False)


def ask(capsys, *args):
    code = run(list(args))
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


def rows(out):
    return list(csv.DictReader(io.StringIO(out), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["search", "superoxide dismutase"], "HGNC:11179"),
        (["search", "HGNC:11179"], "SOD1"),
        (["node", "TDP-43"], "1p36.22"),
        (["edges", "FUS", "--predicate", "contributes_to"], "Stress granule dysfunction"),
        (["edges", "DAO", "--to", "ALS", "--asserted", "all"], "false"),
        (["evidence", "riluzole", "--to", "ALS"], "no_effect"),
        (["trials", "tofersen"], "CLINICALTRIALS:NCT02623699"),
        (["cypher", "MATCH (g:Gene {symbol: 'FUS'}) RETURN g.id AS id"], "HGNC:4010"),
        (["sparql", "SELECT ?label WHERE { HGNC:4010 rdfs:label ?label }"], "FUS"),
    ],
)
def test_data_on_stdout_words_on_stderr(capsys, args, words):
    code, out, err = ask(capsys, *args)
    assert code == 0 and words in out
    assert all(line.startswith("alskg: ") for line in err.splitlines())
    assert "graph " in err.splitlines()[-1]
    code, quiet, err = ask(capsys, "--quiet", *args)
    assert code == 0 and quiet == out and err == ""


def test_footer_counts_the_evidence_behind(capsys):
    _, out, err = ask(capsys, "edges", "DAO", "--to", "ALS", "--asserted", "all")
    assert "1 evidence row behind this answer" in err
    _, out, err = ask(capsys, "evidence", "riluzole", "--to", "ALS")
    assert f"{len(rows(out))} evidence rows behind this answer" in err


@pytest.mark.parametrize("format_", ["json", "jsonl", "tsv", "csv", "md", "table"])
def test_every_format_says_the_same(capsys, format_):
    code, out, _ = ask(capsys, "search", "SOD1", "--limit", "2", "--format", format_)
    assert code == 0
    if format_ == "json":
        found = json.loads(out)
    elif format_ == "jsonl":
        found = [json.loads(line) for line in out.splitlines()]
    elif format_ in ("tsv", "csv"):
        found = list(csv.DictReader(io.StringIO(out), delimiter="\t" if format_ == "tsv" else ","))
    else:
        assert "HGNC:11179" in out and "Gene" in out
        return
    assert [row["id"] for row in found] == ["HGNC:11179", "MGI:98351"]
    assert len(found[0]) == 6


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["search", "zzzzqqq"], 3, "nothing found"),
        (["search", ""], 2, "nothing to search for"),
        (["search", "SOD1", "--category", "Gen"], 2, "Did you mean 'Gene'?"),
        (["node", "ALS2"], 2, "names 2 things"),
        (["node", "SODD1"], 3, "Did you mean SOD1"),
        (["edges", "SOD1", "--predicate", "cures"], 3, "there is no predicate 'cures'"),
        (["evidence", "ALSKG:e00000000000000000000"], 3, "there is no edge"),
        (["trials", "--endpoint", "won"], 2, "'won' is not an endpoint"),
        (["cypher"], 2, "give one cypher query"),
        (["cypher", "RETURN 1", "-f", "x.cypher"], 2, "give one cypher query"),
        (["cypher", "-f", "/nonexistent/x.cypher"], 2, "cannot be read"),
        (["cypher", "RETURN $x", "-p", "x"], 2, "'x' is not a parameter"),
        (["cypher", "MATCH (n RETURN n"], 1, "syntax error at line 1"),
        (["cypher", "MATCH (n) DELETE n"], 1, "DELETE"),
        (["cypher", "LOAD CSV FROM 'file:///etc/hostname' AS a RETURN a"], 1, "LOAD CSV"),
        (["sparql", "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"], 1, "SERVICE"),
        (["sparql", "DROP ALL"], 1, ""),
        (["sparql", "SELECT WHERE"], 1, ""),
        (["view", "SODD1"], 3, "Did you mean"),
    ],
)
def test_errors_are_a_sentence_a_hint_and_an_exit_code(capsys, args, code, words):
    got, _out, err = ask(capsys, *args)
    assert got == code and words in err
    error, hint = [line for line in err.splitlines() if not line.startswith("alskg: ")]
    assert error.startswith("error: ") and hint.startswith("hint: ") and len(hint) > 8


def test_queries_come_from_stdin_and_files(capsys, monkeypatch, tmp_path):
    query = "MATCH (g:Gene {symbol: $symbol}) RETURN g.id AS id"
    monkeypatch.setattr(sys, "stdin", io.StringIO(query))
    code, out, _ = ask(capsys, "cypher", "-", "-p", "symbol=FUS")
    assert code == 0 and rows(out) == [{"id": "HGNC:4010"}]
    path = tmp_path / "q.cypher"
    path.write_text(query, encoding="utf-8")
    code, out, _ = ask(capsys, "cypher", "-f", str(path), "-p", "symbol=SOD1")
    assert code == 0 and rows(out) == [{"id": "HGNC:11179"}]
    path.write_text("SELECT ?id WHERE { ?id rdfs:label 'FUS' }", encoding="utf-8")
    code, out, _ = ask(capsys, "sparql", "-f", str(path))
    assert code == 0 and rows(out) == [{"id": "HGNC:4010"}]


def test_parameters_are_json_where_they_can_be(capsys):
    query = "MATCH (g:Gene) WHERE g.symbol IN $symbols RETURN count(g) AS n"
    code, out, _ = ask(capsys, "cypher", query, "-p", 'symbols=["SOD1","FUS"]')
    assert code == 0 and rows(out) == [{"n": "2"}]


def test_an_unknown_label_is_a_warning_with_the_nearest_name(capsys):
    code, _out, err = ask(capsys, "cypher", "MATCH (g:Gnee) RETURN g")
    assert code == 0 and "`Gnee`" in err and "`Gene`" in err


def test_view_writes_one_file(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = ask(capsys, "view", "TDP-43")
    assert code == 0 and out == "" and (tmp_path / "tardbp.html").stat().st_size > 100_000
    code, _, err = ask(capsys, "view", "SOD1", "-o", str(tmp_path / "missing" / "x.html"))
    assert code == 1 and "error: " in err


def test_hostile_cells_do_not_reach_the_terminal(capsys):
    for format_ in ("table", "tsv", "md"):
        code, out, _ = ask(capsys, "cypher", "RETURN '[red]x[/] \\u001b[31m' AS a, '[/]' AS b", "--format", format_)
        assert code == 0 and "\x1b[31m" not in out and "[red]x[/]" in out and "[/]" in out


def test_a_closed_pipe_is_no_error():
    command = f"{sys.executable} -P -m kg.cli --quiet trials --format tsv | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, env=os.environ)
    assert done.stdout.startswith("trial\t") and done.stderr == ""


def test_no_graph_is_built_on_first_use_and_goes_on(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("ALSKG_HOME", str(tmp_path / "fresh"))
    code, out, err = ask(capsys, "search", "SOD1")
    assert code == 0 and "HGNC:11179" in out
    assert err.splitlines()[0] == "alskg: building the bundled graph (first use)"


QUERY_PATH_MAY_NOT_LOAD = ("polars", "rdflib", "networkx", "pyvis", "numpy", "kglite", "pyoxigraph", "rich", "linkml")


@pytest.mark.parametrize(
    "args",
    [
        ["search", "sod1"],
        ["node", "FUS"],
        ["evidence", "DAO"],
        ["cypher", "MATCH (g:Gene) RETURN count(g)"],
        ["sparql", "ASK { ?g a biolink:Gene }"],
    ],
)
def test_a_question_loads_no_table_library_and_no_engine_in_this_process(args):
    """The engines answer from a process of their own; cold start depends on it."""
    command = [sys.executable, "-P", "-X", "importtime", "-m", "kg.cli"]
    assert subprocess.run([*command, *args], capture_output=True, text=True).returncode == 0
    done = subprocess.run([*command, *args], capture_output=True, text=True)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time")}
    assert "click" in loaded and not loaded & set(QUERY_PATH_MAY_NOT_LOAD)


def test_json_holds_data_not_text(capsys):
    """Lists are lists and nodes are objects in JSON; only the text formats flatten them."""
    _, out, _ = ask(
        capsys, "edges", "riluzole", "--to", "ALS", "--predicate", "ameliorates_condition", "--format", "json"
    )
    (row,) = json.loads(out)
    assert isinstance(row["publications"], list) and len(row["publications"]) == 3
    _, out, _ = ask(capsys, "cypher", "MATCH (g:Gene {symbol: 'FUS'}) RETURN g", "--format", "jsonl")
    assert json.loads(out)["g"]["properties"]["symbol"] == "FUS"
    _, out, _ = ask(capsys, "--quiet", "node", "FUS", "--format", "json")
    facts = {row["field"]: row["value"] for row in json.loads(out)}
    assert (facts["id"], facts["category"], facts["name"]) == ("HGNC:4010", "Gene", "FUS")


@pytest.mark.parametrize("command", ["node", "edges", "evidence"])
def test_lists_of_names_come_from_stdin_and_files(capsys, monkeypatch, tmp_path, command):
    monkeypatch.setattr(sys, "stdin", io.StringIO("DAO\n\nEWSR1\n"))
    code, out, _ = ask(capsys, "--quiet", command, "-", *(["--asserted", "all"] if command == "edges" else []))
    assert code == 0 and "DAO" in out and "EWSR1" in out
    path = tmp_path / "names.txt"
    path.write_text("DAO\nEWSR1\n", encoding="utf-8")
    again = ask(capsys, "--quiet", command, "-f", str(path), *(["--asserted", "all"] if command == "edges" else []))
    assert again == (0, out, "")
    path.write_text("DAO\nNOBODY\n", encoding="utf-8")
    assert ask(capsys, command, "-f", str(path))[0] == 3


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_infinity_is_valid_json(capsys, format_):
    _, out, _ = ask(capsys, "cypher", "RETURN exp(1000) AS x", "--format", format_)
    json.loads(out, parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))


def test_arguments_that_are_not_text_and_streams_that_cannot_show_arrows():
    command = [sys.executable, "-P", "-m", "kg.cli"]
    done = subprocess.run([*command, "search", b"\xff"], capture_output=True, env=os.environ)
    assert done.returncode == 2 and b"Traceback" not in done.stderr and b"error: " in done.stderr
    environ = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run([*command, "cypher", "RETURN '\u2193' AS x"], capture_output=True, env=environ)
    assert done.returncode == 0 and b"\\u2193" in done.stdout


def test_a_deep_parameter_and_a_limitless_time_are_refused_in_words(capsys):
    assert ask(capsys, "cypher", "RETURN $x AS x", "-p", "x=" + "[" * 5000)[0] in (0, 1)
    assert ask(capsys, "cypher", "RETURN 1", "--timeout", "inf")[0] == 2


def test_an_edge_between_two_of_several_things_is_a_neighbour_of_each(capsys, tmp_path):
    names = tmp_path / "names.txt"
    names.write_text("SOD1\nMONDO:0007103\n", encoding="utf-8")
    (edge,) = json.loads(
        ask(
            capsys,
            "edges",
            "SOD1",
            "--to",
            "MONDO:0007103",
            "--predicate",
            "contributes_to",
            "--exact",
            "--format",
            "json",
        )[1]
    )
    code, out, _ = ask(capsys, "neighbours", "-f", str(names), "--format", "json")
    rows = [row for row in json.loads(out) if row["edge"] == edge["edge"]]
    assert code == 0 and {(row["direction"], row["id"]) for row in rows} == {
        ("out", "MONDO:0007103"),
        ("in", "HGNC:11179"),
    }


def test_nothing_that_was_asked_for_is_left_out_in_silence(capsys):
    (edge,) = json.loads(ask(capsys, "edges", "DAO", "--to", "ALS", "--asserted", "all", "--format", "json")[1])
    id = edge["edge"]
    assert len(rows(ask(capsys, "evidence", id)[1])) == len(rows(ask(capsys, "evidence", "--edge", id)[1])) == 1
    assert ask(capsys, "evidence", id, "--predicate", "affects")[0] == 3, "its edge has another predicate"
    code, _, err = ask(capsys, "evidence", id, "--to", "ALS")
    assert code == 2 and "needs about" in err
    for command in ("edges", "evidence"):
        code, out, _ = ask(capsys, command, "--predicate", "is_sequence_variant_of", "--format", "jsonl")
        said = {json.loads(line)["predicate"] for line in out.splitlines()}
        assert code == 0 and said == {"biolink:is_sequence_variant_of"}, "a predicate alone says which edges"
