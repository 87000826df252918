"""Questions to the schema: kinds of edges, names in Cypher, the nearest known name.

Everything rests on the generated constants of ``kg.schema.generated``.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from kg.errors import NotFound
from kg.schema.generated import (
    ASSOCIATION_CLASSES,
    ASSOCIATIONS,
    CATEGORIES,
    NODE_PROPERTIES,
    PREDICATES,
    SLOTS,
    Association,
)
from kg.text import suggest
from kg.text.safe import brief

Kind = Literal["category", "predicate", "relationship", "property"]

_TYPES = {curie.partition(":")[2].upper(): curie for curie in PREDICATES}


@cache
def association_for(subject_category: str, predicate: str, object_category: str) -> Association | None:
    """Find the kind of edge that joins two categories by a predicate; None when the schema has none.

    Where several fit, the first of the schema is returned, always the same.

    >>> association_for("Gene", "biolink:contributes_to", "Disease").name
    'GeneToDiseaseAssociation'
    >>> association_for("Disease", "biolink:contributes_to", "Gene") is None
    True
    """
    for one in ASSOCIATIONS:
        if predicate in one.predicates and subject_category in one.subjects and object_category in one.objects:
            return one
    return None


def association_class(association: Association) -> str:
    """Name the RDF class of a kind of edge, as a CURIE."""
    return ASSOCIATION_CLASSES[association.name]


def is_symmetric(predicate: str) -> bool:
    """Tell whether a predicate reads the same both ways; one that the schema does not list does not.

    >>> is_symmetric("biolink:in_complex_with"), is_symmetric("biolink:causes")
    (True, False)
    """
    return predicate in PREDICATES and PREDICATES[predicate].symmetric


def label(category: str) -> str:
    """Name the Cypher label of a category, given with or without its prefix.

    Raises:
        NotFound: the schema does not list the category.

    >>> label("biolink:Gene")
    'Gene'
    """
    name = category.removeprefix("biolink:")
    if name not in CATEGORIES:
        raise NotFound(f"The schema lists no category {category!r}.", hint=_hint(name, "category"))
    return name


def relationship_type(predicate: str) -> str:
    """Name the Cypher relationship type of a predicate.

    Raises:
        NotFound: the schema does not list the predicate.

    >>> relationship_type("biolink:contributes_to")
    'CONTRIBUTES_TO'
    """
    _known(predicate)
    return predicate.partition(":")[2].upper()


def nearest(word: str, kind: Kind) -> str | None:
    """Find the known name of one kind that is nearest to a word, whatever its case; None when none is near.

    Args:
        word: what somebody wrote.
        kind: ``category``, ``predicate`` (CURIEs), ``relationship`` (Cypher types) or ``property``.

    >>> nearest("gnee", "category"), nearest("CONTRIBUTE_TO", "relationship"), nearest("zzz", "category")
    ('Gene', 'CONTRIBUTES_TO', None)
    """
    names = {name: name for name in _names(kind)}
    if kind == "predicate":
        names |= {name.partition(":")[2]: name for name in PREDICATES}
    found = suggest.nearest(word, names)
    return names[found] if found is not None else None


def _names(kind: Kind) -> tuple[str, ...]:
    match kind:
        case "category":
            return tuple(CATEGORIES)
        case "predicate":
            return tuple(PREDICATES)
        case "relationship":
            return tuple(_TYPES)
        case "property":
            return tuple(dict.fromkeys((*NODE_PROPERTIES, *SLOTS)))


def _known(predicate: str) -> None:
    if predicate not in PREDICATES:
        raise NotFound(f"The schema lists no predicate {predicate!r}.", hint=_hint(predicate, "predicate"))


def _hint(word: str, kind: Kind) -> str:
    return suggest.hint_of(nearest(word, kind), "docs/schema.md lists what there is.")


def predicate_named(name: str) -> str:
    """Find the CURIE of a predicate, given as one, as ``contributes_to`` or as "contributes to".

    Raises:
        NotFound: there is no such predicate; the hint says what is near.

    >>> predicate_named("Contributes to")
    'biolink:contributes_to'
    """
    if name in PREDICATES:
        return name
    wanted = str(name).lower().replace(" ", "_")
    for known in PREDICATES:
        if wanted in (known.lower(), known.partition(":")[2].lower()):
            return known
    raise NotFound(f"there is no predicate {brief(name)}.", hint=_hint(str(name), "predicate"))
