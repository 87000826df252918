"""What all engines share: a process each, its walls, its index and proof, limits, rows."""
