"use strict";
/* Notes on accounts, figures, packs and edges: kept in this page until they are saved into a file. */
meute.notes = (() => {
  const { data, byId, make, foreign, t, tn } = meute;
  const LONGEST = 4000; // characters, as meute reads them back
  const MOST = 5000;
  const held = new Map();
  let unsaved = false;

  const keyOf = ({ kind, id, to, trace }) => JSON.stringify([kind, id, to ?? null, trace ?? null]);
  for (const note of data.notes) held.set(keyOf(note), note);

  /* What a note is on, as the file names it: by ids, which the next page has too. */
  function itemOf(kind, number) {
    if (kind === "pack") return { kind, id: data.packs[number].id, shown: t("Pack {rank}", { rank: data.packs[number].rank }) };
    if (kind !== "edge") return { kind, id: data.actors[number].id, shown: data.actors[number].shown };
    const [from, to] = [data.edges[number].from, data.edges[number].to].map((actor) => data.actors[actor]);
    return { kind, id: from.id, to: to.id, trace: data.ties[number].trace, shown: `${from.shown} – ${to.shown}` };
  }

  function write(item, text) {
    const key = keyOf(item);
    if (text.trim()) held.set(key, { ...item, text, written_at: new Date().toISOString() });
    else held.delete(key);
    unsaved = true;
    show();
  }

  function field(kind, number) {
    const item = itemOf(kind, number);
    const box = make("textarea", { maxlength: LONGEST, rows: 3, id: "note", spellcheck: "true" });
    box.value = held.get(keyOf(item))?.text || "";
    box.addEventListener("input", () => write(item, box.value));
    return make("div", { class: "note" }, make("label", { for: "note", text: t("Note") }), box);
  }

  /* Where the things are that notes are on. */
  const places = new Map();
  function placesOf() {
    if (places.size) return places;
    data.actors.forEach((actor, number) => {
      const kind = actor.figure ? "figure" : "account";
      places.set(keyOf(itemOf(kind, number)), () => meute.select(number, true));
    });
    data.packs.forEach((_, number) => places.set(keyOf(itemOf("pack", number)), () => meute.showPack(number)));
    data.edges.forEach((_, number) => places.set(keyOf(itemOf("edge", number)), () => meute.details.showEdge(number)));
    return places;
  }

  function show() {
    byId("notes-count").textContent = held.size ? tn("{count} note", "{count} notes", held.size) : t("none");
    byId("notes-list").replaceChildren(...[...held].map(([key, note]) => {
      const go = placesOf().get(key);
      const name = foreign(note.shown || note.id);
      return make("li", {}, go ? make("button", { type: "button", class: "link", click: go }, name) : name,
        make("span", { class: "below" }, foreign(note.text.length > 80 ? `${[...note.text].slice(0, 79).join("")}…` : note.text)));
    }));
    byId("notes-save").disabled = held.size === 0 && !unsaved;
    byId("notes-words").textContent = unsaved ? t("Not saved yet: this page forgets them when it is closed.")
      : held.size ? t("meute viz network --notes FILE and meute report --notes FILE show what was saved.") : t("Click an account, a figure, a pack or an edge to write one.");
  }

  function text() {
    const notes = [...held.values()].slice(0, MOST).map((note) =>
      Object.fromEntries(Object.entries(note).filter(([, value]) => value !== null && value !== undefined)));
    return `${JSON.stringify({ format: "meute-notes-1", notes }, null, 1)}\n`;
  }

  function init() {
    byId("notes-save").addEventListener("click", () => {
      meute.save.saveAs("network.notes.json", new Blob([text()], { type: "application/json" }));
      unsaved = false;
      show();
    });
    window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
    show();
  }

  return { init, field, text };
})();
