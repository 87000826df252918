"""Answers: trials and therapies."""

from __future__ import annotations

from collections import defaultdict

from support.answers.tables import ACTS, Answer, Row, Tables, bar, pick, verb, votes


class Therapies(Tables):
    """Answers of that group."""

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
        rows: Answer = set()
        for trial in self.of_kind("ClinicalTrial"):
            node = self.nodes[trial]
            for therapy, r in self.ends(trial, "tests_intervention"):
                names = (self.label(therapy), *self.nodes[therapy]["synonyms"], self.label(trial), node["cell_source"])
                if any(intervention.lower() in (name or "").lower() for name in names):
                    start = (trial, self.label(trial), self.label(therapy), *pick(node, "phase enrolment"))
                    found = [e for e in self.evidence[r["id"]] if e["outcome"] == "not_met"]
                    rows |= {(*start, *pick(e, "study_design statement reference year")) for e in found}
        return rows

    def drugs_for_target(self, target: str) -> Answer:
        through = {target} | {m for m, _ in self.ends(target, *ACTS, kind="PathologicalProcess")}
        rows: Answer = set()
        for via in through:
            for drug, act in [*self.starts(via, "affects", kind="Drug"), *self.stated(via, "affects", kind="Drug")]:
                trials = [t for t, _ in self.starts(drug, "tests_intervention", kind="ClinicalTrial")]
                ended = [f"{self.label(t)}: {self.nodes[t]['primary_endpoint'] or 'not_reported'}" for t in trials]
                events = [self.label(e) for e, _ in self.ends(drug, "has_regulatory_event", kind="Event")]
                effect = pick(act, "object_direction object_aspect status")
                names = (self.label(drug), self.name(via))
                rows.add(
                    (
                        names[0],
                        via == target,
                        names[1],
                        *effect,
                        *votes(act),
                        bar(trials),
                        bar(ended),
                        bar(events),
                        act["id"],
                    )
                )
        return rows

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

    def approved_therapies(self, agency: str) -> Answer:
        kinds = ("approved", "accelerated_approval", "conditional_approval", "approved_exceptional_circumstances")
        rows: Answer = set()
        for event in self.of_kind("Event"):
            node = self.nodes[event]
            if node["event_type"] not in kinds or agency.lower() not in (node["agency"] or "").lower():
                continue
            for therapy, r in self.starts(event, "has_regulatory_event"):
                events = [e for e, _ in self.ends(therapy, "has_regulatory_event", kind="Event")]
                gone = bar(self.label(e) for e in events if self.nodes[e]["event_type"] == "withdrawn")
                start = (self.label(therapy), *pick(node, "event_type agency event_date indication"), gone)
                for e in self.evidence[r["id"]]:
                    rows.add((*start, *pick(e, "statement citation_status"), bar(r["publications"]), r["id"]))
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
                        *pick(e, "statement citation_status"),
                        bar(r["publications"]),
                    )
                    for therapy, r in self.starts(event, "has_regulatory_event")
                    for e in self.evidence[r["id"]]
                }
        return rows

    def cell_therapy_trial_outcomes(self) -> Answer:
        return {
            (
                *pick(self.nodes[trial], "id name cell_source donor_relation route enrolment primary_endpoint"),
                *pick(e, "outcome study_design reference"),
            )
            for trial in self.of_kind("ClinicalTrial")
            if self.nodes[trial]["cell_source"] is not None
            for _, r in self.ends(trial, "tests_intervention")
            for e in self.evidence[r["id"]]
            if e["outcome"] in ("met", "not_met", "mixed")
        }

    def therapy_effects(self, therapy: str) -> Answer:
        verbs = (
            "affects ameliorates_condition exacerbates_condition has_adverse_event studied_to_treat produces delivers"
        )
        columns = (
            "object_direction object_aspect asserted status supports refutes no_effect mixed belief strongest_design"
        )
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
