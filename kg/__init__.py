"""als-kg: an evidence-first knowledge graph of amyotrophic lateral sclerosis."""

from __future__ import annotations

__all__ = ["__version__"]


def __getattr__(name: str) -> str:
    if name == "__version__":
        from importlib.metadata import version

        return version("als-kg")
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
