"""A builder process for tests: ``python -m support.builder HOME TABLES [CLAIM LINE]``.

Prints ``ready`` once everything is imported, then builds and publishes, prints the content id.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kg.assembly.make import make, publish_made
from kg.loaders.base import Context
from kg.release import BUNDLED, Home, build_lock
from support.toy import TABLES


def main() -> None:
    """Build the toy tables of argv[2] into the home of argv[1]."""
    home, tables = Home(Path(sys.argv[1])), Path(sys.argv[2])
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    with build_lock(home, wait=60):
        receipt = publish_made(home, make(Context(tables), TABLES), profile=BUNDLED)
    sys.stdout.write(receipt.content_id + "\n")


if __name__ == "__main__":
    main()
