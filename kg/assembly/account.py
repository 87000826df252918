"""The account: what became of every row of every file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.errors import BuildError
from kg.model.records import Claim, Fault, Node


@dataclass(frozen=True, slots=True, order=True)
class FileAccount:
    """What became of the rows of one file.

    Attributes:
        source: key of the source.
        file: path below ``loaders/``.
        rows: rows read (without the header).
        in_graph: rows with at least one node or evidence row in the graph.
        in_part: rows among those with a part in quarantine.
        quarantined: rows with nothing in the graph.
    """

    source: str
    file: str
    rows: int
    in_graph: int
    in_part: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class MappingAccount:
    """How much of a mapping table (names, predicates) was needed.

    Attributes:
        file: path below ``loaders/``.
        rows: its lines without the header.
        used: lines by which some row was read.
    """

    file: str
    rows: int
    used: int


Lines = Mapping[tuple[str, str], set[int]]
"""Lines by source and file."""


def lines_of(records: Iterable[Node | Claim | Fault]) -> Lines:
    """Collect the lines that some records were read from."""
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for record in records:
        place = record.place
        found[place.source, place.file].add(place.line)
    return found


def account(rows: Mapping[tuple[str, str], int], used: Lines, faulted: Lines) -> list[FileAccount]:
    """Count what became of the rows.

    Args:
        rows: rows read, by source and file.
        used: the lines of every node row that was merged and of every claim in the graph.
        faulted: the lines of everything in quarantine.

    Raises:
        BuildError: a row is neither in the graph nor in quarantine.
    """
    result = []
    for (source, file), count in sorted(rows.items()):
        in_graph, in_faults = used.get((source, file), set()), faulted.get((source, file), set())
        both = len(in_graph & in_faults)
        if len(in_graph) + len(in_faults) - both != count:
            missing = sorted(set(range(2, count + 2)) - in_graph - in_faults)
            raise BuildError(
                f"{file}, line {missing[0] if missing else '?'}: the row is neither in the graph nor in quarantine.",
                hint="This is a fault of als-kg; please report it.",
            )
        result.append(FileAccount(source, file, count, len(in_graph), both, len(in_faults) - both))
    return result
