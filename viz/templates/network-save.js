"use strict";
/* What can be kept: the view as PNG and SVG, the chosen accounts and their edges as CSV and GEXF. */
meute.save = (() => {
  const { data, byId, make, outlines, shape, markOf, t } = meute;

  function saveAs(name, blob) {
    const link = make("a", { download: name, href: URL.createObjectURL(blob) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  /* The picture as a file, twice as fine as the screen, with what one must know to read it. */
  function caption() {
    const runs = [...new Set(data.ties.flatMap((tie) => (tie.run ? [tie.run] : [])))];
    return [data.title, `${byId("counts").textContent}. ${meute.filter.described()}`,
      `${runs.length ? t("Runs: {runs}. ", { runs: runs.join(", ") }) : ""}${byId("time-words").textContent}`,
      t("Drawn {when} by meute {version}. A tie says that two accounts acted alike in time; it proves no order and no intent.", { when: data.drawnAt, version: data.version })];
  }

  function drawCaption(context, top, line, width) {
    const { ink } = meute.marks.palette();
    context.fillStyle = ink;
    caption().forEach((text, at) => {
      context.font = `${at ? 400 : 650} ${Math.round(line * (at ? 0.85 : 1.1))}px system-ui, sans-serif`;
      context.fillText(text, line, top + line * (1.5 + at * 1.5), width - 2 * line);
    });
    let x = line;
    context.font = `400 ${Math.round(line * 0.85)}px system-ui, sans-serif`;
    for (const kind of meute.filter.state.traces) {
      const { title, colour, dashes } = data.traces[kind];
      const y = top + line * 7.5;
      context.strokeStyle = colour;
      context.lineWidth = line / 5;
      context.setLineDash(dashes.map((dash) => (dash * line) / 12));
      context.beginPath();
      context.moveTo(x, y - line * 0.3);
      context.lineTo(x + line * 2.5, y - line * 0.3);
      context.stroke();
      context.fillText(title, x + line * 3, y);
      x += line * 4.5 + context.measureText(title).width;
    }
  }

  byId("png").addEventListener("click", () => {
    const sheet = make("canvas");
    const view = meute.drawing.view();
    meute.fit(); // all that is shown, whatever part of it is on the screen
    meute.drawing.finer((source) => {
      const line = Math.round(source.width / 60);
      sheet.width = source.width;
      sheet.height = source.height + line * 8.5;
      const context = sheet.getContext("2d");
      context.fillStyle = meute.marks.palette().page;
      context.fillRect(0, 0, sheet.width, sheet.height);
      context.drawImage(source, 0, 0);
      drawCaption(context, source.height, line, sheet.width);
    });
    meute.drawing.look(view);
    sheet.toBlob((blob) => saveAs("network.png", blob));
  });

  /* The same view as shapes that a graphics desk can edit; text is text in it. */
  function svg() {
    const visible = meute.filter.visible();
    const { nodes, edges } = meute.groups.apart(visible.nodes, visible.edges);
    const { groups, links } = meute.groups.drawn();
    const { ink, page, quiet } = meute.marks.palette();
    const at = data.nodes.map((_, number) => meute.drawing.place(number));
    const shown = data.actors.flatMap((_, number) => (nodes[number] ? [number] : []));
    const spots = [...shown.map((number) => at[number]), ...groups];
    const xs = spots.map(({ x }) => x);
    const ys = spots.map(({ y }) => y);
    const left = Math.min(...xs, 0) - 160;
    const top = Math.min(...ys, 0) - 80;
    const width = Math.max(600, Math.max(...xs, 0) + 220 - left);
    const height = Math.max(...ys, 0) + 80 - top;
    const line = width / 60;
    const root = shape("svg", { viewBox: `${left} ${top} ${width} ${height + 7 * line}`, "font-family": "system-ui, sans-serif" });
    root.append(shape("rect", { x: left, y: top, width, height: height + 7 * line, fill: page }));
    data.edges.forEach((edge, number) => {
      if (!edges[number]) return;
      const { colour, dashes } = data.traces[data.ties[number].trace];
      root.append(shape("line", { x1: at[edge.from].x, y1: at[edge.from].y, x2: at[edge.to].x, y2: at[edge.to].y,
        stroke: colour, "stroke-width": edge.width, "stroke-opacity": 0.35, "stroke-dasharray": dashes.join(" ") || "none" }));
    });
    for (const { from, to, trace, width: wide, count } of links) {
      const { colour, dashes } = data.traces[trace];
      root.append(shape("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y, stroke: colour, "stroke-width": wide, "stroke-opacity": 0.6, "stroke-dasharray": dashes.join(" ") || "none" }));
      root.append(shape("text", { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, fill: colour, "font-size": 11, "text-anchor": "middle" }, String(count)));
    }
    for (const { x, y, radius, pack, label, numbers } of groups) {
      const { colour, shape: outline } = data.packs[pack];
      root.append(shape("path", { d: outlines[outline], fill: colour, stroke: page, "stroke-width": 0.6,
        transform: `translate(${x - radius} ${y - radius}) scale(${radius / 8})` }));
      root.append(shape("text", { x, y: y - radius - 6, fill: ink, "font-size": 14, "font-weight": 650, "text-anchor": "middle" }, label));
      root.append(shape("text", { x, y: y + radius + 14, fill: quiet, "font-size": 12, "text-anchor": "middle" }, numbers));
    }
    for (const number of shown) {
      const { x, y } = at[number];
      const actor = data.actors[number];
      const mark = markOf(actor);
      const scale = (actor.figure ? 15 : data.nodes[number].size) / 7;
      root.append(shape("path", { d: outlines[mark.shape], fill: mark.colour, stroke: page, "stroke-width": 0.6,
        transform: `translate(${x - 8 * scale} ${y - 8 * scale}) scale(${scale})` }));
      root.append(shape("text", { x, y: y + 8 * scale + 11, fill: ink, "font-size": actor.figure ? 16 : 9, "text-anchor": "middle" }, data.nodes[number].label));
    }
    caption().forEach((text, row) => root.append(shape("text", { x: left + line, y: top + height + line * (1.5 + 1.4 * row),
      fill: row ? quiet : ink, "font-size": line * (row ? 0.7 : 1) }, text)));
    return new XMLSerializer().serializeToString(root);
  }
  byId("svg").addEventListener("click", () => saveAs("network.svg", new Blob([svg()], { type: "image/svg+xml" })));

  /* Cells by the rules of the writer of all tables: no separator inside, no formula in front. */
  const { formula, guard, separators, passedOver } = data.spreadsheet;
  const apart = new Set(separators);
  const skipped = new Set(passedOver);
  const begins = new Set(formula);
  function cell(value) {
    if (typeof value === "number") return String(value);
    const text = [...String(value ?? "")].map((sign) => (apart.has(sign) || sign === "\0" ? " " : sign)).join("").trim();
    const first = [...text].find((sign) => !skipped.has(sign));
    return `"${begins.has(first) ? guard : ""}${text.replaceAll('"', '""')}"`;
  }

  const COLUMNS = ["account", "name", "display_name", "pack", "followers", "created", "attacks", "supports"];
  function row(number) {
    const actor = data.actors[number];
    const posts = (trace) => meute.stance(number, trace).reduce((sum, edge) => sum + data.ties[edge].weight, 0);
    return [actor.id, actor.shown, actor.name, actor.pack === undefined ? "" : data.packs[actor.pack].rank,
      actor.followers ?? "", actor.created, posts("ATTACKS"), posts("SUPPORTS")];
  }
  const csv = (accounts) => [COLUMNS, ...accounts.map(row)].map((values) => values.map(cell).join(",")).join("\n") + "\n";

  const GEXF = "http://gexf.net/1.3";
  function gexf(accounts) {
    const inside = new Set(accounts);
    const tree = document.implementation.createDocument(GEXF, "gexf");
    const add = (parent, name, attributes = {}) => {
      const element = tree.createElementNS(GEXF, name);
      for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, String(value));
      parent.append(element);
      return element;
    };
    tree.documentElement.setAttribute("version", "1.3");
    const graph = add(tree.documentElement, "graph", { defaultedgetype: "directed" });
    const columns = { node: ["figure", "pack", "followers"], edge: ["trace", "first", "last", "q"] };
    for (const [kind, names] of Object.entries(columns)) {
      const box = add(graph, "attributes", { class: kind });
      for (const name of names) add(box, "attribute", { id: name, title: name, type: "string" });
    }
    const values = (element, pairs) => {
      const box = add(element, "attvalues");
      for (const [name, value] of Object.entries(pairs)) if (value !== undefined) add(box, "attvalue", { for: name, value });
    };
    const nodes = add(graph, "nodes");
    for (const number of accounts) {
      const actor = data.actors[number];
      values(add(nodes, "node", { id: actor.id, label: actor.shown }),
        { figure: actor.figure || undefined, pack: actor.pack === undefined ? undefined : data.packs[actor.pack].rank, followers: actor.followers });
    }
    const edges = add(graph, "edges");
    data.edges.forEach((edge, number) => {
      if (!inside.has(edge.from) || !inside.has(edge.to)) return;
      const tie = data.ties[number];
      values(add(edges, "edge", { id: number, source: data.actors[edge.from].id, target: data.actors[edge.to].id, weight: tie.weight, kind: tie.trace }),
        { trace: tie.trace, first: tie.first, last: tie.last, q: tie.q });
    });
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(tree)}`;
  }

  /* What is chosen; where nothing is, what is shown. */
  function accounts() {
    const { nodes } = meute.filter.visible();
    const chosen = meute.explore.chosen();
    return chosen.length ? chosen : data.actors.flatMap((_, number) => (nodes[number] ? [number] : []));
  }
  byId("csv").addEventListener("click", () => saveAs("accounts.csv", new Blob([csv(accounts().filter((n) => !data.actors[n].figure))], { type: "text/csv" })));
  byId("gexf").addEventListener("click", () => saveAs("network.gexf", new Blob([gexf(accounts())], { type: "application/xml" })));

  return { svg, gexf, cell, saveAs };
})();
