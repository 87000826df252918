"""Ten answers derived by hand from the fact tables (docs/checked-answers.md), as literal data, against `ask`.

The data were typed from the rows, not from the program's answers. A change of the tables or of a
question that moves one of these answers has to be judged anew, here and in the document.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from typing import Any

import pytest

import kg
from kg.queries import LANGUAGES
from support.collection import PROJECT
from support.home import packaged_home

DOCUMENT = PROJECT / "docs" / "checked-answers.md"
TABLES = sorted([*(PROJECT / "loaders/curated").glob("*.tsv"), *(PROJECT / "loaders/bundled").glob("*.tsv")])
RECORD = re.compile(r"`((?:als|msc|gene|disease|trial|entity)_[a-z_]+:[0-9]+|models:[0-9]+|own:[a-z0-9-]+)`")

ALS = "amyotrophic lateral sclerosis"
ALS_ID = "MONDO:0004976"
FAMILIAL, SPORADIC, CASES = "share of familial ALS", "share of sporadic ALS", "share of ALS cases"
DEFINITIVE, STRONG, MODERATE, LIMITED = (("Definitive",), ("Strong",), ("Moderate",), ("Limited",))

# gene: inheritance, ClinGen's grade for ALS or a subtype of it
GENES: dict[str, tuple[str | None, tuple[str, ...]]] = {
    "SOD1": ("AD; AR (D90A)", DEFINITIVE), "C9orf72": ("AD", DEFINITIVE),
    "TARDBP": ("AD (rare homozygotes)", DEFINITIVE), "FUS": ("AD (juvenile cases often de novo)", DEFINITIVE),
    "ALS2": ("AR", ()), "ANG": ("AD", LIMITED), "ANXA11": ("AD", DEFINITIVE), "ARHGEF28": ("semidominant", LIMITED),
    "ARPP21": ("AD", LIMITED), "ATXN2": ("risk allele", ()), "CAV1": ("AD", LIMITED), "CAV2": ("AD", LIMITED),
    "CCNF": ("AD", LIMITED), "CFAP410": ("semidominant", LIMITED), "CHCHD10": ("AD", MODERATE),
    "CHMP2B": ("AD", DEFINITIVE), "CYLD": ("AD", LIMITED), "DCTN1": ("AD", MODERATE), "DNAJC7": ("AD", LIMITED),
    "ERBB4": ("AD", LIMITED), "FIG4": ("AD (risk factor)", LIMITED), "GLE1": ("AD", LIMITED), "GLT8D1": ("AD", LIMITED),
    "HNRNPA1": ("AD", ()), "KIF5A": ("AD", DEFINITIVE),
    "LGALSL": ("undetermined", LIMITED), "LRP12": ("AD", ()), "MATR3": ("AD", ()),
    "NEFH": ("AD", LIMITED), "NEK1": ("AD (risk)", DEFINITIVE),
    "NUP50": ("AD", LIMITED), "OPTN": ("AD/AR (ClinGen: semidominant)", DEFINITIVE),
    "PFN1": ("AD", DEFINITIVE), "PRPH": ("AD", LIMITED), "SETX": ("AD", ()), "SIGMAR1": ("AR", ()), "SPG11": ("AR", ()),
    "SPTLC1": ("AD, often de novo", ()), "SPTLC2": ("AD", STRONG), "SQSTM1": ("AD", MODERATE),
    "SS18L1": ("AD", LIMITED), "TAF15": ("AD", LIMITED), "TBK1": ("AD", DEFINITIVE), "TIA1": ("AD", LIMITED),
    "TREM2": (None, ()), "TUBA4A": ("AD", MODERATE), "UBQLN2": ("XLD", DEFINITIVE), "UNC13A": ("risk allele", ()),
    "VAPB": ("AD", DEFINITIVE), "VCP": ("AD", ()),
}  # fmt: skip
# Definitive by ClinGen for susceptibilities that MONDO files under no disease; counted as ALS by rows of our own.
SUSCEPTIBILITIES = {"KIF5A": "MONDO:0060670", "NEK1": "MONDO:0054750"}
SHARES = [
    ("SOD1", FAMILIAL, 14.8, 14.8, "European"), ("SOD1", FAMILIAL, 30, 30, "Asian"), ("SOD1", FAMILIAL, 20, 20, None),
    ("SOD1", SPORADIC, 1.2, 1.2, "European"), ("SOD1", SPORADIC, 1.5, 1.5, "Asian"), ("SOD1", SPORADIC, 1, 3, None),
    ("SOD1", CASES, 2, 2, None), ("SOD1", CASES, 2, 5, None),
    ("C9orf72", FAMILIAL, 33.7, 33.7, "European"), ("C9orf72", FAMILIAL, 2.3, 2.3, "Asian"),
    ("C9orf72", FAMILIAL, 24, 24, None), ("C9orf72", SPORADIC, 5.1, 5.1, "European"),
    ("C9orf72", SPORADIC, 0.3, 0.3, "Asian"), ("C9orf72", SPORADIC, 5, 10, None),
    ("C9orf72", CASES, 8, 12, "Caucasian populations"),
    ("TARDBP", FAMILIAL, 4.2, 4.2, "European"), ("TARDBP", FAMILIAL, 1.5, 1.5, "Asian"),
    ("TARDBP", FAMILIAL, 1, 5, None),
    ("TARDBP", SPORADIC, 0.8, 0.8, "European"), ("TARDBP", SPORADIC, 0.2, 0.2, "Asian"),
    ("TARDBP", CASES, 30, 30, "Sardinian ALS"),
    ("FUS", FAMILIAL, 2.8, 2.8, "European"), ("FUS", FAMILIAL, 6.4, 6.4, "Asian"), ("FUS", FAMILIAL, 1, 5, None),
    ("FUS", SPORADIC, 0.3, 0.3, "European"), ("FUS", SPORADIC, 0.9, 0.9, "Asian"), ("FUS", CASES, 0.3, 0.9, None),
    ("FIG4", CASES, 2, 2, "ALS and PLS series"), ("GLE1", SPORADIC, 0.16, 0.16, "Chinese"),
    ("HNRNPA1", FAMILIAL, None, None, None), ("PFN1", FAMILIAL, 2.55, 2.55, None),
    ("TBK1", FAMILIAL, None, None, "European"), ("TBK1", SPORADIC, None, None, "European"),
    ("NEK1", CASES, 3, 3, None), ("VCP", FAMILIAL, 1, 2, None),
]  # fmt: skip
WITH_SHARE = {share[0] for share in SHARES}

VESICLES, NTF = "MSC extracellular vesicles", "MSC-NTF (NurOwn, debamestrocel)"
GIUNTI, MSC_NTF_PAPER = ("PMC:PMC7814007",), ("PMID:29116031",)
MSC, ADIPOSE = "mesenchymal stem cell", "mesenchymal stem cell of adipose tissue"
MICE = ("PMID:27112499", "doi:10.1016/j.neuron.2020.08.009")
AMX0035 = "sodium phenylbutyrate and taurursodiol"
BY_FDA = ("FDA", "ALS", "secondary")

CHECKED: dict[str, tuple[dict[str, str], str, list[tuple[Any, ...]]]] = {
    "familial-als-genes": (
        {},
        "gene inheritance clingen quantity low high population",
        [(gene, *GENES[gene], *share) for gene, *share in SHARES]
        + [(gene, *said, None, None, None, None) for gene, said in GENES.items() if gene not in WITH_SHARE],
    ),
    "gene-mechanisms": (
        {"gene": "FUS"},
        "mechanism relation belief says design reference",
        [
            ("Protein misfolding and aggregation", "biolink:causes", 0.936, "supports", "human_tissue", paper)
            for paper in ("PMID:19251628", "PMID:20668261", "PMID:20579074")
        ]
        + [
            (mechanism, "biolink:contributes_to", belief, "supports", design, paper)
            for mechanism, belief, design, paper in (
                ("DNA damage and impaired repair", 0.6, "human_tissue", "PMID:30206235"),
                ("Axonal transport defect", 0.32, "review", "PMID:41890591"),
                ("Aberrant phase separation", 0.35, "in_vitro", "PMID:26317470"),
                ("Cytoplasmic mislocalization of nuclear proteins", 0.35, "in_vitro", "PMID:19251628"),
                ("Nucleocytoplasmic transport defect", 0.35, "in_vitro", "PMID:20699327"),
                ("Stress granule dysfunction", 0.35, "in_vitro", "PMID:20699327"),
            )
        ],
    ),
    "shared-mechanisms": (
        {"genes": "OPTN,TBK1,SQSTM1,UBQLN2,VCP", "at_least": "2"},
        "mechanism sharing genes strongest references",
        [
            ("Autophagy impairment", 3, ("TBK1", "UBQLN2", "VCP"), ("in_vitro", "review"),
             ("PMID:28148298", "PMID:37257946", "doi:10.3389/fneur.2022.841394")),
            ("Ubiquitin-proteasome system impairment", 2, ("UBQLN2", "VCP"), ("human_observational", "in_vitro"),
             ("PMID:21145000", "PMID:21857683")),
        ],
    ),
    "vesicle-mirnas": (
        {},
        "carrier relation change mirna acts_on effect aspect for against references",
        [
            (VESICLES, "ALSKG:delivers", None, mirna, target, "decreased", aspect, 1, 0, GIUNTI)
            for mirna in ("mmu-mir-466q", "mmu-mir-467f")
            for target, aspect in (("Tnf", "expression"), ("Il1b", "expression"), ("Map3k8", "expression"),
                                   ("Mapkapk2", "expression"), ("p38MAPK cascade", None))
        ]
        + [
            (NTF, "biolink:affects", "increased", "hsa-mir-132", target, "decreased", "expression", 1, 0, MSC_NTF_PAPER)
            for target in ("RASA1", "JPT1", "KLHL11")
        ]
        + [
            (NTF, "biolink:affects", change, mirna, None, None, None, None, None, MSC_NTF_PAPER)
            for mirna, change in (("hsa-mir-3663", "increased"), ("hsa-mir-503", "decreased"))
        ],
    ),
    "msc-to-gene-chains": (
        {"gene": "ERBB4"},
        "agent factor receptor pathway_id pathway_genes through mechanism",
        [(ADIPOSE, "IGF1", "IGF1R", "REACT:R-HSA-8939211", 12, ("ERBB4",), "Trophic factor signalling deficit")]
        + [
            (agent, factor, receptor, pathway, genes, ("ERBB4",), "Trophic factor signalling deficit")
            for pathway, genes in (("REACT:R-HSA-2219530", 18), ("REACT:R-HSA-2219528", 20),
                                   ("REACT:R-HSA-199418", 21), ("REACT:R-HSA-6811558", 21))
            for agent, factor, receptor in ((MSC, "FGF2", "FGFR1"), (MSC, "FGF2", "FGFR2"), (MSC, "HGF", "MET"),
                                            (ADIPOSE, "HGF", "MET"))
        ],
    ),
    "trials-by-outcome": (
        {"source": "mesenchymal stem cell of the bone marrow"},
        "outcome trials people trials_without_number identifiers",
        [
            ("safety_only", 11, 161, 2, (
                "ALSKG:trial-ahvaz-it-bm-msc-pilot", "ALSKG:trial-hadassah-ms-als-msc-phase-1-2",
                "ALSKG:trial-hadassah-repeated-it-bm-msc", "ALSKG:trial-mazzini-2003-intraspinal-bm-msc",
                "ALSKG:trial-neuronata-r-phase-1", "CLINICALTRIALS:NCT01051882", "CLINICALTRIALS:NCT01759797",
                "CLINICALTRIALS:NCT01771640", "CLINICALTRIALS:NCT01777646", "CLINICALTRIALS:NCT02017912",
                "EUDRACT:2011-000362-35")),
            ("not_reported", 4, 46, 2, ("CLINICALTRIALS:NCT02917681", "CLINICALTRIALS:NCT03828123",
                                        "CLINICALTRIALS:NCT04821479", "CLINICALTRIALS:NCT06973629")),
            ("mixed", 3, 15, 2, ("ALSKG:trial-novara-intraspinal-bm-msc-2002",
                                 "ALSKG:trial-novara-intraspinal-bm-msc-2006", "ALSKG:trial-olsztyn-repeat-bm-msc")),
            ("met", 2, 221, 0, ("ALSKG:trial-neuronata-r-survival-surveillance", "CLINICALTRIALS:NCT01363401")),
            ("not_met", 2, 311, 0, ("CLINICALTRIALS:NCT03280056", "CLINICALTRIALS:NCT04745299")),
        ],
    ),
    "contested-claims": (
        {},
        "subject predicate object status for refuted no_effect mixed belief references",
        [
            (drug, "biolink:ameliorates_condition", ALS, status, *votes, 0, belief, papers)
            for drug, status, votes, belief, papers in (
                ("edaravone", "contested", (1, 2, 1), 0.067294,
                 ("CLINICALTRIALS:NCT05178810", "PMID:25286015", "PMID:28522181", "PMID:35006266")),
                (AMX0035, "contested", (1, 1, 0), 0.20522, ("CLINICALTRIALS:NCT05021536", "PMID:32877582")),
                ("riluzole", "supported", (2, 0, 1), 0.643194,
                 ("PMID:12021952", "PMID:8302340", "doi:10.1016/s0140-6736(96)91680-3")),
                ("tauroursodeoxycholic acid", "contested", (1, 1, 0), 0.102871, ("PMC:PMC5024041",)),
            )
        ]
        + [
            ("C9-BAC mouse (motor phenotype)", "biolink:model_of", ALS, "contested", 1, 1, 0, 0, 0.3, MICE),
            ("C9orf72", "biolink:causes", "Motor neuron degeneration", "contested", 1, 1, 0, 0, 0.3, MICE),
            ("C9orf72", "biolink:contributes_to", "TDP-43 proteinopathy", "contested", 1, 1, 0, 0, 0.3, MICE),
            ("TIA1", "biolink:contributes_to", f"{ALS} 26 with or without frontotemporal dementia", "contested",
             2, 1, 0, 0, 0.288, ("PMID:28817800", "PMID:29235362")),
            ("chitotriosidase (CHIT1) in cerebrospinal fluid", "biolink:positively_correlated_with",
             "ALS progression rate (ALSFRS-R points per month)", "contested", 1, 0, 1, 0, 0.252, ("PMID:33576252",)),
        ],
    ),
    "regulatory-history": (
        {"agency": "FDA"},
        "date therapy decision agency indication citation",
        [
            ("1995", "riluzole", "approved", *BY_FDA),
            ("2017", "edaravone", "approved", *BY_FDA),
            ("2022-05", "edaravone", "approved", *BY_FDA),
            ("2022-09-09", NTF, "filed", *BY_FDA),
            ("2022-09-29", AMX0035, "approved", "FDA", "ALS in adults", "secondary"),
            ("2022-11-08", NTF, "refusal_to_file", *BY_FDA),
            ("2023-02-07", NTF, "review_resumed", *BY_FDA),
            ("2023-04-25", "tofersen", "accelerated_approval", "FDA", "SOD1-ALS in adults", "secondary"),
            ("2023-06-15", NTF, "meeting_set", *BY_FDA),
            ("2023-09", NTF, "advisory_vote_against", "FDA advisory committee", "ALS", "secondary"),
            ("2023-10-18", NTF, "application_withdrawn", *BY_FDA),
            ("2025-05-29", "lenzumestrocel (Neuronata-R)", "planned", *BY_FDA),
            ("2025-08-29", AMX0035, "withdrawn", "FDA", "ALS in adults", "secondary"),
            (None, NTF, "trial_cleared", *BY_FDA),
        ],
    ),
    "variants-and-progression": (
        {},
        "variant protein progression quantity low high unit reference",
        [
            ("SOD1 A4V", "p.Ala5Val", "fast", "fast progression", None, None, None, "PMID:18055113"),
            ("SOD1 A4V", "p.Ala5Val", "fast", "fast progression", None, None, None, "PMID:9029070"),
            ("SOD1 A4V", "p.Ala5Val", "fast", "survival time", 1.4, 1.4, "a", "PMID:18055113"),
            ("SOD1 A4V", "p.Ala5Val", "fast", "survival time", 1.2, 1.2, "a", None),
            ("SOD1 D124G", "p.Asp125Gly", "fast", "fast progression", None, None, None, "PMID:42265995"),
            ("SOD1 G37R", "p.Gly38Arg", "slow", "slow progression", None, None, None, "PMID:9029070"),
            ("SOD1 G41D", "p.Gly42Asp", "slow", "slow progression", None, None, None, "PMID:9029070"),
            ("SOD1 G93C", "p.Gly94Cys", "slow", "slow progression", None, None, None, "PMID:9029070"),
            ("SOD1 D90A", "p.Asp91Ala", "slow (homozygous)", "slow progression", None, None, None, "PMID:7647793"),
            ("SOD1 H46R", "p.His47Arg", None, None, None, None, None, None),
            ("SOD1 I113T", "p.Ile114Thr", None, None, None, None, None, None),
            ("SOD1 G93A", "p.Gly94Ala", None, None, None, None, None, None),
            ("SOD1 G85R", "p.Gly86Arg", None, None, None, None, None, None),
        ],
    ),
    "gap-genes-without-trial": (
        {"grade": "Definitive"},
        "gene grades diseases",
        [
            ("TARDBP", DEFINITIVE, (f"{ALS} type 10",)),
            ("ANXA11", DEFINITIVE, (f"{ALS} type 23",)),
            ("CHMP2B", DEFINITIVE, (f"frontotemporal dementia and/or {ALS} 7",)),
            ("OPTN", DEFINITIVE, (f"{ALS} type 12",)),
            ("PFN1", DEFINITIVE, (f"{ALS} type 18",)),
            ("TBK1", DEFINITIVE, (f"frontotemporal dementia and/or {ALS} 4",)),
            ("UBQLN2", DEFINITIVE, (f"{ALS} type 15",)),
            ("VAPB", DEFINITIVE, (f"{ALS} type 8",)),
            ("NEK1", DEFINITIVE, (f"{ALS}, susceptibility to, 24",)),
            ("KIF5A", DEFINITIVE, (f"{ALS}, susceptibility to, 25",)),
        ],
    ),
}  # fmt: skip


@cache
def graph():
    return kg.open(packaged_home().path)


def bag(rows: Any) -> Counter[tuple[Any, ...]]:
    """Rows as a bag: lists as sorted tuples, numbers by their value."""

    def plain(cell: Any) -> Any:
        if isinstance(cell, list | tuple):
            return tuple(sorted(cell))
        return round(cell, 6) if isinstance(cell, float) else cell

    return Counter(tuple(map(plain, row)) for row in rows)


def answered(slug: str, language: str) -> Counter[tuple[Any, ...]]:
    params, columns, _ = CHECKED[slug]
    answer = graph().ask(slug, language, **params)
    at = [answer.columns.index(name) for name in columns.split()]
    return bag([row[i] for i in at] for row in answer.rows)


@cache
def sections() -> dict[str, str]:
    """The document's parts, by the question that each is about."""
    parts = re.split(r"^## ", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    asked = {part: re.search(r"^alskg ask ([a-z0-9-]+)", part, re.MULTILINE) for part in parts}
    return {found[1]: part for part, found in asked.items() if found}


@cache
def records() -> frozenset[str]:
    """Every record that a packaged table names."""
    named: set[str] = set()
    for path in TABLES:
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                named.update((row.get("record") or "").split("|"))
    return frozenset(named - {""})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", CHECKED)
def test_the_answer_is_the_one_derived_by_hand(slug: str, language: str) -> None:
    assert answered(slug, language) == bag(CHECKED[slug][2])


@pytest.mark.parametrize("slug", CHECKED)
def test_an_altered_row_is_noticed(slug: str) -> None:
    """Control: each cell of the first row matters, and so do one row more and one less."""
    rows = CHECKED[slug][2]
    found = answered(slug, "cypher")
    for at in range(len(rows[0])):
        assert found != bag([(*rows[0][:at], "altered", *rows[0][at + 1 :]), *rows[1:]])
    assert found != bag(rows[1:])
    assert found != bag([*rows, rows[0]])


def test_the_document_has_the_ten_questions_as_they_are_asked_here() -> None:
    assert list(sections()) == list(CHECKED) and len(CHECKED) == 10
    for slug, (params, _, rows) in CHECKED.items():
        asked = "".join(f' "{k}={v}"' if " " in v else f" {k}={v}" for k, v in params.items())
        assert f"\nalskg ask {slug}{asked}\n" in sections()[slug]
        assert f"**{len(rows)} rows.**" in sections()[slug], slug


def test_every_record_that_the_document_names_is_in_a_packaged_table() -> None:
    for slug, part in sections().items():
        named = set(RECORD.findall(part))
        assert len(named) >= 3, slug
        assert named <= records(), (slug, named - records())
    loose = re.findall(r"`[a-z_]+:[0-9]+`", DOCUMENT.read_text(encoding="utf-8"))
    assert all(RECORD.fullmatch(one) for one in loose), "a record that the pattern does not know"


def test_a_record_that_no_table_has_is_noticed() -> None:
    """Control."""
    assert RECORD.findall("`gene_mechanisms:9999` and `own:no-such-row`") == ["gene_mechanisms:9999", "own:no-such-row"]
    assert not records() & {"gene_mechanisms:9999", "own:no-such-row"}


@pytest.mark.parametrize(("gene", "disease"), SUSCEPTIBILITIES.items())
def test_susceptibilities_count_as_als_by_rows_of_our_own_and_say_so(gene: str, disease: str) -> None:
    """MONDO does not file them under ALS: who looks at the edge sees who does."""
    assert gene in sections()["familial-als-genes"] and gene in sections()["gap-genes-without-trial"]
    rows = graph().evidence(disease, "subclass_of", ALS_ID).dicts()
    assert [row["source"] for row in rows] == ["als-kg-curated"]
    assert (
        "counted as a kind of ALS by als-kg" in rows[0]["statement"]
        and "MONDO files it under no disease" in rows[0]["note"]
    )
