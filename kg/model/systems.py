"""In what a piece of evidence was seen: the words of the column `system`, and which evidence is human.

`system` is one word of a closed list (``ontologies/als_kg.yaml``); the record's own words stand
beside it in ``system_detail``. Where a table does not give the word, the design says it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SYSTEM_OF_DESIGN: Mapping[str, str] = MappingProxyType(
    {
        "randomised_trial": "people",
        "open_label_trial": "people",
        "human_observational": "people",
        "human_tissue": "human_tissue",
        "patient_ipsc": "patient_cells",
        "in_vivo_animal": "animal",
        "in_vitro": "cells",
        "computational": "in_silico",
    }
)
"""The system that a study design implies by its definition; the other designs imply none."""

ANIMAL_OF_TAXON: Mapping[str, str] = MappingProxyType(
    {
        "NCBITaxon:10090": "mouse",
        "NCBITaxon:10116": "rat",
        "NCBITaxon:7955": "zebrafish",
        "NCBITaxon:7227": "fly",
        "NCBITaxon:6239": "worm",
    }
)
"""The animals that have a word of their own."""

KINDS_OF_SYSTEM: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "cells": frozenset({"cells", "patient_cells", "human_cells", "animal_cells"}),
        "animal": frozenset({"animal", "mouse", "rat", "zebrafish", "fly", "worm"}),
    }
)
"""The words that stand for several: asked for dishes, every kind of dish fits."""

HUMAN_DESIGNS = frozenset({"randomised_trial", "open_label_trial", "human_observational", "human_tissue"})
"""Designs that look at people or at their tissue."""

REPORTING_DESIGNS = frozenset({"press", "registry", "regulatory", "review", "database"})
"""Designs that say where a finding was read, not how it was made."""

HUMAN_SYSTEMS = frozenset({"people", "human_tissue"})
RESULTS = frozenset({"met", "not_met", "mixed", "safety_only"})
"""Outcomes of a trial that has reported (the schema's outcomes but ``not_reported``)."""


def system_by_design(study_design: str, taxon: str | None) -> str | None:
    """Return the word that design and species imply; None where the design implies none.

    >>> system_by_design("in_vivo_animal", "NCBITaxon:10090"), system_by_design("review", None)
    ('mouse', None)
    """
    word = SYSTEM_OF_DESIGN.get(study_design)
    return ANIMAL_OF_TAXON.get(taxon or "", word) if word == "animal" else word


def kinds_of_system(word: str) -> frozenset[str]:
    """Return the words that fit when `word` is asked for: itself, and its kinds.

    >>> sorted(kinds_of_system("cells"))
    ['animal_cells', 'cells', 'human_cells', 'patient_cells']
    """
    return KINDS_OF_SYSTEM.get(word, frozenset({word}))


def is_human(study_design: str, system: str | None, outcome: str | None) -> bool:
    """Tell whether a piece of evidence is of people or human tissue, by the design of the study.

    A human design is, unless the system says otherwise (cells of patients in a dish). A text that
    was read in the press, a register, a review, a regulator's paper or a database is human only
    where it reports the outcome of a trial in people; that its subject is human is not enough.

    Args:
        study_design: word of the schema's study designs.
        system: word of the schema's systems, where there is one.
        outcome: the primary endpoint of the trial that the row reports, where it does.

    >>> is_human("human_tissue", "human_tissue", None), is_human("human_observational", "patient_cells", None)
    (True, False)
    >>> is_human("press", "people", "not_met"), is_human("press", "people", None)
    (True, False)
    """
    if study_design in HUMAN_DESIGNS:
        return system is None or system in HUMAN_SYSTEMS
    return study_design in REPORTING_DESIGNS and system == "people" and outcome in RESULTS
