"""What a loader is: a declared table and a function that turns one row into records.

A loader module exposes ``TABLES``, a tuple of `Table`. The harness reads each table strictly,
calls the loader row by row, and keeps the account: every row yields at least one node or claim,
or ends in quarantine with a reason. A loader that does neither has a bug, and the build stops.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Unpack

from kg.errors import BuildError, TableError
from kg.loaders.roles import role_of
from kg.loaders.table import Row, RowFault, read_rows
from kg.model.evidence_fields import EvidenceFields
from kg.model.records import Claim, Evidence, Fault, Node, Scalar, Statement

SOURCE_COLUMNS = (
    *("source", "name", "version", "date", "how_version_was_found", "licence", "licence_url", "url"),
    *("origin_group", "knowledge_level", "agent_type", "scope", "notice"),
)
TICK = 16_384
"""Rows between two words on how many were read; a build of fewer says nothing while it works."""


@dataclass(frozen=True, slots=True)
class Source:
    """One source, as ``loaders/sources.tsv`` describes it.

    Attributes:
        source: its key (``clingen``).
        origin_group: sources that import one another share a group; rows without a reference vote
            once per group.
        scope: ``whole``, ``extract`` or ``als_selected`` (cut to the neighbourhood of ALS: no
            permutation test is valid on it).
        rank: position in the table; the earlier source wins when two name a thing differently.
    """

    source: str
    name: str
    version: str
    date: str
    how_version_was_found: str
    licence: str
    licence_url: str
    url: str
    origin_group: str
    knowledge_level: str
    agent_type: str
    scope: str
    notice: str
    rank: int


@dataclass(slots=True)
class Records:
    """What the loaders made: nodes, claims, faults, and how many rows each file had."""

    nodes: list[Node] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    rows: dict[tuple[str, str], int] = field(default_factory=dict)


@dataclass(slots=True)
class Consulted:
    """A mapping table that loaders consult: how many lines it has, and which were used.

    Attributes:
        rows: lines without the header.
        used: the lines that some row was read by.
    """

    rows: int
    used: set[int] = field(default_factory=set)


class Context:
    """What a loader may read besides its own rows: other tables and the sources.

    Args:
        root: the folder that holds ``sources.tsv``, ``curated/`` and ``bundled/``.
    """

    def __init__(self, root: Traversable) -> None:
        self.root = root
        self.sources: dict[str, Source] = {}
        self.consulted: dict[str, Consulted] = {}
        for row in read_rows(root / "sources.tsv", SOURCE_COLUMNS, source="als-kg", file="sources.tsv"):
            key = row.values["source"]
            if key in self.sources:
                raise TableError(
                    f"the source {key!r} is listed twice", file="sources.tsv", line=row.place.line, hint="Keep one."
                )
            self.sources[key] = Source(**row.values, rank=len(self.sources))

    def rows(self, file: str, columns: tuple[str, ...], *, source: str) -> Iterator[Row]:
        """Read a table below the root.

        Raises:
            TableError: see `read_rows`.
        """
        yield from read_rows(self.path(file), columns, source=source, file=file)

    def consult(self, file: str, rows: int) -> Consulted:
        """Return the account of a mapping table, shared by all who consult it."""
        return self.consulted.setdefault(file, Consulted(rows))

    def path(self, file: str) -> Traversable:
        """Find the path of a file below the root."""
        path = self.root
        for part in file.split("/"):
            path = path / part
        return path


class Emitter:
    """Takes what a loader makes of one row."""

    def __init__(self, context: Context, records: Records, row: Row) -> None:
        self._context = context
        self._records = records
        self._row = row
        self.emitted = 0

    def node(
        self,
        id: str,
        category: str,
        name: str,
        *,
        synonyms: Iterable[str] = (),
        xrefs: Iterable[str] = (),
        description: str | None = None,
        taxon: str | None = None,
        **properties: Scalar | None,
    ) -> None:
        """Add a node; properties that are None are left out."""
        kept = {key: value for key, value in properties.items() if value is not None}
        self._records.nodes.append(
            Node(id, category, name, self._row.place, tuple(synonyms), tuple(xrefs), description, taxon, kept)
        )
        self.emitted += 1

    def claim(self, said: Statement, /, *, source_record: str, **evidence: Unpack[EvidenceFields]) -> None:
        """Add a claim. Source, licence, knowledge level, agent type come from the row's source, role from predicate.

        Args:
            said: what is said (positional; ``statement=`` is the finding in our own words).
            source_record: the record within the source.
            evidence: fields of `Evidence`; those left out keep the source's default, if it has one.

        Raises:
            TypeError: a field that evidence needs is left out, or there is none of that name.
        """
        source = self._context.sources[self._row.place.source]
        fields: EvidenceFields = {
            "source": source.source,
            "licence": source.licence,
            "knowledge_level": source.knowledge_level,
            "agent_type": source.agent_type,
            "role": role_of(said.predicate),
            **evidence,
        }
        made = Evidence(source_record=source_record, **fields)
        self._records.claims.append(Claim(said, made, self._row.place))
        self.emitted += 1

    def lost(self, reason: str, detail: str, record: str = "") -> None:
        """Note a part of the row that is not in the graph, while the rest is."""
        self._records.faults.append(Fault(reason, detail, self._row.place, record, whole=False))


RowLoader = Callable[[Row, Emitter], None]


@dataclass(frozen=True, slots=True)
class Table:
    """One table and its loader.

    Attributes:
        source: key in ``sources.tsv``.
        file: path below ``loaders/``.
        columns: exactly the columns of the file.
        prepare: called once with the `Context`; returns the function that loads one row.
    """

    source: str
    file: str
    columns: tuple[str, ...]
    prepare: Callable[[Context], RowLoader]


def load(context: Context, tables: Iterable[Table], *, tick: Callable[[str], None] = lambda sentence: None) -> Records:
    """Run the loaders of `tables`.

    Args:
        context: the sources and where the tables lie.
        tables: which tables to load.
        tick: told now and then how many rows were read.

    Returns:
        All records, with the number of rows per source and file.

    Raises:
        TableError: a table cannot be read as declared.
        BuildError: a loader neither used nor rejected a row.
    """
    records, total = Records(), 0
    for table in tables:
        load_row = _prepared(context, table)
        count = 0
        for count, row in enumerate(context.rows(table.file, table.columns, source=table.source), 1):
            if not (total + count) % TICK:
                tick(f"reading the tables: {total + count:,} rows so far")
            _load_one(context, records, row, load_row)
        records.rows[table.source, table.file] = count
        total += count
    return records


def _prepared(context: Context, table: Table) -> RowLoader:
    if table.source not in context.sources:
        raise BuildError(
            f"the table {table.file} names the source {table.source!r}, which sources.tsv does not list.",
            hint="Add it to loaders/sources.tsv.",
        )
    try:
        return table.prepare(context)
    except RowFault as fault:
        raise TableError(
            f"a table that it rests on holds a bad value: {fault.detail}",
            file=table.file,
            line=1,
            hint="Look for that value in the tables beside it, and mend or remove the row.",
        ) from fault


def _load_one(context: Context, records: Records, row: Row, load_row: RowLoader) -> None:
    nodes, claims, faults = len(records.nodes), len(records.claims), len(records.faults)
    out = Emitter(context, records, row)
    try:
        load_row(row, out)
    except RowFault as fault:
        # Half a row is no row: what it had added before the fault goes with it.
        del records.nodes[nodes:], records.claims[claims:], records.faults[faults:]
        record = row.values.get("record", "")
        records.faults.append(Fault(fault.reason, fault.detail, row.place, record))
        return
    if not out.emitted:
        raise BuildError(
            f"{row.place}: the loader neither used the row nor rejected it.",
            hint="This is a fault of als-kg; please report it.",
        )
