"""CellPhoneDB: which ligands meet which receptors, and which factors the receptors switch.

CellPhoneDB keeps complexes whole. Where it names the two proteins themselves the edge is a direct
contact; where it names a complex that holds one of them, only a physical interaction.
"""

from __future__ import annotations

from kg.loaders.base import Context, Emitter, RowLoader, Table
from kg.loaders.bundled.hgnc import gene, symbols
from kg.loaders.references import References
from kg.loaders.table import Row, RowFault
from kg.model.records import Statement

SOURCE = "cellphonedb"
PAIR_COLUMNS = (
    "record",
    "ligand",
    "ligand_symbol",
    "receptor",
    "receptor_symbol",
    "complexes",
    "classification",
    "references",
    "citation_status",
    "cited_as",
)
FACTOR_COLUMNS = (
    "record",
    "receptor",
    "receptor_symbol",
    "factor",
    "factor_symbol",
    "complexes",
    "effect",
    "references",
    "citation_status",
    "cited_as",
)
EFFECTS = {"activates": "increased", "inhibits": "decreased"}


def _prepare_pairs(context: Context) -> RowLoader:
    known, references = symbols(context), References(context)

    def load_row(row: Row, out: Emitter) -> None:
        ligand, receptor = gene(row, "ligand", "ligand_symbol", known), gene(row, "receptor", "receptor_symbol", known)
        predicate = "biolink:directly_physically_interacts_with"
        words = f"{known[ligand]} binds the receptor {known[receptor]}."
        if complexes := row.items("complexes"):
            predicate = "biolink:physically_interacts_with"
            words = f"{known[ligand]} meets {known[receptor]} through the complex {' or '.join(complexes)}."
        _claims(row, out, Statement(ligand, predicate, receptor), words, references)

    return load_row


def _prepare_factors(context: Context) -> RowLoader:
    known, references = symbols(context), References(context)

    def load_row(row: Row, out: Emitter) -> None:
        receptor, factor = gene(row, "receptor", "receptor_symbol", known), gene(row, "factor", "factor_symbol", known)
        effect = row.need("effect")
        if effect not in EFFECTS:
            raise RowFault("bad_value", f"the effect {effect!r} is not one of {', '.join(EFFECTS)}")
        statement = Statement(
            receptor, "biolink:regulates", factor, object_aspect="activity", object_direction=EFFECTS[effect]
        )
        words = f"The receptor {known[receptor]} {effect} the transcription factor {known[factor]}."
        _claims(row, out, statement, words, references)

    return load_row


def _claims(row: Row, out: Emitter, statement: Statement, words: str, references: References) -> None:
    cited: tuple[str | None, ...] = references.canonical(row.curies("references"))
    status = row.need("citation_status")
    if bool(cited) == (status == "database"):
        raise RowFault("bad_value", f"the citation status {status!r} does not fit the row's {len(cited)} references")
    notes = [f"complex: {', '.join(row.items('complexes'))}"] if row.text("complexes") else []
    if cited_as := row.text("cited_as"):
        notes.append(f"CellPhoneDB cites: {cited_as}")
    for reference in cited or (None,):
        out.claim(
            statement,
            source_record=row.need("record"),
            polarity="supports",
            study_design="review" if status == "secondary" else "database",
            reference=reference,
            citation_status=status,
            year=references.year(reference) if reference else None,
            context="general",
            statement=words,
            note="; ".join(notes) or None,
        )


TABLES = (
    Table(SOURCE, "bundled/ligand_receptor.tsv", PAIR_COLUMNS, _prepare_pairs),
    Table(SOURCE, "bundled/receptor_tf.tsv", FACTOR_COLUMNS, _prepare_factors),
)
