"""The named questions answered in plain Python over the three tables, without either query language.

One function per question, of the same name with underscores; it takes identifiers, never names, and
returns the set of rows. Written from the questions' descriptions, not from their queries.
"""

from __future__ import annotations

from typing import Any

from support.answers.disease import TheDisease
from support.answers.gaps import Gaps
from support.answers.genes import Genes
from support.answers.mechanisms import Mechanisms
from support.answers.said import WhatIsSaid
from support.answers.stem_cells import StemCells
from support.answers.tables import Answer, Row, verb
from support.answers.therapies import Therapies

__all__ = ["Reference", "Row", "verb"]


class Reference(Genes, TheDisease, Mechanisms, StemCells, Therapies, WhatIsSaid, Gaps):
    """Every question's answer.

    Args:
        nodes: the nodes table.
        edges: the edges table.
        evidence: the evidence table.
    """

    def answer(self, slug: str, **params: Any) -> Answer:
        """The answer to a question."""
        found: Answer = getattr(self, slug.replace("-", "_"))(**params)
        return found
