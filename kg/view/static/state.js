// What the reader has chosen (filters, one selected node or edge) and what follows from it.
"use strict";
(function () {
  const listeners = [];
  const hidden = { category: new Set(), predicate: new Set(), status: new Set() };
  let selected = null;
  let shownNodes = new Set();
  let shownEdges = new Set();

  function edgeIsOn(edge) {
    return (
      !hidden.predicate.has(edge.predicate) &&
      !hidden.status.has(edge.status) &&
      !hidden.category.has(KG.node.get(edge.from).category) &&
      !hidden.category.has(KG.node.get(edge.to).category)
    );
  }

  /** A node is shown while its category is on and it has a shown edge, is a centre, or is selected. */
  function nodeIsOn(node) {
    if (hidden.category.has(node.category)) return false;
    const edges = KG.edgesOf.get(node.id);
    const stays = edges.length === 0 || node.centre || isSelected("node", node.id);
    return stays || edges.some((edge) => shownEdges.has(edge.id));
  }

  function isSelected(kind, id) {
    return selected !== null && selected.kind === kind && selected.id === id;
  }

  function changed() {
    shownEdges = new Set(KG.edges.filter(edgeIsOn).map((edge) => edge.id));
    shownNodes = new Set(KG.nodes.filter(nodeIsOn).map((node) => node.id));
    for (const listener of listeners) listener();
  }

  /** Edges and nodes to bring out: the selection and what touches it; null when nothing is selected. */
  function highlight() {
    if (selected === null) return null;
    const edges = selected.kind === "edge" ? [KG.edge.get(selected.id)] : KG.edgesOf.get(selected.id);
    const bright = edges.filter((edge) => shownEdges.has(edge.id));
    const nodes = new Set(bright.flatMap((edge) => [edge.from, edge.to]));
    if (selected.kind === "node") nodes.add(selected.id);
    return { edges: new Set(bright.map((edge) => edge.id)), nodes };
  }

  function selectNode(id) {
    selected = { kind: "node", id };
    hidden.category.delete(KG.node.get(id).category);
    changed();
  }

  function selectEdge(id) {
    const edge = KG.edge.get(id);
    selected = { kind: "edge", id };
    hidden.predicate.delete(edge.predicate);
    hidden.status.delete(edge.status);
    for (const end of [edge.from, edge.to]) hidden.category.delete(KG.node.get(end).category);
    changed();
  }

  KG.state = {
    onChange: (listener) => listeners.push(listener),
    changed,
    highlight,
    isSelected,
    selectNode,
    selectEdge,
    selected: () => selected,
    shownNodes: () => shownNodes,
    shownEdges: () => shownEdges,
    isHidden: (facet, value) => hidden[facet].has(value),
    hasFilters: () => Object.values(hidden).some((values) => values.size > 0),
    setHidden(facet, values, off) {
      for (const value of values) {
        if (off) hidden[facet].add(value);
        else hidden[facet].delete(value);
      }
      changed();
    },
    clearSelection() {
      selected = null;
      changed();
    },
    clearFilters() {
      for (const values of Object.values(hidden)) values.clear();
      changed();
    },
  };
})();
