"""A Neo4j server to talk to: its address and login, the connection, and its complaints as sentences.

The driver is an optional extra and takes a while to import, so it is imported on first use. A
password lives in `Login` and in the driver; no message, repr or exception of ours holds it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg.errors import AlskgError, UsageError

if TYPE_CHECKING:
    from neo4j import Driver
    from neo4j.exceptions import DriverError, Neo4jError

DEFAULT_URI = "bolt://localhost:7687"
DEFAULT_USERNAME = "neo4j"
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
LOOPBACK = ("localhost", "127.0.0.1", "::1")
CONNECT_SECONDS = 10.0


class ServerError(AlskgError):
    """A server cannot be reached, refuses us, or holds something else than it should."""


@dataclass(frozen=True, slots=True)
class Login:
    """Where a server is and who asks.

    Attributes:
        uri: ``bolt://host:port``, or ``neo4j+s://…`` for a cluster or Aura.
        username: of the server.
        password: empty for a server that asks for none.
        database: which one; the user's home database when None.
    """

    uri: str
    username: str = DEFAULT_USERNAME
    password: str = field(default="", repr=False)
    database: str | None = None

    def __post_init__(self) -> None:
        """Refuse an address that no driver takes, and one that holds a password.

        Raises:
            UsageError: it is not an address. It is not repeated when it may hold a password.
        """
        try:
            parts = urlsplit(self.uri)
            usable = parts.scheme in SCHEMES and bool(parts.hostname) and (parts.port is None or parts.port > 0)
        except ValueError:
            usable = False
        if "@" in self.uri:
            raise UsageError("the address of the server holds a user name or password.", hint=_PASSWORD_HINT)
        if not usable or parts.query or parts.fragment or parts.path.strip("/"):
            raise UsageError(
                f"{self.uri!r} is not the address of a Neo4j server.",
                hint="Write bolt://host:7687, or neo4j+s://host for a cluster or Aura.",
            )

    @property
    def is_exposed(self) -> bool:
        """Whether the password would cross a network unencrypted."""
        parts = urlsplit(self.uri)
        return parts.scheme in ("bolt", "neo4j") and parts.hostname not in LOOPBACK


_PASSWORD_HINT = "Put them into NEO4J_USERNAME and NEO4J_PASSWORD; others on the machine can read a command line."  # noqa: S105


def login_from(
    environment: Mapping[str, str] = os.environ,
    *,
    uri: str | None = None,
    username: str | None = None,
    database: str | None = None,
    ask: Callable[[str], str] | None = None,
) -> Login:
    """Read the login from ``NEO4J_URI``, ``NEO4J_USERNAME``, ``NEO4J_PASSWORD`` and ``NEO4J_DATABASE``.

    Args:
        environment: where these are looked up.
        uri: instead of the variable's.
        username: instead of the variable's.
        database: instead of the variable's.
        ask: asks a person for the password when the variable is not set; gets the question.

    Raises:
        UsageError: the address is not one, or there is no password and nobody to ask.
    """
    where = uri or environment.get("NEO4J_URI") or DEFAULT_URI
    who = username or environment.get("NEO4J_USERNAME") or DEFAULT_USERNAME
    which = database or environment.get("NEO4J_DATABASE") or None
    password = environment.get("NEO4J_PASSWORD")
    login = Login(where, who, password or "", which)
    if password is not None:
        return login
    if ask is None:
        raise UsageError(
            f"there is no password for {who!r} at {where}.",
            hint="Set NEO4J_PASSWORD (to nothing for a server that asks for none), or run this in a terminal.",
        )
    return Login(where, who, ask(f"Password of {who} at {where}"), which)


@contextmanager
def connected(login: Login) -> Iterator[Driver]:
    """Open a driver that has reached the server and was let in; close it afterwards.

    Raises:
        UsageError: the driver is not installed.
        ServerError: the server cannot be reached or refuses us.
    """
    driver = connect(login)
    try:
        with translated_errors(login):
            yield driver
    finally:
        driver.close()


def connect(login: Login, *, verify: bool = True) -> Driver:
    """Open a driver that has reached the server and was let in.

    Args:
        login: where the server is and who asks.
        verify: False to reach it with the first query only.

    Raises:
        UsageError: the driver is not installed.
        ServerError: the server cannot be reached or refuses us.
    """
    try:
        from neo4j import GraphDatabase, NotificationMinimumSeverity
    except ImportError as error:
        raise UsageError("the Neo4j driver is not installed.", hint="Run `pip install 'als-kg[neo4j]'`.") from error
    with translated_errors(login):
        driver = GraphDatabase.driver(
            login.uri,
            auth=(login.username, login.password) if login.password else None,
            connection_timeout=CONNECT_SECONDS,
            connection_acquisition_timeout=2 * CONNECT_SECONDS,
            notifications_min_severity=NotificationMinimumSeverity.OFF,
            user_agent="als-kg",
        )
        try:
            if verify:
                driver.verify_connectivity()
        except BaseException:
            driver.close()
            raise
    return driver


@contextmanager
def translated_errors(login: Login) -> Iterator[None]:
    """Turn what the driver raises into one sentence with its remedy.

    Raises:
        ServerError: the driver raised something.
    """
    from neo4j.exceptions import DriverError, Neo4jError

    try:
        yield
    except (DriverError, Neo4jError) as error:
        raise server_error(error, login) from error


def server_error(error: DriverError | Neo4jError, login: Login) -> ServerError:
    """Turn what went wrong with the server into an error: one sentence with its remedy."""
    from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError

    where = f"the Neo4j server at {login.uri}"
    code = (error.code or "") if isinstance(error, Neo4jError) else ""
    if code.endswith("AuthenticationRateLimit"):
        return ServerError(
            f"{where} refuses {login.username!r} after too many wrong passwords.", hint="Wait a minute, then try again."
        )
    if code.endswith("CredentialsExpired"):
        return ServerError(
            f"{where} wants {login.username!r} to choose a new password first.",
            hint="Log in once with cypher-shell or Neo4j Browser.",
        )
    if isinstance(error, AuthError) and not code.endswith("Forbidden"):
        return ServerError(
            f"{where} refuses the user name {login.username!r} or the password.",
            hint="Check NEO4J_USERNAME and NEO4J_PASSWORD.",
        )
    if code.endswith("DatabaseNotFound"):
        return ServerError(f"{where} has no database {login.database!r}.", hint="Check NEO4J_DATABASE.")
    if code.endswith(("Forbidden", "AccessMode")):
        return ServerError(
            f"{where} does not let {login.username!r} do that: {first_line(error)}.",
            hint="Log in as a user who may write data, indexes and constraints.",
        )
    if isinstance(error, ConfigurationError):
        return ServerError(f"cannot talk to {where}: {first_line(error)}.", hint="Check NEO4J_URI.")
    if isinstance(error, DriverError):
        return ServerError(
            f"{where} does not answer.", hint="Start it, or set NEO4J_URI to where it is (bolt://host:7687)."
        )
    return ServerError(f"{where} failed: {first_line(error)}.", hint="Its own log says more.")


def first_line(error: Exception) -> str:
    """Cut out the first line of what an error says, without the full stop."""
    said = str(getattr(error, "message", None) or error).strip()
    return (said.splitlines() or [type(error).__name__])[0].rstrip(". ")
