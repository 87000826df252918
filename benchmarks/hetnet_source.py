"""The files of hetnet: what they call things, what we call these, and what they count.

hetnet joins Hetionet v1.0 with the updates of AlzKB, HPO, Reactome and GO in two files:
``nodes.tsv.gz`` (id, name, kind, source) and ``edges.tsv.gz`` (source, metaedge, target, provided_by).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import polars as pl

EXPECTED = "expected.json"
CATEGORIES = {
    "Anatomy": "AnatomicalEntity",
    "Biological Process": "BiologicalProcess",
    "Cellular Component": "CellularComponent",
    "Compound": "Drug",
    "Disease": "Disease",
    "Gene": "Gene",
    "HpoDisease": "Disease",
    "Molecular Function": "MolecularActivity",
    "Pathway": "Pathway",
    "Pharmacologic Class": "PharmacologicClass",
    "Phenotype": "PhenotypicFeature",
    "Side Effect": "PhenotypicFeature",
    "Symptom": "PhenotypicFeature",
}
"""Kind of a node to its category."""

PREDICATES = {
    "AdG": "ALSKG:hetnet_downregulates",
    "AuG": "ALSKG:hetnet_upregulates",
    "CbG": "biolink:directly_physically_interacts_with",
    "CdG": "ALSKG:hetnet_downregulates",
    "CpD": "ALSKG:hetnet_palliates",
    "CrC": "ALSKG:hetnet_resembles",
    "CtD": "biolink:ameliorates_condition",
    "CuG": "ALSKG:hetnet_upregulates",
    "DaG": "ALSKG:hetnet_associates",
    "DdG": "ALSKG:hetnet_downregulates",
    "DhP": "biolink:has_phenotype",
    "DlA": "biolink:located_in",
    "DpS": "biolink:has_phenotype",
    "DrD": "ALSKG:hetnet_resembles",
    "DuG": "ALSKG:hetnet_upregulates",
    "GO_isa": "biolink:subclass_of",
    "GO_negatively_regulates": "ALSKG:hetnet_negatively_regulates",
    "GO_part_of": "ALSKG:hetnet_part_of",
    "GO_positively_regulates": "ALSKG:hetnet_positively_regulates",
    "GO_regulates": "biolink:regulates",
    "GcG": "biolink:correlated_with",
    "GhP": "biolink:contributes_to",
    "GiG": "biolink:physically_interacts_with",
    "GpBP": "biolink:participates_in",
    "GpCC": "biolink:located_in",
    "GpMF": "biolink:participates_in",
    "GpPW": "biolink:participates_in",
    "Gr>G": "biolink:regulates",
    "PCiC": "ALSKG:hetnet_includes",
    "PWpartPW": "ALSKG:hetnet_part_of",
    "PisaP": "biolink:subclass_of",
}
"""Metaedge to its predicate; those that share one differ in the kinds that they join."""

ASKED = (
    *("Gene::6647", "Gene::23435", "Compound::DB12243", "Biological Process::GO:0006915"),
    *("Disease::DOID:332", "HpoDisease::ORPHA:803", "HpoDisease::OMIM:600274"),
)
"""What the questions name: a slice holds their edges."""

SYMMETRIC = ("CrC", "DrD", "GcG", "GiG")


@dataclass(frozen=True, slots=True)
class Expected:
    """What the source holds, counted in its own words.

    Attributes:
        kinds: nodes by kind.
        metaedges: edges by metaedge, each once.
        sample: some nodes, identifier to name.
    """

    kinds: dict[str, int]
    metaedges: dict[str, int]
    sample: dict[str, str]

    @property
    def labels(self) -> dict[str, int]:
        """Nodes by category."""
        return _summed(self.kinds, CATEGORIES)

    @property
    def predicates(self) -> dict[str, int]:
        """Edges by predicate."""
        return _summed(self.metaedges, PREDICATES)

    @property
    def edges(self) -> int:
        """All edges."""
        return sum(self.metaedges.values())

    @classmethod
    def read(cls, folder: Path) -> Expected:
        """Read what `lay` left beside the tables."""
        return cls(**json.loads((folder / EXPECTED).read_text(encoding="utf-8")))


def read(source: Path, name: str) -> pl.DataFrame:
    """Read one of the two files, with the number of each line."""
    return pl.read_csv(
        source / f"{name}.tsv.gz",
        separator="\t",
        quote_char=None,
        infer_schema=False,
        row_index_name="line",
        row_index_offset=2,
    )


def count_source(nodes: pl.DataFrame, edges: pl.DataFrame, sample: dict[str, str]) -> Expected:
    """Count the files' own rows, by their own identifiers: what every engine must hold."""
    edges = edges.join(nodes.select(source="id"), on="source", how="semi")
    edges = edges.join(nodes.select(target="id"), on="target", how="semi")
    turned = pl.col("metaedge").is_in(SYMMETRIC) & (pl.col("target") < pl.col("source"))
    ends = edges.select(
        "metaedge",
        a=pl.when(turned).then("target").otherwise("source"),
        b=pl.when(turned).then("source").otherwise("target"),
    )
    kinds = nodes.unique("id").group_by("kind").len().sort("kind")
    metaedges = ends.unique().group_by("metaedge").len().sort("metaedge")
    return Expected(dict(kinds.rows()), dict(metaedges.rows()), sample)


def _summed(counts: dict[str, int], names: dict[str, str]) -> dict[str, int]:
    total: dict[str, int] = {}
    for name, count in counts.items():
        total[names[name]] = total.get(names[name], 0) + count
    return total
