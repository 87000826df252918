"""The schema: nothing drifts, what claims to be Biolink's is, and the names are sound."""

from __future__ import annotations

import importlib.util
import re
import sys
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from kg.errors import NotFound
from kg.model.columns import EDGES, EVIDENCE, NODES
from kg.model.curie import BadCurie, curie, from_iri, iri
from kg.model.records import QUALIFIERS
from kg.model.votes import POLARITIES, RELIABILITY
from kg.ontologies import source
from kg.schema.generated import (
    ASSOCIATIONS,
    BIOLINK_VERSION,
    CATEGORIES,
    CATEGORY_PROPERTIES,
    ENUMS,
    NODE_PROPERTIES,
    PREDICATES,
    PREFIXES,
    SLOTS,
)
from kg.schema.lookup import association_for, is_symmetric, label, nearest, relationship_type

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = (
    *("HGNC:11179", "MGI:1", "MONDO:0004976", "HP:0003470", "GO:0006914", "NCBITaxon:9606", "PMID:1", "PMC:PMC1"),
    *("REACT:R-HSA-1", "ORPHA:1", "doi:10.1000/a(1)1<2::aid>3.0;2-#%25é", "ALSKG:mechanism-autophagy"),
    *("CLINICALTRIALS:NCT00000000", "EUDRACT:2000-000000-00", "CGGV:assertion_0-0T0.0Z", "infores:als-kg"),
)


@cache
def biolink() -> dict[str, Any]:
    """The Biolink Model, from its own package."""
    yaml = pytest.importorskip("yaml")
    pytest.importorskip("biolink_model")
    text = files("biolink_model").joinpath("schema/biolink_model.yaml").read_text(encoding="utf-8")
    model: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return model


def pascal(name: str) -> str:
    """``pathological process`` → ``PathologicalProcess``."""
    return "".join(word[0].upper() + word[1:] for word in name.split())


@cache
def names() -> dict[str, dict[str, Any]]:
    """Biolink's classes, slots and enums by the local part of their IRI."""
    model = biolink()
    classes = {
        "".join(word[0].upper() + word[1:] for word in name.split()): body for name, body in model["classes"].items()
    }
    slots = {name.replace(" ", "_"): body or {} for name, body in model["slots"].items()}
    return classes | slots | model["enums"]


@pytest.mark.slow
def test_nothing_drifted() -> None:
    """Every generated file is what the schema gives."""
    pytest.importorskip("linkml")
    from kg.ontologies.generate import OUTPUTS, drifted

    assert drifted(OUTPUTS, ROOT) == []


def test_drift_is_noticed(tmp_path: Path) -> None:
    """The control: a changed file and a missing one are named, a good one is not."""
    pytest.importorskip("yaml")
    from kg.ontologies.generate import drifted

    (tmp_path / "good").write_text("a\n")
    (tmp_path / "changed").write_text("b\n")
    assert drifted(dict.fromkeys(("good", "changed", "missing"), lambda: "a\n"), tmp_path) == ["changed", "missing"]


def test_the_biolink_version_is_the_one_tested_against() -> None:
    """The pinned development dependency."""
    assert biolink()["version"] == BIOLINK_VERSION


def test_what_claims_to_be_biolinks_is() -> None:
    """Every biolink CURIE in the schema, mappings included, names a class, slot or enum of Biolink."""
    text = files("kg.ontologies").joinpath("als_kg.yaml").read_text(encoding="utf-8")
    claimed = set(re.findall(r"biolink:(\w+)", text))
    assert {"Gene", "contributes_to", "has_evidence"} <= claimed
    assert claimed - set(names()) == set()
    assert {one.removeprefix("biolink:") for one in CATEGORIES.values()} <= claimed
    assert "secretes" not in names()


def test_values_of_biolinks_enums_are_biolinks() -> None:
    """Closed lists that claim to be exact are equal to Biolink's."""
    enums = biolink()["enums"]
    for column, name in (
        ("subject_form_or_variant", "ChemicalOrGeneOrGeneProductFormOrVariantEnum"),
        ("subject_direction", "DirectionQualifierEnum"),
        ("knowledge_level", "KnowledgeLevelEnum"),
        ("agent_type", "AgentTypeEnum"),
    ):
        assert set(enums[name]["permissible_values"]) == ENUMS[column]


def test_symmetric_flags_agree_with_biolink() -> None:
    """None of our own predicates is symmetric."""
    for name, predicate in PREDICATES.items():
        prefix, _, local = name.partition(":")
        assert predicate.symmetric is (prefix == "biolink" and bool(names()[local].get("symmetric")))
    assert sum(one.symmetric for one in PREDICATES.values()) > 5


def test_categories_keep_biolinks_hierarchy() -> None:
    """Each class is a kind of what Biolink says it is."""
    from kg.ontologies.source import read

    schema = read()
    for category in schema.categories():
        for name in schema.ancestors(category.name):
            parent = schema.classes[name].parent
            if parent is not None:
                assert pascal(names()[name]["is_a"]) == parent


def test_enums_agree_with_the_code() -> None:
    """Votes know every polarity and every study design."""
    assert ENUMS["study_design"] == set(RELIABILITY)
    assert ENUMS["polarity"] == set(POLARITIES)


def test_every_column_has_a_property() -> None:
    """So that nothing is left out of RDF."""
    columns = {*NODES, *EDGES, *EVIDENCE} - {"id", "edge_id"}
    assert columns <= set(SLOTS)
    assert set(QUALIFIERS) <= set(EDGES)
    assert set().union(*CATEGORY_PROPERTIES.values()) == set(NODE_PROPERTIES)
    assert set(CATEGORY_PROPERTIES) <= set(CATEGORIES)


def test_associations_use_what_the_schema_lists() -> None:
    """Categories and predicates of every kind of edge."""
    for one in ASSOCIATIONS:
        assert one.subjects | one.objects <= set(CATEGORIES)
        assert one.predicates <= set(PREDICATES)
    assert set().union(*(one.predicates for one in ASSOCIATIONS)) == set(PREDICATES)


@pytest.mark.parametrize("sample", SAMPLES)
def test_curies_round_trip(sample: str) -> None:
    """CURIE to IRI and back."""
    assert from_iri(iri(sample)) == curie(sample)
    assert not set(iri(sample)) & set('<>"{}|\\^`[] ')


def test_no_prefix_hides_another() -> None:
    """The IRI of one prefix followed by a local part is never read as another prefix."""
    starts = [known.iri for known in PREFIXES.values()]
    assert len(set(starts)) == len(starts)
    assert from_iri("http://example.org/1") is None
    with pytest.raises(BadCurie):
        iri("HGNC:SOD1")


def test_relationship_types_are_unique() -> None:
    types = [relationship_type(one) for one in PREDICATES]
    assert len(set(types)) == len(types)


def test_unknown_names_get_a_suggestion() -> None:
    """Errors name the nearest known name."""
    with pytest.raises(NotFound, match="Did you mean 'biolink:contributes_to'"):
        relationship_type("biolink:contribute_to")
    with pytest.raises(NotFound, match="Did you mean 'Gene'"):
        label("Genes")
    with pytest.raises(NotFound, match=r"docs/schema\.md"):
        relationship_type("ALSKG:xyzzy")
    assert not is_symmetric("ALSKG:xyzzy")
    assert nearest("cytobnd", "property") == "cytoband"
    assert association_for("Gene", "biolink:has_phenotype", "Disease") is None


def test_what_is_generated_goes_to_the_checkout_through_links(tmp_path: Path) -> None:
    """An editable install lays links: what is generated must not land beside them."""
    link = tmp_path / "source.py"
    link.symlink_to(Path(str(source.__file__)).resolve())
    spec = importlib.util.spec_from_file_location("linked_source", link)
    assert spec is not None and spec.loader is not None
    linked = importlib.util.module_from_spec(spec)
    sys.modules["linked_source"] = linked
    try:
        spec.loader.exec_module(linked)
        assert linked.YAML == source.YAML and tmp_path not in linked.YAML.parents
    finally:
        del sys.modules["linked_source"]
