"""Answers: stem cells and what they secrete."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from support.answers.tables import ACTS, Answer, Tables, bar, pick, votes


class StemCells(Tables):
    """Answers of that group."""

    def msc_factors(self, cell: str) -> Answer:
        rows: Answer = set()
        for agent in self.listed(cell):
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
        secreted = [(a, f) for a in self.listed(cell) for f, _ in self.ends(a, "produces", "delivers", kind="Gene")]
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

    def vesicle_mirnas(self, cell: str) -> Answer:
        rows: Answer = set()
        for carrier in self.listed(cell):
            for mirna, hand in self.ends(carrier, "delivers", "affects", "produces", kind="MicroRNA"):
                start = (self.label(carrier), hand["predicate"], hand["object_direction"], self.label(mirna))
                acts = self.ends(mirna, "affects")
                if not acts:
                    rows.add((*start, None, None, None, None, None, bar(hand["publications"]), None))
                for target, act in acts:
                    effect = pick(act, "object_direction object_aspect")
                    papers = bar([*hand["publications"], *act["publications"]])
                    rows.add((*start, self.name(target), *effect, *votes(act), papers, act["id"]))
        return rows

    def msc_on_gene_mechanisms(self, genes: list[str], cell: str) -> Answer:
        acts: dict[tuple[Any, ...], set[str]] = defaultdict(set)
        claims = [
            (node["symbol"], mechanism)
            for id, node in self.nodes.items()
            if node["category"] == "Gene" and node["symbol"] in genes
            for mechanism, _ in self.ends(id, *ACTS, kind="PathologicalProcess")
        ]
        for symbol, mechanism in claims:
            for process in self.listed(mechanism) | self.matched(mechanism):
                for agent in self.listed(cell):
                    hits = [("", r["object_direction"], r) for p, r in self.ends(agent, "affects") if p == process]
                    hits += [
                        (self.name(f), r["object_direction"] or "takes part", r)
                        for f, _ in self.ends(agent, "produces", "delivers")
                        for p, r in self.ends(f, "affects", "actively_involved_in")
                        if p == process
                    ]
                    for factor, effect, r in hits:
                        start = (self.label(agent), factor, effect, self.label(process), self.label(mechanism))
                        acts[(start, votes(r), r["strongest_design"], bar(r["publications"]), r["id"])].add(symbol)
        return {(*start, bar(symbols), *count, *rest) for (start, count, *rest), symbols in acts.items()}
