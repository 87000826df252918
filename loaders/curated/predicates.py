"""Free-text predicates of the curated tables and what they say in Biolink's words.

``curated/predicate_map.tsv`` is a reviewed table. A line for one record wins over a line for one
type of object, which wins over the line for any object (``*``). A line that names a reason in
``reject`` keeps the row out of the graph and says why.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import TableError
from kg.loaders.base import Context
from kg.loaders.table import Row, RowFault
from kg.model.records import Statement
from kg.schema.generated import ENUMS, PREDICATES
from kg.text.suggest import did_you_mean

FILE = "curated/predicate_map.tsv"
SOURCE = "als-kg-curated"
ANY = "*"
COLUMNS = (
    "table",
    "predicate",
    "object_type",
    "record",
    "biolink_predicate",
    "object_aspect",
    "object_direction",
    "subject_direction",
    "subject_form_or_variant",
    "swap",
    "polarity",
    "reject",
    "note",
)
_CHECKED = ("object_aspect", "object_direction", "subject_direction", "subject_form_or_variant", "polarity")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a free-text predicate says.

    Attributes:
        predicate: CURIE of the predicate; empty where the row is rejected.
        swap: True when subject and object change places.
        polarity: of the evidence; a ``no_effect`` row stands on the edge that it speaks against.
        reject: reason to keep the row out of the graph, or empty.
    """

    predicate: str
    object_aspect: str | None
    object_direction: str | None
    subject_direction: str | None
    subject_form_or_variant: str | None
    swap: bool
    polarity: str
    reject: str
    note: str

    def statement(
        self, subject: str, object: str, *, species_context: str | None, disease_context: str | None
    ) -> Statement:
        """Make the statement about two entities, given in the order of the table."""
        first, second = (object, subject) if self.swap else (subject, object)
        return Statement(
            first,
            self.predicate,
            second,
            subject_form_or_variant=self.subject_form_or_variant,
            subject_direction=self.subject_direction,
            object_aspect=self.object_aspect,
            object_direction=self.object_direction,
            species_context=species_context,
            disease_context=disease_context,
        )


class PredicateMap:
    """The rules of ``curated/predicate_map.tsv``.

    Args:
        context: where the table is read.

    Raises:
        TableError: two lines decide the same, or a line uses a word that the schema does not have.
    """

    def __init__(self, context: Context) -> None:
        self._rules: dict[tuple[str, str, str, str], Rule] = {}
        self._lines: dict[tuple[str, str, str, str], int] = {}
        for row in context.rows(FILE, COLUMNS, source=SOURCE):
            key = (row.values["table"], row.values["predicate"], row.values["object_type"], row.values["record"])
            if key in self._rules:
                raise _fault(row, f"{' / '.join(key)} is listed twice", "Keep one line.")
            self._rules[key] = _rule(row)
            self._lines[key] = row.place.line
        self._consulted = context.consult(FILE, len(self._rules))

    def rule(self, table: str, predicate: str, object_type: str, record: str) -> Rule:
        """Find the rule for one row.

        Raises:
            RowFault: no line covers the row (``unknown_predicate``), or the line rejects it.
        """
        for key in (
            (table, predicate, ANY, record),
            (table, predicate, object_type, ANY),
            (table, predicate, ANY, ANY),
        ):
            if rule := self._rules.get(key):
                self._consulted.used.add(self._lines[key])
                if rule.reject:
                    raise RowFault(rule.reject, f"{predicate!r} makes no edge here: {rule.note}")
                return rule
        meant = did_you_mean(predicate, {words for name, words, *_ in self._rules if name == table})
        raise RowFault("unknown_predicate", f"{FILE} has no line for {predicate!r} with a {object_type!r}{meant}")


def _rule(row: Row) -> Rule:
    predicate, reject = row.values["biolink_predicate"], row.values["reject"]
    if bool(predicate) == bool(reject):
        raise _fault(row, "a line names either a predicate or a reason to reject", "Fill one of the two.")
    if predicate and predicate not in PREDICATES:
        raise _fault(row, f"the schema has no predicate {predicate!r}", "Take one of the schema page.")
    for column in _CHECKED:
        value = row.values[column]
        if value and value not in ENUMS[column]:
            raise _fault(row, f"column {column!r} holds {value!r}", f"Take one of {', '.join(sorted(ENUMS[column]))}.")
    return Rule(
        predicate,
        row.text("object_aspect"),
        row.text("object_direction"),
        row.text("subject_direction"),
        row.text("subject_form_or_variant"),
        row.values["swap"] == "yes",
        row.values["polarity"],
        reject,
        row.values["note"],
    )


def _fault(row: Row, message: str, hint: str) -> TableError:
    return TableError(message, file=FILE, line=row.place.line, hint=hint)
