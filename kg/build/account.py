"""The account: what became of every row of every file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.errors import BuildError
from kg.model import Claim, Fault, Node, Place


@dataclass(frozen=True, slots=True)
class FileAccount:
    """What became of the rows of one file.

    Attributes:
        source: key of the source.
        file: path below ``loaders/``.
        rows: rows read (without the header).
        in_graph: rows of which at least one node or evidence row is in the graph.
        in_part: rows among those of which a part is in quarantine.
        quarantined: rows of which nothing is in the graph.
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


def account(
    rows: Mapping[tuple[str, str], int], nodes: Iterable[Node], claims: Iterable[Claim], faults: Iterable[Fault]
) -> list[FileAccount]:
    """Count what became of the rows.

    Args:
        rows: rows read, by source and file.
        nodes: every node row that was merged (not only the merged result).
        claims: the claims that are in the graph.
        faults: everything in quarantine.

    Raises:
        BuildError: a row is neither in the graph nor in quarantine.
    """
    used = {
        (record.place.source, record.place.file, record.place.line) for group in (nodes, claims) for record in group
    }
    faulted: dict[tuple[str, str, int], list[Fault]] = {}
    for fault in faults:
        faulted.setdefault(_key(fault.place), []).append(fault)
    result = []
    for (source, file), count in sorted(rows.items()):
        in_graph = {line for one, name, line in used if (one, name) == (source, file)}
        in_faults = {line for one, name, line in faulted if (one, name) == (source, file)}
        if len(in_graph | in_faults) != count:
            missing = sorted(set(range(2, count + 2)) - in_graph - in_faults)
            raise BuildError(
                f"{file}, line {missing[0] if missing else '?'}: the row is neither in the graph nor in quarantine.",
                hint="This is a fault of als-kg; please report it.",
            )
        result.append(
            FileAccount(source, file, count, len(in_graph), len(in_graph & in_faults), len(in_faults - in_graph))
        )
    return result


def _key(place: Place) -> tuple[str, str, int]:
    return place.source, place.file, place.line
