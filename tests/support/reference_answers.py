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
            if len({g for g, _ in claims}) >= max(at_least, 1):
                papers = [p for _, r in claims for p in r["publications"]]
                designs = [r["strongest_design"] for _, r in claims]
                rows.add((self.label(mechanism), len({g for g, _ in claims}), bar(names), bar(designs), bar(papers)))
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

    def msc_to_gene_chains(self, gene: str, largest: int, cell: str) -> Answer:
        if self.kind(gene) != "Gene":
            return set()
        binds = "directly_physically_interacts_with"
        secreted = [(a, f) for a in self.kinds_of(cell) for f, _ in self.ends(a, "produces", "delivers", kind="Gene")]
        through: dict[tuple[Any, ...], set[str]] = defaultdict(set)
        for mechanism, _ in self.ends(gene, *ACTS, kind="PathologicalProcess"):
            for same, _ in self.starts(mechanism, *ACTS, kind="Gene"):
                for pathway, _ in self.ends(same, "participates_in", kind="Pathway"):
                    members = {g for g, _ in self.starts(pathway, "participates_in", kind="Gene")}
                    if len(members) > largest:
                        continue
                    for agent, factor in secreted:
                        for receptor in {
                            g for g, _ in (*self.ends(factor, binds), *self.starts(factor, binds))
                        } & members:
                            names = (self.label(agent), self.name(factor), self.name(receptor), self.label(pathway))
                            through[(*names, pathway, len(members), self.label(mechanism))].add(self.name(same))
        return {(*start, bar(genes), mechanism, self.name(gene)) for (*start, mechanism), genes in through.items()}

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
            if len(of_these) >= max(at_least, 1):
                rows.add((pathway, self.label(pathway), len(of_these), bar(map(self.name, of_these)), len(members)))
        return rows

    def gene_phenotypes(self, gene: str) -> Answer:
        diseases = {d for d, _ in self.ends(gene, "contributes_to", kind="Disease")}
        rows: Answer = set()
        for r in self.every:
            if (
                r["subject"] in diseases
                and verb(r) == "has_phenotype"
                and self.kind(r["object"]) == "PhenotypicFeature"
            ):
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
            if (
                graded
                and not tested
                and not any(self.starts(d, "studies_condition", kind="ClinicalTrial") for d in own)
            ):
                rows.add((self.name(gene), gene, bar(g for g, _ in graded), bar(d for _, d in graded)))
        return rows

    def gap_mechanisms_without_factor(self, cell: str) -> Answer:
        agents = self.kinds_of(cell)
        touched = {p for a in agents for p, _ in self.ends(a, "affects")}
        factors = {f for a in agents for f, _ in self.ends(a, "produces", "delivers")}
        touched |= {p for f in factors for p, _ in self.ends(f, "affects", "actively_involved_in")}
        rows: Answer = set()
        beliefs: dict[str, list[float]] = defaultdict(list)
        for mechanism, row in self.starts(ALS, "contributes_to", kind="PathologicalProcess"):
            beliefs[mechanism].append(row["belief"])
        for mechanism, found in beliefs.items():
            same = {mechanism} | {p for p, _ in self.ends(mechanism, "exact_match", "close_match")}
            if not same & touched:
                genes = {g for g, _ in self.starts(mechanism, *ACTS, kind="Gene")}
                rows.add((self.label(mechanism), mechanism, bar(map(self.name, genes)), max(found)))
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
            claims = [r for r in claims if self.kind(r["object"]) == "Disease"]
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

    def trials_by_outcome(self, source: str) -> Answer:
        ended: dict[str, dict[str, Row]] = defaultdict(dict)
        for given in self.below(source, "derives_from", "subclass_of", "has_part"):
            for trial, _ in self.starts(given, "tests_intervention", kind="ClinicalTrial"):
                node = self.nodes[trial]
                ended[node["primary_endpoint"] or "not_reported"][trial] = node
        rows: Answer = set()
        for outcome, trials in ended.items():
            known = [t["enrolment"] for t in trials.values() if t["enrolment"] is not None]
            rows.add((outcome, len(trials), sum(known), len(trials) - len(known), bar(trials)))
        return rows

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

    def evidence_of_edge(self, edge: str) -> Answer:
        before = "polarity study_design system statement value_low value_high unit ci_low ci_high p_value n reference"
        after = "citation_status quote_anchor year source source_record licence id"
        return {
            (self.label(r["subject"]), r["predicate"], self.label(r["object"]), r["asserted"],
             *pick(e, f"{before} {after}"))
            for r in self.every
            if r["id"] == edge
            for e in self.evidence[edge]
        }  # fmt: skip

    def claims_of_a_paper(self, reference: str) -> Answer:
        columns = "polarity study_design citation_status statement source_record id"
        return {
            (*self.claim(r), r["asserted"], *pick(e, columns), r["id"])
            for r in self.every
            for e in self.evidence[r["id"]]
            if e["reference"] == reference
        }  # fmt: skip

    def refuted_claims(self, predicate: str) -> Answer:
        columns = "object_aspect object_direction refutes no_effect mixed strongest_design"
        return {
            (*self.claim(r), *pick(r, columns), bar(r["publications"]), r["id"])
            for r in self.every
            if not r["asserted"] and predicate in r["predicate"]
        }

    def therapy_effects(self, therapy: str) -> Answer:
        verbs = (
            "affects ameliorates_condition exacerbates_condition has_adverse_event studied_to_treat produces delivers"
        )
        columns = "object_direction object_aspect asserted supports refutes no_effect mixed belief strongest_design"
        return {
            (r["predicate"], self.name(r["object"]), *pick(r, columns), bar(r["publications"]), r["id"])
            for r in self.every
            if r["subject"] == therapy and verb(r) in verbs.split()
        }

    def trials_of_therapy(self, therapy: str) -> Answer:
        return {
            (trial, *pick(self.nodes[trial], "name phase status enrolment comparator start_year primary_outcome"),
             self.nodes[trial]["primary_endpoint"], *pick(e, "outcome study_design statement reference id"))
            for given in self.below(therapy, "subclass_of", "derives_from", "has_part")
            for trial, r in self.starts(given, "tests_intervention", kind="ClinicalTrial")
            for e in self.evidence[r["id"]]
        }  # fmt: skip

    def links_between(self, one: str, other: str, largest: int) -> Answer:
        def joins(id: str, via: str) -> list[Row]:
            return [r for r in self.edges if {r["subject"], r["object"]} == {id, via}]

        near = [
            {r["subject"], r["object"]} - {id}
            for id in (one, other)
            for r in self.edges
            if id in pick(r, "subject object")
        ]
        rows: Answer = set()
        if one == other:
            return rows
        for via in set().union(*near) - {one, other}:
            degree = sum(via in pick(r, "subject object") for r in self.edges)
            if degree > largest:
                continue
            for a in joins(one, via):
                for b in joins(other, via):
                    beliefs = (a["belief"], b["belief"])
                    start = (self.name(via), self.kind(via), a["predicate"], beliefs[0], b["predicate"], beliefs[1])
                    rows.add((*start, min(beliefs), degree, bar((a["id"], b["id"]))))
        return rows

    def disease_figures(self, disease: str, quantity: str) -> Answer:
        columns = "value_low value_high unit ci_low ci_high n population polarity statement reference year id"
        return {
            (self.label(r["subject"]), self.label(r["object"]), *pick(e, columns))
            for r in self.every
            if r["subject"] in self.diseases(disease) and verb(r) == "has_attribute"
            if self.kind(r["object"]) == "ClinicalAttribute" and quantity.lower() in self.label(r["object"]).lower()
            for e in self.evidence[r["id"]]
        }

    def mechanism_genes(self, mechanism: str) -> Answer:
        return {
            (self.label(kind), self.name(gene), gene, r["predicate"], *votes(r), *pick(r, "belief strongest_design"),
             bar(r["publications"]), r["id"])
            for kind in self.below(mechanism, "subclass_of")
            if self.kind(kind) == self.kind(mechanism) == "PathologicalProcess"
            for gene, r in self.starts(kind, *ACTS, kind="Gene")
        }  # fmt: skip

    def evidence_to_verify(self, about: str) -> Answer:
        columns = "polarity study_design statement reference url source source_record id"
        return {
            (e["citation_status"], *self.claim(r), *pick(e, columns), r["id"])
            for r, e in self.about(about)
            if e["citation_status"] in ("secondary", "unresolved")
        }

    def disease_subtypes(self, disease: str) -> Answer:
        rows: Answer = set()
        for one in self.diseases(disease):
            genes = bar(self.name(g) for g, _ in self.starts(one, "contributes_to", kind="Gene"))
            modes = bar(self.label(m) for m, _ in self.ends(one, "has_mode_of_inheritance", kind="GeneticInheritance"))
            runs = [
                bar(self.label(a) for a, _ in self.ends(one, "has_attribute", kind=kind))
                for kind in ("Onset", "ClinicalCourse")
            ]
            rows.add((self.label(one), one, genes, modes, *runs))
        return rows

    def risk_factors(self, disease: str) -> Answer:
        verbs = ("associated_with_increased_likelihood_of", "associated_with_decreased_likelihood_of")
        columns = "polarity study_design statement n population reference citation_status year id"
        return {
            (self.name(r["subject"]), self.kind(r["subject"]), r["predicate"], self.label(r["object"]), r["asserted"],
             *pick(e, columns), r["id"])
            for r in self.every
            if verb(r) in verbs and r["object"] in self.diseases(disease)
            for e in self.evidence[r["id"]]
        }  # fmt: skip

    def diagnostic_criteria(self, disease: str) -> Answer:
        columns = "value_low value_high unit n population polarity statement reference citation_status year id"
        rows: Answer = set()
        for illness in self.diseases(disease):
            for aid, _ in self.starts(illness, "diagnoses", kind="DiagnosticAid"):
                start = (self.label(aid), self.label(illness))
                quantities = self.ends(aid, "has_attribute", kind="ClinicalAttribute")
                if not quantities:
                    rows.add((*start, *(None,) * 12))
                for quantity, r in quantities:
                    figures = [pick(e, columns) for e in self.evidence[r["id"]]] or [(None,) * 11]
                    rows |= {(*start, self.label(quantity), *one) for one in figures}
        return rows

    def changes_between_releases(self, about: str) -> Answer:
        """The state of the edges of a thing, which the question compares between two releases."""
        qualifiers = "subject_form_or_variant subject_direction object_aspect object_direction species_context"
        state = "disease_context asserted supports refutes no_effect mixed belief strongest_design"
        return {
            (*self.claim(r), *pick(r, f"{qualifiers} {state}"), bar(e["id"] for e in self.evidence[r["id"]]),
             *pick(r, "subject object id"))
            for r in self.every
            if about in (r["subject"], r["object"]) and self.evidence[r["id"]]
        }  # fmt: skip

    def claim(self, row: Row) -> tuple[str, str, str]:
        """The statement of an edge, for people."""
        return self.name(row["subject"]), row["predicate"], self.name(row["object"])

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
