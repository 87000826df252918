"""Human genes (HGNC): their symbols, names and ids elsewhere.

Lists every human gene that a bundled extract or a curated interaction speaks of; the name of the
node is the approved symbol, the approved name is its first synonym.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.loaders.base import Context, Emitter, RowLoader, Table
from kg.loaders.table import Row, RowFault

SOURCE = "hgnc"
FILE = "bundled/hgnc_genes.tsv"
COLUMNS = ("record", "id", "symbol", "name", "synonyms", "xrefs")
HUMAN = "NCBITaxon:9606"


def symbols(context: Context) -> Mapping[str, str]:
    """Read the approved symbol of every gene listed, by HGNC id."""
    return {row.values["id"]: row.values["symbol"] for row in context.rows(FILE, COLUMNS, source=SOURCE)}


def gene(row: Row, column: str, symbol_column: str, known: Mapping[str, str]) -> str:
    """Read the gene in `column`, checked against the symbol beside it.

    Raises:
        RowFault: the gene is not listed (``unknown_entity``), or the symbol is another gene's
            (``field_conflict``).
    """
    id = row.curie(column)
    symbol = row.need(symbol_column)
    if id not in known:
        raise RowFault("unknown_entity", f"the gene {id} ({symbol}) is not in {FILE}")
    if known[id] != symbol:
        raise RowFault("field_conflict", f"{id} is {known[id]}, but the row calls it {symbol}")
    return id


def _prepare(context: Context) -> RowLoader:
    def load_row(row: Row, out: Emitter) -> None:
        symbol = row.need("symbol")
        out.node(
            row.curie("id"),
            "Gene",
            symbol,
            synonyms=(row.need("name"), *row.items("synonyms")),
            xrefs=row.curies("xrefs"),
            taxon=HUMAN,
            symbol=symbol,
        )

    return load_row


TABLES = (Table(SOURCE, FILE, COLUMNS, _prepare),)
