"use strict";
/* What is drawn besides nodes and edges: discs of packs, figures, and names that never overlap. */
meute.marks = (() => {
  const { data, edgesOf, isTie, outlines, t } = meute;
  const FACE = "system-ui, sans-serif";
  const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const FIRST_NAMED = 12; // packs that are named however small; of others, the discs that can be told apart
  const SMALL_DISC = 14; // pixels
  const TRIES = 6; // names tried per pack for each that it may have
  let colours = {};
  let shown = data.actors.map(() => true);
  let scattered = false;
  let rings = new Map();
  let drawing = null;

  function readPalette() {
    colours = { ink: style("--ink"), page: style("--page"), quiet: style("--quiet"), halo: Number(style("--halo")) };
  }

  /* Who is named first where not all fit: figures, the well-followed, then the best tied. */
  const weight = data.actors.map((actor, number) => {
    if (actor.figure) return Infinity;
    const tied = edgesOf[number].filter(isTie).reduce((sum, edge) => sum + data.ties[edge].weight, 0);
    return tied + ((actor.followers || 0) >= 50_000 ? 1e6 : 0);
  });
  const order = data.actors.map((_, number) => number).sort((a, b) => weight[b] - weight[a] || a - b);
  const widths = new Map();

  function discs(context) {
    if (scattered) return;
    const present = new Set(data.actors.flatMap((actor, at) => (shown[at] ? [actor.pack] : [])));
    for (const halo of data.halos) {
      if (!present.has(halo.pack)) continue;
      context.globalAlpha = colours.halo;
      context.fillStyle = data.packs[halo.pack].colour;
      context.beginPath();
      context.arc(halo.x, halo.y, halo.radius, 0, 2 * Math.PI);
      context.fill();
      context.globalAlpha = 1;
    }
  }

  /* Boxes of names, by the squares of the screen they reach into. */
  const CELL = 80;
  function squares({ left, right, top, bottom }) {
    const keys = [];
    for (let x = Math.floor(left / CELL); x <= right / CELL; x += 1) {
      for (let y = Math.floor(top / CELL); y <= bottom / CELL; y += 1) keys.push(`${x}.${y}`);
    }
    return keys;
  }

  /* Write in pixels of the screen, whatever the zoom; false if another name stands there. */
  function write(context, taken, text, x, y, { size, colour, bold, always, beside }) {
    const font = `${bold ? 650 : 400} ${size}px ${FACE}`;
    context.font = font;
    const key = `${font}|${text}`;
    if (!widths.has(key)) widths.set(key, context.measureText(text).width);
    const half = widths.get(key) / 2 + 3;
    context.textAlign = beside ? "start" : "center";
    const box = { left: beside ? x : x - half, right: x + (beside ? 2 * half : half), top: y - size, bottom: y + size * 0.35 };
    const keys = squares(box);
    const hit = keys.some((square) => taken.get(square)?.some((other) =>
      box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top));
    if (hit && !always) return false;
    for (const square of keys) {
      if (!taken.has(square)) taken.set(square, []);
      taken.get(square).push(box);
    }
    context.strokeText(text, x, y);
    context.fillStyle = colour;
    context.fillText(text, x, y);
    return true;
  }

  function star(context, x, y) {
    const path = new Path2D(outlines.star);
    context.save();
    context.translate(x - 14.4, y - 14.4);
    context.scale(1.8, 1.8);
    context.lineWidth = 1.4;
    context.stroke(path);
    context.fillStyle = data.figure.colour;
    context.fill(path);
    context.restore();
  }

  /* Spark and relays of an attack that begins in the chosen span; the ring is told in words too. */
  function ringed(context, at, number) {
    const role = rings.get(number);
    const radius = data.nodes[number].size * drawing.scale() + (role === "spark" ? 8 : 5);
    context.save();
    context.strokeStyle = style("--attack");
    context.lineWidth = role === "spark" ? 4 : 2;
    context.beginPath();
    context.arc(at.x, at.y, radius, 0, 2 * Math.PI);
    context.stroke();
    context.font = `650 11px ${FACE}`;
    context.textAlign = "center";
    context.fillStyle = style("--attack");
    context.fillText(role === "spark" ? t("spark") : t("relay"), at.x, at.y - radius - 4);
    context.restore();
  }

  function names(context, width, height) {
    const scale = drawing.scale();
    const taken = new Map();
    const pixel = (x, y) => drawing.pixel({ x, y });
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = colours.page;
    const chosen = new Set(drawing.selected());
    const present = new Set(data.actors.flatMap((actor, at) => (shown[at] ? [actor.pack] : [])));
    for (const number of order) {
      if (!data.actors[number].figure || !shown[number]) continue;
      const place = drawing.place(number);
      const at = pixel(place.x, place.y);
      star(context, at.x, at.y);
      const look = { size: 15, colour: colours.ink, bold: true, always: true, beside: true };
      context.font = `650 15px ${FACE}`;
      const room = at.x + 24 + context.measureText(data.nodes[number].label).width < width;
      const left = at.x - 24 - context.measureText(data.nodes[number].label).width;
      write(context, taken, data.nodes[number].label, room ? at.x + 18 : left, at.y + 6, look);
    }
    for (const halo of scattered ? [] : data.halos) {
      if (!present.has(halo.pack)) continue;
      const pack = data.packs[halo.pack];
      if (pack.rank > FIRST_NAMED && halo.radius * scale < SMALL_DISC) continue;
      const above = pixel(halo.x, halo.y - halo.radius);
      const below = pixel(halo.x, halo.y + halo.radius);
      const label = t("Pack {rank} · {size}", { rank: pack.rank, size: pack.size });
      const look = { size: 14, colour: colours.quiet, bold: true };
      if (!write(context, taken, label, above.x, above.y - 6, look)) write(context, taken, label, below.x, below.y + 16, look);
    }
    meute.groups.above(context, (text, x, y, look) => write(context, taken, text, x, y, look));
    for (const number of rings.keys()) {
      if (!shown[number]) continue;
      const place = drawing.place(number);
      ringed(context, pixel(place.x, place.y), number);
    }
    let room = 160; // a screen holds no more, and the search for room stays short
    // Seen from afar, a cluster is a shape: a few names are enough, more would cover it.
    const most = scale > 0.6 ? 160 : scale > 0.3 ? 5 : 1;
    const named = new Map();
    const tried = new Map();
    const ranked = chosen.size ? [...chosen, ...order] : order;
    for (const number of ranked) {
      if (!room) break;
      if (!shown[number] || data.actors[number].figure) continue;
      const { pack } = data.actors[number];
      if (((named.get(pack) || 0) >= most || (tried.get(pack) || 0) >= most * TRIES) && !chosen.has(number)) continue;
      const place = drawing.place(number);
      const at = pixel(place.x, place.y);
      if (at.x < 0 || at.y < 0 || at.x > width || at.y > height) continue;
      tried.set(pack, (tried.get(pack) || 0) + 1);
      const bold = chosen.has(number);
      const below = data.nodes[number].size * scale + 13;
      if (write(context, taken, data.nodes[number].label, at.x, at.y + below, { size: 12, colour: colours.ink, bold, always: bold && ranked[0] === number })) {
        room -= 1;
        named.set(pack, (named.get(pack) || 0) + 1);
      }
    }
  }

  readPalette();
  return {
    readPalette,
    palette: () => colours,
    show: (nodes) => { shown = nodes; },
    isShown: (number) => shown[number],
    shown: () => data.actors.flatMap((_, number) => (shown[number] ? [number] : [])),
    ring: (actors) => { rings = actors; if (drawing) drawing.redraw(); },
    /* Once accounts have moved, the discs no longer hold them. */
    scatter: () => { scattered = true; },
    drawOn: (surface) => {
      drawing = surface;
      drawing.below((context) => { discs(context); meute.groups.below(context); });
      drawing.above(names);
    },
  };
})();
