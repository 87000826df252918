"""One error tree: every error says what is wrong in one sentence and what to do about it.

::

    AlskgError                      exit code 1
    ├── UsageError                  2   the call itself is off
    ├── NotFound                    3   nothing by that name or id
    ├── TableError                  1   an input table cannot be read as declared (names file and line)
    ├── SchemaError                 1   the packaged schema and a record disagree
    ├── BuildError                  1   a build stopped; the graph in use is untouched
    ├── ReleaseError                1   a release is damaged, of another format, or cannot be written
    │   └── Locked                  1   another builder holds the lock
    ├── OutputError                 1   a file that the user named cannot be written
    ├── QueryError                  1   a query was refused, failed, or was stopped
    ├── FindingsError               4   validation found faults
    └── OfflineError                5   needs the network, but works offline
"""

from __future__ import annotations


class AlskgError(Exception):
    """A failure that the user can act on.

    Args:
        message: one sentence that names the thing and the offending value.
        hint: what to do about it.
    """

    exit_code = 1

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Write the sentence and its remedy, on one line."""
        return f"{self.message} {self.hint}".strip()


class UsageError(AlskgError):
    """The call itself is off: an option, a format, an ambiguous name."""

    exit_code = 2


class NotFound(AlskgError):
    """Nothing in the graph goes by that name or identifier."""

    exit_code = 3


class TableError(AlskgError):
    """An input table cannot be read as declared.

    Args:
        message: what is wrong.
        file: the table.
        line: the line of the file, counted from 1.
        hint: what to do about it.
    """

    def __init__(self, message: str, *, file: str, line: int, hint: str) -> None:
        super().__init__(f"{file}, line {line}: {message}", hint=hint)
        self.file = file
        self.line = line


class SchemaError(AlskgError):
    """A record and the packaged schema disagree."""


class BuildError(AlskgError):
    """A build stopped before it published anything."""


class ReleaseError(AlskgError):
    """A release is damaged, of another format, or cannot be written."""


class Locked(ReleaseError):
    """Another builder holds the lock of this home."""


class OutputError(AlskgError):
    """A file that the user named cannot be written."""


class QueryError(AlskgError):
    """A query was refused, failed, or was stopped at a limit."""


class FindingsError(AlskgError):
    """Validation ran to its end and found faults."""

    exit_code = 4


class OfflineError(AlskgError):
    """The call needs the network, which is switched off."""

    exit_code = 5
