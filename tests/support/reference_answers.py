"""The named questions answered in plain Python over the three tables, without either query language.

One function per question, of the same name with underscores; it takes identifiers, never names, and
returns the set of rows. Written from the questions' descriptions, not from their queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import polars as pl

Row = dict[str, Any]
Answer = set[tuple[Any, ...]]
ALS, MSC = "MONDO:0004976", "CL:0000134"
ACTS = ("contributes_to", "causes")


class Reference:
    """Three tables with the look-ups that answers need.

    Args:
        nodes: the nodes table.
        edges: the edges table.
        evidence: the evidence table.
    """

    def __init__(self, nodes: pl.DataFrame, edges: pl.DataFrame, evidence: pl.DataFrame) -> None:
        self.nodes: dict[str, Row] = {row["id"]: row for row in nodes.iter_rows(named=True)}
        self.every: list[Row] = list(edges.iter_rows(named=True))
        self.edges = [row for row in self.every if row["asserted"]]
        self.evidence: dict[str, list[Row]] = defaultdict(list)
        for row in evidence.iter_rows(named=True):
            self.evidence[row["edge_id"]].append(row)
        self.out: dict[str, list[tuple[str, str, Row]]] = defaultdict(list)
        self.into: dict[str, list[tuple[str, str, Row]]] = defaultdict(list)
        for row in self.edges:
            self.out[row["subject"]].append((verb(row), row["object"], row))
            self.into[row["object"]].append((verb(row), row["subject"], row))

    def answer(self, slug: str, **params: Any) -> Answer:
        """The answer to a question."""
        found: Answer = getattr(self, slug.replace("-", "_"))(**params)
        return found

    # What the answers share.

    def name(self, id: str) -> str:
        return str(self.nodes[id]["symbol"] or self.nodes[id]["name"])

    def label(self, id: str) -> str:
        return str(self.nodes[id]["name"])

    def kind(self, id: str) -> str:
        return str(self.nodes[id]["category"])

    def ends(self, id: str, *verbs: str, kind: str | None = None) -> list[tuple[str, Row]]:
        return [(end, row) for v, end, row in self.out[id] if v in verbs and (kind is None or self.kind(end) == kind)]

    def starts(self, id: str, *verbs: str, kind: str | None = None) -> list[tuple[str, Row]]:
        return [(one, row) for v, one, row in self.into[id] if v in verbs and (kind is None or self.kind(one) == kind)]

    def below(self, id: str, *verbs: str) -> set[str]:
        """The thing and all that lead to it."""
        found, frontier = {id}, [id]
        while frontier:
            for one, _ in self.starts(frontier.pop(), *verbs):
                if one not in found:
                    found.add(one)
                    frontier.append(one)
        return found

    def kinds_of(self, cell: str) -> set[str]:
        return self.below(cell, "derives_from", "subclass_of")

    def diseases(self, root: str) -> set[str]:
        return {id for id in self.below(root, "subclass_of") if self.kind(id) == "Disease"}

    def about(self, id: str) -> list[tuple[Row, Row]]:
        return [(r, e) for r in self.every if id in (r["subject"], r["object"]) for e in self.evidence[r["id"]]]

    # The questions.

    def familial_als_genes(self, disease: str) -> Answer:
        below, rows = self.diseases(disease), set()
        for gene in self.of_kind("Gene"):
            if not any(end in below for end, _ in self.ends(gene, "contributes_to")):
                continue
            given = [
                e["grade"]
                for r in self.every
                if r["subject"] == gene and r["object"] in below
                for e in self.evidence[r["id"]]
                if e["source"] == "clingen"
            ]
            node, figures = self.nodes[gene], []
            for carrier in (gene, *(v for v, _ in self.starts(gene, "is_sequence_variant_of"))):
                for quantity, row in self.ends(carrier, "has_attribute", kind="ClinicalAttribute"):
                    if quantity.startswith("ALSKG:share-of-") and quantity.endswith(
                        ("familial-als", "-als-cases", "sporadic-als")
                    ):
                        figures += [
                            (
                                self.label(carrier),
                                self.label(quantity),
                                *figure(e),
                                e["polarity"],
                                e["reference"],
                                e["id"],
                            )
                            for e in self.evidence[row["id"]]
                        ]
            start = (self.name(gene), node["als_type"], node["inheritance"], bar(given))
            rows |= {(*start, *one) for one in figures or [(None,) * 9]}
        return rows

    def gene_mechanisms(self, gene: str) -> Answer:
        return {
            (
                self.label(m),
                r["predicate"],
                r["belief"],
                *pick(e, "polarity study_design system statement reference year"),
                r["id"],
            )
            for m, r in self.ends(gene, *ACTS, kind="PathologicalProcess")
            for e in self.evidence[r["id"]]
        }

    def shared_mechanisms(self, genes: list[str], at_least: int) -> Answer:
        rows: Answer = set()
        for mechanism in self.of_kind("PathologicalProcess"):
            claims = [(g, r) for g, r in self.starts(mechanism, *ACTS) if g in genes]
            names = {self.name(g) for g, _ in claims}
            if len({g for g, _ in claims}) >= at_least:
                papers = [p for _, r in claims for p in r["publications"]]
                designs = [r["strongest_design"] for _, r in claims]
                rows.add((self.label(mechanism), len(names), bar(names), bar(designs), bar(papers)))
        return rows

    def msc_factors(self, cell: str) -> Answer:
        rows: Answer = set()
        for agent in self.kinds_of(cell):
            for factor, hand in self.ends(agent, "produces", "delivers"):
                start = (self.label(agent), hand["predicate"], self.name(factor))
                acts = self.ends(factor, "affects", "regulates", "actively_involved_in")
                if not acts:
                    rows.add((*start, *(None,) * 9))
                for target, act in acts:
                    effect = pick(act, "predicate object_direction object_aspect")
                    rows.add(
                        (*start, *effect, self.label(target), target, *votes(act), act["strongest_design"], act["id"])
                    )
        return rows

    def msc_to_gene_chains(self, gene: str, largest: int) -> Answer:
        mechanisms = [self.label(m) for m, _ in self.ends(gene, *ACTS, kind="PathologicalProcess")]
        secreted = [(a, f) for a in self.kinds_of(MSC) for f, _ in self.ends(a, "produces", kind="Gene")]
        binds, rows = "directly_physically_interacts_with", set()
        for pathway, _ in self.ends(gene, "participates_in", kind="Pathway") if mechanisms else ():
            members = {g for g, _ in self.starts(pathway, "participates_in", kind="Gene")}
            if len(members) > largest:
                continue
            for agent, factor in secreted:
                for receptor in {g for g, _ in (*self.ends(factor, binds), *self.starts(factor, binds))} & members:
                    names = (self.label(agent), self.name(factor), self.name(receptor), self.label(pathway))
                    rows.add((*names, len(members), self.name(gene), bar(mechanisms)))
        return rows

    def cell_therapy_trials(self, cells: str, route: str, phase: str, endpoint: str) -> Answer:
        wanted = {"cell_source": cells, "route": route, "phase": phase}
        columns = "id name cell_source donor_relation route phase status enrolment start_year"
        return {
            pick(trial, f"{columns} primary_endpoint primary_outcome")
            for trial in map(self.nodes.__getitem__, self.of_kind("ClinicalTrial"))
            if trial["cell_source"] is not None
            and all(part.lower() in (trial[column] or "").lower() for column, part in wanted.items())
            and endpoint in ("", trial["primary_endpoint"])
        }

    def trials_not_met(self, intervention: str) -> Answer:
        return {
            (trial, self.label(trial), self.label(therapy), *pick(self.nodes[trial], "phase enrolment"),
             *pick(e, "study_design statement reference year"))
            for trial in self.of_kind("ClinicalTrial")
            for therapy, r in self.ends(trial, "tests_intervention")
            for e in self.evidence[r["id"]]
            if e["outcome"] == "not_met" and intervention.lower() in self.label(therapy).lower()
        }  # fmt: skip

    def contested_claims(self, against: int) -> Answer:
        columns = "object_aspect object_direction supports refutes no_effect mixed belief"
        return {
            (
                self.name(r["subject"]),
                r["predicate"],
                self.name(r["object"]),
                *pick(r, columns),
                bar(r["publications"]),
                r["id"],
            )
            for r in self.edges
            if r["supports"] and r["refutes"] + r["no_effect"] >= max(against, 1)
        }

    def drugs_for_target(self, target: str) -> Answer:
        through = {target} | {m for m, _ in self.ends(target, *ACTS, kind="PathologicalProcess")}
        rows: Answer = set()
        for via in through:
            for drug, act in self.starts(via, "affects", kind="Drug"):
                trials = [t for t, _ in self.starts(drug, "tests_intervention", kind="ClinicalTrial")]
                ended = [self.nodes[t]["primary_endpoint"] for t in trials]
                events = [self.label(e) for e, _ in self.ends(drug, "has_regulatory_event", kind="Event")]
                effect = pick(act, "object_direction object_aspect")
                names = (self.label(drug), self.name(via))
                rows.add((*names, *effect, *votes(act), bar(trials), bar(ended), bar(events), act["id"]))
        return rows

    def biomarkers(self, disease: str) -> Answer:
        rows: Answer = set()
        for condition in self.diseases(disease):
            for marker, claim in self.starts(condition, "biomarker_for", kind="ClinicalMeasurement"):
                analytes = [a for a, _ in self.ends(marker, "measures")]
                on = [r for r in self.every if verb(r) == "affects" and r["object"] in analytes]
                on = [r for r in on if self.kind(r["subject"]) in ("Drug", "Treatment")]
                lists = (
                    bar(map(self.name, analytes)),
                    bar(self.label(r["subject"]) for r in on if r["asserted"]),
                    bar(self.label(r["subject"]) for r in on if not r["asserted"]),
                )
                start = (
                    self.label(marker),
                    self.nodes[marker]["fluid"],
                    claim["subject_direction"],
                    self.label(condition),
                )
                rows.add((*start, *votes(claim), claim["belief"], *lists, claim["id"]))
        return rows

    def shared_pathways(self, genes: list[str], at_least: int) -> Answer:
        rows: Answer = set()
        for pathway in self.of_kind("Pathway"):
            members = {g for g, _ in self.starts(pathway, "participates_in", kind="Gene")}
            of_these = members & set(genes)
            if len(of_these) >= at_least:
                rows.add((pathway, self.label(pathway), len(of_these), bar(map(self.name, of_these)), len(members)))
        return rows

    def gene_phenotypes(self, gene: str) -> Answer:
        diseases = {d for d, _ in self.ends(gene, "contributes_to", kind="Disease")}
        rows: Answer = set()
        for r in self.every:
            if r["subject"] in diseases and verb(r) == "has_phenotype":
                seen = [bar(e[column] for e in self.evidence[r["id"]]) for column in ("frequency", "onset")]
                names = (self.label(r["subject"]), self.label(r["object"]), r["object"])
                rows.add((*names, r["asserted"], *seen, r["id"]))
        return rows

    def variants_and_progression(self, gene: str) -> Answer:
        rows: Answer = set()
        for variant, _ in self.starts(gene, "is_sequence_variant_of", kind="SequenceVariant"):
            start = pick(self.nodes[variant], "name hgvs_p hgvs_c progression")
            figures = [
                (self.label(q), *pick(e, "value_low value_high unit n statement reference id"))
                for q, r in self.ends(variant, "has_attribute")
                for e in self.evidence[r["id"]]
            ]
            rows |= {(*start, *one) for one in figures or [(None,) * 8]}
        return rows

    def gap_genes_without_trial(self, disease: str, grade: str) -> Answer:
        below, rows = self.diseases(disease), set()
        for gene in self.of_kind("Gene"):
            graded = [
                (e["grade"], self.label(d))
                for d, r in self.ends(gene, "contributes_to")
                if d in below
                for e in self.evidence[r["id"]]
                if e["source"] == "clingen" and e["grade"] in ("Definitive", "Strong", "Moderate", "Limited")
            ]
            graded = [one for one in graded if grade in ("", one[0])]
            therapies = {t for t, _ in self.starts(gene, "affects")}
            tested = any(self.starts(t, "tests_intervention", kind="ClinicalTrial") for t in therapies)
            own = {d for d, _ in self.ends(gene, "contributes_to", kind="Disease")} - {disease}
            if graded and not tested and not any(self.starts(d, "studies_condition") for d in own):
                rows.add((self.name(gene), gene, bar(g for g, _ in graded), bar(d for _, d in graded)))
        return rows

    def gap_mechanisms_without_factor(self, cell: str) -> Answer:
        agents = self.kinds_of(cell)
        touched = {p for a in agents for p, _ in self.ends(a, "affects")}
        factors = {f for a in agents for f, _ in self.ends(a, "produces", "delivers")}
        touched |= {p for f in factors for p, _ in self.ends(f, "affects", "actively_involved_in")}
        rows: Answer = set()
        for mechanism, row in self.starts(ALS, "contributes_to", kind="PathologicalProcess"):
            same = {mechanism} | {p for p, _ in self.ends(mechanism, "exact_match", "close_match")}
            if not same & touched:
                genes = {g for g, _ in self.starts(mechanism, *ACTS, kind="Gene")}
                rows.add((self.label(mechanism), mechanism, bar(map(self.name, genes)), row["belief"]))
        return rows

    def vesicle_mirnas(self, cell: str) -> Answer:
        rows: Answer = set()
        for carrier in self.kinds_of(cell):
            for mirna, hand in self.ends(carrier, "delivers", "affects", "produces", kind="MicroRNA"):
                start = (self.label(carrier), hand["predicate"], hand["object_direction"], self.label(mirna))
                acts = self.ends(mirna, "affects")
                if not acts:
                    rows.add((*start, None, None, None, None, None, (), None))
                for target, act in acts:
                    effect = pick(act, "object_direction object_aspect")
                    rows.add((*start, self.name(target), *effect, *votes(act), bar(act["publications"]), act["id"]))
        return rows

    def gene_models(self, gene: str) -> Answer:
        rows: Answer = set()
        for model, _ in self.starts(gene, "has_gene"):
            if self.kind(model) not in ("Genotype", "CellLine"):
                continue
            start = pick(self.nodes[model], "name model_type taxon description")
            claims = [r for r in self.every if r["subject"] == model and verb(r) == "model_of"]
            if not claims:
                rows.add((*start, None, None, None, None, (), None))
            for r in claims:
                rows.add((*start, self.label(r["object"]), r["asserted"], *votes(r), bar(r["publications"]), r["id"]))
        return rows

    def edge_evidence(self, one: str, other: str) -> Answer:
        before = "polarity study_design system statement reference citation_status year source id"
        return {
            (
                self.label(r["subject"]),
                r["predicate"],
                self.label(r["object"]),
                r["asserted"],
                *pick(e, before),
                r["id"],
            )
            for r, e in self.about(one)
            if {r["subject"], r["object"]} == {one, other}
        }

    def sporadic_against_familial(self, gene: str) -> Answer:
        rows: Answer = set()
        for r in self.every:
            if verb(r) != "has_attribute" or r["object"] not in (
                "ALSKG:share-of-familial-als",
                "ALSKG:share-of-sporadic-als",
            ):
                continue
            carrier = r["subject"]
            genes = {carrier} | {g for g, _ in self.ends(carrier, "is_sequence_variant_of")}
            for one in genes:
                if self.kind(one) == "Gene" and gene in ("", self.nodes[one]["symbol"]):
                    rows |= {
                        (
                            self.name(one),
                            self.label(carrier),
                            self.label(r["object"]),
                            *figure(e),
                            e["polarity"],
                            e["reference"],
                            e["id"],
                        )
                        for e in self.evidence[r["id"]]
                    }
        return rows

    def claim_timeline(self, about: str, databases: int) -> Answer:
        return {
            (*pick(e, "year polarity"), self.name(r["subject"]), r["predicate"], self.name(r["object"]),
             *pick(e, "study_design statement reference id"))
            for r, e in self.about(about)
            if e["year"] is not None and (databases == 1 or e["study_design"] != "database")
        }  # fmt: skip

    def trials_by_outcome(self, cells: str) -> Answer:
        ended: dict[str, list[Row]] = defaultdict(list)
        for trial in map(self.nodes.__getitem__, self.of_kind("ClinicalTrial")):
            if trial["cell_source"] is not None and cells.lower() in trial["cell_source"].lower():
                ended[trial["primary_endpoint"] or "not_reported"].append(trial)
        return {
            (outcome, len(trials), sum(t["enrolment"] or 0 for t in trials), bar(t["id"] for t in trials))
            for outcome, trials in ended.items()
        }

    def evidence_by_design(self, about: str) -> Answer:
        found: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for _, e in self.about(about):
            found[pick(e, "study_design taxon polarity")].append(e)
        return {(*key, len({e["id"] for e in es}), bar(e["reference"] for e in es)) for key, es in found.items()}

    def who_says_so(self, about: str) -> Answer:
        found: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for _, e in self.about(about):
            found[pick(e, "source citation_status knowledge_level agent_type licence")].append(e)
        return {(*key, len({e["edge_id"] for e in es}), len({e["id"] for e in es})) for key, es in found.items()}

    def contested_genes(self, disease: str) -> Answer:
        below, rows = self.diseases(disease), set()
        for r in self.every:
            if verb(r) != "contributes_to" or r["object"] not in below or self.kind(r["subject"]) != "Gene":
                continue
            grades = [e["grade"] for e in self.evidence[r["id"]]]
            doubted = not r["asserted"] or r["refutes"] or r["no_effect"] or r["mixed"]
            if doubted or {"Limited", "Disputed", "Refuted"} & set(grades):
                names = (self.name(r["subject"]), self.label(r["object"]))
                rows.add((*names, r["asserted"], r["belief"], *votes(r), bar(grades), bar(r["publications"]), r["id"]))
        return rows

    def regulatory_history(self, decision: str, agency: str) -> Answer:
        rows: Answer = set()
        for event in self.of_kind("Event"):
            node = self.nodes[event]
            if decision in ("", node["event_type"]) and agency.lower() in (node["agency"] or "").lower():
                rows |= {
                    (
                        node["event_date"],
                        self.label(therapy),
                        *pick(node, "event_type agency indication name"),
                        bar(r["publications"]),
                    )
                    for therapy, r in self.starts(event, "has_regulatory_event")
                }
        return rows

    def msc_on_gene_mechanisms(self, genes: list[str]) -> Answer:
        acts: dict[tuple[Any, ...], set[str]] = defaultdict(set)
        claims = [
            (node["symbol"], mechanism)
            for id, node in self.nodes.items()
            if node["category"] == "Gene" and node["symbol"] in genes
            for mechanism, _ in self.ends(id, *ACTS, kind="PathologicalProcess")
        ]
        for symbol, mechanism in claims:
            for process in {mechanism} | {p for p, _ in self.ends(mechanism, "exact_match", "close_match")}:
                for agent in self.kinds_of(MSC):
                    hits = [("", r["object_direction"], r) for p, r in self.ends(agent, "affects") if p == process]
                    hits += [
                        (self.label(f), r["object_direction"] or "takes part", r)
                        for f, _ in self.ends(agent, "produces")
                        for p, r in self.ends(f, "affects", "actively_involved_in")
                        if p == process
                    ]
                    for factor, effect, r in hits:
                        start = (self.label(agent), factor, effect, self.label(mechanism))
                        acts[(start, votes(r), r["strongest_design"], bar(r["publications"]), r["id"])].add(symbol)
        return {(*start, bar(symbols), *count, *rest) for (start, count, *rest), symbols in acts.items()}

    def cell_therapy_trial_outcomes(self) -> Answer:
        return {
            (
                *pick(self.nodes[trial], "id name cell_source donor_relation route enrolment"),
                *pick(e, "outcome study_design reference"),
            )
            for trial in self.of_kind("ClinicalTrial")
            if self.nodes[trial]["cell_source"] is not None
            for _, r in self.ends(trial, "tests_intervention")
            for e in self.evidence[r["id"]]
            if e["outcome"] in ("met", "not_met", "mixed")
        }

    def of_kind(self, category: str) -> list[str]:
        return [id for id, node in self.nodes.items() if node["category"] == category]


def verb(row: Row) -> str:
    """The predicate without its prefix."""
    return str(row["predicate"]).partition(":")[2]


def pick(row: Row, columns: str) -> tuple[Any, ...]:
    """Some columns of a row."""
    return tuple(row[column] for column in columns.split())


def figure(row: Row) -> tuple[Any, ...]:
    """A reported figure."""
    return pick(row, "value_low value_high unit population")


def votes(row: Row) -> tuple[int, int]:
    """Votes for and against an edge."""
    return row["supports"], row["refutes"] + row["no_effect"]


def bar(items: Iterable[str | None]) -> tuple[str, ...]:
    """A list as an answer has it."""
    return tuple(sorted({item for item in items if item}))
