"""Part of als-kg."""
