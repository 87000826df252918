"""Answers: what is missing, and what lies between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from support.answers.tables import ACTS, ALS, Answer, Row, Tables, bar, pick


class Gaps(Tables):
    """Answers of that group."""

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
            therapies = {t for t, _ in [*self.starts(gene, "affects"), *self.stated(gene, "affects")]}
            tested = any(self.starts(t, "tests_intervention", kind="ClinicalTrial") for t in therapies)
            own = {d for d, _ in self.ends(gene, "contributes_to", kind="Disease")} - {
                ALS,
                "MONDO:0005144",
                "MONDO:0005145",
            }
            if (
                graded
                and not tested
                and not any(self.starts(d, "studies_condition", kind="ClinicalTrial") for d in own)
            ):
                rows.add((self.name(gene), gene, bar(g for g, _ in graded), bar(d for _, d in graded)))
        return rows

    def gap_mechanisms_without_factor(self, cell: str, disease: str) -> Answer:
        agents = self.kinds_of(cell)
        touched = {p for a in agents for p, _ in self.ends(a, "affects")}
        factors = {f for a in agents for f, _ in self.ends(a, "produces", "delivers")}
        touched |= {p for f in factors for p, _ in self.ends(f, "affects", "actively_involved_in")}
        rows: Answer = set()
        beliefs: dict[str, list[float | None]] = defaultdict(list)
        for mechanism, row in self.starts(disease, "contributes_to", kind="PathologicalProcess"):
            beliefs[mechanism].append(row["belief"])
        for mechanism, found in beliefs.items():
            kinds = self.below(mechanism, "subclass_of")
            same = kinds | {p for kind in kinds for p, _ in self.ends(kind, "exact_match", "close_match")}
            if not same & touched:
                genes = {g for g, _ in self.starts(mechanism, *ACTS, kind="Gene")}
                names = (self.label(mechanism), mechanism, bar(map(self.name, genes)))
                rows.add((*names, max(known(found), default=None)))
        return rows

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
                    rows.add((*start, min(known(beliefs), default=None), degree, bar((a["id"], b["id"]))))
        return rows


def known(beliefs: Iterable[float | None]) -> list[float]:
    """The beliefs that are there: what a database defines has none."""
    return [belief for belief in beliefs if belief is not None]
