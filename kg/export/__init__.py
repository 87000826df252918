"""Exports: the graph, or a part of it, in the forms that other tools read."""

from kg.export.formats import EXPORT_FORMATS, export

__all__ = ["EXPORT_FORMATS", "export"]
