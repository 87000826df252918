"""Words for what the tables say: a statement as a sentence, the figure of a report with its interval."""

from __future__ import annotations

from collections.abc import Mapping

from kg.graph.subgraph import DrawnEdge
from kg.model.records import Evidence
from kg.text.phrases import figure_text, predicate_words, words

_PHRASES = {
    "ALSKG:has_regulatory_event": "has the regulatory event",
    "ALSKG:tests_intervention": "tests",
    "ALSKG:studies_condition": "studies",
    "biolink:actively_involved_in": "is actively involved in",
    "biolink:ameliorates_condition": "ameliorates",
    "biolink:associated_with_decreased_likelihood_of": "goes with a lower likelihood of",
    "biolink:associated_with_increased_likelihood_of": "goes with a higher likelihood of",
    "biolink:biomarker_for": "is a biomarker for",
    "biolink:broad_match": "has the broader match",
    "biolink:close_match": "is a close match of",
    "biolink:correlated_with": "is correlated with",
    "biolink:directly_physically_interacts_with": "binds",
    "biolink:exact_match": "is an exact match of",
    "biolink:exacerbates_condition": "exacerbates",
    "biolink:has_adverse_event": "has the adverse event",
    "biolink:has_attribute": "has reported figures for",
    "biolink:has_gene": "carries",
    "biolink:has_mode_of_inheritance": "is inherited as",
    "biolink:in_clinical_trials_for": "is in clinical trials for",
    "biolink:in_complex_with": "is in a complex with",
    "biolink:in_taxon": "belongs to the species",
    "biolink:is_sequence_variant_of": "is a variant of",
    "biolink:located_in": "is located in",
    "biolink:model_of": "is a model of",
    "biolink:negatively_correlated_with": "is negatively correlated with",
    "biolink:orthologous_to": "is orthologous to",
    "biolink:positively_correlated_with": "is positively correlated with",
    "biolink:related_to": "is related to",
    "biolink:studied_to_treat": "was studied to treat",
    "biolink:subclass_of": "is a kind of",
}
_DIRECTIONS = {
    "increased": "increases",
    "upregulated": "upregulates",
    "decreased": "decreases",
    "downregulated": "downregulates",
    "delayed": "delays",
}
_SENSES = {
    "same": ", in the same sense",
    "opposite": ", in the opposite sense",
    "undefined": ", in no defined direction",
}


def phrase(predicate: str) -> str:
    """Word a predicate as the verb of a sentence.

    >>> phrase("biolink:contributes_to")
    'contributes to'
    """
    return _PHRASES.get(predicate) or predicate_words(predicate)


def verb(edge: DrawnEdge) -> str:
    """Word the verb of an edge, with its aspect and direction: ``increases the secretion of``."""
    aspect, direction = edge.qualifiers.get("object_aspect"), edge.qualifiers.get("object_direction")
    if edge.predicate != "biolink:affects":
        said = phrase(edge.predicate)
        return f"{said} ({_qualified(aspect, direction)})" if aspect or direction else said
    said = _DIRECTIONS.get(direction or "", words(direction) if direction else "affects")
    return f"{said} the {words(aspect)} of" if aspect else said


def sentence(edge: DrawnEdge, names: Mapping[str, str]) -> str:
    """Word an edge as one sentence, with every qualifier.

    Args:
        edge: the statement.
        names: names by id; an id without a name stands for itself.
    """
    subject = names.get(edge.subject, edge.subject)
    notes = [
        words(edge.qualifiers[key])
        for key in ("subject_form_or_variant", "subject_direction")
        if edge.qualifiers.get(key)
    ]
    if notes:
        subject += f" ({', '.join(notes)})"
    said = f"{subject} {verb(edge)} {names.get(edge.object, edge.object)}"
    disease, species = edge.qualifiers.get("disease_context"), edge.qualifiers.get("species_context")
    if disease:
        said += f", in the context of {names.get(disease, disease)}"
    if species:
        said += f", in {names.get(species, species)}"
    sense = edge.qualifiers.get("mapping_sense")
    if sense:
        said += _SENSES.get(sense, f" ({words(sense)})")
    return said + "."


def figure(evidence: Evidence) -> str | None:
    """Word the figure of an evidence row with its unit and interval; None where it has none."""
    return figure_text(evidence.value_low, evidence.value_high, evidence.unit, evidence.ci_low, evidence.ci_high)


def _qualified(aspect: str | None, direction: str | None) -> str:
    return ", ".join(words(part) for part in (aspect, direction) if part)
