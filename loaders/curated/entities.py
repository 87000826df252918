"""The entities of the curated tables, the links between them, and the free text that means them."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import TableError
from kg.loaders.base import Context, Emitter, RowLoader, Table
from kg.loaders.table import Row, RowFault
from kg.model.records import Statement
from kg.schema.generated import CATEGORIES, PREDICATES
from kg.text.suggest import LOOSE, did_you_mean

SOURCE = "als-kg-curated"
MAP_FILE = "curated/entity_map.tsv"
MAP_COLUMNS = ("text", "table", "column", "ids", "confidence", "note", "record")
ENTITY_COLUMNS = (
    "record",
    "id",
    "category",
    "name",
    "synonyms",
    "xrefs",
    "taxon",
    "description",
    "fluid",
    "verified_in",
)
LINK_COLUMNS = ("record", "subject", "predicate", "object", "species_context", "mapping_sense", "statement", "note")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a free text stands for.

    Attributes:
        ids: one identifier, or several where the text names several things.
        doubt: a sentence for the evidence when the reading is uncertain, else empty.
    """

    ids: tuple[str, ...]
    doubt: str = ""


class Resolver:
    """Looks up what a curated table's free text means (``curated/entity_map.tsv``).

    Args:
        context: where the map is read.

    Raises:
        TableError: the map decides one text twice.
    """

    def __init__(self, context: Context) -> None:
        self._known: dict[str, dict[str, Row]] = {}
        for row in context.rows(MAP_FILE, MAP_COLUMNS, source=SOURCE):
            texts = self._known.setdefault(row.values["table"], {})
            text = row.values["text"]
            if text in texts:
                raise TableError(
                    f"{text!r} is listed twice for {row.values['table']}",
                    file=MAP_FILE,
                    line=row.place.line,
                    hint="Keep one line; join several identifiers by |.",
                )
            texts[text] = row
        self._consulted = context.consult(MAP_FILE, sum(map(len, self._known.values())))

    def meaning(self, text: str, table: str) -> Meaning:
        """Look up what `text` means in `table` (``msc_mechanisms``, ``msc_trials``, ``disease_facts``).

        Raises:
            RowFault: nobody has decided it (``unknown_entity``), the map decides that it is not an
                entity (``not_an_entity``), or an identifier is malformed (``bad_curie``).
        """
        texts = self._known.get(table, {})
        row = texts.get(text)
        if row is None:
            meant = did_you_mean(text, texts, cutoff=LOOSE)
            raise RowFault("unknown_entity", f"{MAP_FILE} does not know {text!r} in {table}{meant}")
        self._consulted.used.add(row.place.line)
        ids = row.curies("ids")
        if not ids:
            raise RowFault("not_an_entity", f"{text!r}: {row.values['note']}")
        if row.values["confidence"] != "low":
            return Meaning(ids)
        return Meaning(ids, f"identifier of {text!r} uncertain" + (f" ({note})" if (note := row.text("note")) else ""))


def prepare_entities(context: Context) -> RowLoader:
    """Make a node from each row."""

    def load(row: Row, out: Emitter) -> None:
        row.need("record")
        id, category = row.curie("id"), row.need("category")
        if category not in CATEGORIES:
            raise RowFault("bad_value", f"the schema has no category {category!r}")
        if id.startswith(("HGNC:", "MGI:")) and category != "Gene":
            raise RowFault("category_conflict", f"{id} is a gene, not a {category}")
        out.node(
            id,
            category,
            row.need("name"),
            synonyms=row.items("synonyms"),
            xrefs=row.curies("xrefs"),
            description=row.text("description"),
            taxon=row.curie("taxon") if row.text("taxon") else None,
            fluid=row.text("fluid"),
        )

    return load


def prepare_links(context: Context) -> RowLoader:
    """Make an edge from each row: what is made of what, transgenes, orthologues, what a biomarker measures."""

    def load(row: Row, out: Emitter) -> None:
        predicate = row.need("predicate")
        if predicate not in PREDICATES:
            raise RowFault("unknown_predicate", f"the schema has no predicate {predicate!r}")
        species = row.curie("species_context") if row.text("species_context") else None
        out.claim(
            Statement(
                row.curie("subject"),
                predicate,
                row.curie("object"),
                species_context=species,
                mapping_sense=row.text("mapping_sense"),
            ),
            source_record=row.need("record"),
            polarity="supports",
            study_design="database",
            citation_status="database",
            statement=row.need("statement"),
            note=row.text("note"),
        )

    return load


TABLES = (
    Table(SOURCE, "curated/entities.tsv", ENTITY_COLUMNS, prepare_entities),
    Table(SOURCE, "curated/entity_links.tsv", LINK_COLUMNS, prepare_links),
)
