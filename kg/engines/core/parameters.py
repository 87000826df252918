"""The values that a question may be given for its ``$names``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kg.errors import QueryError


def plain_parameters(params: Mapping[str, Any]) -> dict[str, Any]:
    """Turn parameters into JSON values.

    Raises:
        QueryError: one is of another kind.
    """
    try:
        kept: dict[str, Any] = json.loads(json.dumps(dict(params), allow_nan=False))
    except (TypeError, ValueError, RecursionError) as error:
        raise QueryError(
            f"a parameter cannot be passed ({error}).",
            hint="Parameters are text, finite numbers, true or false, null, and lists and maps of these.",
        ) from error
    return kept
