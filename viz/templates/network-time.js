"use strict";
/* Time under the picture: bars of posts, a span that filters everything, and a replay of it. */
meute.time = (() => {
  const { data, byId, t, tn, moment: told } = meute;
  const course = data.course;
  const box = byId("time");
  if (!course || course.number.length < 2) {
    return { init: () => {}, draw: () => {}, covers: () => true, isWhole: () => true, words: () => "" };
  }

  const TICKS = 120; // steps of one replay of the span
  const last = course.number[course.number.length - 1] + 1;
  const canvas = byId("time-bars");
  const sliders = { from: byId("time-from"), until: byId("time-until") };
  const state = { from: 0, until: last, left: 0, right: last, timer: null };
  let onSpan = () => {};

  const moment = (bin) => told(course.start + bin * course.step, false);
  const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const binOf = (ts) => (ts - course.start) / course.step;
  const isWhole = () => state.from <= 0 && state.until >= last;

  /* First place in the list of bins whose number is not below. */
  function place(number) {
    let low = 0;
    let high = course.number.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (course.number[middle] < number) low = middle + 1; else high = middle;
    }
    return low;
  }

  function sums(from, until) {
    const total = { posts: 0, attacks: 0, supports: 0, pack: 0 };
    for (let at = place(from); at < course.number.length && course.number[at] < until; at += 1) {
      for (const head of Object.keys(total)) total[head] += course[head][at];
    }
    return total;
  }

  /* Bars in so many pixels, none narrower than three. */
  const columnsIn = (width) => Math.max(1, Math.min(Math.floor(width / 3), Math.ceil(state.right - state.left)));

  function draw() {
    const ratio = window.devicePixelRatio || 1;
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    if (!width) return;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const pen = canvas.getContext("2d");
    pen.scale(ratio, ratio);
    const span = state.right - state.left;
    const columns = columnsIn(width);
    const per = span / columns;
    const rows = [];
    for (let column = 0; column < columns; column += 1) {
      rows.push(sums(state.left + column * per, state.left + (column + 1) * per));
    }
    const most = Math.max(1, ...rows.map((row) => row.posts));
    const floor = height - 16;
    const tall = (count) => (count / most) * (floor - 14);
    const step = width / columns;
    rows.forEach((row, column) => {
      let base = floor;
      const attacks = Math.min(row.attacks, row.posts);
      const supports = Math.min(row.supports, row.posts - attacks);
      for (const [count, colour] of [[attacks, "--attack"], [row.posts - attacks - supports, "--bar"], [supports, "--support"]]) {
        if (!count) continue;
        const size = Math.max(1, tall(count));
        pen.fillStyle = style(colour);
        pen.fillRect(column * step, base - size, Math.max(1, step - (step > 4 ? 1 : 0)), size);
        base -= size;
      }
    });
    pen.strokeStyle = style("--ink");
    pen.lineWidth = 1.3;
    pen.beginPath();
    rows.forEach((row, column) => {
      const y = floor - tall(row.pack);
      if (column) pen.lineTo((column + 0.5) * step, y); else pen.moveTo(0.5 * step, y);
    });
    if (data.packs.length) pen.stroke();
    const x = (bin) => ((bin - state.left) / span) * width;
    pen.font = "11px system-ui, sans-serif";
    pen.fillStyle = style("--quiet");
    const ticks = Math.max(1, Math.min(4, Math.floor(width / 150) - 1));
    for (let tick = 0; tick <= ticks; tick += 1) {
      const bin = state.left + (span * tick) / ticks;
      pen.textAlign = tick === 0 ? "start" : tick === ticks ? "end" : "center";
      pen.fillText(moment(Math.min(bin, last)), x(bin), height - 4);
    }
    pen.textAlign = "start";
    pen.fillText(tn("{count} post", "{count} posts", most), 2, 10);
    pen.setLineDash([3, 3]);
    pen.strokeStyle = style("--attack");
    for (const spark of course.sparks) {
      const at = binOf(spark.ts);
      if (at < state.left || at > state.right) continue;
      pen.beginPath();
      pen.moveTo(x(at), 0);
      pen.lineTo(x(at), floor);
      pen.stroke();
    }
    pen.setLineDash([]);
    if (!isWhole()) {
      pen.fillStyle = style("--shade");
      pen.fillRect(0, 0, Math.max(0, x(state.from)), floor);
      pen.fillRect(x(state.until), 0, Math.max(0, width - x(state.until)), floor);
      pen.fillStyle = style("--accent");
      pen.fillRect(x(state.from) - 1, 0, 2, floor);
      pen.fillRect(x(state.until) - 1, 0, 2, floor);
    }
  }

  /* Edges that act in the span; an edge without times is in no span but the whole. */
  function active() {
    if (isWhole()) return null;
    return data.ties.map((tie) => {
      if (tie.bins) return tie.bins.some((bin) => bin >= state.from && bin < state.until);
      if (!tie.first) return false;
      const first = binOf(Date.parse(tie.first) / 1000);
      const end = tie.last ? binOf(Date.parse(tie.last) / 1000) : first;
      return first < state.until && end >= state.from;
    });
  }

  function words() {
    const total = sums(state.from, state.until);
    const parts = [
      tn("{count} post", "{count} posts", total.posts),
      tn("{count} attacks a figure", "{count} attack a figure", total.attacks),
      tn("{count} supports one", "{count} support one", total.supports),
    ];
    if (data.packs.length) parts.push(tn("{count} by members of packs", "{count} by members of packs", total.pack));
    const begun = course.sparks.filter((spark) => binOf(spark.ts) >= state.from && binOf(spark.ts) < state.until);
    const sparks = begun.length && !isWhole()
      ? ` ${t("An attack on {figures} begins here.", { figures: begun.map((spark) => spark.figure).join(", ") })}` : "";
    const undated = data.ties.filter((tie) => !tie.bins && !tie.first).length;
    const note = undated && !isWhole() ? ` ${tn("{count} edge carries no time and is not shown.", "{count} edges carry no time and are not shown.", undated)}` : "";
    return t("{from} to {until} {zone}: {parts}.", { from: moment(Math.floor(state.from)), until: moment(Math.min(last, state.until)),
        zone: data.language.zone, parts: parts.join(", ") }) + sparks + note;
  }

  /* Who set off or relayed an attack that begins in the span. */
  function marked() {
    const ring = new Map();
    if (isWhole()) return ring;
    for (const spark of course.sparks) {
      if (binOf(spark.ts) < state.from || binOf(spark.ts) >= state.until) continue;
      for (const relay of spark.relays) ring.set(relay, "relay");
      if (spark.actor !== null) ring.set(spark.actor, "spark");
    }
    return ring;
  }

  function apply() {
    sliders.from.value = String(state.from);
    sliders.until.value = String(state.until);
    for (const [name, slider] of Object.entries(sliders)) slider.setAttribute("aria-valuetext", `${moment(Math.min(last, state[name]))} ${data.language.zone}`);
    byId("time-words").textContent = words();
    draw();
    meute.marks.ring(marked());
    onSpan(active());
  }

  function choose(from, until) {
    state.from = Math.max(0, Math.min(from, last - 1));
    state.until = Math.min(last, Math.max(until, state.from + 1));
    apply();
  }

  function stop() {
    clearInterval(state.timer);
    state.timer = null;
    byId("time-play").textContent = t("Play");
    byId("time-play").setAttribute("aria-pressed", "false");
  }

  /* The span grows from its start to its end, so that who comes when can be watched. */
  function play() {
    const [from, until] = state.goal || [state.from, state.until];
    state.goal = [from, until];
    const step = Math.max(1, Math.round((until - from) / TICKS));
    if (state.until >= until) choose(from, from + step);
    byId("time-play").textContent = t("Pause");
    byId("time-play").setAttribute("aria-pressed", "true");
    state.timer = setInterval(() => {
      choose(from, Math.min(until, state.until + step));
      if (state.until >= until) { stop(); state.goal = null; }
    }, Number(byId("time-speed").value));
  }

  function toggle() {
    if (state.timer === null) play(); else stop();
  }

  function free() { stop(); state.goal = null; }

  function steps(direction) {
    free();
    const width = Math.max(1, state.until - state.from);
    if (isWhole()) { choose(0, Math.max(1, Math.round(last / TICKS))); return; }
    const from = Math.max(0, Math.min(last - width, state.from + direction * width));
    choose(from, from + width);
  }

  function zoom(into) {
    free();
    state.left = into ? state.from : 0;
    state.right = into ? state.until : last;
    for (const slider of Object.values(sliders)) {
      slider.min = String(state.left);
      slider.max = String(state.right);
    }
    apply();
  }

  /* A click takes one bar, and shows its posts. */
  function pick(bin) {
    const per = Math.max(1, (state.right - state.left) / columnsIn(canvas.clientWidth));
    const from = state.left + Math.floor((bin - state.left) / per) * per;
    choose(Math.floor(from), Math.ceil(from + per));
    meute.details.showSpan();
  }

  function whole() { zoom(false); choose(0, last); }

  function brush() {
    const at = (event) => {
      const frame = canvas.getBoundingClientRect();
      const share = Math.min(1, Math.max(0, (event.clientX - frame.left) / frame.width));
      return state.left + share * (state.right - state.left);
    };
    let start = null;
    canvas.addEventListener("pointerdown", (event) => {
      free();
      start = at(event);
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (start === null) return;
      const end = at(event);
      choose(Math.floor(Math.min(start, end)), Math.ceil(Math.max(start, end)));
    });
    canvas.addEventListener("pointerup", (event) => {
      if (start !== null && Math.abs(at(event) - start) * canvas.clientWidth < 3 * (state.right - state.left)) pick(start);
      start = null;
    });
  }

  function init(callback) {
    onSpan = callback;
    box.hidden = false;
    byId("time-step").textContent = course.step % 3600 ? t("Bars hold at least {length} min", { length: course.step / 60 })
      : t("Bars hold at least {length} h", { length: course.step / 3600 });
    for (const [name, slider] of Object.entries(sliders)) {
      slider.min = "0";
      slider.max = String(last);
      slider.addEventListener("input", () => {
        free();
        const value = Number(slider.value);
        if (name === "from") choose(value, Math.max(state.until, value + 1));
        else choose(Math.min(state.from, value - 1), value);
      });
    }
    byId("time-play").addEventListener("click", toggle);
    byId("time-back").addEventListener("click", () => steps(-1));
    byId("time-on").addEventListener("click", () => steps(1));
    byId("time-posts").addEventListener("click", () => meute.details.showSpan());
    byId("time-zoom").addEventListener("click", () => zoom(true));
    byId("time-all").addEventListener("click", whole);
    byId("time-speed").addEventListener("change", () => { if (state.timer !== null) { stop(); play(); } });
    brush();
    new ResizeObserver(draw).observe(canvas);
    apply();
  }

  /* Whether a moment of the export lies in the span; posts without a time lie only in the whole. */
  function covers(text) {
    if (isWhole()) return true;
    const ts = Date.parse(text || "") / 1000;
    return !Number.isNaN(ts) && binOf(ts) >= state.from && binOf(ts) < state.until;
  }

  return { init, choose, draw, covers, isWhole, state, words, whole };
})();
