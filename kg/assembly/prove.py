"""Holding a receipt against the tables that it speaks of: what it states and they can confirm.

Its digest in the profile's pointer says that nobody edited the receipt; this says that it was right,
also where somebody edited both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import polars as pl

from kg.assembly.check import Finding
from kg.assembly.quarantine import from_tsv
from kg.errors import ReleaseError
from kg.model.records import Fault
from kg.model.tables import Tables
from kg.release import Receipt, Release, SourceEntry
from kg.release.accounts import tables_of
from kg.release.receipt import QUARANTINE


def check_receipt(release: Release, tables: Tables) -> list[Finding]:
    """Recompute what the receipt of a release states.

    Args:
        release: the release, its files as the receipt says.
        tables: its three tables.

    Returns:
        The findings; an empty list when the receipt is right.
    """
    receipt = release.receipt
    try:
        faults = from_tsv(release.quarantine())
    except (ReleaseError, ValueError) as error:
        return [Finding("receipt", QUARANTINE, f"the quarantine cannot be read ({error})")]
    return [
        *_rows(receipt, tables, faults),
        *_sources(receipt, tables.evidence),
        *_sums(receipt, tables, faults),
        *_other_tables(release),
    ]


def _rows(receipt: Receipt, tables: Tables, faults: list[Fault]) -> Iterator[Finding]:
    heights = {f"{name}.parquet": frame.height for name, frame in tables.named()} | {QUARANTINE: len(faults)}
    for entry in receipt.tables:
        if entry.rows != heights[entry.name]:
            yield Finding(
                "receipt", entry.name, f"the receipt says {entry.rows} rows, the file has {heights[entry.name]}"
            )
    reasons = dict(Counter(fault.reason for fault in faults))
    if reasons != dict(receipt.faults):
        yield Finding(
            "receipt", QUARANTINE, f"the receipt counts {_listed(receipt.faults)}, the file has {_listed(reasons)}"
        )


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {reason}" for reason, count in sorted(counts.items())) or "no faults"


def _sources(receipt: Receipt, evidence: pl.DataFrame) -> Iterator[Finding]:
    """Name sources that the receipt does not list, and licences that the evidence does not carry."""
    listed = {source.source: source for source in receipt.sources}
    for name, licence in evidence.select("source", "licence").unique().sort("source", "licence").iter_rows():
        if name not in listed:
            yield Finding("receipt", name, "the evidence names the source, the receipt does not")
        elif listed[name].licence != licence:
            yield Finding("receipt", name, f"the receipt gives the licence {listed[name].licence}, a row has {licence}")


def _sums(receipt: Receipt, tables: Tables, faults: list[Fault]) -> Iterator[Finding]:
    nodes = Counter(dict(tables.nodes["sources"].explode().drop_nulls().value_counts().iter_rows()))
    evidence = Counter(dict(tables.evidence["source"].value_counts().iter_rows()))
    lost = {fault.place for fault in faults if fault.whole}
    whole = Counter(place.source for place in lost)
    part = Counter(place.source for place in {fault.place for fault in faults} - lost)
    for source in receipt.sources:
        name = source.source
        found = {"nodes": nodes[name], "evidence": evidence[name], "quarantined": whole[name], "in_part": part[name]}
        found["rows"] = source.in_graph + source.quarantined
        for column, count in (found | _of_files(source)).items():
            if getattr(source, column) != count:
                yield Finding(
                    "receipt", name, f"the receipt says {column} {getattr(source, column)}, counting gives {count}"
                )


def _of_files(source: SourceEntry) -> dict[str, int]:
    """Add up the counts of a source's files; leave out those that a file does not have (format 1)."""
    counts = [(file.rows, file.in_graph, file.in_part, file.quarantined) for file in source.files]
    sums = {}
    for name, column in zip(("rows", "in_graph", "in_part", "quarantined"), zip(*counts, strict=True), strict=False):
        if None not in column:
            sums[name] = sum(count for count in column if count is not None)
    return sums


def _other_tables(release: Release) -> Iterator[Finding]:
    """Find what the receipt at the top says of the tables, where another build's account is the one in use."""
    if release.account is None:
        return
    try:
        top = Receipt.from_json((release.path / "receipt.json").read_text(encoding="utf-8"), where=str(release.path))
    except (OSError, UnicodeDecodeError, ReleaseError) as error:
        yield Finding("receipt", "receipt.json", f"the receipt at the top of the release cannot be read ({error})")
        return
    if tables_of(top) != tables_of(release.receipt):
        yield Finding("receipt", "receipt.json", "the receipt at the top of the release tells of other tables")
