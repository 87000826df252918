"""What a row of evidence says of its edge, by its predicate, where a loader does not say otherwise.

How an ontology or a database is built is a definition, what a register or a regulator recorded is a record, the rest
is what somebody found. That a target is only stated is a value of the curated table, never a rule.
"""

from __future__ import annotations

DEFINITIONS = frozenset(
    {
        "ALSKG:measures",
        "biolink:broad_match",
        "biolink:close_match",
        "biolink:derives_from",
        "biolink:exact_match",
        "biolink:has_gene",
        "biolink:has_part",
        "biolink:in_taxon",
        "biolink:is_sequence_variant_of",
        "biolink:orthologous_to",
        "biolink:participates_in",
        "biolink:subclass_of",
    }
)
"""Predicates of structure: kinds, parts, members, origins, matches."""

RECORDS = frozenset(
    {
        "ALSKG:has_regulatory_event",
        "ALSKG:studies_condition",
        "ALSKG:tests_intervention",
        "biolink:in_clinical_trials_for",
        "biolink:studied_to_treat",
    }
)
"""Predicates of what was done or decided, which says nothing on whether it helped."""


def role_of(predicate: str) -> str:
    """Tell the role of a row of evidence by the predicate of its statement.

    >>> role_of("biolink:subclass_of"), role_of("biolink:studied_to_treat"), role_of("biolink:affects")
    ('definition', 'record', 'finding')
    """
    if predicate in DEFINITIONS:
        return "definition"
    return "record" if predicate in RECORDS else "finding"
