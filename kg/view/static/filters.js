// The legend, which is also the filter: categories, relations, and what the evidence adds up to.
"use strict";
(function () {
  const panel = document.getElementById("filters");

  function count(values) {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
    return [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  }

  /** A short line drawn as edges of that status are. */
  const line = (status) => KG.element("span", { className: "line " + status });

  const facets = [
    {
      key: "category",
      title: "Nodes",
      counts: count(KG.nodes.map((node) => node.category)),
      label: (category) => KG.page.categories[category].label,
      mark: KG.glyph,
    },
    {
      key: "status",
      title: "Evidence",
      counts: count(KG.edges.map((edge) => edge.status)),
      label: (status) => KG.statuses[status].words,
      mark: line,
    },
    {
      key: "predicate",
      title: "Relations",
      counts: count(KG.edges.map((edge) => edge.predicate)),
      label: (predicate) => KG.page.predicates[predicate],
      mark: () => null,
    },
  ];
  const boxes = [];

  function row(facet, value, number) {
    const attributes = { type: "checkbox", "data-facet": facet.key, "data-value": value };
    const change = () => KG.state.setHidden(facet.key, [value], !box.checked);
    const box = KG.element("input", { attributes, on: { change } });
    boxes.push({ box, facet: facet.key, value });
    const name = KG.element("span", {}, facet.label(value));
    const counted = KG.element("small", {}, String(number));
    return KG.element("label", { className: "row" }, box, facet.mark(value), name, counted);
  }

  function group(facet) {
    const values = facet.counts.map(([value]) => value);
    const all = KG.button("all", () => KG.state.setHidden(facet.key, values, false), { className: "plain" });
    const none = KG.button("none", () => KG.state.setHidden(facet.key, values, true), { className: "plain" });
    all.setAttribute("aria-label", "Show all: " + facet.title);
    none.setAttribute("aria-label", "Hide all: " + facet.title);
    const both = KG.element("span", {}, all, " · ", none);
    const heading = KG.element("div", { className: "heading" }, KG.element("h3", {}, facet.title), both);
    const attributes = { role: "group", "aria-label": facet.title };
    const rows = facet.counts.map(([value, number]) => row(facet, value, number));
    return KG.element("div", { className: "facet", attributes }, heading, ...rows);
  }

  panel.replaceChildren(...facets.filter((facet) => facet.counts.length > 0).map(group));

  function update() {
    for (const { box, facet, value } of boxes) box.checked = !KG.state.isHidden(facet, value);
  }

  const toggle = document.getElementById("show-filters");
  toggle.addEventListener("click", () => {
    const open = panel.classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
  });
  KG.state.onChange(update);
})();
