// One edge in words: what it says, what its evidence adds up to, and each piece of evidence.
"use strict";
(function () {
  const { element } = KG;

  /** A list of names and values; values are text or elements. */
  function facts(pairs) {
    const filled = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "");
    if (filled.length === 0) return null;
    return element("dl", {}, ...filled.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
  }

  const statusBadge = (status) => KG.badge(KG.statuses[status].words, status);

  function polarity(key) {
    const { sign, word } = KG.polarities[key];
    return KG.badge(sign + " " + word, key);
  }

  function reference(row) {
    if (!row.reference) return element("span", { className: "quiet" }, "no reference; citation " + row.citation);
    const title = Object.hasOwn(KG.page.names, row.reference) ? KG.page.names[row.reference] : "";
    const parts = [KG.identifier(row.reference)];
    if (title && title !== row.reference) parts.push(" " + title);
    return element("span", {}, ...parts);
  }

  function evidenceRow(row) {
    const year = row.year === null ? null : KG.badge(String(row.year));
    const head = element("p", { className: "badges" }, polarity(row.polarity), KG.badge(row.design), year);
    const source = row.source + ", " + row.record;
    return element(
      "li",
      { className: "evidence", attributes: { "data-id": row.id } },
      head,
      element("p", { className: "statement" }, row.statement),
      facts([
        ["reference", reference(row)],
        ["citation", row.reference ? row.citation : null],
        ...row.facts,
        ["address", row.reference ? null : row.url],
        ["source", source],
        ["licence", row.licence],
      ]),
    );
  }

  function votes(edge) {
    return Object.entries(KG.polarities)
      .map(([key, { votes: word }]) => `${edge.votes[key]} ${word}`)
      .join(", ");
  }

  function belief(edge) {
    if (edge.belief === null) return null;
    const attributes = { min: "0", max: "1", value: String(edge.belief), "aria-label": "belief" };
    return element("span", { className: "belief" }, element("meter", { attributes }), " " + edge.belief.toFixed(2));
  }

  /** Supporting evidence first, then by year, the latest first. */
  function bySide(one, other) {
    const order = Object.keys(KG.polarities);
    return order.indexOf(one.polarity) - order.indexOf(other.polarity) || (other.year || 0) - (one.year || 0);
  }

  /** Everything about an edge, as elements for the details panel. */
  function describe(edge) {
    const rows = [...edge.evidence].sort(bySide);
    const summary = facts([
      ["from", KG.named(KG.node.get(edge.from))],
      ["relation", edge.predicate],
      ["to", KG.named(KG.node.get(edge.to))],
      ["status", KG.statuses[edge.status].words + (edge.asserted ? "; asserted" : "; not asserted")],
      ["belief", belief(edge)],
      ["votes", votes(edge)],
      ["strongest design", edge.design],
      ["years", edge.years],
    ]);
    return [
      element("h2", {}, (edge.asserted ? "" : KG.statuses[edge.status].heading + ": ") + edge.sentence),
      element("p", { className: "badges" }, statusBadge(edge.status)),
      summary,
      element("h3", {}, `Evidence (${rows.length})`),
      element("ul", { className: "rows" }, ...rows.map(evidenceRow)),
    ];
  }

  KG.evidence = { badge: statusBadge, describe, facts };
})();
