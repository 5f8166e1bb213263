"use strict";
/* The drawing, and what hands and keys do to it. */
(() => {
  const { data, byId, make, foreign, glyph, figure } = meute;
  const PHYSICS_LIMIT = 400;
  const stage = byId("network");
  const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  let palette = {};

  function readPalette() {
    palette = { ink: style("--ink"), page: style("--page"), quiet: style("--quiet"), halo: Number(style("--halo")) };
  }
  readPalette();

  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const themed = () => ({ nodes: { font: { color: palette.ink, strokeColor: palette.page } } });
  const network = new vis.Network(stage, { nodes, edges }, { ...data.options, nodes: {
    ...data.options.nodes, font: { ...data.options.nodes.font, ...themed().nodes.font },
  } });
  meute.network = network;

  /* Discs behind the packs, with their names. */
  let packShown = data.packs.map(() => true);
  network.on("beforeDrawing", (context) => {
    const scale = network.getScale();
    for (const halo of data.halos) {
      if (!packShown[halo.pack]) continue;
      const pack = data.packs[halo.pack];
      context.globalAlpha = palette.halo;
      context.fillStyle = pack.colour;
      context.beginPath();
      context.arc(halo.x, halo.y, halo.radius, 0, 2 * Math.PI);
      context.fill();
      context.globalAlpha = 1;
      // Names keep their size on screen, within bounds, so that they are read from afar.
      const size = Math.min(90, Math.max(22, 15 / scale));
      if (size * 5 > halo.radius * 3 && data.halos.length > 12) continue;
      context.font = `600 ${size}px system-ui, sans-serif`;
      context.textAlign = "center";
      context.fillStyle = palette.quiet;
      context.fillText(`Pack ${pack.rank} · ${figure(pack.size)}`, halo.x, halo.y - halo.radius - size * 0.45);
    }
  });

  meute.filter.onChange((shownNodes, shownEdges) => {
    const changed = (set, shown) => {
      const updates = [];
      set.forEach((item) => {
        if (Boolean(item.hidden) === shown[item.id]) updates.push({ id: item.id, hidden: !shown[item.id] });
      });
      if (updates.length) set.update(updates);
    };
    packShown = data.packs.map(() => false);
    shownNodes.forEach((shown, number) => {
      const { pack } = data.actors[number];
      if (shown && pack !== undefined) packShown[pack] = true;
    });
    changed(edges, shownEdges);
    changed(nodes, shownNodes);
  });

  const shownIds = () => nodes.getIds({ filter: (node) => !node.hidden });
  meute.fit = () => network.fit({ nodes: shownIds(), animation: false });

  function markCurrent(actor) {
    for (const button of byId("account-list").querySelectorAll("button")) {
      button.setAttribute("aria-current", String(Number(button.dataset.actor) === actor));
    }
  }

  meute.select = (actor, move = false) => {
    const node = nodes.get(actor);
    if (!node.hidden) {
      network.selectNodes([actor], true);
      if (move) network.focus(actor, { scale: Math.max(0.8, network.getScale()), animation: false });
    }
    meute.details.showActor(actor);
    markCurrent(actor);
  };

  meute.showPack = (number) => {
    const members = data.actors.flatMap((actor, at) => (actor.pack === number ? [at] : []));
    network.fit({ nodes: members, animation: false });
  };

  network.on("click", ({ nodes: [actor], edges: [edge] }) => {
    if (actor !== undefined) meute.select(actor);
    else if (edge !== undefined) meute.details.showEdge(edge);
    else back();
  });

  const card = byId("card");
  network.on("hoverNode", ({ node, pointer }) => {
    card.replaceChildren(...meute.details.card(node));
    card.hidden = false;
    const box = stage.getBoundingClientRect();
    const left = Math.min(pointer.DOM.x + 16, box.width - card.offsetWidth - 8);
    const top = Math.min(pointer.DOM.y + 16, box.height - card.offsetHeight - 8);
    card.style.left = `${Math.max(8, left)}px`;
    card.style.top = `${stage.offsetTop + Math.max(8, top)}px`;
    stage.style.cursor = "pointer";
  });
  const hideCard = () => { card.hidden = true; stage.style.cursor = "default"; };
  network.on("blurNode", hideCard);
  network.on("dragStart", hideCard);
  network.on("zoom", hideCard);

  function back() {
    network.unselectAll();
    meute.details.overview();
    markCurrent(-1);
    if (meute.filter.state.centre !== null) meute.filter.only(meute.filter.state.centre);
  }
  byId("back").addEventListener("click", back);

  function buildPacks() {
    byId("packs-overview").hidden = data.packs.length === 0;
    byId("pack-list").append(...data.packs.map((pack, number) => {
      const measures = make("dl", { class: "measures" });
      for (const [name, value] of pack.measures) {
        measures.append(make("dt", { text: name }), make("dd", { text: figure(value) }));
      }
      return make("li", {}, make("div", { class: "top" }, glyph(pack.shape, pack.colour),
        make("strong", { text: `Pack ${pack.rank}` }), `${figure(pack.size)} accounts`,
        make("button", { type: "button", text: "Show", "aria-label": `Show pack ${pack.rank}`, click: () => meute.showPack(number) })), measures);
    }));
    const untested = data.ties.filter((tie, at) => meute.isTie(at) && tie.q === undefined).length;
    const note = byId("untested");
    if (untested && note) {
      note.textContent = `${figure(untested)} ties carry no q: they were not tested against chance.`;
      note.hidden = false;
    }
  }

  /* Freeze: the layout is computed beforehand; moving is for small pictures and single accounts. */
  byId("freeze").addEventListener("click", ({ currentTarget }) => {
    const frozen = currentTarget.getAttribute("aria-pressed") !== "true";
    currentTarget.setAttribute("aria-pressed", String(frozen));
    const moving = !frozen && shownIds().length <= PHYSICS_LIMIT;
    network.setOptions({ interaction: { dragNodes: !frozen }, physics: { enabled: moving } });
    data.halos.length && (packShown = frozen ? packShown : packShown.map(() => false));
  });

  byId("fit").addEventListener("click", meute.fit);
  byId("zoom-in").addEventListener("click", () => zoom(1.3));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  const zoom = (by) => network.moveTo({ scale: Math.min(6, Math.max(0.02, network.getScale() * by)) });
  const pan = (x, y) => {
    const at = network.getViewPosition();
    network.moveTo({ position: { x: at.x + x / network.getScale(), y: at.y + y / network.getScale() } });
  };
  const keys = {
    ArrowLeft: () => pan(-80, 0), ArrowRight: () => pan(80, 0), ArrowUp: () => pan(0, -80), ArrowDown: () => pan(0, 80),
    "+": () => zoom(1.3), "=": () => zoom(1.3), "-": () => zoom(1 / 1.3), 0: meute.fit,
  };
  stage.addEventListener("keydown", (event) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? null : keys[event.key];
    if (!act) return;
    act();
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") back();
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      byId("search").focus();
      event.preventDefault();
    }
  });

  /* Light and dark. */
  const darkByDefault = window.matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.theme || (darkByDefault.matches ? "dark" : "light")) === "dark";
  function retheme() {
    readPalette();
    byId("theme").textContent = isDark() ? "Light" : "Dark";
    network.setOptions(themed());
    network.redraw();
  }
  const setTheme = (theme) => { document.documentElement.dataset.theme = theme; retheme(); };
  byId("theme").addEventListener("click", () => setTheme(isDark() ? "light" : "dark"));
  darkByDefault.addEventListener("change", retheme);
  byId("print").addEventListener("click", () => window.print());
  let before = null;
  window.addEventListener("beforeprint", () => { before = isDark(); if (before) setTheme("light"); });
  window.addEventListener("afterprint", () => { if (before) setTheme("dark"); });

  /* The picture as a file, with what one must know to read it. */
  function caption() {
    return [data.title, byId("counts").textContent,
      `Drawn ${data.drawnAt} by meute ${data.version}. A tie says that two accounts acted alike in time; it is no proof of an order.`];
  }
  byId("png").addEventListener("click", () => {
    const source = stage.querySelector("canvas");
    const line = Math.round(source.width / 60);
    const sheet = make("canvas");
    sheet.width = source.width;
    sheet.height = source.height + line * 6;
    const context = sheet.getContext("2d");
    context.fillStyle = palette.page;
    context.fillRect(0, 0, sheet.width, sheet.height);
    context.drawImage(source, 0, 0);
    context.fillStyle = palette.ink;
    caption().forEach((text, at) => {
      context.font = `${at ? 400 : 650} ${Math.round(line * (at ? 0.85 : 1.1))}px system-ui, sans-serif`;
      context.fillText(text, line, source.height + line * (1.5 + at * 1.5), sheet.width - 2 * line);
    });
    sheet.toBlob((blob) => {
      const link = make("a", { download: "network.png", href: URL.createObjectURL(blob) });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    });
  });

  meute.filter.buildControls();
  buildPacks();
  meute.filter.apply();
  retheme();
  meute.fit();
  network.once("afterDrawing", () => { document.documentElement.dataset.ready = "true"; });
  network.redraw();
})();
