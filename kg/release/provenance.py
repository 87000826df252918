"""Which graph answers: its name by content, its size, and the sources and dates it was made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.release.receipt import Receipt


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the rows of an answer come from.

    Attributes:
        content_id: the digest of what the graph says.
        built_at: ISO time of the build.
        nodes: how many.
        edges: how many, asserted or not.
        evidence: how many rows.
        sources: the date of each source, by its short name.
        scopes: whether a source was taken ``whole``, as an ``extract``, or cut to the neighbourhood of
            ALS (``als_selected``), by its short name.
        replaced: old identifier → new one, as the build followed them.
        server: the address of the Neo4j server that answers; empty for a release on this machine.
        schema_version: of its schema.
        origin_groups: the origin group of each source, by its short name; a source that is not listed is its own.
        filter: the filter that its evidence was chosen by, as it is typed; empty for the whole graph.
        note: what that filter left out, in one sentence.
        view: what tells it from other views; empty for the whole graph.
    """

    content_id: str
    built_at: str
    nodes: int
    edges: int
    evidence: int
    sources: Mapping[str, str] = field(default_factory=dict)
    scopes: Mapping[str, str] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)
    server: str = ""
    schema_version: str = ""
    origin_groups: Mapping[str, str] = field(default_factory=dict)
    filter: str = ""
    note: str = ""
    view: str = ""

    @classmethod
    def of(cls, receipt: Receipt) -> Provenance:
        """Read the provenance of a release."""
        counts = {entry.name.partition(".")[0]: entry.rows for entry in receipt.tables}
        sizes = (counts["nodes"], counts["edges"], counts["evidence"])
        made_of = (receipt.dates, receipt.scopes, receipt.replaced_ids)
        return cls(
            receipt.content_id,
            receipt.built_at,
            *sizes,
            *made_of,
            schema_version=receipt.schema_version,
            origin_groups=receipt.origin_groups,
        )

    def dated(self, names: Iterable[str]) -> list[str]:
        """List sources with their dates, in alphabetical order: ``clingen (2026-07-25)``."""
        return [f"{name} ({self.sources.get(name, 'undated')})" for name in sorted(names)]

    def __str__(self) -> str:
        """Say how large it is, when it was built, and by what it was filtered."""
        sizes = f"{self.nodes:,} nodes, {self.edges:,} edges, {self.evidence:,} evidence rows"
        filtered = f", filtered by {self.filter}" if self.filter else ""
        return f"{sizes}, built {self.built_at[:10]}" + (f", on {self.server}" if self.server else "") + filtered

    def told(self) -> str:
        """Say of what a file is a part, for one that must not pass as the whole graph; empty for the whole."""
        if not self.filter:
            return ""
        return f"A part of the graph {self.content_id[:12]} of {self.built_at[:10]}: {self.note}."

    def name(self) -> str:
        """Name the graph as answers, pages and files do: ``1d6e3a193ffa of 2026-11-28``, and its filter."""
        filtered = f", filtered by {self.filter}" if self.filter else ""
        return f"{self.content_id[:12]} of {self.built_at[:10]}{filtered}"
