"use strict";
/* The data block, and how anything of it becomes a part of the page: as text, never as markup. */
const meute = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);

  /* What there is a lot of comes column by column; a value that is not there is no key. */
  function rows(columns) {
    if (Array.isArray(columns)) return columns;
    const names = Object.keys(columns);
    return columns[names[0]].map((_, at) => {
      const row = {};
      for (const name of names) if (columns[name][at] !== null) row[name] = columns[name][at];
      return row;
    });
  }
  for (const part of ["nodes", "edges", "ties"]) data[part] = rows(data[part]);
  const kinds = Object.keys(data.traces);
  for (const tie of data.ties) tie.trace = kinds[tie.trace];

  const svg = "http://www.w3.org/2000/svg";
  const byId = (id) => document.getElementById(id);

  function make(tag, options = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(options)) {
      if (name === "text") element.textContent = value;
      else if (name === "click") element.addEventListener("click", value);
      else element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  /* Words of strangers stay within their own direction, whatever letters they hold. */
  const foreign = (text) => make("bdi", { text });

  /* The addresses were checked when the page was made; a page that was edited is checked again. */
  function webLink(address, text) {
    if (!/^https?:\/\/[^\s@\\]+$/i.test(address || "")) return null;
    return make("a", { href: address, target: "_blank", rel: "noopener noreferrer", text });
  }

  const outlines = {
    dot: "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z",
    square: "M2.3 2.3h11.4v11.4h-11.4z",
    triangle: "M8 1.2l7 12.6h-14z",
    triangleDown: "M8 14.8l7-12.6h-14z",
    diamond: "M8 .8l6.6 7.2l-6.6 7.2l-6.6-7.2z",
    hexagon: "M4.3 1.8h7.4l3.7 6.2l-3.7 6.2h-7.4l-3.7-6.2z",
    star: "M8 .8l2.1 4.9l5.3.4l-4 3.5l1.2 5.2l-4.6-2.8l-4.6 2.8l1.2-5.2l-4-3.5l5.3-.4z",
  };

  /* A shape of a drawing; text is text in it. */
  function shape(name, attributes, text) {
    const element = document.createElementNS(svg, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function glyph(outline, colour) {
    const drawing = shape("svg", { viewBox: "0 0 16 16", class: "glyph", "aria-hidden": "true" });
    drawing.append(shape("path", { d: outlines[outline] || outlines.dot, fill: colour }));
    return drawing;
  }

  function stroke(trace) {
    const drawing = shape("svg", { viewBox: "0 0 34 12", class: "stroke", "aria-hidden": "true" });
    drawing.append(shape("path", { d: trace.directed ? "M1 6h26M24 2l6 4l-6 4" : "M1 6h32", fill: "none", stroke: trace.colour,
      "stroke-width": "3", "stroke-dasharray": trace.dashes.join(" ") || "none" }));
    return drawing;
  }

  /* Shape and colour of an account or figure. */
  const markOf = (actor) => (actor.figure ? data.figure : actor.pack === undefined ? data.loose : data.packs[actor.pack]);
  const mark = (actor) => glyph(markOf(actor).shape, markOf(actor).colour);

  const { code, messages } = data.language;
  const whole = new Intl.NumberFormat(code);
  const broken = new Intl.NumberFormat(code, { maximumSignificantDigits: 3 });
  const small = (value) => value.toExponential(1).replace(".", whole.formatToParts(1.5)[1].value);
  function figure(value) {
    if (typeof value !== "number") return String(value);
    if (Number.isInteger(value)) return whole.format(value);
    return Math.abs(value) < 0.001 ? small(value) : broken.format(value);
  }

  /* Messages in the language of the page; {name} stands for a value. */
  const forms = new Intl.PluralRules(code);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (sign, name) => (name in values ? figure(values[name]) : sign));
  const t = (text, values = {}) => fill((messages[text] || [text])[0], values);
  const tn = (one, many, count, values = {}) =>
    fill((messages[one] || [one, many])[forms.select(count) === "one" ? 0 : 1], { count, ...values });
  /* The same with parts of the page in the place of values. */
  const said = (text, parts) => (messages[text] || [text])[0].split(/\{(\w+)\}/)
    .flatMap((piece, at) => (at % 2 ? parts[piece] : piece));

  /* Times of the graph, ISO 8601 or epoch seconds, in the zone of the page. */
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: data.language.zone, hourCycle: "h23", year: "numeric",
    month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const dates = { en: (at) => `${at.year}-${at.month}-${at.day}`, fr: (at) => `${at.day}/${at.month}/${at.year}` };
  function moment(value, seconds = true) {
    const date = typeof value === "number" ? new Date(1000 * value) : new Date(value || NaN);
    if (Number.isNaN(date.getTime())) return value || "–";
    if (typeof value === "string" && value.length <= 10) {
      const [year, month = "", day = ""] = value.split("-");
      return day ? dates[code]({ year, month, day }) : value;
    }
    const at = Object.fromEntries(clock.formatToParts(date).map((part) => [part.type, part.value]));
    return `${dates[code](at)} ${at.hour}:${at.minute}${seconds ? `:${at.second}` : ""}`;
  }

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /* What each account does, by number: read many times, so worked out once. */
  const edgesOf = data.actors.map(() => []);
  data.edges.forEach((edge, index) => {
    edgesOf[edge.from].push(index);
    if (edge.to !== edge.from) edgesOf[edge.to].push(index);
  });
  const isTie = (index) => !data.traces[data.ties[index].trace].directed;
  const other = (index, actor) =>
    data.edges[index].from === actor ? data.edges[index].to : data.edges[index].from;
  const stance = (actor, trace) =>
    edgesOf[actor].filter((e) => data.ties[e].trace === trace && data.edges[e].from === actor);

  return {
    data, byId, make, foreign, webLink, outlines, shape, glyph, stroke, mark, markOf, figure, folded, t, tn, said, moment,
    edgesOf, isTie, other, stance,
  };
})();
