"""The words for experimental systems, what they follow from, and which evidence is human."""

from __future__ import annotations

import pytest

from kg.model.records import Evidence
from kg.model.systems import (
    ANIMAL_OF_TAXON,
    HUMAN_DESIGNS,
    HUMAN_SYSTEMS,
    KINDS_OF_SYSTEM,
    REPORTING_DESIGNS,
    RESULTS,
    SYSTEM_OF_DESIGN,
    is_human,
    kinds_of_system,
    system_by_design,
)
from kg.schema.generated import ENUMS

DISHES = {"cells", "patient_cells", "human_cells", "animal_cells"}


def test_every_word_is_of_the_schema():
    words = {*SYSTEM_OF_DESIGN.values(), *ANIMAL_OF_TAXON.values(), *HUMAN_SYSTEMS, *KINDS_OF_SYSTEM}
    assert words.union(*KINDS_OF_SYSTEM.values()) <= ENUMS["system"]
    assert {*SYSTEM_OF_DESIGN, *HUMAN_DESIGNS, *REPORTING_DESIGNS} == ENUMS["study_design"]
    assert RESULTS == ENUMS["outcome"] - {"not_reported"}
    assert "system" in Evidence.__dataclass_fields__


def test_asked_for_cells_every_dish_fits_and_nothing_else():
    assert kinds_of_system("cells") == DISHES
    assert kinds_of_system("human_cells") == {"human_cells"}
    assert "mouse" in kinds_of_system("animal") and "animal_cells" not in kinds_of_system("animal")


@pytest.mark.parametrize("design", sorted(ENUMS["study_design"]))
def test_a_design_that_says_only_where_it_was_read_implies_no_system(design):
    assert (system_by_design(design, "NCBITaxon:9606") is None) == (design in REPORTING_DESIGNS)


@pytest.mark.parametrize("design", sorted(ENUMS["study_design"]))
@pytest.mark.parametrize("system", sorted(DISHES | {"mouse", "animal", "yeast", "in_silico"}))
def test_no_dish_and_no_animal_is_human(design, system):
    assert not any(is_human(design, system, outcome) for outcome in (None, *ENUMS["outcome"]))


@pytest.mark.parametrize("design", sorted(REPORTING_DESIGNS))
def test_what_was_read_is_human_only_where_it_reports_a_trial(design):
    assert is_human(design, "people", "met") and is_human(design, "people", "safety_only")
    assert not is_human(design, "people", "not_reported")
    assert not is_human(design, "people", None)
    assert not is_human(design, None, "met")


def test_human_designs_are_human():
    assert all(is_human(design, SYSTEM_OF_DESIGN[design], None) for design in HUMAN_DESIGNS)
    assert not is_human("patient_ipsc", "patient_cells", None)
