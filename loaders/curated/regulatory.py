"""What regulators decided on treatments of ALS: one event node per decision or step."""

from __future__ import annotations

import re

from kg.loaders.base import Context, Emitter, RowLoader, Table
from kg.loaders.curated.trials import SOURCE
from kg.loaders.evidence import chosen
from kg.loaders.references import References
from kg.loaders.table import Row, RowFault
from kg.model.records import Statement

COLUMNS = (
    "record",
    "id",
    "product",
    "name",
    "event_type",
    "agency",
    "date",
    "indication",
    "statement",
    "references",
    "citation",
    "citation_status",
    "url",
    "quote_anchor",
    "note",
)
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def _date(row: Row) -> str | None:
    """Read the ISO date of the event, as precise as known; None where it was not seen."""
    date = row.text("date")
    if date is not None and _DATE.fullmatch(date) is None:
        raise RowFault(
            "bad_value", f"column 'date' holds {date!r}, which is not an ISO date (YYYY, YYYY-MM or YYYY-MM-DD)"
        )
    return date


def _events(context: Context) -> RowLoader:
    references = References(context)

    def load(row: Row, out: Emitter) -> None:
        event, date = row.curie("id"), _date(row)
        out.node(
            event,
            "Event",
            f"{row.need('name')} ({date})" if date else row.need("name"),
            description=row.need("statement"),
            event_type=chosen(row, "event_type"),
            agency=row.need("agency"),
            event_date=date,
            indication=row.text("indication"),
        )
        cited = f"Cited as: {row.values['citation']}." if row.text("citation") else ""
        for reference in references.canonical(row.curies("references")) or (None,):
            out.claim(
                Statement(row.curie("product"), "ALSKG:has_regulatory_event", event),
                source_record=row.need("record"),
                polarity="supports",
                study_design="regulatory",
                citation_status=chosen(row, "citation_status"),
                reference=reference,
                context="als",
                statement=row.need("statement"),
                year=int(date[:4]) if date else None,
                url=row.text("url"),
                quote_anchor=row.text("quote_anchor"),
                note=" ".join(part for part in (row.values["note"], cited) if part) or None,
            )

    return load


TABLES: tuple[Table, ...] = (Table(SOURCE, "curated/regulatory_events.tsv", COLUMNS, _events),)
