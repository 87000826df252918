"""Answers: the disease."""

from __future__ import annotations

from support.answers.tables import Answer, Row, Tables, bar, pick, verb, votes


class TheDisease(Tables):
    """Answers of that group."""

    def biomarkers(self, disease: str) -> Answer:
        conditions = self.diseases(disease)
        found: list[tuple[str, str, Row | None]] = []
        for marker in self.of_kind("ClinicalMeasurement"):
            claims = self.ends(marker, "biomarker_for", kind="Disease")
            found += [(marker, condition, claim) for condition, claim in claims if condition in conditions]
            told = [r["disease_context"] for r in self.every if marker in (r["subject"], r["object"])]
            found += [(marker, one, None) for one in conditions & set(told) if not claims]
        return {
            (
                self.label(marker),
                self.nodes[marker]["fluid"],
                claim and claim["subject_direction"],
                self.label(condition),
                *(votes(claim) if claim else (None, None)),
                claim and claim["belief"],
                *self._moved(marker),
                claim and claim["id"],
            )
            for marker, condition, claim in found
        }

    def _moved(self, marker: str) -> tuple[tuple[str, ...], ...]:
        """What a measurement measures, what moved it and what did not, in its fluid and where none is said."""
        analytes = [a for a, _ in self.ends(marker, "measures")]
        tried = [r for r in self.every if verb(r) == "affects"]
        here = [r for r in tried if r["object"] == marker]
        elsewhere = [
            r
            for r in tried
            if r["object"] in analytes
            and r["object_aspect"] == "abundance"
            and self.kind(r["subject"]) in ("Drug", "Treatment")
        ]
        placed = {
            (r["subject"], a)
            for r in tried
            if r["asserted"] and self.kind(r["object"]) == "ClinicalMeasurement"
            for a, _ in self.ends(r["object"], "measures")
        }

        def way(r: Row) -> str:
            return f"{self.label(r['subject'])}: {r['object_direction'] or 'changed'}"

        return (
            bar(map(self.name, analytes)),
            bar(way(r) for r in here if r["asserted"]),
            bar(self.label(r["subject"]) for r in here if not r["asserted"] and r["status"] != "stated"),
            bar(way(r) for r in elsewhere if r["asserted"] and (r["subject"], r["object"]) not in placed),
            bar(self.label(r["subject"]) for r in elsewhere if not r["asserted"] and r["status"] != "stated"),
        )

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
