"""The composition of the default graph: which tables it is made of, and when it is rebuilt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import AlskgError, NotFound, ReleaseError, UsageError
from kg.release import BUNDLED, Home, Pointer, Release, build_lock, open_profile

if TYPE_CHECKING:
    from kg.assembly.built import Built
    from kg.assembly.make import UnpublishedGraph
    from kg.loaders.base import Table

Say = Callable[[str], None]

FOLDERS = ("bundled", "curated")
"""The folders of ``loaders/`` whose modules load tables: those that have ``TABLES``."""
REPLACED_IDS: Mapping[str, str] = {}
"""Identifiers that their authority has replaced: old → new."""


def tables() -> tuple[Table, ...]:
    """List the tables of the bundled graph: those of every module that declares some, in alphabetical order."""
    names = [
        f"kg.loaders.{folder}.{path.name.removesuffix('.py')}"
        for folder in FOLDERS
        for path in files(f"kg.loaders.{folder}").iterdir()
        if path.name.endswith(".py") and not path.name.startswith("_")
    ]
    return tuple(table for name in sorted(names) for table in getattr(import_module(name), "TABLES", ()))


def table_root(folder: Path | None = None) -> Traversable:
    """Find the folder of the tables: the packaged one, or a curator's own.

    Raises:
        UsageError: the folder is not there.
    """
    if folder is None:
        return files("kg.loaders")
    if not folder.is_dir():
        raise UsageError(
            f"{folder} is not a folder.", hint="Give the folder that holds sources.tsv, curated/, bundled/."
        )
    return folder


def make_bundled(folder: Path | None = None, *, tick: Say = lambda sentence: None) -> UnpublishedGraph:
    """Build the graph in memory.

    Args:
        folder: a curator's own copy of the tables, or None for the packaged ones.
        tick: told now and then how far it has come.

    Raises:
        TableError: a table cannot be read as declared.
    """
    from kg.assembly.make import make
    from kg.loaders.base import Context

    return make(Context(table_root(folder)), tables(), replaced=REPLACED_IDS, tick=tick)


def build(
    home: Home,
    *,
    profile: str = BUNDLED,
    folder: Path | None = None,
    wait: float = 120.0,
    say: Say | None = None,
    force: bool = False,
) -> Built:
    """Build and publish, one builder at a time; do neither where it would give what is there.

    Args:
        home: where.
        profile: which profile to move; ``bundled`` is reserved for the packaged tables.
        folder: a curator's own copy of the tables.
        wait: seconds to wait for another builder.
        say: told what happens, one sentence at a time.
        force: build also from unchanged tables.

    Raises:
        UsageError: own tables under the profile ``bundled``.
        Locked: another builder still holds the lock after `wait` seconds.
        TableError: a table cannot be read as declared.
        ReleaseError: the release cannot be written.
    """
    from kg.assembly.built import Built

    if folder is not None and profile == BUNDLED:
        raise UsageError(
            f"the profile {BUNDLED!r} is reserved for the packaged tables.", hint="Name another with --profile NAME."
        )
    if folder is None and profile != BUNDLED:
        raise UsageError(
            f"the packaged tables belong to the profile {BUNDLED!r}, not {profile!r}.",
            hint="Leave --profile out, or give your own tables with --tables DIR.",
        )
    found = None if force else _unchanged(home, profile, folder)
    if found is not None:
        return found
    with build_lock(home, wait=wait, on_wait=say):
        # Somebody else may have built the same while this process waited.
        found = None if force else _unchanged(home, profile, folder)
        if found is not None:
            return found
        from kg.assembly.make import publish_made
        from kg.assembly.progress import Progress

        tick = Progress(say)
        made = make_bundled(folder, tick=tick)
        publish_made(home, made, profile=profile, tick=tick)
        return Built(open_profile(home, profile), made.mappings)


def _unchanged(home: Home, profile: str, folder: Path | None) -> Built | None:
    from kg.assembly.built import Built, unchanged
    from kg.assembly.inputs import input_id

    release = unchanged(home, profile, input_id(table_root(folder), REPLACED_IDS))
    return None if release is None else Built(release, unchanged=True)


def open_or_build(home: Home | None = None, profile: str | None = None, *, say: Say | None = None) -> Release:
    """Open the graph in use; build the bundled one when there is none or the installed tables are newer.

    Args:
        home: where; the default home when left out.
        profile: which; the one in use when left out.
        say: told in one sentence when a graph is built or is older than the package.

    Raises:
        NotFound: a named profile that is not there.
        ReleaseError: an enriched graph is damaged (the bundled one is rebuilt).
    """
    home = home or Home.default()
    name = profile or home.current()
    say = say or (lambda sentence: None)
    if name != BUNDLED:
        pointer = home.pointer(name)
        if is_out_of_date(name, pointer):
            say(
                f"warning: the graph {name!r} was built by als-kg {pointer.package_version}; it is kept. "
                "Build it again to bring it up to date"
            )
        return open_profile(home, name, pointer)
    found = _usable(home)
    if isinstance(found, Release):
        return found
    with build_lock(home, on_wait=say):
        # Somebody else may have built it while this process waited.
        again = _usable(home)
        if isinstance(again, Release):
            return again
        say(again)
        return _made_anew(home, say)


def is_out_of_date(profile: str, pointer: Pointer) -> bool:
    """Tell whether a profile was built by another state of the package than the installed one.

    The bundled graph is held against the installed tables, schema and code; another one against
    the version of als-kg, since its tables are its owner's.
    """
    if profile == BUNDLED:
        from kg.assembly.inputs import input_id

        return pointer.input_id != input_id(files("kg.loaders"), REPLACED_IDS)
    from importlib.metadata import version

    return pointer.package_version != version("als-kg")


def _usable(home: Home) -> Release | str:
    """Open the bundled graph, or say in a sentence why it has to be built."""
    try:
        pointer = home.pointer(BUNDLED)
        release = open_profile(home, BUNDLED, pointer)
    except NotFound:
        return "building the bundled graph (first use)"
    except ReleaseError as error:
        return f"rebuilding the bundled graph: {error.message}"
    if not release.has_all_bytes():
        return f"rebuilding the bundled graph: a file of {release.path} is missing or cut short"
    if is_out_of_date(BUNDLED, pointer):
        return "rebuilding the bundled graph: the installed als-kg brings newer tables or code"
    return release


def _made_anew(home: Home, say: Say) -> Release:
    from kg.assembly.make import publish_made

    try:
        publish_made(home, make_bundled(), profile=BUNDLED)
    except AlskgError as error:
        say(f"the build failed: {error.message}")
        raise
    return open_profile(home, BUNDLED)
