"""Engines: each answers questions over one release, from an index made on first use (ADR 0007)."""
