"""Reads ``closure.yaml``, the rule of what lies below a thing, and writes it as constants.

Needs PyYAML, which comes with LinkML: a development dependency.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from kg.ontologies.source import Schema

# Resolved: an editable install lays links, and what is generated belongs into the checkout.
YAML = Path(__file__).resolve().with_name("closure.yaml")
ENDS = ("subject", "object", "either")
CLASSES = '''class ClosureStep(NamedTuple):
    """A step from a thing to a member below it; empty sets of categories and predicates restrict nothing."""

    predicates: frozenset[str]
    below: str
    members: frozenset[str]
    things: frozenset[str]
    words: str
    only: frozenset[str]


class ClosureStage(NamedTuple):
    """Steps that may be taken at one stage of a rule, any number of times or at most once."""

    steps: frozenset[str]
    repeated: bool


'''


def closure_constants(schema: Schema, path: Path = YAML) -> str:
    """Write the steps and rules.

    Raises:
        ValueError: a step or rule names a predicate, category, end or step that there is not.
    """
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    categories = {one.name for one in schema.categories()}
    predicates = {curie for one in schema.associations() for curie in one.predicates}
    lines = ["CLOSURE_STEPS: dict[str, ClosureStep] = {"]
    for name, step in raw["steps"].items():
        _known(name, step["predicates"] + step.get("only", []), predicates)
        _known(name, step.get("members", []) + step.get("things", []), categories)
        _known(name, [step["below"]], ENDS)
        lines += [f"    {json.dumps(name)}: ClosureStep(", *(f"        {cell}," for cell in _cells(step)), "    ),"]
    lines += ["}", '"""What leads from a thing to what lies below it."""', ""]
    lines += ["CLOSURE_RULES: dict[str, tuple[ClosureStage, ...]] = {"]
    for category, stages in raw["rules"].items():
        _known("rules", [category], categories)
        lines.append(f"    {json.dumps(category)}: {_stages(stages, raw['steps'])},")
    lines += ["}", '"""Category of a thing to the stages of steps below it."""', ""]
    lines += [f"CLOSURE_OTHERWISE: tuple[ClosureStage, ...] = {_stages(raw['otherwise'], raw['steps'])}"]
    lines += ['"""The stages below things of all other categories."""', ""]
    return "\n".join(lines)


def _cells(step: dict[str, Any]) -> Iterable[str]:
    yield _words(step["predicates"])
    yield json.dumps(step["below"])
    yield _words(step.get("members", []))
    yield _words(step.get("things", []))
    yield json.dumps(step["words"])
    yield _words(step.get("only", []))


def _words(names: list[str]) -> str:
    return f"_words({json.dumps(' '.join(names))})"


def _stages(stages: list[str], steps: Iterable[str]) -> str:
    parts = []
    for stage in stages:
        names = stage.removesuffix("*").split()
        _known(stage, names, steps)
        parts.append(f"ClosureStage({_words(names)}, {stage.endswith('*')})")
    return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"


def _known(where: str, names: list[str], known: Iterable[str]) -> None:
    for name in names:
        if name not in known:
            raise ValueError(f"closure.yaml, {where}: {name!r} is not known")
