"use strict";
/* Pictures of numbers beside the network: who attacks whom, when, who acts with whom, and how a post spread. */
meute.charts = (() => {
  const { data, byId, make, foreign, shape, edgesOf, isTie, figure, t, tn, moment } = meute;
  const MOST = 40; // rows of a picture
  const WIDTH = 320; // of all pictures, in units of their own
  const [LEFT, TOP] = [112, 16];

  const framed = (drawing, title) => {
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", title);
    return make("figure", { class: "chart" }, drawing, make("figcaption", { text: title }));
  };

  /* Cells whose shade tells a count, by row and column. */
  function grid(rows, columns, counts, title) {
    const wide = Math.min(104, (WIDTH - LEFT) / Math.max(1, columns.length));
    const high = Math.max(9, Math.min(16, wide));
    const most = counts.reduce((all, row) => row.reduce((least, count) => Math.max(least, count || 0), all), 0);
    if (!most) return null;
    const svg = shape("svg", { viewBox: `0 0 ${WIDTH} ${TOP + rows.length * high}` });
    const every = Math.ceil(18 / wide); // so that the names of columns do not touch
    columns.forEach((name, at) => {
      if (at % every === 0) svg.append(shape("text", { x: LEFT + (at + 0.5) * wide, y: TOP - 5, "text-anchor": "middle", class: "axis" }, name));
    });
    rows.forEach((name, row) => {
      svg.append(shape("text", { x: LEFT - 4, y: TOP + (row + 0.75) * high, "text-anchor": "end", class: "axis" }, name));
      counts[row].forEach((count, column) => {
        if (!count) return;
        const cell = shape("rect", { class: "cell", x: LEFT + column * wide, y: TOP + row * high, width: wide - 1, height: high - 1,
          opacity: (0.1 + 0.9 * Math.sqrt(count / most)).toFixed(3) });
        cell.append(shape("title", {}, `${name} · ${columns[column]}: ${figure(count)}`));
        svg.append(cell);
      });
    });
    return framed(svg, `${title} ${t("The strongest shade: {most}.", { most })}`);
  }

  /* A line that rises by one at each moment; epoch seconds, in order. */
  function curve(moments, title) {
    const [first, last] = [moments[0], moments[moments.length - 1]];
    const [height, foot] = [120, 18];
    const x = (ts) => 30 + ((ts - first) / Math.max(1, last - first)) * (WIDTH - 40);
    const y = (count) => (height - foot) * (1 - count / moments.length) + 4;
    const svg = shape("svg", { viewBox: `0 0 ${WIDTH} ${height}` });
    const path = moments.map((ts, at) => `H${x(ts).toFixed(1)}V${y(at + 1).toFixed(1)}`).join("");
    svg.append(shape("path", { class: "curve", d: `M30 ${y(0)}${path}` }),
      shape("text", { class: "axis", x: 26, y: y(moments.length) + 8, "text-anchor": "end" }, figure(moments.length)),
      shape("text", { class: "axis", x: 30, y: height - 4 }, moment(first, false)),
      shape("text", { class: "axis", x: WIDTH - 10, y: height - 4, "text-anchor": "end" }, moment(last, false)));
    return framed(svg, title);
  }

  const called = (actor) => { const name = [...data.actors[actor].shown]; return name.length > 18 ? `${name.slice(0, 17).join("")}…` : name.join(""); };

  /* Which members of a pack share how much, the best tied first. */
  function pairs(members) {
    const inside = new Set(members);
    const weight = (actor) => edgesOf[actor].filter((edge) => isTie(edge) && inside.has(meute.other(edge, actor)))
      .reduce((sum, edge) => sum + data.ties[edge].weight, 0);
    const shown = [...members].sort((a, b) => weight(b) - weight(a) || a - b).slice(0, MOST);
    const place = new Map(shown.map((actor, at) => [actor, at]));
    const counts = shown.map(() => new Array(shown.length).fill(0));
    for (const actor of shown) {
      for (const edge of edgesOf[actor]) {
        const column = place.get(meute.other(edge, actor));
        if (isTie(edge) && column !== undefined) counts[place.get(actor)][column] += data.ties[edge].weight;
      }
    }
    const left = members.length - shown.length;
    return grid(shown.map(called), shown.map((_, at) => String(at + 1)), counts,
      t("Objects shared by each two accounts of the pack; columns are numbered as the rows.")
        + (left ? ` ${tn("{count} more account is not drawn.", "{count} more accounts are not drawn.", left)}` : ""));
  }

  const seconds = (text) => Date.parse(text) / 1000;
  function firstAct(actor) {
    const moments = edgesOf[actor].flatMap((edge) => {
      const { bins, first } = data.ties[edge];
      return bins && data.course ? [data.course.start + bins[0] * data.course.step] : first ? [seconds(first)] : [];
    });
    return moments.reduce((least, ts) => Math.min(least, ts), Infinity);
  }

  /* When the members of a pack were first seen to do what is drawn. */
  function firstSeen(members) {
    const moments = members.map(firstAct).filter(Number.isFinite).sort((a, b) => a - b);
    return moments.length < 2 ? null
      : curve(moments, t("Members of the pack by their first act that is drawn, {zone}.", { zone: data.language.zone }));
  }

  /* Attacking posts by account and figure. */
  function matrix() {
    const figures = data.actors.flatMap((actor, at) => (actor.figure ? [at] : [])).slice(0, 4);
    const sums = new Map();
    data.edges.forEach(({ from, to }, at) => {
      if (data.ties[at].trace !== "ATTACKS" || !figures.includes(to)) return;
      const row = sums.get(from) || new Array(figures.length).fill(0);
      row[figures.indexOf(to)] += data.ties[at].weight;
      sums.set(from, row);
    });
    const total = (row) => row.reduce((sum, count) => sum + count, 0);
    const rows = [...sums].sort((a, b) => b[1].filter(Boolean).length - a[1].filter(Boolean).length || total(b[1]) - total(a[1]) || a[0] - b[0]);
    const left = rows.length - MOST;
    return grid(rows.slice(0, MOST).map(([actor]) => called(actor)), figures.map(called), rows.slice(0, MOST).map(([, row]) => row),
      t("Attacking posts by account and figure.") + (left > 0 ? ` ${tn("{count} more account is not drawn.", "{count} more accounts are not drawn.", left)}` : ""));
  }

  /* Posts by weekday and hour, where the bars are no longer than an hour. */
  function clock(head, title) {
    const { course } = data;
    if (!course || course.step > 3600) return null;
    const zoned = new Intl.DateTimeFormat("en-GB", { timeZone: data.language.zone, weekday: "short", hour: "2-digit", hourCycle: "h23" });
    const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const named = new Intl.DateTimeFormat(data.language.code, { timeZone: "UTC", weekday: "short" });
    const counts = days.map(() => new Array(24).fill(0));
    course.number.forEach((number, at) => {
      const parts = Object.fromEntries(zoned.formatToParts(new Date(1000 * (course.start + number * course.step))).map((part) => [part.type, part.value]));
      counts[days.indexOf(parts.weekday)][Number(parts.hour)] += course[head][at];
    });
    const monday = Date.UTC(2024, 0, 1);
    return grid(days.map((_, at) => named.format(new Date(monday + at * 86_400_000))), counts[0].map((_, hour) => String(hour)), counts, title);
  }

  /* Who of the drawn accounts reposted a post, and when, as far as the ties list it. */
  let reposts = null;
  function repostsOf(post) {
    if (reposts === null) {
      reposts = new Map();
      data.ties.forEach(({ shared }, at) => (shared?.post && !shared.own ? shared.post : []).forEach((number, row) => {
        const seen = reposts.get(number) || reposts.set(number, new Map()).get(number);
        for (const [actor, ts] of [[data.edges[at].from, shared.from[row]], [data.edges[at].to, shared.to[row]]]) {
          seen.set(actor, Math.min(ts, seen.get(actor) ?? Infinity));
        }
      }));
    }
    return [...(reposts.get(post) || [])].sort((a, b) => a[1] - b[1] || a[0] - b[0]);
  }

  /* A post at the root, and beneath it in order of time who passed it on. */
  function spread(post) {
    const rows = repostsOf(post);
    const posted = seconds(data.posts[post].at || "");
    const after = (ts) => (Number.isNaN(posted) ? moment(ts) : t("{minutes} min later", { minutes: Math.round((ts - posted) / 6) / 10 }));
    return [
      make("h2", { text: t("How it spread") }), meute.posts.evidence(post, ""),
      curve(rows.map(([, ts]) => ts), t("Drawn accounts that reposted it, one by one, {zone}.", { zone: data.language.zone })),
      make("ul", { class: "rows tree" }, ...rows.map(([actor, ts]) => make("li", {},
        make("button", { type: "button", class: "link", click: () => meute.select(actor) }, foreign(data.actors[actor].shown)),
        make("span", { class: "end", text: after(ts) })))),
      make("p", { class: "quiet", text: t("According to the ties that this page lists. The platform says that they reposted it, not from whom they had it.") }),
    ];
  }

  function init() {
    const fold = byId("pictures");
    fold.addEventListener("toggle", () => {
      if (!fold.open || fold.querySelector("figure")) return;
      const { zone } = data.language;
      const drawn = [clock("posts", t("All posts by weekday and hour, {zone}.", { zone })),
        clock("attacks", t("Attacking posts by weekday and hour, {zone}.", { zone })), matrix()].filter(Boolean);
      fold.append(...(drawn.length ? drawn : [make("p", { class: "quiet", text: t("There is nothing to draw: no post has a time, and no figure is attacked.") })]));
    });
  }

  return { init, pairs, firstSeen, spread, repostsOf };
})();
