"""Own tables on cell types, animal models and cell lines."""

from __future__ import annotations

from kg.loaders.base import Context, Emitter, RowLoader, Table
from kg.loaders.curated.relations import with_values
from kg.loaders.evidence import claim_per_paper
from kg.loaders.references import References
from kg.loaders.table import Row, RowFault, as_curie
from kg.model.records import Statement

SOURCE = "als-kg-curated"
CATEGORIES = ("Genotype", "CellLine")

CELL_COLUMNS = (
    "record",
    "id",
    "name",
    "group",
    "role",
    "description",
    "synonyms",
    "parents",
)
ROLE_COLUMNS = (
    "record",
    "subject",
    "predicate",
    "object",
    "polarity",
    "study_design",
    "system",
    "taxon",
    "context",
    "statement",
    "references",
    "citation_status",
    "note",
)
MODEL_COLUMNS = (
    "record",
    "id",
    "category",
    "name",
    "model_type",
    "gene",
    "mouse_gene",
    "mouse_gene_orthologue",
    "missing_gene",
    "taxon",
    "taxon_name",
    "derives_from",
    "description",
    "disease",
    "polarity",
    "study_design",
    "statement",
    "references",
    "citation",
    "citation_status",
    "url",
    "note",
)


def prepare_cells(context: Context) -> RowLoader:
    """Make a cell type from each row, below its parents in the Cell Ontology."""

    def load(row: Row, out: Emitter) -> None:
        id, name = row.curie("id"), row.need("name")
        out.node(
            id,
            "Cell",
            name,
            synonyms=row.items("synonyms"),
            description=row.text("description"),
            group=row.text("group"),
            role=row.text("role"),
        )
        for parent in row.curies("parents"):
            _database(
                row, out, Statement(id, "biolink:subclass_of", parent), f"{name} has this parent in the Cell Ontology"
            )

    return load


def prepare_roles(context: Context) -> RowLoader:
    """Claim what a cell type does to the disease, or the disease to it: one claim per paper."""
    references = References(context)

    def load(row: Row, out: Emitter) -> None:
        statement = Statement(row.curie("subject"), row.curie("predicate"), row.curie("object"))
        claim_per_paper(row, out, references, statement)

    return load


def prepare_models(context: Context) -> RowLoader:
    """Make a model from each row: its species, gene and origin, and whether it shows the disease."""
    references = References(context)

    def load(row: Row, out: Emitter) -> None:
        id, category = row.curie("id"), row.need("category")
        if category not in CATEGORIES:
            raise RowFault("bad_value", f"column 'category' holds {category!r}, not one of {', '.join(CATEGORIES)}")
        taxon, name = row.curie("taxon"), row.need("name")
        out.node(
            id,
            category,
            name,
            description=row.text("description"),
            taxon=taxon,
            model_type=row.text("model_type"),
        )
        out.node(taxon, "OrganismTaxon", row.need("taxon_name"))
        _database(row, out, Statement(id, "biolink:in_taxon", taxon), f"species of {name}")
        _genes(row, out, id, name)
        for origin in row.curies("derives_from"):
            _database(row, out, Statement(id, "biolink:derives_from", origin), f"{name} is made from it")
        if row.text("disease"):
            # A line that only a register of cell lines calls a model was not seen to show the disease.
            role = "record" if row.values["study_design"] == "database" else "finding"
            model_of = Statement(id, "biolink:model_of", row.curie("disease"))
            claim_per_paper(with_values(row, role=role), out, references, model_of)

    return load


def _genes(row: Row, out: Emitter, id: str, name: str) -> None:
    if row.text("gene"):
        _database(row, out, Statement(id, "biolink:has_gene", row.curie("gene")), f"gene that {name} is about")
    if row.text("mouse_gene"):
        _mouse_gene(row, out, id, name)
    if row.text("missing_gene"):
        out.lost("unknown_entity", f"{row.need('missing_gene')} has no verified identifier", row.need("record"))


def _mouse_gene(row: Row, out: Emitter, id: str, name: str) -> None:
    """Add the mouse's own gene, under its MGI id: a knock-out says nothing about the human gene itself."""
    gene, _, symbol = row.need("mouse_gene").partition(" ")
    if not symbol:
        raise RowFault("bad_value", "column 'mouse_gene' needs an MGI id and a symbol")
    mouse, human = as_curie(gene), row.curie("mouse_gene_orthologue")
    taxon = row.curie("taxon")
    out.node(mouse, "Gene", symbol, taxon=taxon, symbol=symbol)
    has_gene = Statement(id, "biolink:has_gene", mouse, species_context=taxon)
    _database(row, out, has_gene, f"gene changed in {name}")
    first, second = sorted((mouse, human))
    orthologues = Statement(first, "biolink:orthologous_to", second)
    _database(row, out, orthologues, f"HGNC lists {mouse} as the mouse gene of {human}")


def _database(row: Row, out: Emitter, statement: Statement, text: str) -> None:
    out.claim(
        statement,
        source_record=row.need("record"),
        polarity="supports",
        study_design="database",
        citation_status="database",
        statement=text,
    )


TABLES = (
    Table(SOURCE, "curated/cell_types.tsv", CELL_COLUMNS, prepare_cells),
    Table(SOURCE, "curated/cell_roles.tsv", ROLE_COLUMNS, prepare_roles),
    Table(SOURCE, "curated/models.tsv", MODEL_COLUMNS, prepare_models),
)
