"""Cypher over a release: a kglite graph, its names, the guard before it."""
