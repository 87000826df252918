"""Answers: evidence, for and against."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from support.answers.tables import Answer, Row, Tables, bar, pick

MADE = {
    **dict.fromkeys(("randomised_trial", "open_label_trial", "human_observational", "human_tissue"), "human"),
    "in_vivo_animal": "animal",
    **dict.fromkeys(("in_vitro", "patient_ipsc"), "in vitro"),
    "computational": "computed",
    **dict.fromkeys(("review", "database", "regulatory", "registry", "press"), "second-hand"),
}
"""Where a finding of each study design was made."""


class WhatIsSaid(Tables):
    """Answers of that group."""

    def contested_claims(self, against: int) -> Answer:
        columns = "object_aspect object_direction asserted status supports refutes no_effect mixed belief"
        return {
            (
                self.name(r["subject"]),
                r["predicate"],
                self.name(r["object"]),
                *pick(r, columns),
                bar(r["publications"]),
                r["id"],
            )
            for r in self.every
            if r["supports"] and r["refutes"] + r["no_effect"] >= max(against, 1)
        }

    def evidence_between(self, one: str, other: str) -> Answer:
        columns = (
            "polarity role trial study_design system system_detail statement reference citation_status year source"
        )
        columns += " licence value_low value_high unit ci_low ci_high p_value n weeks population"
        columns += " frequency onset outcome grade note url"
        ones, others = (self.listed(id) | self.matched(id) for id in (one, other))
        rows: Answer = set()
        for r in self.every:
            ends = (r["subject"], r["object"])
            if any(ends[0] in near and ends[1] in far for near, far in ((ones, others), (others, ones))):
                if self.may_come(r, ones, one) and self.may_come(r, others, other):
                    start = (self.label(ends[0]), r["predicate"], self.label(ends[1]), r["asserted"], r["status"])
                    rows |= {(*start, *pick(e, columns), *ends, r["id"], e["id"]) for e in self.evidence[r["id"]]}
        return rows

    def claim_timeline(self, about: str, databases: str) -> Answer:
        return {
            (*pick(e, "year polarity"), self.name(r["subject"]), r["predicate"], self.name(r["object"]),
             *pick(e, "study_design statement reference id"))
            for r, e in self.about_each(about)
            if databases == "yes" or e["study_design"] != "database"
        }  # fmt: skip

    def evidence_by_design(self, about: str) -> Answer:
        found: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for _, e in self.about(about):
            found[(MADE[e["study_design"]], *pick(e, "study_design taxon polarity"))].append(e)
        return {(*key, len({e["id"] for e in es}), bar(e["reference"] for e in es)) for key, es in found.items()}

    def who_says_so(self, about: str) -> Answer:
        found: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for _, e in self.about(about):
            found[pick(e, "source citation_status knowledge_level agent_type licence")].append(e)
        return {(*key, len({e["edge_id"] for e in es}), len({e["id"] for e in es})) for key, es in found.items()}

    def evidence_of_edge(self, edge: str) -> Answer:
        before = "polarity study_design system system_detail statement value_low value_high unit ci_low ci_high"
        after = "p_value n reference citation_status url quote_anchor year source source_record licence id"
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

    def claims_not_asserted(self, predicate: str) -> Answer:
        columns = "object_aspect object_direction status refutes no_effect mixed strongest_design"
        return {
            (*self.claim(r), *pick(r, columns), bar(r["publications"]), r["id"])
            for r in self.every
            if not r["asserted"] and predicate in ("", r["predicate"])
        }

    def evidence_to_verify(self, about: str) -> Answer:
        columns = "polarity study_design statement reference url source source_record id"
        return {
            (e["citation_status"], *self.claim(r), *pick(e, columns), r["id"])
            for r, e in self.about_each(about)
            if e["citation_status"] in ("secondary", "unresolved")
        }

    def changes_between_releases(self, about: str) -> Answer:
        """The state of the edges of a thing, which the question compares between two releases."""
        qualifiers = "subject_form_or_variant subject_direction object_aspect object_direction species_context"
        state = "disease_context asserted status supports refutes no_effect mixed belief strongest_design"
        return {
            (*self.claim(r), *pick(r, f"{qualifiers} {state}"), bar(e["id"] for e in self.evidence[r["id"]]),
             *pick(r, "subject object id"))
            for r in self.every
            if about in (r["subject"], r["object"]) and self.evidence[r["id"]]
        }  # fmt: skip
