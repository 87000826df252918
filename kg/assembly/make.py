"""One build: load, merge, check, count, publish."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import chain

import polars as pl

from kg.assembly.account import FileAccount, Lines, MappingAccount, account, lines_of
from kg.assembly.check import check_tables
from kg.assembly.claims import check_claims
from kg.assembly.edges import make_tables
from kg.assembly.inputs import input_id, tables_id
from kg.assembly.nodes import merge_nodes
from kg.assembly.quarantine import ordered, to_tsv
from kg.errors import BuildError
from kg.loaders.base import TICK, Context, Table, load
from kg.model.records import Claim, Fault, Place
from kg.model.tables import Tables
from kg.release import Home, InputEntry, Receipt, SourceEntry
from kg.release.content import content_id
from kg.release.files import sha256
from kg.release.write import publish
from kg.schema.generated import SCHEMA_VERSION

WITHHELD_FILE = "withheld.tsv"
WITHHELD_COLUMNS = ("record", "source", "reason")


@dataclass(frozen=True, slots=True)
class UnpublishedGraph:
    """A graph in memory, before it is published.

    Attributes:
        tables: the three tables.
        faults: everything in quarantine, ordered by place.
        accounts: what became of the rows of each file.
        mappings: how much of each mapping table was needed.
        receipt: the receipt, its `tables` still empty.
    """

    tables: Tables
    faults: Sequence[Fault]
    accounts: Sequence[FileAccount]
    mappings: Sequence[MappingAccount]
    receipt: Receipt


def make(
    context: Context,
    tables: Sequence[Table],
    *,
    replaced: Mapping[str, str] | None = None,
    tick: Callable[[str], None] = lambda sentence: None,
) -> UnpublishedGraph:
    """Build a graph in memory.

    Args:
        context: the sources and where the tables lie.
        tables: which tables to load.
        replaced: old identifier → new one, followed while merging.
        tick: told now and then how far it has come.

    Raises:
        TableError: a table cannot be read as declared.
        BuildError: a row is unaccounted for, the result breaks an invariant, or a table was changed
            while it was read.
    """
    replaced = dict(replaced or {})
    inputs, begun_with = input_id(context.root, replaced), tables_id(context.root)
    records = load(context, tables, tick=tick)
    tick = _at_size(tick, records.rows.values())
    rank = {name: source.rank for name, source in context.sources.items()}
    groups = {name: source.origin_group or name for name, source in context.sources.items()}
    tick(f"merging {len(records.nodes):,} rows of nodes")
    merged = merge_nodes(records.nodes, rank, replaced)
    tick(f"checking {len(records.claims):,} claims")
    good, claim_faults = check_claims(records.claims, merged.nodes, replaced)
    claims = deque(good)
    del good
    faults = [*records.faults, *merged.faults, *claim_faults]
    used = lines_of(chain(merged.used, claims))
    accounts = account(records.rows, used, lines_of(faults))
    faults = ordered(replace(fault, whole=fault.whole and not _is_in(used, fault.place)) for fault in faults)
    del records
    made = make_tables(merged.nodes, merged.sources, _taken_out(claims), groups, tick=tick)
    del merged, used
    _stop_on(check_tables(made, groups, tick=tick))
    if tables_id(context.root) != begun_with:
        raise BuildError(
            "a table was changed while the build read it.", hint="Build again once the tables are written."
        )
    receipt = Receipt(
        content_id=content_id(made, tick=tick),
        input_id=inputs,
        schema_version=SCHEMA_VERSION,
        package_version=version("als-kg"),
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        tables=(),
        sources=tuple(_source_entries(context, accounts, made)),
        replaced_ids=replaced,
        faults=dict(sorted(Counter(fault.reason for fault in faults).items())),
        writer={"polars": pl.__version__},
    )
    mappings = [MappingAccount(file, one.rows, len(one.used)) for file, one in sorted(context.consulted.items())]
    return UnpublishedGraph(made, faults, accounts, mappings, receipt)


def publish_made(
    home: Home, made: UnpublishedGraph, *, profile: str, tick: Callable[[str], None] = lambda sentence: None
) -> Receipt:
    """Write a made graph as a release. The caller holds the lock.

    Raises:
        ReleaseError: something cannot be written; nothing has changed then.
    """
    return publish(
        home,
        made.receipt,
        made.tables,
        to_tsv(made.faults),
        profile=profile,
        tick=_at_size(tick, (one.rows for one in made.accounts)),
    )


def _at_size(tick: Callable[[str], None], rows: Iterable[int]) -> Callable[[str], None]:
    """Say something of a large build only: on a slow machine a small one takes its seconds too."""
    return tick if sum(rows) >= TICK else lambda sentence: None


def _is_in(lines: Lines, place: Place) -> bool:
    return place.line in lines.get((place.source, place.file), ())


def _taken_out(claims: deque[Claim]) -> Iterator[Claim]:
    """Yield the claims and let go of them, so that a large graph is not there twice."""
    while claims:
        yield claims.popleft()


def _stop_on(findings: Sequence[object]) -> None:
    if findings:
        raise BuildError(
            f"the built graph breaks its own rules in {len(findings)} places, the first: {findings[0]}",
            hint="This is a fault of als-kg; please report it.",
        )


def _source_entries(context: Context, accounts: Sequence[FileAccount], tables: Tables) -> Iterable[SourceEntry]:
    nodes = Counter(dict(tables.nodes["sources"].explode().drop_nulls().value_counts().iter_rows()))
    evidence = Counter(dict(tables.evidence["source"].value_counts().iter_rows()))
    withheld = Counter(row.values["source"] for row in context.rows(WITHHELD_FILE, WITHHELD_COLUMNS, source="als-kg"))
    for name, source in context.sources.items():
        mine = [one for one in accounts if one.source == name]
        if not mine and not withheld[name]:
            continue
        yield SourceEntry(
            source=name,
            name=source.name,
            version=source.version,
            date=source.date,
            how_version_was_found=source.how_version_was_found,
            licence=source.licence,
            url=source.url,
            origin_group=source.origin_group or name,
            scope=source.scope,
            files=tuple(_file_entry(context, one) for one in mine),
            rows=sum(one.rows for one in mine),
            in_graph=sum(one.in_graph for one in mine),
            in_part=sum(one.in_part for one in mine),
            quarantined=sum(one.quarantined for one in mine),
            withheld=withheld[name],
            nodes=nodes[name],
            evidence=evidence[name],
        )


def _file_entry(context: Context, one: FileAccount) -> InputEntry:
    data = context.path(one.file).read_bytes()
    return InputEntry(one.file, sha256(data), len(data), one.rows, one.in_graph, one.in_part, one.quarantined)
