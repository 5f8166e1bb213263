"use strict";
/* The panel about an account or an edge, and the card beside the pointer. */
meute.details = (() => {
  const { data, byId, make, foreign, webLink, mark, figure, edgesOf, isTie, other, stance, t, tn, said, moment } = meute;
  const body = byId("details-body");
  const MOST_ROWS = 12;

  let current = null; // what the panel shows, to be shown anew when the span changes

  function show(...children) {
    body.replaceChildren(...children.filter((child) => child !== null));
    byId("details").hidden = false;
    byId("overview").hidden = true;
    byId("panel").scrollTop = 0;
  }

  function overview() {
    current = null;
    byId("details").hidden = true;
    byId("overview").hidden = false;
  }

  function facts(pairs) {
    const list = make("dl", { class: "facts" });
    for (const [name, value] of pairs) {
      if (value === undefined || value === null) continue;
      list.append(make("dt", { text: name }), make("dd", {}, value));
    }
    return list;
  }

  const { evidence, listed, whole } = meute.posts;

  const both = {
    CO_REPOSTS: t("What both reposted, and when"), CO_LINKS: t("The pages that both linked to, and when"),
    CO_DOMAINS: t("The sites that both linked to, and when"), CO_TAGS: t("The hashtags that both used, and when"),
    CO_SEQUENCES: t("The posts with the same hashtags in a row"), CO_REPLIES: t("What both answered, and when"),
    CO_TEXTS: t("The posts with the same text"), CO_NEAR_TEXTS: t("The posts with nearly the same text"),
    CO_MEDIA: t("The pictures and videos that both posted, and when"), CO_MENTIONS: t("The accounts that both mentioned, and when"),
  };

  /* What both shared, with the second at which each did and, where these are their own, both posts. */
  function sharedObjects(edge) {
    const { shared, weight, trace } = data.ties[edge];
    if (!isTie(edge)) return [];
    if (!shared) {
      return [make("p", { class: "quiet", text: tn("The {count} shared object is not listed on this page.", "The {count} shared objects are not listed on this page.", weight) })];
    }
    const [a, b] = [data.edges[edge].from, data.edges[edge].to].map((actor) => data.actors[actor].shown);
    const rows = shared.from.map((first, at) => ({ at, first, second: shared.to[at] }))
      .filter((row) => meute.time.covers(new Date(1000 * Math.max(row.first, row.second)).toISOString()));
    const listedNote = tn("{count} of {all} shared objects is listed, the closest in time.",
      "{count} of {all} shared objects are listed, those closest in time first.", rows.length, { all: weight });
    const all = trace === "CO_REPOSTS" ? ` ${t("All of them:")} meute query run pair-evidence` : "";
    return [
      make("h3", { text: both[trace] || t("What both shared, and when") }),
      ...rows.flatMap(({ at, first, second }) => [
        make("p", { class: "pair" }, foreign(a), ` ${moment(first)} · `, foreign(b), ` ${moment(second)} ${data.language.zone} · `,
          t("{seconds} s apart", { seconds: Math.abs(second - first) })),
        shared.object ? make("p", { class: "object" }, foreign(shared.object[at])) : null,
        shared.post ? evidence(shared.post[at], "") : null,
        shared.own ? make("div", { class: "side" }, ...shared.own[at].map((post) => evidence(post, ""))) : null,
      ]),
      weight > rows.length ? make("p", { class: "quiet", text: listedNote + all }) : null,
    ].filter((part) => part !== null);
  }

  const goTo = (actor) =>
    make("button", { type: "button", class: "link", click: () => meute.select(actor) },
      foreign(data.actors[actor].shown));

  function limited(rows, make_row) {
    const list = make("ul", { class: "rows" });
    list.append(...rows.slice(0, MOST_ROWS).map(make_row));
    if (rows.length > MOST_ROWS) {
      const more = make("button", { type: "button", class: "link", text: t("Show all {count}", { count: rows.length }) });
      more.addEventListener("click", () => list.replaceChildren(...rows.map(make_row)));
      list.append(make("li", {}, more));
    }
    return list;
  }

  const byWeight = (edges) => [...edges].sort((a, b) => data.ties[b].weight - data.ties[a].weight);

  function stances(actor, trace, title, kind) {
    const edges = byWeight(stance(actor, trace));
    if (!edges.length) return [];
    const parts = [make("h3", { class: `${kind}-title`, text: title })];
    for (const edge of edges) {
      const tie = data.ties[edge];
      const own = tie.own === undefined ? "" : `, ${t("{count} in own words", { count: tie.own })}`;
      const day = (text) => moment(text.slice(0, 10));
      const span = tie.first ? ` · ${t("{first} to {last}", { first: day(tie.first), last: day(tie.last || tie.first) })}` : "";
      parts.push(
        make("p", {}, goTo(data.edges[edge].to), ` ${tn("{count} post", "{count} posts", tie.weight)}${own}${span}`),
        ...listed(tie.posts || [], tie.weight, kind),
      );
    }
    return parts;
  }

  function tieRow(actor, edge) {
    const tie = data.ties[edge];
    const q = tie.q === undefined ? t("not tested") : `q ${figure(tie.q)}`;
    const why = make("button", { type: "button", class: "link", text: t("why"), click: () => showTie(edge) });
    return make("li", {}, goTo(other(edge, actor)), why, make("span", {
      class: "below", text: `${data.traces[tie.trace].title} ${figure(tie.weight)} · ${q}`,
    }));
  }

  function repostRow(actor, edge) {
    return make("li", {}, goTo(other(edge, actor)),
      make("span", { class: "end", text: tn("{count} time", "{count} times", data.ties[edge].weight) }));
  }

  function section(title, edges, row) {
    return edges.length ? [make("h3", { text: title }), limited(byWeight(edges), row)] : [];
  }

  function showAccount(actor) {
    const account = data.actors[actor];
    const edges = edgesOf[actor];
    const ties = edges.filter(isTie);
    const reposts = edges.filter((e) => data.ties[e].trace === "AMPLIFIES");
    const pack = account.pack === undefined ? null : data.packs[account.pack];
    show(
      make("h2", {}, mark(account), foreign(account.shown)),
      account.name && account.name !== account.shown ? make("p", {}, foreign(account.name)) : null,
      make("p", { class: "quiet" }, foreign(account.id)),
      make("div", { class: "actions" },
        make("button", { type: "button", text: t("Only its neighbours"), click: () => meute.filter.only(actor) }),
        ...meute.explore.actions(actor),
        webLink(account.url, t("Open the profile ↗"))),
      facts([
        [t("Pack"), pack === null ? t("in no pack") : make("button", { type: "button", class: "link",
          text: tn("Pack {rank}, {count} account", "Pack {rank}, {count} accounts", pack.size, { rank: pack.rank }), click: () => meute.showPack(account.pack) })],
        [t("Followers"), account.followers === undefined ? t("unknown") : figure(account.followers)],
        [t("Account created"), account.created && moment(account.created)],
        [t("Posts left unclear"), account.unclear && figure(account.unclear)],
        [t("Reposts kept in the pack"), account.inside === undefined ? null : `${Math.round(100 * account.inside)} %`],
      ]),
      whole("actor", actor), meute.notes.field("account", actor),
      account.bridge ? make("p", { class: "warn", text: t("Also tied to other packs: it may lead both, or merely follow both.") }) : null,
      ...stances(actor, "ATTACKS", t("Figures it attacks"), "attack"),
      ...stances(actor, "SUPPORTS", t("Figures it supports"), "support"),
      ...section(t("Ties"), ties, (edge) => tieRow(actor, edge)),
      ...section(t("Reposts"), reposts.filter((e) => data.edges[e].from === actor), (e) => repostRow(actor, e)),
      ...section(t("Reposted by"), reposts.filter((e) => data.edges[e].to === actor), (e) => repostRow(actor, e)),
    );
  }

  /* The posts that attack or support a figure, of all drawn accounts, first to last. */
  function figurePosts(edges, title, kind) {
    const posts = [...new Set(edges.flatMap((edge) => data.ties[edge].posts || []))]
      .sort((a, b) => (data.posts[a].at || "").localeCompare(data.posts[b].at || "") || a - b);
    if (!posts.length) return [];
    const total = edges.reduce((sum, edge) => sum + data.ties[edge].weight, 0);
    const fold = make("details", {}, make("summary", { text: tn("{title} ({count} listed)", "{title} ({count} listed)", posts.length, { title }) }));
    fold.append(...listed(posts, total, kind));
    return [fold];
  }

  function showFigure(actor) {
    const account = data.actors[actor];
    const towards = (trace) => edgesOf[actor].filter((e) => data.ties[e].trace === trace);
    show(
      make("h2", {}, mark(account), foreign(account.shown)),
      make("p", { class: "quiet", text: t("Figure under attack, as the investigator declared it.") }),
      facts([[t("Posts left unclear"), account.unclear && figure(account.unclear)]]),
      whole("actor", actor), meute.notes.field("figure", actor),
      ...section(t("Attacked by (drawn accounts)"), towards("ATTACKS"), (e) => repostRow(actor, e)),
      ...section(t("Supported by (drawn accounts)"), towards("SUPPORTS"), (e) => repostRow(actor, e)),
      ...figurePosts(towards("ATTACKS"), t("Posts that attack it"), "attack"),
      ...figurePosts(towards("SUPPORTS"), t("Posts that support it"), "support"),
    );
  }

  function showEdge(edge) {
    const tie = data.ties[edge];
    const trace = data.traces[tie.trace];
    const { from, to } = data.edges[edge];
    const kind = tie.trace === "ATTACKS" ? "attack" : tie.trace === "SUPPORTS" ? "support" : "";
    const tested = isTie(edge);
    show(
      make("h2", {}, meute.stroke(trace), trace.title),
      make("p", {}, goTo(from), trace.directed ? " → " : ` ${t("and")} `, goTo(to)),
      make("p", { class: "quiet", text: `${trace.meaning[0].toUpperCase()}${trace.meaning.slice(1)}.` }),
      facts([
        [tested ? t("Shared objects") : t("Posts"), figure(tie.weight)],
        [t("In own words"), tie.own === undefined ? null : figure(tie.own)],
        [t("Window"), tie.window === undefined ? null : `${figure(tie.window)} s`],
        [t("Median gap"), tie.gap === undefined ? null : `${figure(tie.gap)} s`],
        [t("q-value"), tie.q === undefined ? (tested ? t("not tested against chance") : null) : figure(tie.q)],
        [t("First"), tie.first && moment(tie.first)], [t("Last"), tie.last && moment(tie.last)],
        [t("Run"), tie.run === undefined ? null : foreign(tie.run)],
      ]),
      tie.why === undefined ? null : make("p", {}, ...said("What else could explain it: {sentence}", { sentence: foreign(tie.why) })),
      whole("edge", edge), meute.notes.field("edge", edge),
      ...(tie.posts || !tested ? [make("h3", { text: t("Posts behind it") }), ...listed(tie.posts || [], tie.weight, kind)] : []),
      ...sharedObjects(edge),
    );
  }

  /* What most ties within a pack rest on: the objects, by how many pairs shared them. */
  function packObjects(number) {
    const posts = new Map();
    data.edges.forEach((edge, at) => {
      const { shared } = data.ties[at];
      if (!shared || data.actors[edge.from].pack !== number || data.actors[edge.to].pack !== number) return;
      const behind = shared.post ? shared.post : shared.own.flat();
      for (const post of new Set(behind)) if (post !== null) posts.set(post, (posts.get(post) || 0) + 1);
    });
    return [...posts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  }

  const MOST_POSTS = 40;
  function showPackPanel(number) {
    const pack = data.packs[number];
    const members = data.actors.flatMap((actor, at) => (actor.pack === number ? [at] : []));
    const inside = (trace) => data.edges.flatMap((edge, at) =>
      (data.ties[at].trace === trace && data.actors[edge.from].pack === number ? [at] : []));
    const objects = packObjects(number);
    show(
      make("h2", {}, meute.glyph(pack.shape, pack.colour), t("Pack {rank}", { rank: pack.rank })),
      make("p", { class: "quiet", text: tn("{count} account", "{count} accounts", pack.size) }),
      make("div", { class: "actions" },
        make("button", { type: "button", text: t("Only this pack"), click: () => meute.filter.among(members) }),
        make("button", { type: "button", text: meute.groups.words(number), click: () => meute.groups.toggle([number]) })),
      ...measures(pack),
      whole("pack", number), meute.notes.field("pack", number),
      meute.charts.firstSeen(members), meute.charts.pairs(members),
      make("h3", { text: t("Members drawn") }), limited(members, (actor) => make("li", {}, goTo(actor))),
      ...figurePosts(inside("ATTACKS"), t("Attacks by its members"), "attack"),
      ...figurePosts(inside("SUPPORTS"), t("Support by its members"), "support"),
      ...(objects.length ? [make("h3", { text: t("What its ties rest on") }),
        ...objects.slice(0, MOST_POSTS).flatMap(([post, pairs]) => [
          make("p", { class: "pair", text: tn("{count} pair", "{count} pairs", pairs) }), evidence(post, "")]),
        objects.length > MOST_POSTS ? make("p", { class: "quiet", text: t("The {count} with the most pairs of {all} on this page are listed.",
          { count: MOST_POSTS, all: objects.length }) }) : null] : []),
    );
  }

  /* The posts of a bar, or of any span, that are on this page. */
  function showSpan() {
    const inside = data.posts.flatMap((post, at) => (post.at && meute.time.covers(post.at) ? [at] : []))
      .sort((a, b) => data.posts[a].at.localeCompare(data.posts[b].at));
    show(
      make("h2", { text: t("Posts of the chosen time") }),
      make("p", { class: "quiet", text: meute.time.words() }),
      make("p", { class: "quiet", text: tn("{count} post of them is evidence on this page.", "{count} posts of them are evidence on this page.", inside.length) }),
      ...inside.slice(0, MOST_POSTS).map((post) => evidence(post, "")),
      inside.length > MOST_POSTS ? make("p", { class: "quiet", text: t("The first {count} are listed; a shorter time shows the others.", { count: MOST_POSTS }) }) : null,
    );
  }

  /* The measures of a pack: numbers as a list, sentences below it. */
  function measures(pack) {
    const numbers = pack.measures.filter(([, value]) => typeof value !== "string");
    const sentences = pack.measures.filter(([, value]) => typeof value === "string");
    return [
      make("dl", { class: "measures" }, ...numbers.flatMap(([name, value]) => [make("dt", { text: name }), make("dd", { text: figure(value) })])),
      ...sentences.map(([name, value]) => make("p", { class: "quiet", text: t("{name}: {value}", { name, value }) })),
    ];
  }

  function card(actor) {
    const account = data.actors[actor];
    const lines = [make("strong", {}, foreign(account.shown))];
    if (account.figure) lines.push(t("figure under attack"));
    else if (account.pack !== undefined) lines.push(t("Pack {rank}", { rank: data.packs[account.pack].rank }));
    if (account.followers !== undefined) lines.push(` · ${tn("{count} follower", "{count} followers", account.followers)}`);
    for (const [trace, verb] of [["ATTACKS", t("attacks:")], ["SUPPORTS", t("supports:")]]) {
      const edges = stance(actor, trace);
      if (!edges.length) continue;
      const names = make("div", { text: `${verb} ` });
      edges.forEach((edge, at) => names.append(at ? ", " : "", foreign(data.actors[data.edges[edge].to].shown),
        ` (${figure(data.ties[edge].weight)})`));
      lines.push(names);
    }
    return lines;
  }

  function present(panel) {
    current = panel;
    current();
  }
  const showActor = (actor) => present(() => (data.actors[actor].figure ? showFigure(actor) : showAccount(actor)));
  const showTie = (edge) => present(() => showEdge(edge));

  const refresh = () => { if (current) current(); };
  return {
    showActor, showEdge: showTie, overview, card, refresh, measures,
    showPack: (number) => present(() => showPackPanel(number)), showSpan: () => present(showSpan),
    showSpread: (post) => present(() => show(...meute.charts.spread(post))),
  };
})();
