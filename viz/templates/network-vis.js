"use strict";
/* The drawing of up to some thousand accounts, by vis-network. What is drawn by WebGL answers alike. */
meute.drawing = (() => {
  const { data, byId } = meute;
  const stage = byId("network");
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const network = new vis.Network(stage, { nodes, edges }, data.options);
  meute.network = network;

  /* Few edges may be strong, many must be faint, or they hide each other. */
  const faint = (count) => Math.max(0.1, Math.min(0.5, 9 / Math.sqrt(count + 1)));
  const MANY_EDGES = 3000;
  let opacity = faint(data.edges.length);

  function recoloured(shownEdges) {
    const count = shownEdges.filter(Boolean).length;
    const wanted = count > MANY_EDGES ? faint(data.edges.length) : faint(count);
    if (Math.abs(wanted - opacity) < 0.05) return [];
    opacity = wanted;
    return data.ties.flatMap((tie, id) => {
      const { colour, directed } = data.traces[tie.trace];
      const alpha = Math.round(255 * Math.min(0.6, opacity * (directed ? 1.5 : 1)));
      const color = { ...data.edges[id].color, color: `${colour}${alpha.toString(16).padStart(2, "0")}` };
      return shownEdges[id] || count > MANY_EDGES ? [{ id, color }] : [];
    });
  }

  function show(shownNodes, shownEdges) {
    const changed = (set, shown) => {
      const updates = [];
      set.forEach((item) => {
        if (Boolean(item.hidden) === shown[item.id]) updates.push({ id: item.id, hidden: !shown[item.id] });
      });
      if (updates.length) set.update(updates);
    };
    changed(edges, shownEdges);
    const colours = recoloured(shownEdges);
    if (colours.length) edges.update(colours);
    changed(nodes, shownNodes);
  }

  /* The same drawing, finer, for a moment: for a picture of it. */
  function finer(draw) {
    const ratio = window.devicePixelRatio;
    Object.defineProperty(window, "devicePixelRatio", { value: Math.max(2, ratio), configurable: true });
    network.setSize();
    network.redraw();
    const result = draw(stage.querySelector("canvas"));
    Object.defineProperty(window, "devicePixelRatio", { value: ratio, configurable: true });
    network.setSize();
    network.redraw();
    return result;
  }

  return {
    show, finer,
    scale: () => network.getScale(),
    view: () => ({ position: network.getViewPosition(), scale: network.getScale() }),
    look: (view) => network.moveTo(view),
    fit: (numbers) => network.fit({ nodes: numbers, animation: false }),
    place: (number) => network.getPosition(number),
    pixel: (place) => network.canvasToDOM(place),
    select: (number) => network.selectNodes([number], true),
    unselect: () => network.unselectAll(),
    selected: () => network.getSelectedNodes(),
    movable: (on) => network.setOptions({ interaction: { dragNodes: on } }),
    redraw: () => network.redraw(),
    resize: () => network.setSize(),
    /* Drawn below everything in the plane of the accounts, and above in pixels of the screen. */
    below: (paint) => network.on("beforeDrawing", paint),
    above: (paint) => network.on("afterDrawing", (context) => {
      const { clientWidth: width, clientHeight: height } = network.canvas.frame;
      const ratio = context.canvas.width / width;
      context.save();
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      paint(context, width, height);
      context.restore();
    }),
    onClick: (act) => network.on("click", ({ nodes: [actor], edges: [edge], pointer }) => act(actor, edge, pointer.DOM)),
    onHover: (act, leave) => {
      network.on("hoverNode", ({ node, pointer }) => act(node, pointer.DOM));
      for (const event of ["blurNode", "dragStart", "zoom"]) network.on(event, leave);
    },
    onceDrawn: (act) => network.once("afterDrawing", act),
  };
})();
