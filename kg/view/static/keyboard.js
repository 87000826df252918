// Keys: / search, Escape clear, arrows move the drawing, + and - zoom, 0 shows all of it.
"use strict";
(function () {
  const STEP = 60;
  const MOVES = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
  const ZOOMS = { "+": 1.25, "=": 1.25, "-": 0.8 };
  const stage = document.getElementById("stage");

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input[type=search], textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const onDrawing = event.target === stage || event.target === document.body;
    if (event.key === "/") document.getElementById("query").select();
    else if (event.key === "Escape") KG.state.clearSelection();
    else if (event.key === "0") KG.renderer.fit();
    else if (ZOOMS[event.key]) KG.renderer.zoom(ZOOMS[event.key]);
    else if (MOVES[event.key] && onDrawing) KG.renderer.pan(...MOVES[event.key]);
    else return;
    event.preventDefault();
  });
})();
