"""What a graph is asked through: a release on this machine or a Neo4j server, and what stands before them."""
