"""The receipt: what a release was made of, so that anybody can check it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields
from typing import Any, TypeVar

from kg.errors import ReleaseError
from kg.text.safe import brief

FORMAT = 2
"""Layout of the receipt itself. Format 1, which lacks the account of each input file, is read too."""
TABLE_FILES = ("edges.parquet", "evidence.parquet", "nodes.parquet")
QUARANTINE = "quarantine/faults.tsv"
FILES = frozenset({*TABLE_FILES, QUARANTINE})
"""The files of a release: the only names that its receipt may give."""

_TEXTS = ("content_id", "input_id", "schema_version", "package_version", "built_at")
_INSIDE = re.compile(r"(?:(?!\.\.?/)[^/\\:\x00-\x1f]+/)*(?!\.\.?$)[^/\\:\x00-\x1f]+")
"""A relative path without ``.``, ``..``, backslash or drive."""
REBUILD = "Run `alskg build` to make the graph anew."
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file of a release: its name, digest (SHA-256, hex), size in bytes and rows."""

    name: str
    sha256: str
    bytes: int
    rows: int


@dataclass(frozen=True, slots=True)
class InputEntry:
    """One table that a release was built from, and what became of its rows.

    Attributes:
        name: path below the folder of the tables.
        sha256: its digest, hex.
        bytes: its size.
        rows: rows read.
        in_graph: see `SourceEntry`; None in a receipt of format 1.
        in_part: see `SourceEntry`; None in a receipt of format 1.
        quarantined: see `SourceEntry`; None in a receipt of format 1.
    """

    name: str
    sha256: str
    bytes: int
    rows: int
    in_graph: int | None = None
    in_part: int | None = None
    quarantined: int | None = None


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """What one source gave: its version and licence, its files, and the account of its rows.

    Attributes:
        rows: rows read.
        in_graph: rows with at least one node or evidence row in the graph.
        in_part: rows among those with a part in quarantine.
        quarantined: rows with nothing in the graph.
        withheld: rows of the source that may not be shipped and so were never read.
        nodes: nodes that name the source.
        evidence: evidence rows of the source.
    """

    source: str
    name: str
    version: str
    date: str
    how_version_was_found: str
    licence: str
    url: str
    origin_group: str
    scope: str
    files: tuple[InputEntry, ...]
    rows: int
    in_graph: int
    in_part: int
    quarantined: int
    withheld: int
    nodes: int
    evidence: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """The receipt of one release.

    Attributes:
        content_id: digest of what the graph says.
        input_id: digest of everything that went in (tables, schema, code); decides whether a build
            can be skipped.
        tables: the release's own files.
        replaced_ids: old identifier → new one, followed while merging.
        faults: quarantined rows by reason.
    """

    content_id: str
    input_id: str
    schema_version: str
    package_version: str
    built_at: str
    tables: tuple[FileEntry, ...]
    sources: tuple[SourceEntry, ...]
    replaced_ids: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, int] = field(default_factory=dict)
    writer: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def dates(self) -> dict[str, str]:
        """The date of each source, by its short name."""
        return {entry.source: entry.date for entry in self.sources}

    @property
    def scopes(self) -> dict[str, str]:
        """How much of each source was taken, by its short name."""
        return {entry.source: entry.scope for entry in self.sources}

    @property
    def origin_groups(self) -> dict[str, str]:
        """The origin group of each source, by its short name: rows without a study vote once per group."""
        return {entry.source: entry.origin_group for entry in self.sources}

    def to_json(self) -> str:
        """Write the receipt as indented JSON."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str, *, where: str) -> Receipt:
        """Read a receipt.

        Args:
            text: the JSON.
            where: the release, for the error.

        Raises:
            ReleaseError: it is not a receipt, or one of a later format.
        """
        try:
            data = json.loads(text)
            if data["format"] not in (1, FORMAT):
                raise ReleaseError(
                    f"the receipt of {where} has format {data['format']}, this als-kg reads formats 1 and {FORMAT}.",
                    hint="Upgrade als-kg, or run `alskg build` to make a graph that it reads.",
                )
            if not all(isinstance(data[name], str) for name in _TEXTS):
                raise TypeError("a field is not text")
            data["tables"] = tuple(_make(FileEntry, entry) for entry in data["tables"])
            data["sources"] = tuple(
                _make(SourceEntry, {**entry, "files": tuple(_make(InputEntry, file) for file in entry["files"])})
                for entry in data["sources"]
            )
            receipt = _make(cls, data)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ReleaseError(
                f"the receipt of {where} is damaged ({type(error).__name__}).",
                hint=REBUILD,
            ) from error
        _check_names(receipt, where)
        return receipt


def _make(kind: type[_T], data: dict[str, Any]) -> _T:
    names = {one.name: one for one in fields(kind)}  # type: ignore[arg-type]
    needed = {name for name, one in names.items() if one.default is MISSING and one.default_factory is MISSING}
    if not needed <= set(data) <= set(names):
        raise KeyError(", ".join(sorted(needed - set(data) | (set(data) - set(names)))))
    return kind(**data)


def _check_names(receipt: Receipt, where: str) -> None:
    """Refuse a receipt that names a file outside its release or its tables.

    Raises:
        ReleaseError: it does; the names are used as paths.
    """
    names = [entry.name for entry in receipt.tables]
    for name in names:
        if name not in FILES:
            raise ReleaseError(
                f"the receipt of {where} names the file {brief(name)}, which no release has.", hint=REBUILD
            )
    if sorted(names) != sorted(FILES):
        raise ReleaseError(
            f"the receipt of {where} names {len(names)} files where a release has {len(FILES)}.", hint=REBUILD
        )
    for source in receipt.sources:
        for file in source.files:
            if _INSIDE.fullmatch(str(file.name)) is None:
                raise ReleaseError(
                    f"the receipt of {where} names the table {brief(file.name)}, which is not a path below a folder.",
                    hint=REBUILD,
                )
