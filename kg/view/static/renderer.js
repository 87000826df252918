// The drawing: vis-network with places computed beforehand and physics off; names are our own.
"use strict";
(function () {
  const FONT = 'px system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif';
  const AGAINST = [5, 5];
  const DASHES = {
    supported: false,
    contested: [10, 4, 2, 4],
    mixed: AGAINST,
    refuted: AGAINST,
    no_effect: AGAINST,
    stated: [2, 6],
  };
  const NO_BELIEF = 0.5; // how thick the line of an edge is drawn that needs none
  const MOST_EDGE_LABELS = 14;
  const MOST_FIRST = 4; // so few edge labels are written before the names
  const EDGE_SPOTS = [-7, 9, -23, 25, -39, 41];
  const NAME_ROOM = { across: 130, down: 80 };
  const CLOSEST_FIT = 1.4;

  const stage = document.getElementById("stage");
  const place = new Map(KG.nodes.map((node) => [node.id, { x: node.x, y: node.y }]));
  const byImportance = [...KG.nodes].sort((one, other) => other.centre - one.centre || other.size - one.size);

  /** Colours of the page's style, so that the canvas follows dark and light. */
  function palette() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue("--" + name).trim();
    const names = ["text", "page", "edge", "faint", "accent", "contested"];
    return Object.fromEntries(names.map((name) => [name, colour(name)]));
  }

  /** Bend the edges between the same two nodes away from each other. */
  function bends() {
    const between = new Map();
    for (const edge of KG.edges) {
      const ends = [edge.from, edge.to].sort().join(" ");
      between.set(ends, [...(between.get(ends) || []), edge]);
    }
    const bend = new Map();
    for (const parallel of between.values()) {
      parallel.forEach((edge, number) => {
        const side = (number - (parallel.length - 1) / 2) * (edge.from < edge.to ? 1 : -1);
        const type = side < 0 ? "curvedCCW" : "curvedCW";
        const roundness = Math.min(0.6, 0.22 * Math.abs(side));
        bend.set(edge.id, side === 0 ? false : { enabled: true, type, roundness });
      });
    }
    return bend;
  }

  function drawnNode(node) {
    const look = KG.page.categories[node.category];
    const title = node.label + "\n" + look.label;
    return { id: node.id, x: node.x, y: node.y, shape: look.shape, size: node.size, title };
  }

  function drawnEdge(edge, bend) {
    const arrow = { enabled: !edge.symmetric, scaleFactor: 0.5 };
    return {
      id: edge.id,
      from: edge.from,
      to: edge.to,
      arrows: { to: arrow },
      dashes: DASHES[edge.status],
      smooth: bend.get(edge.id),
      title: (edge.status === "supported" ? "" : KG.statuses[edge.status].heading.toLowerCase() + ": ") + edge.sentence,
      width: edge.asserted ? 0.8 + 2 * (edge.belief ?? NO_BELIEF) : 1.4,
    };
  }

  const bend = bends();
  const nodes = new vis.DataSet(KG.nodes.map(drawnNode));
  const edges = new vis.DataSet(KG.edges.map((edge) => drawnEdge(edge, bend)));
  const network = new vis.Network(stage, { nodes, edges }, structuredClone(KG.options));

  function paintNode(node, light, colours) {
    const dim = light !== null && !light.nodes.has(node.id);
    const chosen = KG.state.isSelected("node", node.id);
    const fill = dim ? colours.faint : KG.page.categories[node.category].colour;
    const border = chosen ? colours.accent : colours.text;
    return {
      id: node.id,
      hidden: !KG.state.shownNodes().has(node.id),
      borderWidth: chosen ? 4 : node.centre && !dim ? 2.5 : 0,
      color: { background: fill, border, highlight: { background: fill, border } },
    };
  }

  function paintEdge(edge, light, colours) {
    const bright = light !== null && light.edges.has(edge.id);
    const usual = edge.status === "contested" ? colours.contested : colours.edge;
    const colour = bright ? colours.accent : light !== null ? colours.faint : usual;
    const hidden = !KG.state.shownEdges().has(edge.id);
    return { id: edge.id, hidden, color: { color: colour, highlight: colour, hover: colour } };
  }

  function paint() {
    const light = KG.state.highlight();
    const colours = palette();
    nodes.update(KG.nodes.map((node) => paintNode(node, light, colours)));
    edges.update(KG.edges.map((edge) => paintEdge(edge, light, colours)));
    network.redraw();
  }

  function toStage(point) {
    const view = network.getViewPosition();
    const scale = network.getScale();
    return {
      x: (point.x - view.x) * scale + stage.clientWidth / 2,
      y: (point.y - view.y) * scale + stage.clientHeight / 2,
    };
  }

  function nodeLabels(light) {
    const shown = KG.state.shownNodes();
    const scale = network.getScale();
    return byImportance
      .filter((node) => shown.has(node.id) && (light === null || light.nodes.has(node.id)))
      .sort((one, other) => KG.state.isSelected("node", other.id) - KG.state.isSelected("node", one.id))
      .map((node) => {
        const { x, y } = toStage(place.get(node.id));
        const reach = node.size * scale + 3;
        const spots = [{ x, y: y + reach }, { x, y: y - reach - 14 }];
        return { text: node.label, spots, always: node.centre || KG.state.isSelected("node", node.id) };
      });
  }

  /** Keep names off the nodes that are brought out. */
  function reserveNodes(room, light) {
    const scale = network.getScale();
    for (const node of KG.nodes) {
      if (!KG.state.shownNodes().has(node.id) || (light !== null && !light.nodes.has(node.id))) continue;
      const { x, y } = toStage(place.get(node.id));
      const reach = node.size * scale;
      room.take({ left: x - reach, right: x + reach, top: y - reach, bottom: y + reach });
    }
  }

  function edgeLabels(light) {
    const few = light !== null && light.edges.size <= MOST_EDGE_LABELS;
    return KG.edges
      .filter((edge) => KG.state.shownEdges().has(edge.id) && (light === null || light.edges.has(edge.id)))
      .filter((edge) => few || !edge.asserted)
      .map((edge) => {
        const from = place.get(edge.from);
        const to = place.get(edge.to);
        const middle = toStage({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
        const heading = KG.statuses[edge.status].heading.toLowerCase();
        const words = edge.asserted ? edge.verb : heading + (few ? ": " + edge.verb : "");
        const spots = EDGE_SPOTS.map((down) => ({ x: middle.x, y: middle.y + down }));
        return { text: words, spots, always: KG.state.isSelected("edge", edge.id) };
      });
  }

  network.on("afterDrawing", (context) => {
    const ratio = context.canvas.width / stage.clientWidth;
    const light = KG.state.highlight();
    const colours = palette();
    const room = new KG.labels.Room();
    const look = { colour: colours.text, halo: colours.page, width: stage.clientWidth };
    reserveNodes(room, light);
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const onEdges = edgeLabels(light);
    const few = onEdges.length <= MOST_FIRST ? onEdges : [];
    const edgeLook = { ...look, font: "italic 11" + FONT, colour: light ? colours.accent : colours.text };
    KG.labels.write(context, few, edgeLook, room);
    KG.labels.write(context, nodeLabels(light), { ...look, font: 12 + FONT }, room);
    if (few !== onEdges) KG.labels.write(context, onEdges, edgeLook, room);
    context.restore();
  });

  network.on("click", (event) => {
    if (event.nodes.length > 0) KG.state.selectNode(event.nodes[0]);
    else if (event.edges.length > 0) KG.state.selectEdge(event.edges[0]);
    else KG.state.clearSelection();
  });
  network.on("dragging", (event) => {
    for (const [id, point] of Object.entries(network.getPositions(event.nodes))) place.set(id, point);
  });

  function zoom(factor) {
    network.moveTo({ scale: Math.min(6, Math.max(0.05, network.getScale() * factor)) });
  }

  /** Show every shown node, with room for the names at the edges. */
  function fit() {
    const points = KG.nodes.filter((node) => KG.state.shownNodes().has(node.id)).map((node) => place.get(node.id));
    if (points.length === 0) return;
    const range = (values) => ({ low: Math.min(...values), high: Math.max(...values) });
    const x = range(points.map((point) => point.x));
    const y = range(points.map((point) => point.y));
    const room = (size, margin) => Math.max(size - margin, size / 2);
    const across = room(stage.clientWidth, NAME_ROOM.across) / Math.max(x.high - x.low, 1);
    const down = room(stage.clientHeight, NAME_ROOM.down) / Math.max(y.high - y.low, 1);
    const position = { x: (x.low + x.high) / 2, y: (y.low + y.high) / 2 };
    network.moveTo({ position, scale: Math.min(across, down, CLOSEST_FIT) });
  }

  KG.renderer = {
    paint,
    fit,
    zoom,
    pan(right, down) {
      const view = network.getViewPosition();
      const scale = network.getScale();
      network.moveTo({ position: { x: view.x + right / scale, y: view.y + down / scale } });
    },
    /** Bring a node into view without changing the zoom; nothing moves when it is well in view. */
    showNode(id) {
      const point = toStage(place.get(id));
      const inside = (at, size) => at > 0.1 * size && at < 0.9 * size;
      if (inside(point.x, stage.clientWidth) && inside(point.y, stage.clientHeight)) return;
      network.moveTo({ position: place.get(id) });
    },
    view: () => ({ scale: network.getScale(), position: network.getViewPosition() }),
    /** Where a node stands in the window, for tests and pointers. */
    where(id) {
      const box = stage.getBoundingClientRect();
      const point = toStage(place.get(id));
      return { x: box.left + point.x, y: box.top + point.y };
    },
  };
  KG.state.onChange(paint);
})();
