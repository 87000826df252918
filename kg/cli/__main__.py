"""``python -m kg.cli`` is ``alskg``."""

from kg.cli import main

main()
