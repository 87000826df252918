// The table of the shown edges: the same content as the drawing, for reading, screen readers and print.
"use strict";
(function () {
  const { element } = KG;
  const region = document.getElementById("table");
  const toggle = document.getElementById("show-table");
  const COLUMNS = ["From", "Relation", "To", "Belief", "Votes", "Design", "Years"];

  /** Votes by sign, those that were cast: ``+3 −1``. */
  function votes(edge) {
    const cast = Object.entries(KG.polarities).filter(([polarity]) => edge.votes[polarity] > 0);
    return cast.map(([polarity, { sign }]) => sign + edge.votes[polarity]).join(" ");
  }

  function row(edge) {
    const badge = edge.status === "supported" ? null : KG.evidence.badge(edge.status);
    const relation = element("div", {}, KG.edgeButton(edge, edge.verb), " ", badge);
    const [from, to] = [edge.from, edge.to].map((id) => KG.named(KG.node.get(id)));
    const cells = [from, relation, to, edge.belief === null ? "" : edge.belief.toFixed(2), votes(edge), edge.design, edge.years];
    const attributes = KG.state.isSelected("edge", edge.id) ? { "aria-current": "true" } : {};
    return element("tr", { attributes }, ...cells.map((cell) => element("td", {}, cell)));
  }

  function update() {
    if (region.hidden) return;
    const selected = KG.state.selected();
    const ofNode = selected !== null && selected.kind === "node";
    const listed = ofNode ? KG.state.highlight().edges : KG.state.shownEdges();
    const edges = KG.edges.filter((edge) => listed.has(edge.id)).sort(KG.byBelief);
    const head = element("tr", {}, ...COLUMNS.map((name) => element("th", { attributes: { scope: "col" } }, name)));
    const which = ofNode ? "edges of the selected node; Escape lists all" : "edges, most believed first";
    const caption = element("caption", {}, `${edges.length} ${which}. Without a badge: supported.`);
    const body = element("tbody", {}, ...edges.map(row));
    region.replaceChildren(element("table", {}, caption, element("thead", {}, head), body));
  }

  toggle.addEventListener("click", () => {
    region.hidden = !region.hidden;
    toggle.setAttribute("aria-pressed", String(!region.hidden));
    update();
  });
  KG.state.onChange(update);
})();
