"""Named questions: the same rows in Cypher, in SPARQL and in plain Python; parameters that cannot do harm."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

import kg
from kg.cli import run
from kg.engines.core.limits import DEFAULT
from kg.engines.core.opening import open_cypher
from kg.errors import AlskgError, NotFound, UsageError
from kg.model.via import VIA
from kg.queries import CHANGES, GROUPS, LANGUAGES, P_VALUES, read_question, slugs
from kg.questions import queried, questions, shown
from kg.questions.consulted import consulted
from kg.questions.terms import fill
from kg.questions.values import in_query, resolved
from kg.schema.generated import ENUMS, PREDICATES
from support.answers.said import MADE
from support.home import packaged_home
from support.reference_answers import Reference

SOD1, C9ORF72, FUS, TARDBP, TBK1 = "HGNC:11179", "HGNC:28337", "HGNC:4010", "HGNC:11571", "HGNC:11584"
OPTN, SQSTM1, UBQLN2 = "HGNC:17142", "HGNC:11280", "HGNC:12509"
ALS, ALS1, MSC, BONE_MARROW_MSC = "MONDO:0004976", "MONDO:0007103", "CL:0000134", "CL:0002540"
ANY = {"cells": "", "route": "", "phase": "", "endpoint": ""}
LARGE_SET = [SOD1, C9ORF72, TARDBP, FUS]

CASES = {
    "approved-therapies": [({}, {"agency": ""}), ({"agency": "fda"}, {"agency": "fda"})],
    "biomarkers": [({}, {"disease": ALS}), ({"disease": "MONDO:0005145"}, {"disease": "MONDO:0005145"})],
    "cell-therapy-trial-outcomes": [({}, {})],
    "cell-therapy-trials": [
        ({}, ANY),
        ({"cells": "Bone-marrow", "route": "intrathecal", "phase": "1", "endpoint": "Safety only"},
         {"cells": "bone-marrow", "route": "intrathecal", "phase": "1", "endpoint": "safety_only"}),
    ],
    "changes-between-releases": [({}, {"about": TARDBP}), ({"about": "edaravone"}, {"about": "edaravone"})],
    "claims-of-a-paper": [
        ({}, {"reference": "PMID:32877582"}),
        ({"reference": "https://doi.org/10.1002/mus.27472"}, {"reference": "doi:10.1002/mus.27472"}),
    ],
    "claim-timeline": [
        ({}, {"about": "edaravone", "databases": "no"}),
        ({"about": "TARDBP", "databases": "yes"}, {"about": TARDBP, "databases": "yes"}),
    ],
    "contested-claims": [({}, {"against": 1}), ({"against": "2"}, {"against": 2})],
    "contested-genes": [({}, {"disease": ALS}), ({"disease": ALS1}, {"disease": ALS1})],
    "diagnostic-criteria": [({}, {"disease": ALS}), ({"disease": ALS1}, {"disease": ALS1})],
    "disease-figures": [
        ({}, {"disease": ALS, "quantity": ""}),
        ({"quantity": "SURV"}, {"disease": ALS, "quantity": "surv"}),
    ],
    "disease-subtypes": [({}, {"disease": ALS}), ({"disease": ALS1}, {"disease": ALS1})],
    "drugs-for-target": [({}, {"target": SOD1}), ({"target": "NEFL"}, {"target": "HGNC:7739"})],
    "evidence-between": [
        ({}, {"one": "AMX0035", "other": ALS}),
        ({"one": "ALS", "other": "DAO"}, {"one": "HGNC:2671", "other": ALS}),
        ({"one": "tofersen", "other": "ALS"}, {"one": "tofersen", "other": ALS}),
        ({"one": "MSC", "other": "neuroinflammation"}, {"one": MSC, "other": "ALSKG:mechanism-neuroinflammation"}),
    ],
    "evidence-by-design": [({}, {"about": MSC}), ({"about": "SOD1"}, {"about": SOD1})],
    "evidence-of-edge": [
        ({}, {"edge": "ALSKG:e5cc29632e3ab6c478947"}),
        ({"edge": "ALSKG:ebe7079d8a76095c73f68"}, {"edge": "ALSKG:ebe7079d8a76095c73f68"}),
    ],
    "evidence-to-verify": [({}, {"about": TARDBP}), ({"about": "SOD1"}, {"about": SOD1})],
    "familial-als-genes": [({}, {"disease": ALS}), ({"disease": ALS1}, {"disease": ALS1})],
    "gap-genes-without-trial": [
        ({}, {"disease": ALS, "grade": ""}),
        ({"grade": "definitive"}, {"disease": ALS, "grade": "Definitive"}),
    ],
    "gap-mechanisms-without-factor": [
        ({}, {"cell": MSC, "disease": ALS}),
        ({"cell": BONE_MARROW_MSC}, {"cell": BONE_MARROW_MSC, "disease": ALS}),
    ],
    "gene-mechanisms": [({}, {"gene": SOD1}), ({"gene": "C9orf72"}, {"gene": C9ORF72})],
    "gene-models": [({}, {"gene": SOD1}), ({"gene": "C9orf72"}, {"gene": C9ORF72})],
    "gene-phenotypes": [({}, {"gene": SOD1}), ({"gene": "TARDBP"}, {"gene": TARDBP})],
    "links-between": [
        ({}, {"one": MSC, "other": ALS, "largest": 100}),
        ({"one": "SOD1", "other": "TARDBP", "largest": 20}, {"one": SOD1, "other": TARDBP, "largest": 20}),
    ],
    "mechanism-genes": [
        ({}, {"mechanism": "ALSKG:mechanism-nucleocytoplasmic-transport"}),
        ({"mechanism": "RNA metabolism dysregulation"}, {"mechanism": "ALSKG:mechanism-rna-metabolism"}),
    ],
    "msc-factors": [({}, {"cell": MSC}), ({"cell": BONE_MARROW_MSC}, {"cell": BONE_MARROW_MSC})],
    "msc-on-gene-mechanisms": [
        ({}, {"genes": ["SOD1", "C9orf72", "TARDBP", "FUS"], "cell": MSC}),
        ({"genes": ["OPTN", "TBK1", "SOD1"]}, {"genes": ["OPTN", "TBK1", "SOD1"], "cell": MSC}),
    ],
    "msc-to-gene-chains": [
        ({}, {"gene": TARDBP, "largest": 30, "cell": MSC}),
        ({"gene": "TBK1", "largest": 100}, {"gene": TBK1, "largest": 100, "cell": MSC}),
    ],
    "claims-not-asserted": [
        ({}, {"predicate": ""}),
        ({"predicate": "has phenotype"}, {"predicate": "biolink:has_phenotype"}),
    ],
    "regulatory-history": [
        ({}, {"decision": "", "agency": ""}),
        ({"decision": "approved", "agency": "fda"}, {"decision": "approved", "agency": "fda"}),
    ],
    "risk-factors": [({}, {"disease": ALS}), ({"disease": ALS1}, {"disease": ALS1})],
    "shared-mechanisms": [
        ({}, {"genes": LARGE_SET, "at_least": 2}),
        ({"genes": "FUS, SOD1", "at_least": 1}, {"genes": [FUS, SOD1], "at_least": 1}),
    ],
    "shared-pathways": [
        ({}, {"genes": [OPTN, TBK1, SQSTM1, UBQLN2], "at_least": 2}),
        ({"genes": "SOD1,FUS", "at_least": 1}, {"genes": [SOD1, FUS], "at_least": 1}),
    ],
    "sporadic-against-familial": [({}, {"gene": ""}), ({"gene": "c9ORF72"}, {"gene": C9ORF72})],
    "trials-by-outcome": [({}, {"source": MSC}), ({"source": "astrocyte"}, {"source": "CL:0000127"})],
    "trials-of-therapy": [
        ({}, {"therapy": "tofersen"}),
        ({"therapy": "mesenchymal stem cell"}, {"therapy": MSC}),
    ],
    "therapy-effects": [({}, {"therapy": "lenzumestrocel"}), ({"therapy": "edaravone"}, {"therapy": "edaravone"})],
    "trials-not-met": [({}, {"intervention": ""}), ({"intervention": "relyvrio"}, {"intervention": "RELYVRIO"})],
    "variants-and-progression": [({}, {"gene": SOD1}), ({"gene": "FUS"}, {"gene": FUS})],
    "vesicle-mirnas": [({}, {"cell": MSC}), ({"cell": BONE_MARROW_MSC}, {"cell": BONE_MARROW_MSC})],
    "who-says-so": [({}, {"about": TARDBP}), ({"about": "SOD1"}, {"about": SOD1})],
}  # fmt: skip
CASES |= {slug: [({}, None)] for slug in slugs() if slug not in CASES}
"""A question without cases of its own is asked with its defaults."""
HEADER = re.compile(r"(//|#) ")
RESERVED = {"slug", "language", "graph", "home", "profile", "say", "neo4j"}
EVERY = [(slug, at) for slug, cases in CASES.items() for at in range(len(cases))]

HOSTILE = (
    '") } DROP ALL',
    "'}) DETACH DELETE n //",
    "'}) MATCH (n) DETACH DELETE n //",
    '"} ; CLEAR ALL #',
    "> <http://example.org/> . ?s ?p ?o . #",
    "\\u0022) } # \\",
    '"""\n} INSERT DATA { <a> <b> <c> }',
    "$gene $genes $about",
    "{}[]()|&;`$(id)",
    "\x00\x1b[31m\u202e\u2028",
    "a" * 400,
    "%s %(x)s {0}",
)


@cache
def graph():
    return kg.open(packaged_home().path)


@cache
def cypher():
    return open_cypher(graph().backend.release.path)


@cache
def reference():
    opened = graph()
    return Reference(*opened.tables)


def identifiers(params):
    """Parameters of a reference whose value is a name where no identifier is worth writing out."""
    named = ("edaravone", "AMX0035", "tofersen", "lenzumestrocel")
    return {k: graph().resolve(v).id if isinstance(v, str) and v in named else v for k, v in params.items()}


def one_answer(slug, language, params):
    """The rows of a question without `via`; of one whose answer gets columns besides, those of its query."""
    asked = read_question(slug, language)
    if not asked.compares and not asked.hypergeometric:
        return without_via(graph().ask(slug, language, **params))
    return queried(graph(), asked, resolved(graph(), asked, params))


def without_via(answer):
    """An answer without the words that say by what each row came, which tests/test_closure.py is about."""
    if VIA not in answer.columns:
        return answer
    at = answer.columns.index(VIA)
    rows = tuple(dict.fromkeys(repr((*row[:at], *row[at + 1 :])) for row in answer.rows))
    kept = {repr((*row[:at], *row[at + 1 :])): (*row[:at], *row[at + 1 :]) for row in answer.rows}
    columns = (*answer.columns[:at], *answer.columns[at + 1 :])
    return replace(answer, columns=columns, rows=tuple(kept[one] for one in rows))


def added(asked, name):
    """Whether a column comes from no query (see kg.questions.compare and kg.questions.enrichment)."""
    return (
        name == VIA or (bool(asked.compares) and name in CHANGES) or (bool(asked.hypergeometric) and name in P_VALUES)
    )


def bag(rows):
    return Counter(repr(tuple(tuple(cell) if isinstance(cell, list) else cell for cell in row)) for row in rows)


def test_every_question_is_in_both_languages_and_has_a_reference():
    assert slugs() == sorted(CASES), "a case of a question that is gone"
    for slug in slugs():
        cypher, sparql = (read_question(slug, language) for language in LANGUAGES)
        same = "slug title group description columns parameters lists order edges example note".split()
        same += ["compares", "hypergeometric"]
        assert all(getattr(cypher, name) == getattr(sparql, name) for name in same), slug
        assert callable(getattr(Reference, slug.replace("-", "_")))
        assert cypher.order and {name for name, _ in cypher.order} <= set(cypher.columns), slug
        asked = {name for name, one in cypher.parameters.items() if one.kind != "release"}
        for text in (cypher.text, sparql.text):
            assert set(re.findall(r"\$(\w+)", text)) == asked, slug
        assert not asked & RESERVED, "names of kg.ask's own arguments"
    listed = questions()
    assert sorted(one.slug for one in listed) == slugs()
    assert [GROUPS.index(one.group) for one in listed] == sorted(GROUPS.index(one.group) for one in listed)


@pytest.mark.parametrize(("slug", "at"), EVERY)
def test_cypher_sparql_and_plain_python_agree(slug, at):
    params, ids = CASES[slug][at]
    ids = resolved(graph(), read_question(slug, "cypher"), params) if ids is None else ids
    expected = reference().answer(slug, **identifiers(ids))
    for language in LANGUAGES:
        answer, asked = one_answer(slug, language, params), read_question(slug, language)
        assert answer.columns == tuple(name for name in asked.columns if not added(asked, name))
        assert bag(answer.rows) == bag(expected), language
        assert not answer.truncated and (answer or any("consulted" in warning for warning in answer.warnings))


@pytest.mark.parametrize("slug", [slug for slug in CASES if not read_question(slug, "cypher").compares])
def test_both_languages_give_the_same_rows_in_the_same_order(slug):
    assert graph().ask(slug).rows == graph().ask(slug, "sparql").rows


@pytest.mark.parametrize("slug", [slug for slug in CASES if not read_question(slug, "cypher").compares])
def test_a_question_finds_something_by_default_and_has_a_working_example(slug):
    asked = read_question(slug, "cypher")
    for params in ({}, dict(part.split("=", 1) for part in asked.example)):
        answer = graph().ask(slug, **params)
        assert answer, params
        notes = [asked.note] if asked.note else []
        notes += ["no p-value: what"] * bool(asked.hypergeometric)
        told = [one for one in answer.warnings if "exact leaves them out" not in one]
        assert len(told) == len(notes) and all(map(str.startswith, told, notes))


@pytest.mark.parametrize("slug", list(CASES))
def test_cypher_without_its_optimiser_gives_the_same_rows(slug):
    asked = read_question(slug, "cypher")
    values = in_query(asked, resolved(graph(), asked, {}))
    request = {"query": asked.text, "params": values, "work": 5_000_000, "rows": 100_000}
    plain, bare = (cypher().request({**request, "disable_optimizer": off}, DEFAULT) for off in (False, True))
    assert "error" not in bare, bare
    assert plain["columns"] == bare["columns"] and bag(map(canonical, plain["rows"])) == bag(
        map(canonical, bare["rows"])
    )


def canonical(row):
    return tuple(tuple(sorted(cell)) if isinstance(cell, list) else cell for cell in row)


def test_every_study_design_is_human_animal_in_vitro_computed_or_second_hand():
    assert set(MADE) == ENUMS["study_design"]


def test_a_reference_with_one_row_changed_is_noticed():
    expected = reference().answer("gene-mechanisms", gene=SOD1)
    rows = without_via(graph().ask("gene-mechanisms")).rows
    first = sorted(expected, key=repr)[0]
    for spoilt in (expected - {first}, expected | {("x", *first[1:])}, (expected - {first}) | {("x", *first[1:])}):
        assert bag(rows) != bag(spoilt)
    assert bag(rows) == bag(expected)


def test_an_empty_answer_says_what_was_consulted():
    answer = graph().ask("vesicle-mirnas", cell="neuron")
    assert not answer.rows
    (said,) = answer.warnings
    assert said.startswith("nothing fits; consulted: ") and "als-kg-curated (2026-" in said
    assert not any("consulted" in warning for warning in graph().ask("vesicle-mirnas").warnings), "control"


@pytest.mark.parametrize("slug", list(CASES))
def test_what_was_consulted_is_counted_and_names_all_that_the_question_goes_over(slug):
    asked = read_question(slug, "cypher")
    said = consulted(graph(), asked)
    rows = [row for row in reference().every if not asked.edges or row["predicate"] in asked.edges]
    assert rows and {source for row in rows for source in row["sources"]} == set(re.findall(r"([\w-]+) \(\d{4}", said))
    for predicate in asked.edges:
        of_kind = [row for row in rows if row["predicate"] == predicate]
        refuted = sum(not row["asserted"] for row in of_kind)
        aside = rf" \({refuted} not asserted\)" if refuted else ""
        assert re.search(rf"\b{len(of_kind):,} {predicate.partition(':')[2]}{aside}[, ]", said), predicate
    if not asked.edges:
        assert f"all {len(rows):,} ({sum(not row['asserted'] for row in rows):,} not asserted) edges" in said
        return
    types = {one.partition(":")[2].upper(): one for one in PREDICATES}
    for language in LANGUAGES:
        body = "\n".join(line for line in read_question(slug, language).text.splitlines() if not HEADER.match(line))
        used = {
            types[word]
            for part in re.findall(r"\[[^\]]*?:([A-Z_|]+)", body)
            for word in part.split("|")
            if word in types
        }
        used |= set(re.findall(r"(?:biolink|ALSKG):\w+", body)) & set(PREDICATES)
        assert used <= set(asked.edges), (language, used - set(asked.edges))


def test_wrong_parameters_are_named_with_what_there_is():
    with pytest.raises(NotFound, match=r"gene-mechanism.*Did you mean 'gene-mechanisms'"):
        graph().ask("gene-mechanism")
    with pytest.raises(UsageError, match=r"no parameter 'gen'.*gene=SOD1"):
        graph().ask("gene-mechanisms", gen="SOD1")
    with pytest.raises(UsageError, match="takes no parameters"):
        graph().ask("cell-therapy-trial-outcomes", gene="SOD1")
    with pytest.raises(UsageError, match="needs a value for 'gene'"):
        graph().ask("gene-mechanisms", gene=None)
    with pytest.raises(NotFound, match="nosuchgene"):
        graph().ask("gene-mechanisms", gene="nosuchgene")
    with pytest.raises(NotFound, match="not a Gene"):
        graph().ask("gene-mechanisms", gene="CL:0000134")
    with pytest.raises(UsageError, match="names 2 things"):
        graph().ask("claim-timeline", about="amyotrophic lateral sclerosis")
    for wrong in ("sql", {}, None, "b" * 20_000):
        with pytest.raises(UsageError, match="not a query language"):
            graph().ask("gene-mechanisms", wrong)
    for wrong in (5, None, "\ud800", b"SOD1"):
        with pytest.raises(UsageError, match="is not text"):
            graph().node(wrong)
    for params in ({"x" * 20_000: 1}, {"gene": "c" * 400}):
        with pytest.raises(AlskgError) as error:
            graph().ask("gene-mechanisms", **params)
        assert len(str(error.value)) < 600, "a message repeats no novel"
    for wrong in ("two", 1.5, True, [2], "2; DROP", 10**12, "9" * 30):
        with pytest.raises(UsageError, match="a whole number"):
            graph().ask("shared-mechanisms", at_least=wrong)
    for wrong in ([], 7, {"SOD1": 1}, ["SOD1"] * 500):
        with pytest.raises(UsageError, match="a list of"):
            graph().ask("shared-mechanisms", genes=wrong)
    for wrong in (7, ["a"], "a" * 501, "\ud800", b"a"):
        with pytest.raises(UsageError, match="a text of"):
            graph().ask("trials-not-met", intervention=wrong)


@pytest.mark.parametrize("slug", [slug for slug in CASES if read_question(slug, "cypher").parameters])
def test_hostile_values_are_values(slug):
    """Through every parameter of every question: an answer or an error that says so, the same in both languages."""
    asked = read_question(slug, "cypher")
    for name, parameter in asked.parameters.items():
        for text in HOSTILE if parameter.kind == "text" else HOSTILE[:4]:
            value = [text] if parameter.many else text
            ended = set()
            for language in LANGUAGES:
                try:
                    ended.add(len(graph().ask(slug, language, **{name: value})))
                except (UsageError, NotFound) as error:
                    assert error.hint
                    ended.add(type(error).__name__)
            assert len(ended) == 1 and (parameter.kind != "text" or ended == {0}), (name, text, ended)


def test_values_stay_inside_their_terms():
    asked = read_question("trials-not-met", "sparql")
    text = fill(asked, {"intervention": '") } # $intervention \\'})
    assert r'LCASE("\") } # $intervention \\")' in text
    assert r'LCASE("a\nb")' in fill(asked, {"intervention": "a\nb"})
    with pytest.raises(ValueError, match=r"not a CURIE"):
        fill(read_question("gene-models", "sparql"), {"gene": "HGNC:1> . ?s ?p ?o"})


def test_a_value_that_would_have_worked_as_text_is_a_control():
    """Were values put in as typed, this one would ask for every trial."""
    inside = '")) || CONTAINS(LCASE("a"), LCASE("a'
    asked = read_question("trials-not-met", "sparql")
    as_typed = asked.text.replace("$intervention", f'"{inside}"')
    assert len(graph().sparql(as_typed)) == len(graph().ask("trials-not-met", "sparql")) > 0
    assert len(graph().ask("trials-not-met", "sparql", intervention=inside)) == 0


def test_a_shown_question_runs_as_it_is(capsys, monkeypatch):
    monkeypatch.setenv("ALSKG_HOME", str(packaged_home().path))
    text = shown(graph(), "gene-mechanisms", "sparql", {"gene": "FUS"})
    assert len(graph().sparql(text)) == len(graph().ask("gene-mechanisms", gene="FUS"))
    assert "$gene" in shown(graph(), "gene-mechanisms", "cypher", {})
    assert run(["--quiet", "ask", "gene-mechanisms", "gene=FUS", "--sparql"]) == 0
    assert capsys.readouterr().out == text


@pytest.mark.parametrize(
    ("args", "code", "word"),
    [
        (["ask"], 0, "msc-on-gene-mechanisms\tWhat from"),
        (["ask", "gene-models", "gene=FUS", "--format", "jsonl"], 0, '"model": "FUS'),
        (["ask", "gene-models", "gene=FUS", "--language", "sparql", "--format", "jsonl"], 0, '"model": "FUS'),
        (["ask", "shared-mechanisms", "genes=SOD1,FUS", "at_least=2"], 0, "FUS|SOD1"),
        (["ask", "vesicle-mirnas", "cell=neuron"], 0, "nothing fits; consulted"),
        (["ask", "gene-model"], 3, "Did you mean 'gene-models'"),
        (["ask", "gene-models", "gene"], 2, "KEY=VALUE"),
        (["ask", "gene-models", "gene=FUS", "gene=SOD1"], 2, "given twice"),
        (["ask", "gene-models", "language=sparql"], 2, "Its parameters are gene=SOD1"),
        (["ask", "gene-models", "slug=x"], 2, "no parameter 'slug'"),
        (["ask", "gene-models", "gene=\x1b[31m'}) DETACH DELETE"], 3, "hint: "),
        (["ask", "--cypher"], 2, "needs a question"),
        (["ask", "--describe"], 2, "--describe needs a question"),
        (["ask", "shared-mechanisms", "--describe"], 0, "list of genes; SOD1,C9orf72,TARDBP,FUS when left out"),
        (["ask", "--format", "table"], 0, "Evidence, for and against"),
        (["ask", "gene-models", "gene=FUS", "--format", "records"], 0, "1 of "),
        (["ask", "../../etc/passwd"], 3, "there is no question"),
    ],
)
def test_the_command(args, code, word, capsys, monkeypatch):
    monkeypatch.setenv("ALSKG_HOME", str(packaged_home().path))
    assert run(args) == code
    said = capsys.readouterr()
    assert word in said.out + said.err and "Traceback" not in said.err


@pytest.mark.parametrize(
    ("typed", "curie"),
    [
        ("PMID:36129998", "PMID:36129998"),
        ("36129998", "PMID:36129998"),
        ("https://pubmed.ncbi.nlm.nih.gov/36129998/", "PMID:36129998"),
        ("10.1002/mus.27472", "doi:10.1002/mus.27472"),
        ("https://doi.org/10.1002/MUS.27472", "doi:10.1002/mus.27472"),
        ("nct03280056", "CLINICALTRIALS:NCT03280056"),
        ("https://clinicaltrials.gov/study/NCT03280056", "CLINICALTRIALS:NCT03280056"),
    ],
)
def test_references_are_taken_as_people_have_them(typed, curie):
    asked = read_question("claims-of-a-paper", "cypher")
    assert resolved(graph(), asked, {"reference": typed}) == {"reference": curie}
    assert graph().ask("claims-of-a-paper", reference=typed)


def test_words_of_a_parameter_are_taken_in_any_case_and_others_refused_with_the_list():
    for typed in ("definitive", "DEFINITIVE", " Definitive "):
        assert len(graph().ask("gap-genes-without-trial", grade=typed)) == 10
    assert len(graph().ask("gap-genes-without-trial", grade="")) > 30
    for slug, name in (
        ("gap-genes-without-trial", "grade"),
        ("regulatory-history", "decision"),
        ("cell-therapy-trials", "endpoint"),
    ):
        with pytest.raises(UsageError, match=f"'{name}' takes one of .*, not 'success'"):
            graph().ask(slug, **{name: "success"})
    with pytest.raises(NotFound, match="no predicate 'contributes'"):
        graph().ask("claims-not-asserted", predicate="contributes")


def test_values_of_python_are_taken_for_what_they_are():
    import numpy as np

    genes = ("SOD1", "FUS")
    expected = graph().ask("shared-mechanisms", genes=list(genes), at_least=2).rows
    for many in (genes, set(genes), dict.fromkeys(genes).keys(), (one for one in genes), np.array(genes), "SOD1, FUS"):
        assert graph().ask("shared-mechanisms", genes=many, at_least=np.int64(2)).rows == expected
    assert graph().ask("gene-models", gene=graph().resolve("FUS")).rows == graph().ask("gene-models", gene="FUS").rows
    assert graph().ask("shared-mechanisms", genes=genes, at_least=2.0).rows == expected
    with pytest.raises(UsageError, match="from 0 to"):
        graph().ask("shared-mechanisms", at_least=-1)


def test_a_failed_trial_is_found_by_every_name_of_its_drug():
    rows = [graph().ask("trials-not-met", intervention=name).rows for name in ("AMX0035", "relyvrio", "PHOENIX")]
    assert rows[0] == rows[1] == rows[2] and "PHOENIX" in rows[0][0][1]


def test_sod1_and_als_are_not_strangers():
    """The edge goes to ALS type 1: asked for ALS, the answer looks one step below and says so."""
    answer = graph().ask("evidence-between", one="SOD1", other="ALS").dicts()
    assert answer and all("a kind of ALS" in row["via"] for row in answer)
    assert not graph().ask("evidence-between", one="SOD1", other="ALS", exact=True)
