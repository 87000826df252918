"""A release: one graph as a directory of plain files that proves itself.

::

    <home>/
      graphs/<content id>/   nodes.parquet edges.parquet evidence.parquet quarantine/faults.tsv receipt.json
                             accounts/<digest>/: receipt and quarantine of another build of the same content
      profiles/<name>        which release the profile points at, what it was built from, the receipt's digest
      current                the name of the profile in use
      build.lock             held while somebody builds or prunes

The content id is a digest of what the graph says, so a release never changes once it is there.
Writing (`kg.release.write`) and digesting (`kg.release.content`) need polars and are imported by
those who build; opening a release is quick and needs the standard library only.
"""

from kg.release.home import BUNDLED, Home, Pointer
from kg.release.lock import build_lock
from kg.release.opening import built_before, open_named, open_profile, open_release
from kg.release.read import Release
from kg.release.receipt import FileEntry, InputEntry, Receipt, SourceEntry

__all__ = [
    "BUNDLED",
    "FileEntry",
    "Home",
    "InputEntry",
    "Pointer",
    "Receipt",
    "Release",
    "SourceEntry",
    "build_lock",
    "built_before",
    "open_named",
    "open_profile",
    "open_release",
]
