"""Finding and opening releases: by profile, by name, by content id; each receipt held against its digest."""

from __future__ import annotations

import contextlib
from pathlib import Path

from kg.errors import NotFound, ReleaseError
from kg.release.accounts import ACCOUNTS
from kg.release.files import sha256
from kg.release.home import BUNDLED, Home, Pointer
from kg.release.read import Release
from kg.release.receipt import REBUILD, Receipt
from kg.schema.generated import SCHEMA_VERSION


def open_profile(home: Home, profile: str, pointer: Pointer | None = None) -> Release:
    """Open the release that a profile points at, with the receipt of its own build.

    Args:
        home: where.
        profile: its name.
        pointer: its pointer, where that has been read.

    Raises:
        NotFound: there is no such profile, or what it points at is not there.
        ReleaseError: the receipt was edited or damaged, or its schema has another major version.
    """
    pointer = pointer or home.pointer(profile)
    try:
        return _open(home, pointer.content_id, pointer.receipt)
    except ReleaseError as error:
        if profile == BUNDLED or error.hint != REBUILD:
            raise
        again = f"Run `alskg build --tables DIR --profile {profile}` with its tables to make the graph anew."
        raise ReleaseError(error.message, hint=again) from error


def open_named(home: Home, text: str) -> Release:
    """Open the release of a profile, or the one whose content id begins so.

    Raises:
        NotFound: nothing goes by that name.
        UsageError: several releases begin like that.
        ReleaseError: see `open_profile`.
    """
    content_id = home.find(text)
    return open_profile(home, text) if text in home.profiles() else open_release(home, content_id)


def open_release(home: Home, content_id: str) -> Release:
    """Open a release by its content id; any profile that points at it vouches for its receipt.

    Raises:
        NotFound: it is not there.
        ReleaseError: its receipt was edited or damaged, or its schema has another major version.
    """
    failed: ReleaseError | None = None
    for pointer in home.pointers().values():
        if pointer is not None and pointer.content_id == content_id and pointer.receipt is not None:
            try:
                return _open(home, content_id, pointer.receipt)
            except ReleaseError as error:
                failed = failed or error
    if failed is not None:
        raise failed
    return _open(home, content_id, None)


def _open(home: Home, content_id: str, digest: str | None) -> Release:
    path = home.release_path(content_id)
    data, folder = _receipt(home, path, digest)
    try:
        receipt = Receipt.from_json(data.decode("utf-8"), where=str(path))
    except UnicodeDecodeError as error:
        raise ReleaseError(f"the receipt of {path} cannot be read ({error}).", hint=REBUILD) from error
    if digest is not None and sha256(data) != digest:
        raise ReleaseError(
            f"the receipt of {path} was changed after the build: its digest is not the one that the profile keeps.",
            hint=REBUILD,
        )
    if receipt.content_id != content_id:
        raise ReleaseError(f"the receipt of {path} is that of another release.", hint=REBUILD)
    if receipt.schema_version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        raise ReleaseError(
            f"the release {content_id[:12]} has schema {receipt.schema_version}, this als-kg reads {SCHEMA_VERSION}.",
            hint="Run `alskg build` to make a graph of this version; the old one stays until `alskg prune`.",
        )
    release = Release(path, receipt, None if folder == path else folder, proven=digest is not None)
    _refuse_links(release)
    return release


def _receipt(home: Home, path: Path, digest: str | None) -> tuple[bytes, Path]:
    """Find the receipt of that digest and its folder, else the one at the top of the release."""
    if digest is not None:
        account = path / ACCOUNTS / digest
        with contextlib.suppress(OSError):
            data = (account / "receipt.json").read_bytes()
            if sha256(data) == digest:
                return data, account
    try:
        return (path / "receipt.json").read_bytes(), path
    except (FileNotFoundError, NotADirectoryError) as error:
        if path.is_dir():
            raise ReleaseError(f"the release {path} has no receipt.", hint=REBUILD) from error
        raise NotFound(f"the release {path.name[:12]} is not in {home.path}.", hint="See `alskg releases`.") from error
    except OSError as error:
        raise ReleaseError(f"the receipt of {path} cannot be read ({error}).", hint=REBUILD) from error


def _refuse_links(release: Release) -> None:
    """Refuse a release with a file that is a link leading outside it.

    Raises:
        ReleaseError: one is.
    """
    root = release.path.resolve()
    for path in (release.path / "receipt.json", *(release.file(entry.name) for entry in release.receipt.tables)):
        if not path.resolve().is_relative_to(root):
            raise ReleaseError(f"{path} leads outside its release, to {path.resolve()}.", hint=REBUILD)


def built_before(home: Home, content_id: str) -> Release:
    """Find the newest of the releases that were not built after a given one.

    Raises:
        NotFound: there is none; the hint names those that were built later.
    """
    found: dict[str, Release] = {}
    for name in home.release_ids():
        # What cannot be read here (another schema, a damaged receipt) is not a candidate.
        with contextlib.suppress(ReleaseError):
            found[name] = open_release(home, name)
    built = found[content_id].receipt.built_at if content_id in found else "9"
    others = [release for name, release in found.items() if name != content_id]
    earlier = [release for release in others if release.receipt.built_at <= built]
    if earlier:
        return max(earlier, key=lambda release: (release.receipt.built_at, release.content_id))
    if others:
        named = ", ".join(f"{one.content_id[:12]} of {one.receipt.built_at[:16]}" for one in others)
        raise NotFound(
            f"no release in {home.path} was built before {content_id[:12]}.", hint=f"Name one: there is {named}."
        )
    raise NotFound(
        f"{home.path} holds no release but {content_id[:12]}.",
        hint="There is one more after a build from other tables (`alskg build --tables DIR --profile NAME`) "
        "or by a newer als-kg.",
    )
