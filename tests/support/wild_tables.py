"""Random tables whose every cell may hold a value that a file format mistakes for something else."""

from __future__ import annotations

import random
from typing import Any

import polars as pl

from kg.model.columns import COLUMNS, NODES, REQUIRED, frame
from kg.model.tables import Tables
from support.random_graphs import random_tables

TEXTS = (
    *(
        "",
        " ",
        "  lead and trail  ",
        "\t",
        "\n",
        "a\r\nb",
        "a\rb",
        "tab\tx",
        "\ufeffmark",
        "\x00",
        "\x01\x1f\x7f",
        "\u00a0",
    ),
    *('a "q" b, c\nnew', '"', "'", ",", "\\", "\\N", "-", "#c", "\u2028x", "Sjögren Ωμέγα 筋萎縮 🧬", "e\u0301"),
    *("007", "+1", "1.0", "1e5", "-0", "0x1f", "true", "False", "null", "NULL", "NaN", "None", "nan", "inf", "N/A"),
    *("[]", '["x"]', "[oops", "{}", '{"a": 1}', "2020-01-01", "POINT(1 2)", "<b>&amp;</b>", "$x", "`x`"),
)
INTEGERS = (0, 1, -1, 2**53 + 1, 2**63 - 1, -(2**63), None)
FLOATS = (*(0.0, -0.0, 1.0, 0.1, 1 / 3, 1e300, 5e-324, 1e16, 1e22, 2.0**60), *(float("inf"), -float("inf")))
IDS = ("doi:10.1000/a<1>(2)[3]", 'doi:10.1234/a,"b";c', "doi:10.1234/é", "ALSKG:007", "ALSKG:true", "ENSEMBL:ENSG1")
_FIXED = {
    *("id", "category", "subject", "predicate", "object", "edge_id", "asserted", "source", "source_record"),
    *("xrefs", "publications", "taxon", "species_context", "disease_context", "reference", "system", "trial"),
}
"""Columns that are not made wild: identifiers, and what decides on labels and types."""


def wild_tables(seed: int) -> Tables:
    """A random graph with such values; the same for the same seed."""
    chance = random.Random(seed)
    plain = random_tables(seed)
    renamed = dict(zip(chance.sample(plain.nodes["id"].to_list(), len(IDS)), IDS, strict=True))
    nodes, edges = plain.nodes, plain.edges
    nodes = nodes.with_columns(pl.col("id").replace(renamed))
    edges = edges.with_columns(pl.col("subject", "object").replace(renamed))
    frames = {"nodes": nodes, "edges": edges, "evidence": plain.evidence}
    wild = {
        name: frame(name, [_wild(chance, name, row) for row in table.iter_rows(named=True)])
        for name, table in frames.items()
    }
    return Tables(wild["nodes"], wild["edges"], wild["evidence"])


def _wild(chance: random.Random, name: str, row: dict[str, Any]) -> dict[str, Any]:
    for column, kind in COLUMNS[name].items():
        if column not in _FIXED:
            row[column] = _value(chance, kind, required=column in REQUIRED[name])
    return row


def _value(chance: random.Random, kind: pl.DataType, *, required: bool) -> Any:
    if kind == NODES["synonyms"]:
        return [chance.choice(TEXTS) for _ in range(chance.randrange(4))]
    if not required and chance.random() < 0.3:
        return None
    if kind == pl.Boolean():
        return chance.random() < 0.5
    if kind == pl.String():
        return chance.choice(TEXTS)
    if kind == pl.Int64():
        return chance.choice(INTEGERS[: -1 if required else None])
    return chance.choice((*FLOATS, *(() if required else (float("nan"),))))
