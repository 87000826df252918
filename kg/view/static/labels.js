// Writing names onto the canvas so that none covers another: the more important first, the rest
// only where there is room.
"use strict";
(function () {
  const LINE = 14;
  const CELL = 64;
  const LONGEST = 34;

  const shorten = (text) => (text.length > LONGEST ? text.slice(0, LONGEST - 1).trimEnd() + "…" : text);

  /** Remembers which boxes are taken, in a grid so that a look-up touches few. */
  class Room {
    constructor() {
      this.cells = new Map();
    }

    keys(box) {
      const keys = [];
      for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x++) {
        for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y++) keys.push(x + "," + y);
      }
      return keys;
    }

    isFree(box) {
      const beside = (taken) => taken.left >= box.right || taken.right <= box.left;
      const apart = (taken) => beside(taken) || taken.top >= box.bottom || taken.bottom <= box.top;
      return this.keys(box).every((key) => (this.cells.get(key) || []).every(apart));
    }

    take(box) {
      for (const key of this.keys(box)) {
        if (!this.cells.has(key)) this.cells.set(key, []);
        this.cells.get(key).push(box);
      }
    }
  }

  /** The box of a label, moved sideways until it is inside the stage when its node is. */
  function boxAt(spot, half, width) {
    const inside = spot.x > 0 && spot.x < width ? Math.min(Math.max(spot.x, half), width - half) : spot.x;
    return { left: inside - half, right: inside + half, top: spot.y, bottom: spot.y + LINE };
  }

  /**
   * Write labels, most important first.
   * labels: [{text, spots, always}], spots being [{x, y}] with x the middle and y the top in pixels
   * of the stage, the best first; `always` writes at the best spot even over others.
   * look: {font, colour, halo, width} with the width of the stage.
   */
  function write(context, labels, look, room) {
    context.font = look.font;
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = look.halo;
    context.fillStyle = look.colour;
    for (const label of labels) {
      const text = shorten(label.text);
      const half = context.measureText(text).width / 2 + 2;
      const boxes = label.spots.map((spot) => boxAt(spot, half, look.width));
      const box = boxes.find((each) => room.isFree(each)) || (label.always ? boxes[0] : null);
      if (box === null) continue;
      room.take(box);
      context.strokeText(text, box.left + half, box.top);
      context.fillText(text, box.left + half, box.top);
    }
  }

  KG.labels = { Room, write };
})();
