"""What changed between two releases, in the words of a curator.

An edge is *added* or *retracted* by its id; *renamed* when its id changed only because an end was
given a new identifier (the newer receipt's `replaced_ids`) or when a node kept its id and changed
its name; *re-graded* when the same statement's votes, belief, assertion or a source's grade
changed; its *evidence changed* when rows came or went.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.model.changes import EdgeRow, matched, regraded
from kg.model.identity import follow
from kg.model.records import QUALIFIERS
from kg.release import Release
from kg.text.phrases import local

_STATEMENT = ("subject", "predicate", "object", *QUALIFIERS)
_VOTES = ("asserted", "status", "supports", "refutes", "no_effect", "mixed", "strongest_design", "belief")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one node or edge.

    Attributes:
        kind: ``node`` or ``edge``.
        id: of the newer release where it is there, else of the older one.
        text: what it says, with names (``SOD1 contributes_to amyotrophic lateral sclerosis type 1``).
        detail: what changed.
    """

    kind: str
    id: str
    text: str
    detail: str


@dataclass(slots=True)
class Diff:
    """The changes between two releases, each list sorted by text."""

    old: str
    new: str
    added: list[Change] = field(default_factory=list)
    retracted: list[Change] = field(default_factory=list)
    renamed: list[Change] = field(default_factory=list)
    regraded: list[Change] = field(default_factory=list)
    evidence_changed: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)

    def sections(self) -> dict[str, list[Change]]:
        """Return the lists by heading, in the order in which people read them."""
        return {
            "added": self.added,
            "retracted": self.retracted,
            "renamed": self.renamed,
            "re-graded": self.regraded,
            "evidence changed": self.evidence_changed,
            "node changed": self.changed,
        }

    @property
    def empty(self) -> bool:
        """True when the two say the same."""
        return not any(self.sections().values())


@dataclass(frozen=True, slots=True)
class _Graph:
    nodes: dict[str, EdgeRow]
    edges: dict[str, EdgeRow]
    evidence: dict[str, dict[str, EdgeRow]]

    @classmethod
    def read(cls, release: Release) -> _Graph:
        tables = release.tables()
        evidence: dict[str, dict[str, EdgeRow]] = {}
        for row in tables.evidence.iter_rows(named=True):
            evidence.setdefault(row["edge_id"], {})[row["id"]] = row
        return cls(
            {row["id"]: row for row in tables.nodes.iter_rows(named=True)},
            {row["id"]: row for row in tables.edges.iter_rows(named=True)},
            evidence,
        )

    def name(self, id: object) -> str:
        return str(self.nodes.get(str(id), {"name": id})["name"])

    def text(self, edge: EdgeRow) -> str:
        qualifiers = [f"{name}={edge[name]}" for name in QUALIFIERS if edge[name]]
        words = f"{self.name(edge['subject'])} {local(str(edge['predicate']))} {self.name(edge['object'])}"
        return words + (f" [{', '.join(qualifiers)}]" if qualifiers else "")


def diff(old: Release, new: Release) -> Diff:
    """Compare two releases.

    Raises:
        ReleaseError: a table of either cannot be read.
    """
    before, after = _Graph.read(old), _Graph.read(new)
    found = Diff(old.content_id, new.content_id)
    replaced = new.receipt.replaced_ids
    _compare_nodes(before, after, replaced, found)
    _compare_edges(before, after, replaced, found)
    for changes in found.sections().values():
        changes.sort(key=lambda change: (change.kind, change.text, change.id, change.detail))
    return found


def _compare_nodes(before: _Graph, after: _Graph, replaced: Mapping[str, str], found: Diff) -> None:
    for id, node in after.nodes.items():
        old = before.nodes.get(id)
        if old is None:
            if not any(follow(former, replaced) == id and former in before.nodes for former in replaced):
                found.added.append(Change("node", id, str(node["name"]), str(node["category"])))
            continue
        if old["name"] != node["name"]:
            found.renamed.append(Change("node", id, str(node["name"]), f"was {old['name']!r}"))
        for column in sorted(set(node) | set(old)):
            if column not in ("id", "name") and old.get(column) != node.get(column):
                detail = f"{column}: {_show(old.get(column))} → {_show(node.get(column))}"
                found.changed.append(Change("node", id, str(node["name"]), detail))
    for id, old in before.nodes.items():
        if id not in after.nodes:
            if follow(id, replaced) in after.nodes:
                found.renamed.append(Change("node", follow(id, replaced), str(old["name"]), f"was {id}"))
            else:
                found.retracted.append(Change("node", id, str(old["name"]), str(old["category"])))


def _compare_edges(before: _Graph, after: _Graph, replaced: Mapping[str, str], found: Diff) -> None:
    for edge, formers in matched(before.edges.values(), after.edges.values(), _STATEMENT, replaced):
        if edge is None:
            gone = formers[0]
            found.retracted.append(Change("edge", gone["id"], before.text(gone), _summary(gone)))
            continue
        id, text = edge["id"], after.text(edge)
        if not formers:
            found.added.append(Change("edge", id, text, _summary(edge)))
            continue
        old, *merged = formers
        former = old["id"]
        for other in merged:
            found.renamed.append(Change("edge", id, text, f"was {other['id']}, now one with {former}"))
        if former != id:
            found.renamed.append(Change("edge", id, text, f"was {former}"))
        votes = regraded(old, edge, _VOTES) + _grades(before.evidence[former], after.evidence[id])
        if votes:
            found.regraded.append(Change("edge", id, text, "; ".join(votes)))
        _compare_evidence(before.evidence[former], after.evidence[id], id, text, found, renamed=former != id)


def _key(row: EdgeRow) -> tuple[object, ...]:
    return row["source"], row["source_record"], row["reference"], row["population"], row["outcome"]


def _grades(old: dict[str, EdgeRow], new: dict[str, EdgeRow]) -> list[str]:
    before = {_key(row): row["grade"] for row in old.values() if row["grade"]}
    after = {_key(row): row["grade"] for row in new.values() if row["grade"]}
    changed = sorted((key for key in before if key in after and before[key] != after[key]), key=str)
    return [f"grade of {key[0]} {before[key]} → {after[key]}" for key in changed]


def _compare_evidence(
    old: dict[str, EdgeRow], new: dict[str, EdgeRow], id: str, text: str, found: Diff, *, renamed: bool
) -> None:
    if renamed:
        # A renamed edge renames every evidence id; compare what the rows say.
        hidden = ("id", "edge_id")
        before = {str(sorted((k, str(v)) for k, v in row.items() if k not in hidden)): row for row in old.values()}
        after = {str(sorted((k, str(v)) for k, v in row.items() if k not in hidden)): row for row in new.values()}
    else:
        before, after = old, new
    for word, rows, others in (("added", after, before), ("removed", before, after)):
        for key in sorted(set(rows) - set(others)):
            row = rows[key]
            detail = f"{word}: {row['polarity']}, {row['reference'] or row['citation_status']}, {row['statement']}"
            found.evidence_changed.append(Change("edge", id, text, detail))


def _summary(edge: EdgeRow) -> str:
    belief = "no belief" if edge["belief"] is None else f"belief {edge['belief']}"
    return f"{edge['status']}, {belief}, {edge['strongest_design']}"


def _show(value: object) -> str:
    return "nothing" if value is None or value == [] else repr(value)
