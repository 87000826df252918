"""Facts on ALS itself: how often, how long, what marks it, what raises its risk (own tables).

A figure (incidence, share, survival) is an edge to the quantity, each reported figure one piece of
evidence, so that figures that contradict one another stand side by side on one edge.
"""

from __future__ import annotations

from kg.loaders.base import Context, Emitter, RowLoader, Table
from kg.loaders.curated.entities import Resolver
from kg.loaders.curated.relations import EVIDENCE_COLUMNS, RELATION_COLUMNS, relations, with_doubt, with_values
from kg.loaders.evidence import claim_per_paper
from kg.loaders.references import References
from kg.loaders.table import Row, RowFault
from kg.model.records import Statement

SOURCE = "als-kg-curated"
TABLE = "disease_facts"
MEASUREMENT_COLUMNS = ("record", "subject", "attribute", *EVIDENCE_COLUMNS)


def prepare_relations(context: Context) -> RowLoader:
    """Make a claim per row and entity."""
    load_relation = relations(context, TABLE)

    def load(row: Row, out: Emitter) -> None:
        load_relation(row, out)

    return load


def prepare_measurements(context: Context) -> RowLoader:
    """Claim a figure per row, on the edge from its subject to the quantity."""
    resolver, references = Resolver(context), References(context)

    def load(row: Row, out: Emitter) -> None:
        subject = resolver.meaning(row.need("subject"), TABLE)
        quantity = resolver.meaning(row.need("attribute"), TABLE)
        _check_figures(row)
        evidence = with_values(with_doubt(row, subject.doubt, quantity.doubt), polarity="supports")
        for id in subject.ids:
            claim_per_paper(evidence, out, references, Statement(id, "biolink:has_attribute", quantity.ids[0]))

    return load


def _check_figures(row: Row) -> None:
    low, high = row.number("value_low"), row.number("value_high")
    if low is not None and high is not None and low > high:
        raise RowFault("bad_value", f"value_low {low} is above value_high {high}")
    if (low is not None or high is not None) and not row.text("unit"):
        raise RowFault("missing_value", "a figure needs its unit")
    lower, upper = row.number("ci_low"), row.number("ci_high")
    if low is None or low != high or lower is None or upper is None:
        return
    if not lower <= low <= upper:
        raise RowFault("bad_value", f"the figure {low} lies outside its interval {lower} to {upper}")


TABLES = (
    Table(SOURCE, "curated/disease_relations.tsv", RELATION_COLUMNS, prepare_relations),
    Table(SOURCE, "curated/disease_measurements.tsv", MEASUREMENT_COLUMNS, prepare_measurements),
)
