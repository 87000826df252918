"""Named questions: one file per question and language, its header read from its first comments.

A header line is ``// key: value`` in Cypher and ``# key: value`` in SPARQL::

    // title: What from mesenchymal stem cells acts on the mechanisms of some ALS genes
    // description: one sentence
    // param genes: list of gene symbols = SOD1, C9orf72, TARDBP, FUS
    // columns: agent, factor, effect, …
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files

from kg.errors import NotFound, SchemaError

_HEADER = re.compile(r"(?://|#) (title|description|columns|param (\w+)): (.*)")
LANGUAGES = {"cypher": ".cypher", "sparql": ".rq"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a question: what it is, and its default (a list where the text says so)."""

    name: str
    description: str
    default: str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A named question in one language."""

    slug: str
    language: str
    title: str
    description: str
    columns: tuple[str, ...]
    text: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    def defaults(self) -> dict[str, object]:
        """The default of every parameter, lists as lists."""
        return {
            name: list(one.default) if isinstance(one.default, tuple) else one.default
            for name, one in self.parameters.items()
        }


def question(slug: str, language: str) -> Question:
    """Read a question.

    Args:
        slug: name of its file without the ending.
        language: ``cypher`` or ``sparql``.

    Raises:
        NotFound: there is no such question in that language.
        SchemaError: its header is incomplete.
    """
    path = files("kg.queries") / (slug + LANGUAGES[language])
    if not path.is_file():
        raise NotFound(f"there is no question {slug!r} in {language}.", hint="See the folder queries/.")
    text = path.read_text(encoding="utf-8")
    found: dict[str, str] = {}
    parameters: dict[str, Parameter] = {}
    for line in text.splitlines():
        match = _HEADER.fullmatch(line)
        if match is None:
            break
        key, name, value = match.groups()
        if name:
            parameters[name] = _parameter(name, value)
        else:
            found[key] = value
    if missing := {"title", "description", "columns"} - set(found):
        raise SchemaError(f"the question {slug!r} has no {sorted(missing)[0]} in its header.", hint="Add that line.")
    columns = tuple(name.strip() for name in found["columns"].split(","))
    return Question(slug, language, found["title"], found["description"], columns, text, parameters)


def _parameter(name: str, value: str) -> Parameter:
    description, _, default = (part.strip() for part in value.partition("="))
    if description.startswith("list of"):
        return Parameter(name, description, tuple(part.strip() for part in default.split(",")))
    return Parameter(name, description, default)
