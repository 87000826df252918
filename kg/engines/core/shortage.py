"""What the machine refuses: room, descriptors, rights, memory. It is told as that, never as damage."""

from __future__ import annotations

import errno

from kg.errors import ReleaseError
from kg.text.safe import clipped

ROOM, DESCRIPTORS, RIGHTS, MEMORY = "room", "descriptors", "rights", "memory"
_BY_NUMBER = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), ROOM),
    **dict.fromkeys((errno.EMFILE, errno.ENFILE), DESCRIPTORS),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), RIGHTS),
    errno.ENOMEM: MEMORY,
}
_BY_WORDS = {
    "no space left": ROOM,
    "disk quota exceeded": ROOM,
    "file too large": ROOM,
    "too many open files": DESCRIPTORS,
    "file descriptors": DESCRIPTORS,
    "permission denied": RIGHTS,
    "operation not permitted": RIGHTS,
    "read-only file system": RIGHTS,
    "cannot allocate memory": MEMORY,
    "memory allocation of": MEMORY,
}
"""How engines pass on the operating system's words."""
_HINTS = {
    ROOM: "Free some space, or set TMPDIR to a folder that has more.",
    DESCRIPTORS: "Allow more (`ulimit -n 1024`), or close what is open.",
    RIGHTS: "Check its permissions, or set ALSKG_CACHE and TMPDIR to folders that you may write to.",
    MEMORY: "Close other programs, or use a machine with more memory.",
}


class ResourceShortage(ReleaseError):
    """The machine gives too little of something.

    Args:
        message: one sentence that names the thing.
        hint: what to do about it.
        kind: `ROOM`, `DESCRIPTORS`, `RIGHTS`, `MEMORY`, or empty.
    """

    def __init__(self, message: str, *, hint: str, kind: str = "") -> None:
        super().__init__(message, hint=hint)
        self.kind = kind


def kind_of(said: OSError | str) -> str | None:
    """Tell what is short, from an error of the operating system or an engine's words.

    >>> kind_of("IO error: While open a file: Too many open files")
    'descriptors'
    """
    if isinstance(said, OSError) and said.errno is not None:
        return _BY_NUMBER.get(said.errno)
    text = str(said).lower()
    return next((kind for words, kind in _BY_WORDS.items() if words in text), None)


def shortage_of(said: OSError | str, where: str) -> ResourceShortage | None:
    """Make the error for a shortage; None where something else is wrong.

    Args:
        said: what the operating system or an engine said.
        where: the thing that it was about.
    """
    kind = kind_of(said)
    if kind is None:
        return None
    words = (said.strerror or str(said)) if isinstance(said, OSError) else said
    sentence = {
        ROOM: f"there is no room for {where}",
        DESCRIPTORS: f"too few files may be open at once for {where}: {open_files_limit()}",
        RIGHTS: f"{where} may not be used",
        MEMORY: f"there is too little memory for {where}",
    }[kind]
    return ResourceShortage(f"{sentence} ({_first_line(words)}).", hint=_HINTS[kind], kind=kind)


def open_files_limit() -> str:
    """Say in words how many files may be open."""
    try:
        import resource

        return f"{resource.getrlimit(resource.RLIMIT_NOFILE)[0]} by `ulimit -n`"
    except (ImportError, OSError):
        return "a limit of this system"


def _first_line(text: str) -> str:
    return clipped(" ".join(text.split()), 200)
