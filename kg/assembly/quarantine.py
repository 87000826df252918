"""Quarantine: what did not make it into the graph, with the reason, the file and the line."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model.records import Fault, Place

REASONS = {
    "missing_value": "a cell that must hold a value is empty",
    "bad_curie": "an identifier is malformed or its prefix is unknown",
    "bad_value": "a value is not of its column's kind or not in its list",
    "unknown_entity": "a free-text name is not in the mapping table",
    "unknown_predicate": "a predicate is not in the mapping table or the schema",
    "unknown_source": "the source is not listed",
    "dangling": "an end of the edge, or a thing named, is not a node of the graph",
    "domain_range": "the schema allows no such predicate between these categories",
    "duplicate_id": "two rows of one table describe the same id differently",
    "category_conflict": "two rows give one id two categories",
    "field_conflict": "two rows give one id two values for one field; the first source's was kept",
    "not_an_entity": "the text names no single thing",
    "withheld": "the licence does not allow shipping it",
}
COLUMNS = ("reason", "source", "file", "line", "record", "whole_row", "detail")


def to_tsv(faults: Iterable[Fault]) -> str:
    """Write the faults as a tab-separated table, sorted by place."""
    lines = ["\t".join(COLUMNS)]
    for fault in ordered(faults):
        cells = (
            fault.reason,
            fault.place.source,
            fault.place.file,
            str(fault.place.line),
            fault.record,
            "yes" if fault.whole else "part",
            fault.detail,
        )
        lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    return "\n".join(lines) + "\n"


def from_tsv(text: str) -> list[Fault]:
    """Read what `to_tsv` wrote; white space within a cell is one blank."""
    faults = []
    for line in text.splitlines()[1:]:
        reason, source, file, number, record, whole, detail = line.split("\t")
        faults.append(Fault(reason, detail, Place(source, file, int(number)), record, whole == "yes"))
    return faults


def ordered(faults: Iterable[Fault]) -> list[Fault]:
    """Sort the distinct faults by their places."""
    return sorted(set(faults), key=lambda fault: (fault.place, fault.reason, fault.detail, fault.whole))
