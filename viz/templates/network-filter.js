"use strict";
/* What is shown: packs, figures, strength, kinds of edges, one neighbourhood; and the list. */
meute.filter = (() => {
  const { data, byId, make, foreign, glyph, stroke, mark, figure, folded, edgesOf, isTie, other, stance, t, tn } = meute;
  const MOST_LISTED = 300;
  const MANY_EDGES = 500;
  const NO_PACK = -1;

  const counts = {};
  data.ties.forEach((tie) => { counts[tie.trace] = (counts[tie.trace] || 0) + 1; });
  const figures = data.actors.flatMap((actor, number) => (actor.figure ? [number] : []));
  const accounts = data.actors.flatMap((actor, number) => (actor.figure ? [] : [number]));
  const strongest = data.actors.map((_, number) =>
    edgesOf[number].filter(isTie).reduce((most, edge) => Math.max(most, data.ties[edge].weight), 0));
  const searched = data.actors.map((actor) => folded(`@${actor.shown} ${actor.name || ""} ${actor.id}`));
  const attacked = data.actors.map((_, number) => stance(number, "ATTACKS").length);

  const state = { packs: new Set([NO_PACK]), target: null, least: 1, traces: new Set(), centre: null, words: "", active: null,
    among: null, hidden: new Set(), pinned: new Set(), grouped: new Set() };
  data.packs.forEach((_, number) => state.packs.add(number));
  const anyTie = Object.keys(counts).some((trace) => !data.traces[trace].directed);
  for (const trace of Object.keys(counts)) {
    // Reposts within a pack bury everything else; one click shows them.
    if (trace !== "AMPLIFIES" || counts[trace] <= MANY_EDGES || !anyTie) state.traces.add(trace);
  }
  let onChange = () => {};

  function visible() {
    const near = state.centre === null ? null
      : new Set([state.centre, ...edgesOf[state.centre].map((edge) => other(edge, state.centre))]);
    const nodes = data.actors.map((actor, number) => {
      if (state.hidden.has(number)) return false;
      if (state.pinned.has(number)) return true;
      if (state.among && !state.among.has(number)) return false;
      if (near && !near.has(number)) return false;
      if (actor.figure) return state.target === null || state.target === number;
      if (!state.packs.has(actor.pack === undefined ? NO_PACK : actor.pack)) return false;
      if (strongest[number] > 0 && strongest[number] < state.least) return false;
      if (state.active && !edgesOf[number].some((edge) => state.active[edge])) return false;
      return state.target === null || edgesOf[number].some((edge) => other(edge, number) === state.target);
    });
    const edges = data.edges.map((edge, number) =>
      nodes[edge.from] && nodes[edge.to] && (!state.active || state.active[number]) && state.traces.has(data.ties[number].trace)
      && (!isTie(number) || data.ties[number].weight >= state.least));
    return { nodes, edges };
  }

  let onApply = () => {};
  const syncs = []; // what sets each control to the state, after an undo or from an address
  const sync = () => syncs.forEach((set) => set());

  function apply() {
    onApply();
    const { nodes, edges } = visible();
    onChange(nodes, edges);
    const shown = accounts.filter((number) => nodes[number]).length;
    const edgesShown = edges.filter(Boolean).length;
    byId("counts").textContent = [
      shown === accounts.length ? tn("{count} account", "{count} accounts", shown)
        : tn("{shown} of {count} account", "{shown} of {count} accounts", accounts.length, { shown }),
      edgesShown === edges.length ? tn("{count} edge", "{count} edges", edgesShown)
        : tn("{shown} of {count} edge", "{shown} of {count} edges", edges.length, { shown: edgesShown }),
      tn("{count} pack", "{count} packs", data.packs.length),
      tn("{count} figure", "{count} figures", figures.length),
    ].join(" · ");
    list(nodes);
  }

  function list(nodes) {
    const words = folded(state.words.trim()).split(/\s+/).filter(Boolean);
    const found = accounts.concat(figures).filter((number) =>
      (words.length || nodes[number]) && words.every((word) => searched[number].includes(word)));
    const rank = (number) => (data.actors[number].pack === undefined ? Infinity : data.actors[number].pack);
    found.sort((a, b) => attacked[b] - attacked[a] || rank(a) - rank(b) || strongest[b] - strongest[a] || a - b);
    byId("accounts-count").textContent =
      found.length > MOST_LISTED ? t("{count}, first {listed} listed", { count: found.length, listed: MOST_LISTED }) : figure(found.length);
    byId("account-list").replaceChildren(...found.slice(0, MOST_LISTED).map((number) => {
      const button = make("button", { type: "button", "data-actor": number, click: () => meute.select(number, true) },
        mark(data.actors[number]), foreign(data.actors[number].shown));
      if (attacked[number] > 1) button.append(make("span", { class: "tag", text: t("{count} figures", { count: attacked[number] }) }));
      return make("li", {}, button);
    }));
  }

  function choice(box, set, value, drawing, label, count) {
    const input = make("input", { type: "checkbox" });
    syncs.push(() => { input.checked = set().has(value); });
    input.addEventListener("change", () => { (input.checked ? set().add(value) : set().delete(value)); apply(); });
    box.append(make("label", { class: "choice" }, input, drawing, make("span", { text: label }),
      count === undefined ? null : make("span", { class: "count", text: figure(count) })));
    return input;
  }

  function buildPacks() {
    const box = byId("pack-filter");
    const drawn = new Map();
    for (const actor of accounts) drawn.set(data.actors[actor].pack, (drawn.get(data.actors[actor].pack) || 0) + 1);
    const packs = () => state.packs;
    data.packs.forEach((pack, number) => choice(
      box, packs, number, glyph(pack.shape, pack.colour), t("Pack {rank}", { rank: pack.rank }), drawn.get(number) || 0));
    if (drawn.has(undefined)) {
      choice(box, packs, NO_PACK, glyph(data.loose.shape, data.loose.colour), t("In no pack"), drawn.get(undefined));
    }
    box.hidden = data.packs.length === 0;
    /* One change of the picture, however many boxes there are. */
    const all = (on) => () => {
      state.packs = new Set(on ? [NO_PACK, ...data.packs.keys()] : []);
      sync();
      apply();
    };
    syncs.push(() => byId("packs-grouped").setAttribute("aria-pressed", String(state.grouped.size > 0)));
    byId("packs-all").addEventListener("click", all(true));
    byId("packs-none").addEventListener("click", all(false));
  }

  const sayLeast = () => {
    byId("least-shown").textContent = tn("At least {count} shared object", "At least {count} shared objects", state.least);
  };

  function buildControls() {
    buildPacks();
    for (const [kind, trace] of Object.entries(data.traces)) {
      if (counts[kind]) {
        choice(byId("trace-filter"), () => state.traces, kind, stroke(trace), trace.title, counts[kind]);
      }
    }
    byId("trace-filter").hidden = data.ties.length === 0;
    const target = byId("target");
    target.append(make("option", { value: "", text: t("any figure, or none") }),
      ...figures.map((number) => make("option", { value: number, text: data.actors[number].shown })));
    target.parentElement.hidden = figures.length === 0;
    target.addEventListener("change", () => {
      state.target = target.value === "" ? null : Number(target.value);
      apply();
    });
    const least = byId("least");
    syncs.push(() => { target.value = state.target === null ? "" : String(state.target); },
      () => { least.value = String(state.least); sayLeast(); });
    least.max = String(strongest.reduce((most, weight) => Math.max(most, weight), 1));
    least.parentElement.hidden = least.max === "1";
    least.addEventListener("input", () => {
      state.least = Number(least.value);
      sayLeast();
      apply();
    });
    byId("search").addEventListener("input", (event) => { state.words = event.target.value; list(visible().nodes); });
    byId("search").addEventListener("keydown", (event) => {
      if (event.key === "Enter") byId("account-list").querySelector("button")?.click();
    });
    sync();
    buildLegend();
  }

  function buildLegend() {
    const row = (drawing, text) => make("li", {}, drawing, make("span", { text }));
    const rows = [];
    if (figures.length) rows.push(row(glyph(data.figure.shape, data.figure.colour), t("figure under attack")));
    if (data.packs.length) rows.push(row(glyph(data.packs[0].shape, data.packs[0].colour), t("member of a pack: its colour and shape")));
    rows.push(row(glyph(data.loose.shape, data.loose.colour), t("account in no pack")));
    if (meute.drawing.plain) {
      rows.push(make("li", { text: t("Size: followers, by their logarithm; the smallest: few or unknown") }));
      rows.push(make("li", { text: t("Edges are thin lines, told apart by colour: there are too many for width, dashes and arrows") }));
    } else {
      rows.push(make("li", { text: t("Size: followers, by their logarithm; a dashed border: unknown") }));
      rows.push(make("li", { text: t("Width of an edge: shared objects or posts, by their logarithm") }));
    }
    byId("marks-legend").replaceChildren(...rows);
  }

  /* The filters in words, for whoever sees the picture without its controls. */
  function described() {
    const parts = [];
    const hidden = data.packs.filter((_, number) => !state.packs.has(number)).length;
    if (hidden) parts.push(tn("{hidden} of {count} pack hidden", "{hidden} of {count} packs hidden", data.packs.length, { hidden }));
    if (data.packs.length && !state.packs.has(NO_PACK)) parts.push(t("accounts in no pack hidden"));
    if (state.target !== null) parts.push(t("only who attacks or supports {figure}", { figure: data.actors[state.target].shown }));
    if (state.least > 1) parts.push(t("ties of at least {count} shared objects", { count: state.least }));
    if (state.centre !== null) parts.push(t("only {account} and its neighbours", { account: data.actors[state.centre].shown }));
    if (state.among) parts.push(tn("only {count} selected account or figure", "only {count} selected accounts and figures", state.among.size));
    if (state.grouped.size) parts.push(tn("{count} pack drawn as one", "{count} packs drawn as one", state.grouped.size));
    if (state.hidden.size) parts.push(tn("{count} account hidden", "{count} accounts hidden", state.hidden.size));
    return parts.length ? t("Filtered: {filters}.", { filters: parts.join(t("; ")) }) : t("Nothing is filtered out.");
  }

  function only(centre) {
    state.centre = state.centre === centre ? null : centre;
    apply();
    meute.fit();
  }

  function among(actors) {
    state.among = actors && new Set(actors);
    apply();
    meute.fit();
  }

  return {
    buildControls, apply, sync, only, among, described, state, visible, NO_PACK,
    onChange: (callback) => { onChange = callback; }, onApply: (callback) => { onApply = callback; },
  };
})();
