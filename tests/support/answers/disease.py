"""Answers: the disease."""

from __future__ import annotations

from support.answers.tables import Answer, Tables, bar, pick, verb, votes


class TheDisease(Tables):
    """Answers of that group."""

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
                    bar(self.label(r["subject"]) for r in on if not r["asserted"] and r["status"] != "stated"),
                )
                start = (
                    self.label(marker),
                    self.nodes[marker]["fluid"],
                    claim["subject_direction"],
                    self.label(condition),
                )
                rows.add((*start, *votes(claim), claim["belief"], *lists, claim["id"]))
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
