"""Named questions: a file in Cypher and one in SPARQL each; the first comments of the Cypher are the header of both.

A header line is ``// key: value``::

    // title: What from mesenchymal stem cells acts on the mechanisms of some ALS genes
    // group: one of `GROUPS`
    // description: one sentence
    // param genes: list of gene symbols = SOD1, C9orf72, TARDBP, FUS
    // param at_least: integer = 2
    // columns: agent, factor, effect, genes[], …
    // brief: agent, factor, effect (what a narrow terminal shows)
    // edges: biolink:contributes_to, biolink:affects
    // example: genes=SOD1,FUS
    // note: what a reader must know before believing the answer

Kinds of parameters: ``gene``, ``disease``, ``mechanism`` and ``node`` (a name; the query gets the
identifier), ``gene symbol``, ``edge`` (an edge's id), ``predicate``, ``reference`` (a paper's or
record's CURIE), ``text``, ``integer``, ``release``, ``one of`` some words, and ``list of`` genes, nodes,
gene symbols or texts. ``= any`` makes an empty text the default, which restricts nothing. What
follows a kind in parentheses is for readers. A column with ``[]`` holds a list. ``edges`` names the
predicates that the question goes over, or ``any``; an empty answer says how many there are.

Rows come in the order of the ORDER BY at the end of the text, by columns alone; the rows of both
languages are put into it once more (`kg.questions.order`), since Cypher and SPARQL do not agree on
where to put what is absent.

``and below`` after ``gene``, ``disease``, ``mechanism`` or ``node`` means the thing with what lies below it
(`kg.model.closure`): the query gets a list of identifiers, in SPARQL the terms of a ``VALUES``. A column ``via``
holds the identifiers of the nodes of a row that were matched; a reader gets words in their place (``ALS type 1, a kind
of ALS``), nothing where the row is about the things themselves. With ``direct first: yes`` those rows come first.

With ``compares``, the query is asked of two releases. It names the columns that hold a statement
(as `kg.model.records.Statement` has them); the answer says what changed between rows of the same one
(`kg.questions.compare`, which adds the columns ``change`` and ``detail``).

With ``hypergeometric: COLUMN, PARAMETER, COLUMN``, the rows count how many of a set of genes share
something: the first column counts them, the parameter is the set, the second column counts all
genes that have it (`kg.questions.enrichment`, which adds ``p`` and ``p_bonferroni``).

In SPARQL, ``$name`` stands where the value goes (see `kg.questions.terms`), so the text as it lies in the file
is a template; in Cypher it is the language's own parameter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable

from kg.errors import NotFound, SchemaError
from kg.text.safe import brief
from kg.text.suggest import LOOSE, hint

_KEYS = "title|group|description|columns|brief|compares|hypergeometric|edges|direct first|example|note"
_HEADER = re.compile(rf"// (({_KEYS}|param (\w+)): (.*))")
_KINDS = "gene symbol|gene|disease|mechanism|node|edge|predicate|reference|release|text|integer"
_KIND = re.compile(rf"(?:(list) of )?({_KINDS})s?( and below)?(?: \([^()]*\))?")
_CHOICE = re.compile(r"one of (\w+(?:, \w+)+)")
_ORDER = re.compile(r"\nORDER BY (.+)\s*\Z")
_ORDERED_BY = re.compile(r"DESC\(\?(\w+)\)|\??(\w+)( DESC\b(?!\())?")
GROUPS = (
    "Genes and variants",
    "The disease",
    "Mechanisms and pathways",
    "Stem cells and what they secrete",
    "Trials and therapies",
    "Evidence, for and against",
    "What is missing, and what lies between",
)
"""Under which questions are listed, in this order."""
CHANGES = ("change", "detail")
"""Columns that comparing two releases adds."""
P_VALUES = ("p", "p_bonferroni")
"""Columns that a question with ``hypergeometric`` adds."""
LANGUAGES = {"cypher": ".cypher", "sparql": ".rq"}
HEADED = "cypher"
"""The language whose file holds the header."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a question: what it is, and its default.

    Attributes:
        name: ``genes``.
        description: its kind as the header words it.
        default: a text, a whole number, or texts where it is a list; None where there is none.
        kind: ``gene``, ``disease``, ``text`` … (see the top of this file).
        many: True for a list.
        below: True where what lies below the thing is meant as well.
        choices: the values that a ``choice`` may have.
    """

    name: str
    description: str
    default: str | int | tuple[str, ...] | None
    kind: str = "text"
    many: bool = False
    below: bool = False
    choices: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Write the parameter as ``genes=SOD1,FUS``."""
        default = ",".join(self.default) if isinstance(self.default, tuple) else self.default
        return f"{self.name}={'' if default is None else default}"


@dataclass(frozen=True, slots=True)
class Question:
    """A named question in one language.

    Attributes:
        group: one of `GROUPS`.
        lists: those of the columns that hold lists.
        brief: the columns that a narrow terminal shows; empty for all.
        order: the columns that rows are ordered by, each with True for descending.
        compares: the columns by which rows of two releases are held against each other; empty for
            a question to one graph.
        hypergeometric: the column that counts genes of a set, the parameter that is the set, and the
            column that counts all genes; empty where nothing is counted.
        edges: predicates of the edges that it goes over; empty for any.
        direct_first: True where rows about the things themselves come before those about what lies below them.
        example: parameters other than the defaults, as ``name=value`` texts.
        note: what a reader must know before believing the answer, or empty.
    """

    slug: str
    language: str
    title: str
    group: str
    description: str
    columns: tuple[str, ...]
    text: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()
    brief: tuple[str, ...] = ()
    order: tuple[tuple[str, bool], ...] = ()
    compares: tuple[str, ...] = ()
    hypergeometric: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()
    direct_first: bool = False
    example: tuple[str, ...] = ()
    note: str = ""

    @property
    def returning(self) -> str:
        """What a question in Cypher returns, and in which order: its text from the last RETURN on."""
        return self.text[self.text.rindex("\nRETURN ") + 1 :]

    def defaults(self) -> dict[str, object]:
        """Return the default of every parameter, lists as lists."""
        return {
            name: list(one.default) if isinstance(one.default, tuple) else one.default
            for name, one in self.parameters.items()
        }


def slugs() -> list[str]:
    """List the names of all questions, in alphabetical order."""
    names = (path.name for path in files("kg.queries").iterdir())
    return sorted(name.removesuffix(LANGUAGES[HEADED]) for name in names if name.endswith(LANGUAGES[HEADED]))


def _file(slug: str, language: str) -> Traversable:
    return files("kg.queries") / (slug + LANGUAGES[language])


def read_question(slug: str, language: str) -> Question:
    """Read a question.

    Args:
        slug: name of its file without the ending.
        language: ``cypher`` or ``sparql``.

    Raises:
        NotFound: there is no such question in that language.
        SchemaError: its header is incomplete.
    """
    if slug not in slugs() or not _file(slug, language).is_file():
        if slug in slugs():
            raise NotFound(
                f"the question {slug!r} has no text in {language}.", hint=f"Write queries/{slug}{LANGUAGES[language]}."
            )
        meant = hint(slug, slugs(), "`alskg ask` lists them.", cutoff=LOOSE)
        raise NotFound(f"there is no question {brief(slug)} in {language}.", hint=meant)
    text = _file(slug, language).read_text(encoding="utf-8")
    header = text if language == HEADED else _file(slug, HEADED).read_text(encoding="utf-8")
    said: list[str] = []
    found: dict[str, str] = {}
    parameters: dict[str, Parameter] = {}
    for line in header.splitlines():
        match = _HEADER.fullmatch(line)
        if match is None:
            break
        line_said, key, name, value = match.groups()
        said.append(line_said)
        if name:
            parameters[name] = _parameter(slug, name, value)
        else:
            found[key] = value
    if missing := {"title", "group", "description", "columns"} - set(found):
        raise SchemaError(f"the question {slug!r} has no {sorted(missing)[0]} in its header.", hint="Add that line.")
    if found["group"] not in GROUPS:
        raise SchemaError(
            f"the question {slug!r} has the unknown group {found['group']!r}.",
            hint="GROUPS in queries/__init__.py lists them.",
        )
    if language != HEADED:
        text = "".join(f"# {line}\n" for line in said) + text
    columns = _words(found["columns"])
    edges = _words(found.get("edges", "any"))
    return Question(
        slug,
        language,
        found["title"],
        found["group"],
        found["description"],
        tuple(name.removesuffix("[]") for name in columns),
        text,
        parameters,
        lists=frozenset(name.removesuffix("[]") for name in columns if name.endswith("[]")),
        brief=_words(found["brief"]) if "brief" in found else (),
        order=_order(text),
        compares=_words(found["compares"]) if "compares" in found else (),
        hypergeometric=_words(found["hypergeometric"]) if "hypergeometric" in found else (),
        edges=() if edges == ("any",) else edges,
        direct_first=found.get("direct first") == "yes",
        example=tuple(part.strip() for part in found["example"].split(" · ")) if "example" in found else (),
        note=found.get("note", ""),
    )


def _order(text: str) -> tuple[tuple[str, bool], ...]:
    """Find the columns of the last ORDER BY: ``ORDER BY belief DESC, gene`` and ``ORDER BY DESC(?belief) ?gene``."""
    found = _ORDER.search(text)
    named = _ORDERED_BY.findall(found[1]) if found else ()
    return tuple((first or second, bool(first or descending)) for first, second, descending in named)


def _words(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


def _parameter(slug: str, name: str, value: str) -> Parameter:
    description, sign, default = (part.strip() for part in value.partition("="))
    choice = _CHOICE.fullmatch(description)
    if choice is not None:
        return Parameter(
            name,
            description,
            None if not sign else "" if default == "any" else default,
            "choice",
            choices=_words(choice[1]),
        )
    match = _KIND.fullmatch(description)
    if match is None:
        raise SchemaError(
            f"the parameter {name!r} of the question {slug!r} has the unknown kind {description!r}.",
            hint="Kinds are listed in queries/__init__.py.",
        )
    many, kind, below = bool(match[1]), match[2], bool(match[3])
    text = "" if default == "any" else default
    default_value = None if not sign else _words(text) if many else int(text) if kind == "integer" else text
    return Parameter(name, description, default_value, kind, many, below)
