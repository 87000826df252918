"""Own tables on disease mechanisms, and on the genes that take part in them."""

from __future__ import annotations

from kg.loaders.base import Context, Emitter, RowLoader, Table
from kg.loaders.evidence import chosen, claim_per_paper, one_of
from kg.loaders.references import References
from kg.loaders.table import Row
from kg.model.records import Statement

SOURCE = "als-kg-curated"
MAPPINGS = {"exact": "biolink:exact_match", "close": "biolink:close_match", "broad": "biolink:broad_match"}
PARENT_RELATIONS = {
    "subclass_of": "by its definition a kind of it",
    "contributes_to": "listed under it, which it contributes to by its definition",
    "related_to": "listed under it and no kind of it",
}
"""How a mechanism is related to the heading that it is listed under, and how that is said."""

GENERAL_PROCESSES = {"GO:0006915": "apoptotic process"}

COLUMNS = (
    "record",
    "id",
    "name",
    "definition",
    "go_id",
    "go_label",
    "go_mapping",
    "mapping_sense",
    "sense_reason",
    "hp_id",
    "hp_label",
    "mesh_id",
    "mesh_label",
    "parent",
    "parent_relation",
    "parent_reason",
    "kind_of",
)
DISEASE_COLUMNS = (
    "record",
    "mechanism",
    "disease",
    "polarity",
    "study_design",
    "context",
    "statement",
    "references",
    "citation_status",
)
GENE_COLUMNS = (
    "record",
    "subject",
    "predicate",
    "object",
    "object_aspect",
    "object_direction",
    "polarity",
    "study_design",
    "system",
    "system_detail",
    "taxon",
    "context",
    "statement",
    "references",
    "citation",
    "citation_status",
    "quote_anchor",
    "url",
    "note",
)


def prepare_mechanisms(context: Context) -> RowLoader:
    """Make a mechanism from each row, with its heading, what it is a kind of, and its GO term."""

    def load(row: Row, out: Emitter) -> None:
        id, name = row.curie("id"), row.need("name")
        out.node(
            id,
            "PathologicalProcess",
            name,
            description=row.need("definition"),
            related_terms=_related_terms(row),
        )
        if row.text("parent"):
            relation = one_of(row, "parent_relation", frozenset(PARENT_RELATIONS))
            said = Statement(id, f"biolink:{relation}", row.curie("parent"))
            _own(row, out, said, f"{name}: {PARENT_RELATIONS[relation]}", row.need("parent_reason"))
        for kind in row.curies("kind_of"):
            said = Statement(id, "biolink:subclass_of", kind)
            _own(row, out, said, f"{name}: {PARENT_RELATIONS['subclass_of']}", row.need("parent_reason"))
        if row.text("go_id"):
            _map_to_go(row, out, id, name)

    return load


def _related_terms(row: Row) -> str | None:
    """List HPO and MeSH terms near the mechanism: they do not identify it, so they are not cross-references."""
    terms = [
        f"{row.curie(f'{kind}_id')} {row.need(f'{kind}_label')}" for kind in ("hp", "mesh") if row.text(f"{kind}_id")
    ]
    return "; ".join(terms) or None


def _map_to_go(row: Row, out: Emitter, id: str, name: str) -> None:
    mapping = one_of(row, "go_mapping", frozenset(MAPPINGS))
    sense = chosen(row, "mapping_sense")
    term, label = row.curie("go_id"), row.need("go_label")
    out.node(term, "BiologicalProcess", label)
    said = Statement(id, MAPPINGS[mapping], term, mapping_sense=sense)
    _own(row, out, said, f"{mapping} match of {name} with the GO term {label}", row.need("sense_reason"))


def _own(row: Row, out: Emitter, statement: Statement, text: str, note: str) -> None:
    out.claim(
        statement,
        source_record=row.need("record"),
        polarity="supports",
        study_design="database",
        citation_status="database",
        statement=text,
        note=note,
    )


def prepare_disease(context: Context) -> RowLoader:
    """Join mechanism and disease, one claim per paper that describes the mechanism there."""
    references = References(context)

    def load(row: Row, out: Emitter) -> None:
        statement = Statement(row.curie("mechanism"), "biolink:contributes_to", row.curie("disease"))
        claim_per_paper(row, out, references, statement)

    return load


def prepare_genes(context: Context) -> RowLoader:
    """Join gene and mechanism, one claim per paper; normal functions lead to the GO process instead."""
    references = References(context)

    def load(row: Row, out: Emitter) -> None:
        object_ = row.curie("object")
        if object_ in GENERAL_PROCESSES:
            out.node(object_, "BiologicalProcess", GENERAL_PROCESSES[object_])
        statement = Statement(
            row.curie("subject"),
            row.curie("predicate"),
            object_,
            object_aspect=chosen(row, "object_aspect") if row.text("object_aspect") else None,
            object_direction=chosen(row, "object_direction") if row.text("object_direction") else None,
        )
        claim_per_paper(row, out, references, statement)

    return load


TABLES = (
    Table(SOURCE, "curated/mechanisms.tsv", COLUMNS, prepare_mechanisms),
    Table(SOURCE, "curated/mechanism_disease.tsv", DISEASE_COLUMNS, prepare_disease),
    Table(SOURCE, "curated/gene_mechanisms.tsv", GENE_COLUMNS, prepare_genes),
)
