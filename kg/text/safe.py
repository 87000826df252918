r"""Texts of others, shown safely: what hides, reorders or steers becomes visible, what is long is cut.

Two sets of characters must not be shown as they are, and two must not be read at all:

* *unprintable*: what Unicode does not call printable (`str.isprintable`). For texts that are only looked at: the
  table of an answer in Python, messages, logs. Odd spaces and invisible joiners are shown there as well.
* *steering*: C0 and C1 controls, line separators, the marks that reverse a line, and lone surrogates. For
  output that is also data (a pipe, a CSV file, a page): odd spaces and joiners belong to names there, so
  only what steers a terminal or reorders a line is replaced.
* `BARRED_IN_TABLES`: what a cell of an input table holds only if the file is damaged. A carriage
  return is left to the reader of lines; C1 controls are in real sources and harm nobody in a table.
* `BARRED_IN_QUERIES`: what a query never needs and what could make an engine read another query than
  the guard did. Marks that reverse a line are allowed: a text in quotes may hold them.

The escapes of JSON and of N-Triples are grammars of their own (`kg.model.canonical`, `kg.engines.sparql.ntriples`).
"""

from __future__ import annotations

import re

BARRED_IN_TABLES = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
BARRED_IN_QUERIES = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]"
"""Patterns, made where they are used: making one takes time, and most commands read neither."""
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def escaped(text: str) -> str:
    r"""Show a text on one line, every unprintable character as its escape.

    Args:
        text: of anybody.

    >>> print(escaped("two\nlines, \u202ereversed"))
    two\u000alines, \u202ereversed
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escape(char) for char in text)


def spaced(text: str) -> str:
    r"""Show a text on one line, every unprintable character as a space: for XML, which can hold neither.

    Args:
        text: of anybody.

    >>> spaced("two\nlines")
    'two lines'
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else " " for char in text)


def one_line(text: str) -> str:
    r"""Show a text as one line of output: line breaks and tabs as spaces, what steers as its escape.

    Args:
        text: of anybody.

    >>> print(one_line("a\tb \x1b[31m \u202ereversed"))
    a b \u001b[31m \u202ereversed
    """
    if text.isprintable():
        return text
    return _STEERING.sub(lambda found: " " if found[0] in "\t\n\r" else _escape(found[0]), text)


def lines(text: str) -> str:
    r"""Show a text as output that may have several lines: line breaks and tabs kept, what steers as its escape.

    Args:
        text: of anybody.

    >>> print(lines("one\ntwo \x1b[31m"))
    one
    two \u001b[31m
    """
    if text.isprintable():
        return text
    return _STEERING.sub(lambda found: found[0] if found[0] in "\t\n\r" else _escape(found[0]), text)


def marked(text: str) -> str:
    r"""Show a text in a page: tabs and new lines kept, what steers as U+FFFD.

    A mark and no escape, since a script of the page would read an escape back as the character.

    Args:
        text: of anybody.

    >>> marked("a\u202eb") == "a\ufffdb"
    True
    """
    if text.isprintable():
        return text
    return _STEERING.sub(lambda found: found[0] if found[0] in "\t\n" else "\ufffd", text)


def clipped(text: str, limit: int) -> str:
    """Cut a text where it is long.

    Args:
        text: of anybody.
        limit: characters of the result at most, the mark of the cut included.

    >>> clipped("amyotrophic", 6), clipped("ALS", 6)
    ('amyot…', 'ALS')
    """
    return text if len(text) <= limit else text[: limit - 1] + "…"


def brief(value: object, limit: int = 80) -> str:
    """Show a value as a message does: as Python writes it, on one line, cut where it is long.

    Args:
        value: of anybody.
        limit: characters of the result at most.

    >>> brief("a" * 100, limit=9)
    "'aaaaaaa…"
    """
    return clipped(repr(value), limit)


def is_unicode(text: str) -> bool:
    r"""Tell whether a text can be written at all: it holds no lone surrogate, as bytes that are not UTF-8 become.

    Args:
        text: of anybody.

    >>> is_unicode("α"), is_unicode("\udcff")
    (True, False)
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}"
