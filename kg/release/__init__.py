"""A release: one graph as a directory of plain files that proves itself.

::

    <home>/
      graphs/<content id>/   nodes.parquet edges.parquet evidence.parquet quarantine/faults.tsv receipt.json
      profiles/<name>        the content id that the profile points at
      current                the name of the profile in use
      build.lock             held while somebody builds or prunes

The content id is a digest of what the graph says, so a release never changes once it is there.
"""

from kg.release.content import content_id
from kg.release.home import BUNDLED, Home
from kg.release.lock import build_lock
from kg.release.read import Release, open_release
from kg.release.receipt import FileEntry, Receipt, SourceEntry
from kg.release.write import publish

__all__ = [
    "BUNDLED",
    "FileEntry",
    "Home",
    "Receipt",
    "Release",
    "SourceEntry",
    "build_lock",
    "content_id",
    "open_release",
    "publish",
]
