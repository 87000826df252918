"""Turtle that comes out the same at every run: blank nodes named after their place in the graph."""

from __future__ import annotations

import hashlib
from collections import defaultdict

from rdflib import BNode, Graph
from rdflib.term import Node


def stable(graph: Graph) -> str:
    """Serialise a graph whose blank nodes form trees (OWL restrictions, SHACL shapes, lists).

    Raises:
        ValueError: a blank node is shared or part of a cycle; its name would not be settled.
    """
    names = _Names(graph).settle()
    out = Graph()
    for prefix, namespace in graph.namespaces():
        out.bind(prefix, namespace, replace=True)
    for s, p, o in graph:
        out.add((names.get(s, s), p, names.get(o, o)))
    return out.serialize(format="turtle").strip() + "\n"


class _Names:
    """Names each blank node after its parent, the property, its content, and its rank among equals."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.content: dict[Node, str] = {}
        self.names: dict[Node, BNode] = {}

    def settle(self) -> dict[Node, BNode]:
        parents: dict[Node, list[tuple[Node, Node]]] = defaultdict(list)
        for s, p, o in self.graph:
            if isinstance(o, BNode):
                parents[o].append((s, p))
        if shared := [node for node, found in parents.items() if len(found) > 1]:
            raise ValueError(f"{len(shared)} blank nodes are shared by several subjects")
        roots = sorted(
            {s for s in self.graph.subjects() if isinstance(s, BNode) and s not in parents}, key=self._content
        )
        for rank, root in enumerate(roots):
            self._name(root, f"root {rank}")
        for subject in {s for s in self.graph.subjects() if not isinstance(s, BNode)}:
            self._descend(subject, str(subject))
        blank = {o for o in parents} | set(roots)
        if len(self.names) != len(blank):
            raise ValueError(f"{len(blank) - len(self.names)} blank nodes form a cycle")
        return self.names

    def _content(self, node: Node) -> str:
        if node not in self.content:
            self.content[node] = ""
            rows = sorted(
                f"{p.n3()} {self._content(o) if isinstance(o, BNode) else o.n3()}"
                for p, o in self.graph.predicate_objects(node)
            )
            self.content[node] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
        return self.content[node]

    def _name(self, node: Node, place: str) -> None:
        self.names[node] = BNode("b" + hashlib.sha256(f"{place} {self._content(node)}".encode()).hexdigest()[:20])
        self._descend(node, place)

    def _descend(self, node: Node, place: str) -> None:
        children = [(str(p), o) for p, o in self.graph.predicate_objects(node) if isinstance(o, BNode)]
        children.sort(key=lambda one: (one[0], self._content(one[1])))
        for rank, (p, child) in enumerate(children):
            self._name(child, hashlib.sha256(f"{place} {p} {rank}".encode()).hexdigest())
