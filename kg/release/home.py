"""Where releases live: paths, profiles, and which one is in use."""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import NotFound, ReleaseError, UsageError
from kg.release.files import replace_text
from kg.text.safe import brief

BUNDLED = "bundled"
"""The profile of a bare ``alskg build``: the packaged tables and nothing else."""

_PROFILE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_CONTENT_ID = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Pointer:
    """What a profile points at, and what it was last built from.

    Two profiles may point at one release: what they were built from is theirs, not the release's.

    Attributes:
        content_id: the release.
        input_id: digest of the tables, schema and code that it was built from.
        package_version: of the als-kg that built it.
        receipt: SHA-256 (hex) of the receipt of that build; None where an older als-kg wrote the pointer.
    """

    content_id: str
    input_id: str
    package_version: str
    receipt: str | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """The folder that holds every release of one user.

    Attributes:
        path: the folder; it need not exist yet.
    """

    path: Path

    @classmethod
    def default(cls) -> Home:
        """Find the home: ``$ALSKG_HOME``, else the platform's data folder for als-kg."""
        chosen = os.environ.get("ALSKG_HOME")
        if chosen:
            return cls(Path(chosen).expanduser().absolute())
        import platformdirs

        return cls(Path(platformdirs.user_data_dir("als-kg", appauthor=False)))

    @property
    def graphs(self) -> Path:
        """The folder of releases, one per content id."""
        return self.path / "graphs"

    def release_path(self, content_id: str) -> Path:
        """Tell where the release of that content id lies."""
        return self.graphs / content_id

    def prepare(self) -> None:
        """Create the folders.

        Raises:
            ReleaseError: a folder cannot be created there.
        """
        for folder in (self.graphs, self.path / "profiles"):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise ReleaseError(
                    f"the folder {folder} cannot be created ({error.strerror or error}).",
                    hint="Set ALSKG_HOME to a folder that you may write to.",
                ) from error

    def profiles(self) -> dict[str, str]:
        """Read the content id of each profile, by name."""
        folder = self.path / "profiles"
        try:
            names = sorted(path.name for path in folder.iterdir() if _PROFILE.fullmatch(path.name))
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except OSError as error:
            raise _unreadable(folder, error) from error
        return {name: self.pointed_at(name) for name in names}

    def pointers(self) -> dict[str, Pointer | None]:
        """Read the pointer of each profile, by name; None where its file is damaged."""
        folder = self.path / "profiles"
        found: dict[str, Pointer | None] = {}
        for name in sorted(path.name for path in folder.glob("*") if _PROFILE.fullmatch(path.name)):
            try:
                found[name] = self.pointer(name)
            except (NotFound, ReleaseError):
                found[name] = None
        return found

    def pointed_at(self, profile: str) -> str:
        """Read the content id that a profile points at; errors: see `pointer`."""
        return self.pointer(profile).content_id

    def pointer(self, profile: str) -> Pointer:
        """Read what a profile points at.

        Raises:
            NotFound: there is no such profile.
            ReleaseError: the profile file is damaged.
        """
        path = self.path / "profiles" / check_profile(profile)
        try:
            text = path.read_text(encoding="utf-8")
        except (FileNotFoundError, NotADirectoryError) as error:
            raise NotFound(
                f"there is no graph {profile!r} in {self.path}.", hint="Run `alskg build`, or see `alskg releases`."
            ) from error
        except (OSError, UnicodeDecodeError) as error:
            raise _unreadable(path, error) from error
        try:
            found = Pointer(**json.loads(text))
        except (ValueError, TypeError, RecursionError):
            found = None
        if found is None or not all(_CONTENT_ID.fullmatch(str(id)) for id in _digests(found)):
            raise ReleaseError(
                f"the file {path} does not point at a release.", hint="Delete it and run `alskg build` again."
            )
        return found

    def current(self) -> str:
        """Name the profile in use: ``$ALSKG_PROFILE``, else the file ``current``, else ``bundled``."""
        chosen = os.environ.get("ALSKG_PROFILE")
        if chosen:
            return check_profile(chosen)
        path = self.path / "current"
        try:
            return check_profile(path.read_text(encoding="utf-8").strip())
        except (FileNotFoundError, NotADirectoryError):
            return BUNDLED
        except (OSError, UnicodeDecodeError) as error:
            raise _unreadable(path, error) from error

    def point(self, profile: str, pointer: Pointer) -> None:
        """Let a profile point at a release; an unset ``current`` is set to it."""
        replace_text(self.path / "profiles" / check_profile(profile), json.dumps(asdict(pointer), indent=1) + "\n")
        if not (self.path / "current").exists():
            self.use(profile)

    def use(self, profile: str) -> None:
        """Make a profile the one in use."""
        replace_text(self.path / "current", check_profile(profile) + "\n")

    def release_ids(self) -> list[str]:
        """List the content ids of all releases here, sorted."""
        try:
            return sorted(path.name for path in self.graphs.iterdir() if _CONTENT_ID.fullmatch(path.name))
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise _unreadable(self.graphs, error) from error

    def find(self, text: str) -> str:
        """Resolve a profile name or the beginning of a content id to a content id.

        Raises:
            NotFound: nothing goes by that name.
            UsageError: several releases begin like that.
        """
        profiles = self.profiles()
        if text in profiles:
            return profiles[text]
        found = [name for name in self.release_ids() if len(text) >= 4 and name.startswith(text)]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(
                f"{len(found)} releases begin with {text!r}.", hint="Give more digits; see `alskg releases`."
            )
        raise NotFound(
            f"there is no release or profile {brief(text)} in {self.path}.",
            hint="See `alskg releases` (a release needs at least 4 digits of its id).",
        )


def _digests(pointer: Pointer) -> tuple[object, ...]:
    written = (pointer.content_id, pointer.input_id)
    return written if pointer.receipt is None else (*written, pointer.receipt)


def check_profile(name: str) -> str:
    """Return `name` if it can name a profile.

    Raises:
        UsageError: it cannot.
    """
    if not _PROFILE.fullmatch(name):
        raise UsageError(
            f"{brief(name)} cannot name a profile.", hint="Use up to 40 lower-case letters, digits, '-' and '_'."
        )
    return name


def _unreadable(path: Path, error: Exception) -> ReleaseError:
    return ReleaseError(f"{path} cannot be read ({error}).", hint="Check its permissions, or set ALSKG_HOME elsewhere.")
