"""How categories look: a colour and a shape each, so that a category never rests on colour alone.

The hues follow Okabe and Ito's palette for colour-blind readers (Okabe M, Ito K. Color Universal
Design, 2008), moved in lightness until each has a contrast of 3:1 on the light and the dark page.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LIGHT_PAGE = "#ffffff"
DARK_PAGE = "#11151a"

_BLUE, _SKY, _RED, _ORANGE, _OCHRE = "#1478bf", "#3a91c4", "#d0453f", "#d55e00", "#a67c00"
_GREEN, _TEAL, _PINK, _PURPLE, _GREY = "#0a8f6b", "#2a8c99", "#c0649a", "#8f66cf", "#7a828c"


class Style(NamedTuple):
    """A category's colour, its shape (one that vis-network draws) and the words for the legend."""

    colour: str
    shape: str
    label: str


_STYLES = {
    "Gene": (_BLUE, "dot"),
    "SequenceVariant": (_BLUE, "diamond"),
    "GeneFamily": (_BLUE, "hexagon"),
    "ProteinFamily": (_BLUE, "square"),
    "MicroRNA": (_BLUE, "triangle"),
    "Disease": (_RED, "dot"),
    "PhenotypicFeature": (_PINK, "triangle"),
    "ClinicalAttribute": (_PINK, "square"),
    "ClinicalMeasurement": (_PINK, "triangleDown"),
    "ClinicalCourse": (_PINK, "hexagon"),
    "Onset": (_PINK, "diamond"),
    "GeneticInheritance": (_PINK, "star"),
    "PathologicalProcess": (_ORANGE, "hexagon"),
    "BiologicalProcess": (_OCHRE, "hexagon"),
    "Pathway": (_OCHRE, "square"),
    "MolecularActivity": (_OCHRE, "triangle"),
    "Cell": (_PURPLE, "dot"),
    "CellLine": (_PURPLE, "square"),
    "CellularComponent": (_PURPLE, "triangle"),
    "AnatomicalEntity": (_PURPLE, "hexagon"),
    "Genotype": (_PURPLE, "diamond"),
    "OrganismTaxon": (_PURPLE, "star"),
    "Drug": (_GREEN, "triangleDown"),
    "SmallMolecule": (_GREEN, "dot"),
    "Treatment": (_GREEN, "hexagon"),
    "Device": (_GREEN, "square"),
    "Procedure": (_GREEN, "diamond"),
    "Food": (_GREEN, "triangle"),
    "ClinicalTrial": (_TEAL, "star"),
    "Event": (_TEAL, "triangle"),
    "DiagnosticAid": (_TEAL, "square"),
    "BiologicalEntity": (_SKY, "hexagon"),
    "Publication": (_GREY, "square"),
    "EnvironmentalExposure": (_GREY, "triangle"),
    "BehavioralExposure": (_GREY, "triangleDown"),
}
_OTHER = (_GREY, "dot")
_LABELS = {
    "SequenceVariant": "Variant",
    "PhenotypicFeature": "Phenotype",
    "PathologicalProcess": "Disease mechanism",
    "ClinicalAttribute": "Quantity",
    "Event": "Regulatory event",
    "Genotype": "Animal model",
    "MicroRNA": "MicroRNA",
    "OrganismTaxon": "Species",
}


def style_of(category: str) -> Style:
    """Find the look of a category; an unknown one is a grey dot.

    >>> style_of("ClinicalTrial").label
    'Clinical trial'
    """
    colour, shape = _STYLES.get(category, _OTHER)
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", category)
    return Style(colour, shape, _LABELS.get(category, words[:1].upper() + words[1:].lower()))
