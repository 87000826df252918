"""Loaders: one module per source, files in, records out (``kg.loaders`` once installed)."""
