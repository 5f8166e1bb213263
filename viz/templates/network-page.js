"use strict";
/* The drawing, and what hands and keys do to it. */
(() => {
  const { data, byId, make, foreign, glyph, figure, t, tn, said } = meute;
  const stage = byId("network");
  const { drawing } = meute;
  meute.marks.drawOn(drawing);

  meute.filter.onChange((shownNodes, shownEdges) => {
    const drawn = meute.groups.apart(shownNodes, shownEdges);
    meute.marks.show(drawn.nodes);
    drawing.show(drawn.nodes, drawn.edges);
  });

  const fitTo = (numbers) => {
    drawing.fit(numbers);
    drawing.look({ scale: Math.min(1.4, drawing.scale() * 0.88) }); // room for the names
  };
  meute.fit = () => fitTo([...meute.marks.shown(), ...meute.groups.members()]);

  function markCurrent(actor) {
    for (const button of byId("account-list").querySelectorAll("button")) {
      button.setAttribute("aria-current", String(Number(button.dataset.actor) === actor));
    }
  }

  meute.select = (actor, move = false) => {
    if (meute.marks.isShown(actor)) {
      drawing.select(actor);
      if (move) drawing.look({ position: drawing.place(actor), scale: Math.max(0.8, drawing.scale()) });
    }
    meute.details.showActor(actor);
    markCurrent(actor);
  };

  meute.showPack = (number) => {
    const members = data.actors.flatMap((actor, at) => (actor.pack === number ? [at] : []));
    fitTo(members);
    meute.details.showPack(number);
  };

  drawing.onClick((actor, edge, point) => {
    const pack = meute.groups.at(point);
    if (pack !== undefined) meute.details.showPack(pack);
    else if (actor !== undefined) meute.select(actor);
    else if (edge !== undefined) meute.details.showEdge(edge);
    else back();
  });

  const card = byId("card");
  const showCard = (actor, pointer) => {
    card.replaceChildren(...meute.details.card(actor));
    card.hidden = false;
    const box = stage.getBoundingClientRect();
    const left = Math.min(pointer.x + 16, box.width - card.offsetWidth - 8);
    const top = Math.min(pointer.y + 16, box.height - card.offsetHeight - 8);
    card.style.left = `${Math.max(8, left)}px`;
    card.style.top = `${stage.offsetTop + Math.max(8, top)}px`;
    stage.style.cursor = "pointer";
  };
  drawing.onHover(showCard, () => { card.hidden = true; stage.style.cursor = "default"; });

  function back() {
    drawing.unselect();
    meute.details.overview();
    markCurrent(-1);
    if (meute.filter.state.centre !== null) meute.filter.only(meute.filter.state.centre);
    else if (meute.filter.state.among !== null) meute.filter.among(null);
  }
  byId("back").addEventListener("click", back);

  /* By pack and kind of edge, how many of its members attack or support each figure, the most first. */
  const stances = data.packs.map(() => ({ ATTACKS: new Map(), SUPPORTS: new Map() }));
  data.edges.forEach(({ from, to }, at) => {
    const counts = stances[data.actors[from].pack]?.[data.ties[at].trace];
    if (counts) counts.set(to, (counts.get(to) || 0) + 1);
  });
  const towards = (pack, trace) => [...stances[pack][trace]].sort((a, b) => b[1] - a[1] || a[0] - b[0]);

  function buildPacks() {
    byId("packs-overview").hidden = data.packs.length === 0;
    byId("pack-list").append(...data.packs.map((pack, number) => {
      const targets = make("p", { class: "quiet" });
      for (const [trace, text] of [["ATTACKS", t("Attacks {figure}: {count}. ")], ["SUPPORTS", t("Supports {figure}: {count}. ")]]) {
        for (const [target, count] of towards(number, trace)) {
          targets.append(...said(text, { figure: foreign(data.actors[target].shown), count: figure(count) }));
        }
      }
      const fold = make("details", {}, make("summary", { text: t("Measures") }), ...meute.details.measures(pack));
      fold.open = number < 2;
      return make("li", {}, make("div", { class: "top" }, glyph(pack.shape, pack.colour),
        make("strong", { text: t("Pack {rank}", { rank: pack.rank }) }), tn("{count} account", "{count} accounts", pack.size),
        make("button", { type: "button", text: t("Show"), "aria-label": t("Show pack {rank}", { rank: pack.rank }), click: () => meute.showPack(number) })), targets, fold);
    }));
    const untested = data.ties.filter((tie, at) => meute.isTie(at) && tie.q === undefined).length;
    const note = byId("untested");
    if (untested) {
      note.textContent = tn("{count} of the ties drawn has no q: how likely it is by accident was not tested.",
        "{count} of the ties drawn have no q: how likely they are by accident was not tested.", untested);
      note.hidden = false;
    }
  }

  /* The layout is computed beforehand; what is dragged stays where it is put, and nothing else moves. */
  byId("freeze").addEventListener("click", ({ currentTarget }) => {
    const frozen = currentTarget.getAttribute("aria-pressed") !== "true";
    currentTarget.setAttribute("aria-pressed", String(frozen));
    drawing.movable(!frozen);
    if (!frozen) meute.marks.scatter();
  });

  byId("fit").addEventListener("click", meute.fit);
  byId("zoom-in").addEventListener("click", () => zoom(1.3));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  const zoom = (by) => drawing.look({ scale: Math.min(6, Math.max(0.01, drawing.scale() * by)) });
  const pan = (x, y) => {
    const { position, scale } = drawing.view();
    drawing.look({ position: { x: position.x + x / scale, y: position.y + y / scale }, scale });
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
    if (event.key === "Escape" && event.target.tagName !== "TEXTAREA") back();
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      byId("search").focus();
      event.preventDefault();
    }
  });

  /* Light and dark. */
  const darkByDefault = window.matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.theme || (darkByDefault.matches ? "dark" : "light")) === "dark";
  function retheme() {
    meute.marks.readPalette();
    meute.time.draw();
    byId("theme").textContent = isDark() ? t("Light") : t("Dark");
    drawing.redraw();
  }
  const setTheme = (theme) => { document.documentElement.dataset.theme = theme; retheme(); };
  byId("theme").addEventListener("click", () => setTheme(isDark() ? "light" : "dark"));
  darkByDefault.addEventListener("change", retheme);
  byId("print").addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
  });
  /* Paper has another shape and is white: the whole picture is fitted to it, and then put back. */
  const paper = window.matchMedia("print");
  let screenView = null;
  paper.addEventListener("change", () => {
    if (paper.matches) screenView = drawing.view();
    retheme();
    drawing.resize();
    if (paper.matches) meute.fit();
    else drawing.look(screenView);
    drawing.redraw();
  });

  meute.filter.buildControls();
  meute.charts.init();
  buildPacks();
  meute.filter.apply();
  meute.time.init((active) => {
    meute.filter.state.active = active;
    meute.filter.apply();
    meute.details.refresh();
  });
  meute.explore.init();
  meute.notes.init();
  retheme();
  meute.fit();
  drawing.onceDrawn(() => { document.documentElement.dataset.ready = "true"; });
  drawing.redraw();
})();
