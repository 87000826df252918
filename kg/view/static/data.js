// The graph of this page: read once from the data blocks, then only looked up.
"use strict";
(function () {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);

  KG.page = read("page-data");
  KG.options = read("options-data");
  KG.nodes = read("nodes-data");
  KG.edges = read("edges-data");
  KG.node = new Map(KG.nodes.map((node) => [node.id, node]));
  KG.edge = new Map(KG.edges.map((edge) => [edge.id, edge]));

  /** Edges by the id of either end. */
  KG.edgesOf = new Map(KG.nodes.map((node) => [node.id, []]));
  for (const edge of KG.edges) {
    KG.edgesOf.get(edge.from).push(edge);
    if (edge.to !== edge.from) KG.edgesOf.get(edge.to).push(edge);
  }

  KG.otherEnd = (edge, id) => KG.node.get(edge.from === id ? edge.to : edge.from);
  KG.byBelief = (one, other) =>
    (other.belief ?? -1) - (one.belief ?? -1) ||
    other.evidence.length - one.evidence.length ||
    (one.id < other.id ? -1 : 1);

  /** What an edge's evidence adds up to, in words. */
  KG.statuses = {
    supported: { heading: "Supported", words: "supported" },
    contested: { heading: "Contested", words: "contested: weighty evidence on both sides" },
    mixed: { heading: "Undecided", words: "mixed: no study supports it, some go both ways" },
    refuted: { heading: "Refuted", words: "refuted: no study supports it" },
    no_effect: { heading: "No effect", words: "no effect found" },
    stated: { heading: "Only stated", words: "stated: named by a report, not tested there" },
  };

  /** Polarity: a sign and a word. */
  KG.polarities = {
    supports: { sign: "+", word: "supports", votes: "for" },
    refutes: { sign: "−", word: "refutes", votes: "against" },
    no_effect: { sign: "0", word: "no effect", votes: "no effect" },
    mixed: { sign: "±", word: "mixed", votes: "mixed" },
  };
})();
