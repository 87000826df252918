"""Answers: genes and variants."""

from __future__ import annotations

from support.answers.tables import ACTS, Answer, Tables, bar, figure, pick, verb, votes


class Genes(Tables):
    """Answers of that group."""

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
                told = [(r["object"], r) for r in self.every if r["subject"] == carrier and verb(r) == "has_attribute"]
                for quantity, row in told:
                    if self.kind(quantity) != "ClinicalAttribute":
                        continue
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
                if self.kind(one) == "Gene" and gene in ("", one):
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

    def contested_genes(self, disease: str) -> Answer:
        below, rows = self.diseases(disease), set()
        for r in self.every:
            if verb(r) != "contributes_to" or r["object"] not in below or self.kind(r["subject"]) != "Gene":
                continue
            grades = [e["grade"] for e in self.evidence[r["id"]]]
            doubted = not r["asserted"] or r["refutes"] or r["no_effect"] or r["mixed"]
            if doubted or {"Limited", "Disputed", "Refuted"} & set(grades):
                names = (self.name(r["subject"]), self.label(r["object"]))
                rows.add(
                    (
                        *names,
                        *pick(r, "asserted status belief"),
                        *votes(r),
                        bar(grades),
                        bar(r["publications"]),
                        r["id"],
                    )
                )
        return rows
