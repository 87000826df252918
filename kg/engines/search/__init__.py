"""Names: a SQLite index of every name, symbol, synonym and identifier."""
