"""The words for what can be asked of a graph: the same in Python, on the command line and for AI assistants.

A word of an earlier version is refused, and the sentence names the one that took its place.
"""

from __future__ import annotations

WORDS = ("search", "node", "neighbours", "edges", "evidence", "trials", "ask", "cypher", "sparql")
"""Methods of `kg.graph.knowledge_graph.KnowledgeGraph`, commands of ``alskg``, tools of ``alskg mcp``."""

FORMER_ATTRIBUTES = {
    "find": "search",
    "nodes": "tables.nodes",
    "edge_table": "tables.edges",
    "evidence_table": "tables.evidence",
    "release": "backend.release",
}
"""Of the graph object in Python."""
FORMER_COMMANDS = {"show": "node", "find": "search"}
FORMER_OPTIONS = {
    ("edges", "--all"): "--asserted all",
    ("edges", "--not-asserted"): "--asserted no",
    ("cypher", "--param"): "--parameter",
}
"""Of a command, with what took its place."""
FORMER_TOOLS = {"node_card": "node", "evidence_between": "evidence"}
"""Of the server for AI assistants."""
