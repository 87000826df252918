"""The receipt: what a release was made of, so that anybody can check it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, TypeVar

from kg.errors import ReleaseError

FORMAT = 1
"""Layout of the receipt itself."""

_TEXTS = ("content_id", "input_id", "schema_version", "package_version", "built_at")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One input or output file: its name, digest (SHA-256, hex), size in bytes and rows."""

    name: str
    sha256: str
    bytes: int
    rows: int


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """What one source gave: its version and licence, its files, and the account of its rows.

    Attributes:
        rows: rows read.
        in_graph: rows of which at least one node or evidence row is in the graph.
        in_part: rows among those of which a part is in quarantine.
        quarantined: rows of which nothing is in the graph.
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
    files: tuple[FileEntry, ...]
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

    def to_json(self) -> str:
        """The receipt as indented JSON."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str, *, where: str) -> Receipt:
        """Read a receipt.

        Args:
            text: the JSON.
            where: the release, for the error.

        Raises:
            ReleaseError: it is no receipt, or one of a later format.
        """
        try:
            data = json.loads(text)
            if data["format"] != FORMAT:
                raise ReleaseError(
                    f"the receipt of {where} has format {data['format']}, this als-kg reads format {FORMAT}.",
                    hint="Upgrade als-kg, or run `alskg build` to make a graph that it reads.",
                )
            if not all(isinstance(data[name], str) for name in _TEXTS):
                raise TypeError("a text is none")
            data["tables"] = tuple(_make(FileEntry, entry) for entry in data["tables"])
            data["sources"] = tuple(
                _make(SourceEntry, {**entry, "files": tuple(_make(FileEntry, file) for file in entry["files"])})
                for entry in data["sources"]
            )
            return _make(cls, data)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ReleaseError(
                f"the receipt of {where} is damaged ({type(error).__name__}).",
                hint="Run `alskg build` to make the graph anew.",
            ) from error


def _make(kind: type[_T], data: dict[str, Any]) -> _T:
    names = {one.name for one in fields(kind)}  # type: ignore[arg-type]
    if set(data) != names:
        raise KeyError(", ".join(sorted(names ^ set(data))))
    return kind(**data)
