// The search box: nodes by name, other name or identifier.
"use strict";
(function () {
  const MOST = 12;
  const box = document.getElementById("query");
  const list = document.getElementById("hits");
  const textsOf = (node) => [node.label, node.id, ...node.synonyms, ...node.xrefs].map((text) => text.toLowerCase());
  const texts = new Map(KG.nodes.map((node) => [node.id, textsOf(node)]));
  let hits = [];
  let current = 0;

  /** How well a node answers: 0 the whole name, 1 its beginning, 2 any beginning, 3 anywhere; null not at all. */
  function rank(node, wanted) {
    const [name, ...others] = texts.get(node.id);
    if (name === wanted) return 0;
    if (name.startsWith(wanted)) return 1;
    if (others.some((text) => text.startsWith(wanted))) return 2;
    return name.includes(wanted) || others.some((text) => text.includes(wanted)) ? 3 : null;
  }

  function find() {
    const wanted = box.value.trim().toLowerCase();
    hits = [];
    if (wanted !== "") {
      hits = KG.nodes
        .map((node) => ({ node, rank: rank(node, wanted) }))
        .filter((hit) => hit.rank !== null)
        .sort((one, other) => one.rank - other.rank || other.node.size - one.node.size)
        .slice(0, MOST)
        .map((hit) => hit.node);
    }
    current = 0;
    show(wanted !== "");
  }

  function show(asked) {
    const items = hits.map((node, number) => {
      const attributes = { role: "option", id: "hit-" + number, "aria-selected": String(number === current) };
      const choose = (event) => {
        event.preventDefault();
        pick(number);
      };
      const name = KG.element("span", {}, node.label);
      const category = KG.element("small", {}, KG.page.categories[node.category].label);
      return KG.element("li", { attributes, on: { mousedown: choose } }, KG.glyph(node.category), name, category);
    });
    const none = KG.element("li", { className: "none" }, "No node of this page matches.");
    if (asked && hits.length === 0) items.push(none);
    list.replaceChildren(...items);
    list.hidden = items.length === 0;
    box.setAttribute("aria-expanded", String(hits.length > 0));
    if (hits.length > 0) box.setAttribute("aria-activedescendant", "hit-" + current);
    else box.removeAttribute("aria-activedescendant");
  }

  function close() {
    hits = [];
    show(false);
  }

  function pick(number) {
    const node = hits[number];
    if (!node) return;
    close();
    box.value = node.label;
    KG.state.selectNode(node.id);
    KG.renderer.showNode(node.id);
  }

  box.addEventListener("input", find);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && hits.length > 0) {
      event.preventDefault();
      current = (current + step + hits.length) % hits.length;
      show(true);
    } else if (event.key === "Enter") {
      pick(current);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      box.value = "";
      close();
      box.blur();
      KG.state.clearSelection();
    }
  });
})();
