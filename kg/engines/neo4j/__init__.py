"""The same graph on a Neo4j server: pushed, asked, read back."""
