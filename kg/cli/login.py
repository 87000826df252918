"""Who asks a Neo4j server: from options, the environment and a prompt, never from the command line's text."""

from __future__ import annotations

import sys

import click

from kg.cli.output import say
from kg.engines.neo4j.connection import Login, login_from


def ask_login(uri: str | None = None, username: str | None = None, database: str | None = None) -> Login:
    """Find the login in options and environment; ask for the password where a person can answer.

    Raises:
        UsageError: the address is none, or there is no password and nobody to ask.
    """
    login = login_from(
        uri=uri, username=username, database=database, ask=_hidden_prompt if sys.stdin.isatty() else None
    )
    if login.is_exposed and login.password:
        say(f"warning: the password goes to {login.uri} unencrypted; bolt+s:// or neo4j+s:// encrypts")
    return login


def _hidden_prompt(question: str) -> str:
    return str(click.prompt(question, hide_input=True, default="", show_default=False, err=True))
