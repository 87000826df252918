"""A release: one graph as a directory of plain files that proves itself.

::

    <home>/
      graphs/<content id>/   nodes.parquet edges.parquet evidence.parquet quarantine/faults.tsv receipt.json
      profiles/<name>        which release the profile points at, and what it was built from
      current                the name of the profile in use
      build.lock             held while somebody builds or prunes

The content id is a digest of what the graph says, so a release never changes once it is there.
Writing (`kg.release.write`) and digesting (`kg.release.content`) need polars and are imported by
those who build; opening a release is quick and needs the standard library only.
"""

from kg.release.home import BUNDLED, Home, Pointer
from kg.release.lock import build_lock
from kg.release.read import Release, built_before, open_release
from kg.release.receipt import FileEntry, Receipt, SourceEntry

__all__ = [
    "BUNDLED",
    "FileEntry",
    "Home",
    "Pointer",
    "Receipt",
    "Release",
    "SourceEntry",
    "build_lock",
    "built_before",
    "open_release",
]
