// The details panel: a welcome, a node with its neighbours by relation, or an edge with its evidence.
"use strict";
(function () {
  const { element, button } = KG;
  const panel = document.getElementById("details");
  const OPEN_UP_TO = 12;
  const MOST_LISTED = 8;

  const quiet = (text) => element("p", { className: "quiet" }, text);

  function welcome() {
    const centres = KG.page.centres.map((id) => element("li", {}, KG.named(KG.node.get(id))));
    const { drawn, leftOut } = KG.page;
    const whole = leftOut.nodes + leftOut.edges === 0;
    const left = whole
      ? "Nothing within reach was left out."
      : `Left out: ${leftOut.nodes} nodes and ${leftOut.edges} edges within reach.`;
    return [
      element("h2", {}, "What this shows"),
      element("p", {}, KG.page.about),
      quiet(`${drawn.nodes} nodes, ${drawn.edges} edges, ${drawn.evidence} evidence rows. ${left}`),
      quiet("Select a node or an edge, or press / to search. A dashed line is not asserted: the evidence does not carry it."),
      element("h3", {}, "Around"),
      element("ul", { className: "rows" }, ...centres),
      ...Object.keys(KG.statuses).slice(1).flatMap((status) => edgeList(KG.statuses[status].heading, status)),
    ];
  }

  function edgeList(title, status) {
    const edges = KG.edges.filter((edge) => edge.status === status);
    if (edges.length === 0) return [];
    const listed = edges.slice(0, MOST_LISTED).map((edge) => element("li", {}, KG.edgeButton(edge, edge.sentence)));
    const rest = edges.length - MOST_LISTED;
    const more = rest > 0 ? quiet(`and ${rest} more in the table`) : null;
    return [element("h3", {}, `${title} (${edges.length})`), element("ul", { className: "rows" }, ...listed), more];
  }

  /** The heading under which an edge is listed, seen from one of its ends. */
  function relation(edge, id) {
    if (edge.symmetric || edge.from === id) return edge.verb + " …";
    return "… " + edge.verb + " this";
  }

  function neighbour(edge, id) {
    const other = KG.otherEnd(edge, id);
    const status = edge.status === "supported" ? null : KG.evidence.badge(edge.status);
    const rows = edge.evidence.length;
    const why = KG.edgeButton(edge, rows === 1 ? "1 evidence row" : `${rows} evidence rows`);
    const line = element("small", {}, why, edge.belief === null ? "" : ` · belief ${edge.belief.toFixed(2)}`);
    return element("li", {}, KG.named(other, status), line);
  }

  function neighbours(node) {
    const edges = KG.edgesOf.get(node.id).filter((edge) => KG.state.shownEdges().has(edge.id)).sort(KG.byBelief);
    const groups = new Map();
    for (const edge of edges) {
      const key = relation(edge, node.id);
      groups.set(key, [...(groups.get(key) || []), edge]);
    }
    const sorted = [...groups].sort((one, other) => other[1].length - one[1].length || (one[0] < other[0] ? -1 : 1));
    const parts = sorted.map(([title, members]) => {
      const listed = element("ul", { className: "rows" }, ...members.map((edge) => neighbour(edge, node.id)));
      const group = element("details", {}, element("summary", {}, `${title} (${members.length})`), listed);
      group.open = members.length <= OPEN_UP_TO;
      return group;
    });
    return [element("h3", {}, `Edges (${edges.length} shown, ${node.degree} in the graph)`), ...parts];
  }

  function describeNode(node) {
    const look = KG.page.categories[node.category];
    const chip = element("span", { className: "badge" }, KG.glyph(node.category), " " + look.label);
    const xrefs = node.xrefs.flatMap((xref, number) => [number > 0 ? ", " : "", KG.identifier(xref)]);
    const about = [
      ...node.facts,
      ["other names", node.synonyms.join(", ")],
      ["elsewhere", node.xrefs.length > 0 ? element("span", {}, ...xrefs) : null],
      ["sources", node.sources.join(", ")],
    ];
    return [
      element("h2", {}, node.label),
      element("p", { className: "badges" }, chip, KG.identifier(node.id)),
      node.description ? element("p", {}, node.description) : null,
      KG.evidence.facts(about),
      ...neighbours(node),
    ];
  }

  function describe(selected) {
    const attributes = { "aria-label": "Close (Escape)" };
    const close = button("×", KG.state.clearSelection, { className: "close", attributes });
    if (selected.kind === "node") return [close, ...describeNode(KG.node.get(selected.id))];
    return [close, ...KG.evidence.describe(KG.edge.get(selected.id))];
  }

  function update() {
    const selected = KG.state.selected();
    const parts = selected === null ? welcome() : describe(selected);
    panel.replaceChildren(...parts.filter((part) => part !== null));
    panel.scrollTop = 0;
  }

  KG.state.onChange(update);
})();
