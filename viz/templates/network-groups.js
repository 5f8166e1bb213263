"use strict";
/* Packs drawn as one: a mark with its numbers in place of its accounts, and what leads to and from it. */
meute.groups = (() => {
  const { data, byId, figure, isTie, t, tn } = meute;
  const { state } = meute.filter;
  const places = new Map(data.halos.map(({ pack, x, y, radius }) => [pack, { x, y, radius }]));
  const SMALLEST = 15; // pixels
  let groups = []; // of what is shown now
  let links = [];

  const groupOf = (actor) => {
    const { pack } = data.actors[actor];
    return pack !== undefined && state.grouped.has(pack) && places.has(pack) ? pack : null;
  };

  /* What is drawn one by one, where some packs are drawn as one; and the numbers of those. */
  function apart(nodes, edges) {
    groups = [];
    links = [];
    if (!state.grouped.size) return { nodes, edges };
    const held = new Map();
    data.actors.forEach((_, actor) => {
      const pack = nodes[actor] ? groupOf(actor) : null;
      if (pack === null) return;
      if (!held.has(pack)) held.set(pack, { pack, ...places.get(pack), members: 0, ties: 0 });
      held.get(pack).members += 1;
    });
    const between = new Map();
    data.edges.forEach(({ from, to }, edge) => {
      if (!edges[edge]) return;
      const ends = [from, to].map(groupOf);
      if (ends[0] === null && ends[1] === null) return;
      if (ends[0] === ends[1]) {
        if (isTie(edge)) held.get(ends[0]).ties += 1;
        return;
      }
      const { trace } = data.ties[edge];
      const key = [trace, ends[0] === null ? `a${from}` : `p${ends[0]}`, ends[1] === null ? `a${to}` : `p${ends[1]}`].join(" ");
      if (!between.has(key)) between.set(key, { trace, from: [ends[0], from], to: [ends[1], to], count: 0 });
      between.get(key).count += 1;
    });
    groups = [...held.values()].map((group) => ({ ...group, radius: Math.min(group.radius, 16 + 5 * Math.sqrt(group.members)) }));
    links = [...between.values()];
    return {
      nodes: nodes.map((shown, actor) => shown && groupOf(actor) === null),
      edges: edges.map((shown, edge) => shown && groupOf(data.edges[edge].from) === null && groupOf(data.edges[edge].to) === null),
    };
  }

  const end = ([pack, actor]) => (pack === null ? meute.drawing.place(actor) : places.get(pack));
  const width = (count) => 1 + 1.6 * Math.log2(1 + count);
  const label = ({ pack, members }) => {
    const { rank, size } = data.packs[pack];
    return members === size ? t("Pack {rank} · {size}", { rank, size }) : t("Pack {rank} · {shown} of {size}", { rank, shown: members, size });
  };
  const numbers = ({ ties }) => tn("{count} tie", "{count} ties", ties);

  /* Edges of the same kind between the same ends are one line, as wide as they are many. */
  function below(context) {
    const scale = meute.drawing.scale();
    for (const link of links) {
      const [a, b] = [end(link.from), end(link.to)];
      context.globalAlpha = 0.6;
      context.strokeStyle = data.traces[link.trace].colour;
      context.setLineDash(data.traces[link.trace].dashes.map((dash) => dash / scale));
      context.lineWidth = width(link.count) / scale;
      context.beginPath();
      context.moveTo(a.x, a.y);
      context.lineTo(b.x, b.y);
      context.stroke();
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  const reach = (group) => Math.max(SMALLEST, group.radius * meute.drawing.scale());

  /* In pixels of the screen; write puts a text where no other stands. */
  function above(context, write) {
    const { ink, page, quiet } = meute.marks.palette();
    for (const group of groups) {
      const { x, y } = meute.drawing.pixel(group);
      const radius = reach(group);
      const { colour, shape } = data.packs[group.pack];
      context.save();
      context.translate(x - radius, y - radius);
      context.scale(radius / 8, radius / 8);
      context.lineWidth = 1;
      context.strokeStyle = page;
      const outline = new Path2D(meute.outlines[shape]);
      context.fillStyle = colour;
      context.fill(outline);
      context.stroke(outline);
      context.restore();
      write(label(group), x, y - radius - 8, { size: 14, colour: ink, bold: true });
      write(numbers(group), x, y + radius + 14, { size: 12, colour: quiet });
    }
    for (const link of links) {
      const [a, b] = [end(link.from), end(link.to)].map(meute.drawing.pixel);
      if (Math.hypot(a.x - b.x, a.y - b.y) < 90 || link.count < 2) continue;
      write(figure(link.count), (a.x + b.x) / 2, (a.y + b.y) / 2, { size: 11, colour: data.traces[link.trace].colour, bold: true });
    }
  }

  /* The pack that is drawn as one beneath a point of the screen. */
  function at(point) {
    return groups.find((group) => {
      const { x, y } = meute.drawing.pixel(group);
      return Math.hypot(point.x - x, point.y - y) <= reach(group);
    })?.pack;
  }

  /* The same for a picture of shapes. */
  const drawn = () => ({
    groups: groups.map((group) => ({ ...group, label: label(group), numbers: numbers(group) })),
    links: links.map((link) => ({ from: end(link.from), to: end(link.to), trace: link.trace, count: link.count, width: width(link.count) })),
  });

  const members = () => data.actors.flatMap((_, actor) => (groups.some(({ pack }) => pack === groupOf(actor)) ? [actor] : []));

  function toggle(packs) {
    const every = packs.every((pack) => state.grouped.has(pack));
    for (const pack of packs) { if (every) state.grouped.delete(pack); else state.grouped.add(pack); }
    meute.filter.sync();
    meute.filter.apply();
    meute.details.refresh();
  }

  const words = (pack) => (state.grouped.has(pack) ? t("Draw its accounts") : t("Draw as one"));
  byId("packs-grouped").addEventListener("click", () => toggle([...data.packs.keys()].filter((pack) => places.has(pack))));
  return { apart, below, above, at, drawn, members, toggle, words };
})();
