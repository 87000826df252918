// Start: theme, buttons, the line that says what is shown, and the first drawing.
"use strict";
(function () {
  const root = document.documentElement;
  const themeButton = document.getElementById("theme");
  const on = (id, action) => document.getElementById(id).addEventListener("click", action);

  function setTheme(theme) {
    root.dataset.theme = theme;
    themeButton.textContent = theme === "dark" ? "Light" : "Dark";
  }

  function selection() {
    const selected = KG.state.selected();
    if (selected === null) return "";
    const name = selected.kind === "node" ? KG.node.get(selected.id).label : KG.edge.get(selected.id).sentence;
    return `; selected: ${name}`;
  }

  function status() {
    const nodes = `${KG.state.shownNodes().size} of ${KG.nodes.length} nodes`;
    const edges = `${KG.state.shownEdges().size} of ${KG.edges.length} edges shown`;
    document.getElementById("status").textContent = `${nodes}, ${edges}${selection()}`;
  }

  on("fit", () => KG.renderer.fit());
  on("zoom-in", () => KG.renderer.zoom(1.25));
  on("zoom-out", () => KG.renderer.zoom(0.8));
  on("theme", () => {
    setTheme(root.dataset.theme === "dark" ? "light" : "dark");
    KG.renderer.paint();
  });

  setTheme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  KG.state.onChange(status);
  KG.state.changed();
  KG.renderer.fit();
  window.addEventListener("resize", () => KG.renderer.fit());
  root.dataset.ready = "true";
})();
