"""Columns of values as columns of N-Triples terms: IRIs of CURIEs, and literals.

What an expression can say is said by one. The rest of the CURIEs (a DOI that needs percent-encoding)
are expanded once each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.curie import iri
from kg.schema.generated import PREFIXES

if TYPE_CHECKING:
    import polars as pl

_XSD = "http://www.w3.org/2001/XMLSchema#"
_ESCAPES = {
    **{chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)},
    **{"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"},
}
_TO_ESCAPE = str.maketrans(_ESCAPES)
_ESCAPED = r'[\x00-\x1f\x7f"\\]'
_PLAIN = r"[A-Za-z0-9._~:/@!$&'()*+,;=-]+"
"""Local parts that go into an IRI as they are, and are in normal form C."""
_LOWERED = "doi"


def literal(value: str) -> str:
    r"""Write a string as an N-Triples literal.

    >>> print(literal('a "b"\n'))
    "a \"b\"\n"
    """
    return f'"{value.translate(_TO_ESCAPE)}"'


def reference(curie: str) -> str:
    """Write a CURIE as an N-Triples IRI.

    >>> reference("HGNC:11179")
    '<http://identifiers.org/hgnc/11179>'
    """
    return f"<{iri(curie)}>"


def references(curies: pl.Series) -> pl.Series:
    """Write CURIEs as N-Triples IRIs, nulls as nulls.

    Raises:
        BadCurie: one has an unknown prefix or form.
    """
    import polars as pl

    text = pl.col(curies.name)
    found = curies.to_frame().select(text, text.str.extract(r"^([A-Za-z][A-Za-z0-9_.]*):", 1).alias("prefix"))
    result: pl.Expr = pl.when(pl.lit(False)).then(text)
    for prefix in found["prefix"].unique():
        if prefix in PREFIXES and prefix != _LOWERED:
            known = PREFIXES[prefix]
            fits = text.str.contains(f"^{prefix}:(?:{known.pattern})$") & text.str.contains(f"^{_PLAIN}$")
            local = text.str.slice(len(prefix) + 1)
            result = pl.when(fits).then(f"<{known.iri}" + local + ">").otherwise(result)
    quick = found.select(result.alias(curies.name)).to_series()
    left = curies.filter(quick.is_null()).drop_nulls().unique()
    if left.is_empty():
        return quick
    slow = curies.replace_strict(left, [reference(one) for one in left], default=None, return_dtype=pl.String)
    return quick.zip_with(quick.is_not_null(), slow)


def terms(values: pl.Series, kind: str) -> pl.Series:
    """Write values as N-Triples terms, nulls as nulls.

    Args:
        values: one column of a table, without lists.
        kind: the schema's: string, reference, boolean, float or integer.

    Raises:
        BadCurie: a reference has an unknown prefix or form.
    """
    import polars as pl

    if kind == "reference":
        return references(values)
    if kind == "string":
        return values.to_frame().select('"' + _escaped(values) + '"').to_series()
    if kind == "float":
        texts = _floats(values.cast(pl.Float64))
        return texts.to_frame().select('"' + pl.first() + f'"^^<{_XSD}double>').to_series()
    datatype = "boolean" if kind == "boolean" else "integer"
    return values.to_frame().select('"' + pl.first().cast(pl.String) + f'"^^<{_XSD}{datatype}>').to_series()


def _escaped(values: pl.Series) -> pl.Expr:
    import polars as pl

    if not values.str.contains(_ESCAPED).any():
        return pl.first()
    return pl.first().str.replace_many(list(_ESCAPES), list(_ESCAPES.values()))


def _floats(values: pl.Series) -> pl.Series:
    """Write numbers as Python writes them, which is not how polars does (``1e-05``)."""
    import polars as pl

    return pl.Series(values.name, [number if number is None else repr(number) for number in values], dtype=pl.String)
