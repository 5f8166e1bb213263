"use strict";
/* A post as evidence: whose words, when, where to open it, and how to cite it. */
meute.posts = (() => {
  const { data, make, foreign, webLink, t, tn, said, moment } = meute;
  const kinds = { repost: t("repost, not own words"), quote: t("quote, with own words"), reply: t("reply, own words") };

  function citation(post) {
    const who = post.original ? t("{account} reposting {original}", { account: post.author, original: post.original }) : post.author;
    return [
      `${who || t("author unknown")}${post.at ? `, ${moment(post.at)} ${data.language.zone}` : ""}`,
      post.text ? t("“{text}”", { text: post.text }) : null,
      post.url || null, post.id,
    ].filter(Boolean).join(". ");
  }

  /* The old way too: a page opened from a disk may be refused the new one. */
  async function copy(text, button) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const box = make("textarea");
      box.value = text;
      button.after(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
    button.textContent = t("Copied");
  }

  function evidence(number, kind) {
    if (number === null || number === undefined) return null;
    const post = data.posts[number];
    const foot = make("footer");
    if (post.original) foot.append(...said("{account} reposting {original}", { account: foreign(post.author), original: foreign(post.original) }), " ");
    else if (post.author) foot.append(foreign(post.author), " ");
    if (post.at) foot.append(make("time", { datetime: post.at, text: moment(post.at) }), " ");
    if (post.kind) foot.append(make("span", { class: "kind", text: kinds[post.kind] }), " ");
    if (post.matched) foot.append(...said("matched “{words}”", { words: foreign(post.matched) }), " ");
    foot.append(webLink(post.url, t("Open the post ↗")) || t("no address at hand"), " ");
    const cite = make("button", { type: "button", class: "link", text: t("Copy as citation") });
    cite.addEventListener("click", () => copy(citation(post), cite));
    foot.append(cite);
    if (meute.charts.repostsOf(number).length > 1) {
      foot.append(" ", make("button", { type: "button", class: "link", text: t("How it spread"), click: () => meute.details.showSpread(number) }));
    }
    return make(
      "blockquote", { class: `evidence ${kind}` },
      post.text ? make("p", { text: post.text })
        : make("p", {}, ...said("{id}: the export holds no text of this post.", { id: foreign(post.id) })), foot,
    );
  }

  /* Posts of the chosen span, and how many are not listed here. */
  function listed(posts, total, kind) {
    const inside = posts.filter((number) => meute.time.isWhole() || meute.time.covers(data.posts[number].at));
    const outside = posts.length - inside.length;
    const notes = [];
    if (outside) notes.push(tn("{count} outside the chosen time", "{count} outside the chosen time", outside));
    if (total > posts.length) notes.push(tn("{count} more in the case", "{count} more in the case", total - posts.length));
    return [
      ...inside.map((number) => evidence(number, kind)),
      notes.length ? make("p", { class: "quiet", text: t("Not listed: {notes}.", { notes: notes.join(", ") }) }) : null,
    ].filter((part) => part !== null);
  }

  /* Where the folder of evidence beside this page holds an item; a link reaches it from a disk too. */
  function whole(kind, number) {
    if (!data.evidence) return null;
    const { folder, files, starts } = data.evidence;
    const page = starts[kind].filter((start) => start <= number).length;
    return make("p", {}, make("a", { href: `${folder}/${files[kind]}-${String(page).padStart(4, "0")}.html#${kind}${number}`,
      target: "_blank", rel: "noopener", text: t("All of it in the folder of evidence ↗") }));
  }

  return { evidence, listed, citation, whole };
})();
