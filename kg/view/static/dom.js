// Making elements. Text enters the page only as text nodes and attributes of a known few; there is
// no way here to make HTML from a string.
"use strict";
window.KG = {};

/** Make an element. `options`: className, attributes (name to text), on (event to handler). */
KG.element = function (tag, options, ...children) {
  const made = document.createElement(tag);
  const { className, attributes, on } = options || {};
  if (className) made.className = className;
  for (const [name, text] of Object.entries(attributes || {})) made.setAttribute(name, text);
  for (const [event, handler] of Object.entries(on || {})) made.addEventListener(event, handler);
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
};

/** A button that does `action`. */
KG.button = function (text, action, options) {
  const { className, attributes } = options || {};
  const all = { type: "button", ...attributes };
  return KG.element("button", { className, attributes: all, on: { click: action } }, text);
};

/** A small text with a border. */
KG.badge = (text, kind) => KG.element("span", { className: kind ? "badge " + kind : "badge" }, text);

/** A button that opens the evidence of an edge. */
KG.edgeButton = function (edge, text) {
  const attributes = { "data-edge": edge.id, "aria-label": `Evidence: ${edge.sentence}` };
  return KG.button(text, () => KG.state.selectEdge(edge.id), { className: "plain", attributes });
};

/** A node's glyph and name; pressing the name selects the node. */
KG.named = function (node, ...more) {
  const name = KG.button(node.label, () => KG.state.selectNode(node.id), { className: "plain" });
  return KG.element("div", { className: "named" }, KG.glyph(node.category), name, ...more);
};

/** An identifier, as a link when the page knows an https address for it, else as plain text. */
KG.identifier = function (id, text) {
  const address = Object.hasOwn(KG.page.links, id) ? KG.page.links[id] : null;
  if (address === null || !address.startsWith("https://")) return KG.element("span", {}, text || id);
  const attributes = { href: address, target: "_blank", rel: "noopener noreferrer" };
  return KG.element("a", { attributes }, text || id);
};

const SHAPES = {
  diamond: [[6, 0], [12, 6], [6, 12], [0, 6]],
  hexagon: [[3, 1], [9, 1], [12, 6], [9, 11], [3, 11], [0, 6]],
  square: [[1, 1], [11, 1], [11, 11], [1, 11]],
  star: [[6, 0], [7.5, 4.2], [12, 4.4], [8.4, 7.1], [9.7, 11.5], [6, 9], [2.3, 11.5], [3.6, 7.1], [0, 4.4], [4.5, 4.2]],
  triangle: [[6, 1], [12, 11], [0, 11]],
  triangleDown: [[0, 1], [12, 1], [6, 11]],
};

/** A category's colour and shape as a small picture. */
KG.glyph = function (category) {
  const look = KG.page.categories[category];
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("viewBox", "0 0 12 12");
  picture.setAttribute("class", "glyph");
  picture.setAttribute("aria-hidden", "true");
  const corners = SHAPES[look.shape];
  const shape = document.createElementNS(space, corners ? "polygon" : "circle");
  if (corners) {
    shape.setAttribute("points", corners.map((corner) => corner.join(",")).join(" "));
  } else {
    for (const [name, value] of [["cx", 6], ["cy", 6], ["r", 5.5]]) shape.setAttribute(name, value);
  }
  shape.setAttribute("fill", look.colour);
  picture.append(shape);
  return picture;
};
