"""The composition of the default graph: which tables it is made of, and when it is made anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import AlskgError, NotFound, ReleaseError, UsageError
from kg.release import BUNDLED, Home, Receipt, Release, build_lock, open_release

if TYPE_CHECKING:
    from kg.build.make import Made
    from kg.loaders.base import Table

Say = Callable[[str], None]

LOADERS = (
    "kg.loaders.bundled.hgnc",
    "kg.loaders.bundled.mondo",
    "kg.loaders.bundled.cl",
    "kg.loaders.bundled.clingen",
    "kg.loaders.bundled.go",
    "kg.loaders.bundled.reactome",
    "kg.loaders.bundled.hpo",
    "kg.loaders.bundled.interactions",
    "kg.loaders.curated.publications",
    "kg.loaders.curated.genes",
    "kg.loaders.curated.variants",
    "kg.loaders.curated.mechanisms",
    "kg.loaders.curated.models",
    "kg.loaders.curated.entities",
    "kg.loaders.curated.msc",
    "kg.loaders.curated.disease_facts",
    "kg.loaders.curated.interventions",
    "kg.loaders.curated.trials",
    "kg.loaders.curated.trial_reports",
    "kg.loaders.curated.regulatory",
    "kg.loaders.curated.interactions",
)
REPLACED_IDS: Mapping[str, str] = {}
"""Identifiers that their authority has replaced: old → new."""


def tables() -> tuple[Table, ...]:
    """The tables of the bundled graph, in the order of their loaders."""
    return tuple(table for module in LOADERS for table in import_module(module).TABLES)


def table_root(folder: Path | None = None) -> Traversable:
    """The folder of the tables: the packaged one, or a curator's own.

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


def make_bundled(folder: Path | None = None) -> Made:
    """Build the graph in memory.

    Args:
        folder: a curator's own copy of the tables, or None for the packaged ones.

    Raises:
        TableError: a table cannot be read as declared.
    """
    from kg.build.make import make
    from kg.loaders.base import Context

    kind = BUNDLED if folder is None else "enriched"
    return make(Context(table_root(folder)), tables(), kind=kind, replaced=REPLACED_IDS)


def build(
    home: Home, *, profile: str = BUNDLED, folder: Path | None = None, wait: float = 120.0, say: Say | None = None
) -> tuple[Receipt, Made]:
    """Build and publish, one builder at a time.

    Args:
        home: where.
        profile: which profile to move; ``bundled`` is kept for the packaged tables.
        folder: a curator's own copy of the tables.
        wait: seconds to wait for another builder.
        say: told what happens, one sentence at a time.

    Raises:
        UsageError: own tables under the profile ``bundled``.
        Locked: another builder still holds the lock after `wait` seconds.
    """
    from kg.build.make import publish_made

    if folder is not None and profile == BUNDLED:
        raise UsageError(
            f"the profile {BUNDLED!r} is kept for the packaged tables.", hint="Name another with --profile NAME."
        )
    if folder is None and profile != BUNDLED:
        raise UsageError(
            f"the packaged tables belong to the profile {BUNDLED!r}, not {profile!r}.",
            hint="Leave --profile out, or give your own tables with --tables DIR.",
        )
    with build_lock(home, wait=wait, on_wait=say):
        made = make_bundled(folder)
        return publish_made(home, made, profile=profile), made


def is_current(receipt: Receipt) -> bool:
    """Whether the packaged tables, schema and code are those that a bundled release was made from."""
    from kg.build.inputs import input_id

    return receipt.input_id == input_id(files("kg.loaders"), REPLACED_IDS)


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
    try:
        release = open_release(home, home.pointed_at(name))
    except (NotFound, ReleaseError) as error:
        if name != BUNDLED:
            raise
        first = isinstance(error, NotFound)
        say("building the bundled graph (first use)" if first else f"rebuilding the bundled graph: {error.message}")
        return _rebuilt(home, say)
    if is_out_of_date(release.receipt):
        if release.receipt.kind == BUNDLED:
            say("rebuilding the bundled graph: the installed als-kg brings newer tables or code")
            return _rebuilt(home, say)
        say(
            f"warning: the graph {name!r} was built by als-kg {release.receipt.package_version} from other tables or "
            "code; it is kept. Build it again to bring it up to date"
        )
    return release


def is_out_of_date(receipt: Receipt) -> bool:
    """Whether a release was made by another state of the package than the installed one."""
    if receipt.kind == BUNDLED:
        return not is_current(receipt)
    from importlib.metadata import version

    return receipt.package_version != version("als-kg")


def _rebuilt(home: Home, say: Say) -> Release:
    try:
        receipt, _ = build(home, say=say)
    except AlskgError as error:
        say(f"the build failed: {error.message}")
        raise
    return open_release(home, receipt.content_id)
