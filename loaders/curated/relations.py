"""From a row with two free texts and a free predicate to claims: what two tables share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.loaders.base import Context, Emitter
from kg.loaders.curated.entities import Resolver
from kg.loaders.curated.predicates import PredicateMap
from kg.loaders.evidence import claim_per_paper
from kg.loaders.references import References
from kg.loaders.table import Row, RowFault

ANCHOR_WORDS = 12
MOUSE = "NCBITaxon:10090"
EVIDENCE_COLUMNS = (
    "statement",
    "references",
    "citation_status",
    "citation",
    "study_design",
    "system",
    "taxon",
    "context",
    "quote_anchor",
    "url",
    "value_low",
    "value_high",
    "unit",
    "ci_low",
    "ci_high",
    "p_value",
    "n",
    "weeks",
    "population",
    "note",
)
RELATION_COLUMNS = (
    "record",
    "subject",
    "subject_type",
    "predicate",
    "object",
    "object_type",
    "species_context",
    "disease_context",
    *EVIDENCE_COLUMNS,
    "trial",
    "role",
)


def with_values(row: Row, **changed: str) -> Row:
    """Copy the row with some cells replaced or added."""
    return Row(row.place, {**row.values, **changed})


def with_doubt(row: Row, *doubts: str) -> Row:
    """Copy the row with what is uncertain about it added to its note.

    Raises:
        RowFault: the quote anchor is longer than twelve words (``bad_value``).
    """
    if len(row.values["quote_anchor"].split()) > ANCHOR_WORDS:
        raise RowFault("bad_value", f"the quote anchor has more than {ANCHOR_WORDS} words")
    return with_values(row, note="; ".join(part for part in (row.values["note"], *doubts) if part))


def relations(context: Context, table: str) -> Callable[[Row, Emitter], str]:
    """Prepare the function that makes the claims of one row of `table`.

    A text that stands for several entities makes one claim for each of them.

    Returns:
        A function that emits the claims and returns the polarity of their evidence.
    """
    resolver, predicates, references = Resolver(context), PredicateMap(context), References(context)

    def load(row: Row, out: Emitter) -> str:
        record = row.need("record")
        rule = predicates.rule(table, row.need("predicate"), row.values["object_type"], record)
        subject = resolver.meaning(row.need("subject"), table)
        object = resolver.meaning(row.need("object"), table)
        evidence = with_values(with_doubt(row, subject.doubt, object.doubt), polarity=rule.polarity)
        contexts = {
            name: row.curie(name) if row.text(name) else None for name in ("species_context", "disease_context")
        }
        for first, second in _pairs(subject.ids, object.ids):
            if any(id.startswith("MGI:") for id in (first, second)) and contexts["species_context"] != MOUSE:
                raise RowFault("bad_value", f"{first} and {second}: a mouse gene needs the mouse as species_context")
            claim_per_paper(evidence, out, references, rule.statement(first, second, **contexts))
        return rule.polarity

    return load


def _pairs(subjects: tuple[str, ...], objects: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for subject in subjects:
        for object in objects:
            yield subject, object
