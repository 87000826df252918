"""Writes ``kg/model/evidence_fields.py``: the fields of an evidence row, as type checkers read them in a call."""

from __future__ import annotations

from dataclasses import fields

from kg.model.records import Evidence

HEADER = '''"""The fields of evidence that a loader may give. Generated from `kg.model.records.Evidence`; do not edit.

Make it anew with ``python -m kg.ontologies.generate``.
"""

from __future__ import annotations

from typing import TypedDict


class EvidenceFields(TypedDict, total=False):
    """Fields of an evidence row but `source_record`; `kg.model.records.Evidence` tells what each holds."""

'''


def evidence_fields() -> str:
    """Write the module."""
    names = (one for one in fields(Evidence) if one.name != "source_record")
    return HEADER + "".join(f"    {one.name}: {one.type}\n" for one in names)
