"""The systems of the packaged evidence: closed words, the records' own words kept beside them."""

from __future__ import annotations

import polars as pl
import pytest

from kg.model.systems import HUMAN_DESIGNS, is_human, kinds_of_system
from kg.schema.generated import ENUMS
from support.packaged import packaged


@pytest.fixture(scope="module")
def evidence():
    return packaged().tables.evidence


def test_systems_are_words_of_the_schema_and_details_are_kept(evidence):
    assert set(evidence["system"].drop_nulls()) <= ENUMS["system"]
    details = evidence["system_detail"].drop_nulls()
    # All 182 free values that the column `system` held before it was closed.
    assert details.n_unique() == 182
    assert "in vitro human (ELISpot); cells: human MSC conditioned medium" in set(details)


def test_a_design_that_implies_a_system_never_goes_without(evidence):
    implied = evidence.filter(
        pl.col("study_design").is_in([*HUMAN_DESIGNS, "patient_ipsc", "in_vitro", "in_vivo_animal", "computational"])
    )
    assert implied["system"].null_count() == 0


def test_words_and_designs_do_not_contradict(evidence):
    dishes = evidence.filter(pl.col("study_design").is_in(["in_vitro", "patient_ipsc"]))
    assert set(dishes["system"]) <= kinds_of_system("cells")
    animals = evidence.filter(pl.col("study_design") == "in_vivo_animal")
    assert set(animals["system"]) <= kinds_of_system("animal")
    mice = animals.filter(pl.col("taxon") == "NCBITaxon:10090")
    assert set(mice["system"]) == {"mouse"}


def test_a_panel_is_no_system(evidence):
    clingen = evidence.filter(pl.col("source") == "clingen")
    assert clingen["system"].null_count() == clingen.height
    assert clingen["system_detail"].str.contains("Panel").all()


def test_cells_of_patients_in_a_dish_are_no_human_evidence(evidence):
    rows = evidence.filter(pl.col("system_detail").str.contains("ex vivo BM-MSC"))
    assert rows.height == 15 and set(rows["study_design"]) == {"human_observational"}
    assert not any(is_human(*row) for row in rows.select("study_design", "system", "outcome").iter_rows())


def test_human_evidence_is_people_and_tissue_by_design_and_reported_trials(evidence):
    human = evidence.filter(
        pl.struct("study_design", "system", "outcome").map_elements(
            lambda row: is_human(row["study_design"], row["system"], row["outcome"]), return_dtype=pl.Boolean
        )
    )
    assert set(human["system"]) == {"people", "human_tissue"}
    read = human.filter(~pl.col("study_design").is_in(list(HUMAN_DESIGNS)))
    assert set(read["outcome"]) <= {"met", "not_met", "mixed", "safety_only"}
    assert set(read["study_design"]) >= {"press"}
    assert human.height > 1000
