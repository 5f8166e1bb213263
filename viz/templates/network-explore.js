"use strict";
/* Going through the picture: a selection of accounts, ways between them, hiding, undo, and the address. */
meute.explore = (() => {
  const { data, byId, make, foreign, edgesOf, other, t, tn } = meute;
  const { state } = meute.filter;
  const MOST_STEPS = 100; // how far back undo goes
  let selection = new Set();
  const past = [];
  let present = "";

  /* What a view is, in numbers alone: those of packs, accounts and figures of this file. */
  const numbers = (set) => [...set].sort((a, b) => a - b).join(".");
  function written() {
    const parts = new URLSearchParams();
    const hidden = [...data.packs.keys(), meute.filter.NO_PACK].filter((pack) => !state.packs.has(pack));
    if (hidden.length) parts.set("without", numbers(hidden));
    if (state.target !== null) parts.set("figure", state.target);
    if (state.least > 1) parts.set("least", state.least);
    parts.set("edges", Object.keys(data.traces).flatMap((kind, at) => (state.traces.has(kind) ? [at] : [])).join("."));
    if (state.centre !== null) parts.set("around", state.centre);
    if (state.among) parts.set("among", numbers(state.among));
    if (state.grouped.size) parts.set("grouped", numbers(state.grouped));
    if (state.hidden.size) parts.set("hidden", numbers(state.hidden));
    if (state.pinned.size) parts.set("pinned", numbers(state.pinned));
    if (selection.size) parts.set("chosen", numbers(selection));
    if (!meute.time.isWhole()) parts.set("time", `${Math.floor(meute.time.state.from)}.${Math.ceil(meute.time.state.until)}`);
    return parts.toString();
  }

  /* An address is anybody's: whatever is no number of this file is passed over. */
  function read(text) {
    const parts = new URLSearchParams(text);
    const list = (name, most, least = 0) => (parts.get(name) || "").split(".").filter((part) => /^-?\d{1,9}$/.test(part))
      .map(Number).filter((number) => number >= least && number < most);
    const one = (name, most) => list(name, most)[0] ?? null;
    const actors = data.actors.length;
    const without = new Set(list("without", data.packs.length, meute.filter.NO_PACK));
    state.packs = new Set([meute.filter.NO_PACK, ...data.packs.keys()].filter((pack) => !without.has(pack)));
    const figure = one("figure", actors);
    state.target = figure !== null && data.actors[figure].figure ? figure : null;
    state.least = one("least", 1e9) || 1;
    if (parts.has("edges")) {
      const kinds = Object.keys(data.traces);
      state.traces = new Set(list("edges", kinds.length).map((at) => kinds[at]));
    }
    state.centre = one("around", actors);
    state.among = parts.has("among") ? new Set(list("among", actors)) : null;
    state.grouped = new Set(list("grouped", data.packs.length));
    state.hidden = new Set(list("hidden", actors));
    state.pinned = new Set(list("pinned", actors));
    selection = new Set(list("chosen", actors));
    meute.filter.sync();
    const [from, until] = list("time", 1e9);
    if (meute.time.choose) {
      if (until > from) meute.time.choose(from, until);
      else meute.time.whole();
    }
    meute.filter.apply();
    show();
  }

  /* This is the view now: what undo goes back from, and what the address says. */
  function settle(view) {
    present = view;
    byId("undo").disabled = past.length === 0;
    try { history.replaceState(null, "", `#${view}`); } catch { /* a frame without an address */ }
  }

  let reading = false;
  function remember() {
    const now = written();
    if (reading || now === present) return;
    if (meute.time.state?.timer == null) { // a replay is one step, not a hundred
      past.push(present);
      if (past.length > MOST_STEPS) past.shift();
    }
    settle(now);
  }

  function restore(text) {
    reading = true;
    read(text);
    reading = false;
    settle(text);
  }

  /* The shortest way over edges that are shown; figures join everybody and are no way. */
  function path(start, end) {
    const { edges } = meute.filter.visible();
    const before = new Map([[start, null]]);
    const queue = [start];
    for (let at = 0; at < queue.length && !before.has(end); at += 1) {
      for (const edge of edgesOf[queue[at]]) {
        const next = other(edge, queue[at]);
        if (!edges[edge] || before.has(next) || (data.actors[next].figure && next !== end)) continue;
        before.set(next, queue[at]);
        queue.push(next);
      }
    }
    const way = [];
    for (let step = before.has(end) ? end : null; step !== null; step = before.get(step)) way.unshift(step);
    return way;
  }

  function findPath() {
    const [start, end] = [...selection];
    const way = path(start, end);
    byId("path-words").replaceChildren(...(way.length
      ? [tn("{count} step: ", "{count} steps: ", way.length - 1), ...way.flatMap((actor, at) => [at ? " – " : "", foreign(data.actors[actor].shown)])]
      : [t("No way between them over the edges shown.")]));
    if (way.length) meute.filter.among(way);
  }

  function show() {
    byId("chosen-list").replaceChildren(...[...selection].map((actor) => make("li", {},
      make("button", { type: "button", class: "link", click: () => meute.select(actor, true) }, foreign(data.actors[actor].shown)),
      make("button", { type: "button", class: "link end", text: t("remove"), click: () => toggle(actor) }))));
    byId("chosen-count").textContent = selection.size ? tn("{count} selected", "{count} selected", selection.size) : t("none");
    byId("among").disabled = selection.size < 2;
    byId("path").disabled = selection.size !== 2;
    byId("hide").disabled = byId("unchoose").disabled = selection.size === 0;
    byId("unhide").hidden = state.hidden.size === 0;
  }

  function toggle(actor) {
    if (!selection.delete(actor)) selection.add(actor);
    byId("path-words").replaceChildren();
    show();
    remember();
    meute.details.refresh();
  }

  function pin(actor) {
    if (!state.pinned.delete(actor)) state.pinned.add(actor);
    meute.filter.apply();
    meute.details.refresh();
  }

  function hide(actors) {
    for (const actor of actors) { state.hidden.add(actor); selection.delete(actor); }
    meute.filter.apply();
    show();
  }

  const actions = (actor) => [
    make("button", { type: "button", text: selection.has(actor) ? t("Remove from the selection") : t("Choose"), click: () => toggle(actor) }),
    make("button", { type: "button", text: state.pinned.has(actor) ? t("Unpin") : t("Pin"), title: t("Pinned, it stays in the picture whatever is filtered"), click: () => pin(actor) }),
    make("button", { type: "button", text: t("Hide"), click: () => hide([actor]) }),
  ];

  function init() {
    byId("among").addEventListener("click", () => meute.filter.among(selection));
    byId("path").addEventListener("click", findPath);
    byId("hide").addEventListener("click", () => hide([...selection]));
    byId("unhide").addEventListener("click", () => { state.hidden.clear(); meute.filter.apply(); show(); });
    byId("unchoose").addEventListener("click", () => { selection.clear(); byId("path-words").replaceChildren(); show(); remember(); });
    byId("undo").addEventListener("click", () => restore(past.pop()));
    document.addEventListener("keydown", (event) => {
      if (event.target.tagName === "TEXTAREA") return; // what is being written has an undo of its own
      if (event.key === "z" && (event.ctrlKey || event.metaKey) && past.length) restore(past.pop());
    });
    present = written();
    if (location.hash.length > 1) restore(location.hash.slice(1));
    else show();
    meute.filter.onApply(remember);
    window.addEventListener("hashchange", () => restore(location.hash.slice(1)));
  }

  return { init, actions, path, chosen: () => [...selection] };
})();
