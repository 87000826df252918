"""Answers: mechanisms and pathways."""

from __future__ import annotations

from support.answers.tables import ACTS, Answer, Tables, bar, pick, votes


class Mechanisms(Tables):
    """Answers of that group."""

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

    def shared_pathways(self, genes: list[str], at_least: int) -> Answer:
        rows: Answer = set()
        for pathway in self.of_kind("Pathway"):
            members = {g for g, _ in self.starts(pathway, "participates_in", kind="Gene")}
            of_these = members & set(genes)
            if len(of_these) >= max(at_least, 1):
                rows.add((pathway, self.label(pathway), len(of_these), bar(map(self.name, of_these)), len(members)))
        return rows

    def mechanism_genes(self, mechanism: str) -> Answer:
        return {
            (self.label(kind), self.name(gene), gene, r["predicate"], *votes(r), *pick(r, "belief strongest_design"),
             bar(r["publications"]), r["id"])
            for kind in self.listed(mechanism)
            if self.kind(kind) == self.kind(mechanism) == "PathologicalProcess"
            for gene, r in self.starts(kind, *ACTS, kind="Gene")
        }  # fmt: skip
