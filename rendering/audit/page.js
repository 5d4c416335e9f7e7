"use strict";
(() => {
  // Every text goes in as a text node: nothing that a document holds can become markup.
  const PER_PAGE = 50;
  const COLUMNS = ["id", "title", "kind", "state", "stage", "reason", "sentences", "words", "model", "edits", "dropped"];
  const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;
  const WORDS = /\s+|[\p{L}\p{N}\p{M}_’'-]+|[^\s\p{L}\p{N}\p{M}_]/gu;

  const embedded = (name) => JSON.parse(document.getElementById(name).textContent);
  const job = embedded("job");
  const rows = embedded("rows").map((values, number) =>
    Object.fromEntries([["number", number], ...COLUMNS.map((name, at) => [name, values[at]])]));
  const $ = (id) => document.getElementById(id);

  function make(tag, options = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(options)) node.setAttribute(name, value);
    node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
    return node;
  }

  // Characters that hide or reorder are named instead of obeyed.
  function shown(text) {
    const whole = String(text), parts = [];
    let from = 0;
    for (const match of whole.matchAll(HIDDEN)) {
      parts.push(whole.slice(from, match.index));
      const code = match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
      parts.push(make("span", { class: "hidden-sign" }, `⟨U+${code}⟩`));
      from = match.index + match[0].length;
    }
    return make("bdi", {}, ...parts, whole.slice(from));
  }

  const count = (number, what) => `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;
  const plain = (value) => (typeof value === "string" ? value : Array.isArray(value) && value.every((one) => typeof one === "string") ? value.join(", ") : JSON.stringify(value));

  function list(entries) {
    const pairs = Object.entries(entries).filter(([, value]) => value !== "" && value !== undefined && value !== null && !(Array.isArray(value) && !value.length));
    return make("dl", {}, pairs.map(([name, value]) =>
      [make("dt", {}, shown(name)), make("dd", {}, value instanceof Node ? value : shown(plain(value)))]));
  }

  const code = (text) => make("code", {}, shown(text));
  const hashes = (entries) => list(Object.fromEntries(Object.entries(entries).map(([name, hash]) => [name, code(hash)])));

  function fold(title, open, ...children) {
    const node = make("details", {}, make("summary", {}, title), ...children);
    node.open = open;
    return node;
  }

  function table(heads, body, numeric = []) {
    const head = make("tr", {}, heads.map((name, at) => make("th", numeric.includes(at) ? { class: "number" } : {}, name)));
    return make("div", { class: "scroll" }, make("table", {}, make("thead", {}, head), make("tbody", {},
      body.map(({ cells, chosen }) => make("tr", chosen ? { class: "chosen" } : {}, cells.map((cell, at) =>
        make("td", { "data-name": heads[at], class: numeric.includes(at) ? "number" : "" }, cell instanceof Node ? cell : shown(cell))))))));
  }

  // --- differences: longest common subsequence of words ---------------------------------------------------------------

  function compare(before, after) {
    const a = before.match(WORDS) || [], b = after.match(WORDS) || [];
    if (a.length * b.length > 250000) return [[before, -1], [after, 1]];
    const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
    for (let i = a.length - 1; i >= 0; i--)
      for (let j = b.length - 1; j >= 0; j--)
        lengths[i][j] = a[i] === b[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    const parts = [];
    let i = 0, j = 0;
    while (i < a.length || j < b.length) {
      if (i < a.length && j < b.length && a[i] === b[j]) { parts.push([a[i++], 0]); j++; }
      else if (i < a.length && (j === b.length || lengths[i + 1][j] >= lengths[i][j + 1])) parts.push([a[i++], -1]);
      else parts.push([b[j++], 1]);
    }
    return parts;
  }

  function side(parts, drop, tag) {
    return parts.filter(([, sign]) => sign !== drop).map(([text, sign]) => (sign ? make(tag, {}, shown(text)) : shown(text)));
  }

  function pair(worded) {
    const parts = compare(worded.draft, worded.final || "");
    const edits = (worded.edits || []).map((edit) => make("p", { class: "why" },
      edit.accepted ? "" : make("span", { class: "fell" }, "refused "), shown(`${edit.by}, ${edit.rule}: `),
      make("del", {}, shown(edit.before)), " → ", make("ins", {}, shown(edit.after)),
      edit.reason ? shown(` (${edit.reason})`) : ""));
    return make("div", { class: "pair" }, make("p", { class: "was" }, side(parts, 1, "del")),
      make("p", { class: "is" }, worded.final ? side(parts, -1, "ins") : make("span", { class: "fell" }, "taken out")), edits);
  }

  // --- a document -----------------------------------------------------------------------------------------------------

  function fact(one) {
    const passages = (one.passages || []).map((place) => make("div", {},
      make("span", { class: "soft" }, shown(place.uri), place.end ? `, characters ${place.start}–${place.end}` : ""),
      place.text ? make("p", { class: "passage" }, shown(place.before || ""), make("mark", {}, shown(place.text)), shown(place.after || "")) : ""));
    return make("div", { class: "fact" }, shown(one.said), one.validity ? shown(` (${one.validity})`) : "", " ", code(one.id), passages);
  }

  function planned(data, said) {
    const sections = (data.sections || []).map((section) => [
      make("h3", {}, shown(section.heading || "(opening)"), make("span", { class: "soft" }, ` ${section.style || "prose"}`)),
      make("ol", {}, (section.plans || []).map((plan) => make("li", {},
        plan.text ? shown(plan.text) : (plan.facts || []).map((id) => make("div", {}, said(id))))))]);
    const left = (data.left_out || []).map((one) => ({ cells: [one.said || one.fact, one.reason] }));
    return [...sections, left.length ? make("h3", {}, "Left out") : "", left.length ? table(["fact", "why"], left) : ""];
  }

  function candidates(one, text) {
    const first = one.candidates.findIndex((tried) => tried.passed && tried.text === text);
    const body = one.candidates.map((tried, at) => ({
      chosen: at === first,
      cells: [tried.text, tried.origin, tried.coverage.toFixed(2), tried.logprob === null || tried.logprob === undefined ? "" : tried.logprob.toFixed(3),
        String(tried.tokens || ""), tried.passed ? make("span", { class: "passed" }, "passed") : make("span", { class: "fell" }, shown(tried.reason || "fell"))],
    }));
    return table(["wording", "by", "coverage", "likelihood", "tokens", "check"], body, [2, 3, 4]);
  }

  function wording(data) {
    const tried = (data.worded || []).map((one) => [make("h3", {}, shown(one.draft), make("span", { class: "soft" }, ` ${one.plan}`)),
      (one.candidates || []).length ? candidates(one, one.draft) : make("p", { class: "soft" }, "A fixed wording; no candidates.")]);
    const dropped = (data.dropped || []).map((one) => [make("h3", { class: "fell" }, shown(`dropped: ${one.text}`)), make("p", {}, shown(one.reason)),
      (one.candidates || []).length ? candidates(one, "") : ""]);
    return [...tried, ...dropped].flat();
  }

  function checks(all) {
    const told = (check) => check.name + (check.detail ? ` (${check.detail})` : "");
    const passed = all.filter((check) => check.passed), fell = all.filter((check) => !check.passed);
    return [passed.length ? make("span", { class: "small passed" }, "passed: ", shown(passed.map(told).join(", ")), " ") : "",
      fell.length ? make("span", { class: "small fell" }, "fell: ", shown(fell.map(told).join(", "))) : ""];
  }

  function ledger(data, byId) {
    return (data.ledger || []).map((sentence) => make("div", { class: "sentence" },
      make("p", {}, make("span", { class: "soft" }, `${sentence.sentence}. `), shown(sentence.text)),
      make("p", {}, make("span", { class: "tag" }, sentence.label), make("span", { class: "tag" }, `by ${sentence.origin}`), checks(sentence.checks || [])),
      (sentence.facts || []).map((id) => (byId.has(id) ? fact(byId.get(id)) : make("div", { class: "fact" }, code(id))))));
  }

  function drawDocument(row) {
    const data = embedded(`d${row.number}`), byId = new Map((data.facts || []).map((one) => [one.id, one]));
    const said = (id) => (byId.has(id) ? shown(byId.get(id).said) : code(id));
    const brief = data.brief || {};
    const place = $("document"), step = (by, text) => {
      const other = rows[row.number + by];
      return make("a", other ? { href: `#d${other.number}` } : { "aria-disabled": "true", class: "soft" }, text);
    };
    const missing = (what) => make("p", { class: "soft" }, `Nothing is kept of ${what}: the document did not come that far, or the store was deleted.`);
    place.replaceChildren(
      make("nav", { class: "walk" }, make("a", { href: "#" }, "All documents"), step(-1, "← before"), step(1, "next →")),
      make("h1", {}, shown(data.title || row.title || row.id)),
      make("p", {}, make("span", { class: `state ${row.state}` }, row.state), " ", code(row.id), row.stage ? ` in ${row.stage}` : ""),
      row.reason ? make("p", { class: "warning" }, shown(row.reason)) : "",
      fold("1  Brief and sources of its own", row.state !== "delivered", list(brief), ...(data.own || []).map((line) => make("p", {}, shown(line)))),
      fold(`2  Plan: ${count((data.sections || []).length, "section")}, ${count((data.sections || []).reduce((sum, one) => sum + (one.plans || []).length, 0), "sentence plan")}`,
        false, ...((data.sections || []).length ? planned(data, said) : [missing("a plan")]), ...(data.notes || []).map((line) => make("p", { class: "soft" }, shown(line)))),
      fold(`3  Wording: ${count((data.worded || []).length, "sentence")}, ${count((data.dropped || []).length, "dropped")}`.replace("droppeds", "dropped"), false,
        list({ model: data.engine, tokens: data.tokens, "worded together with": (data.together || []).join(", ") }),
        ...((data.worded || []).length ? wording(data) : [missing("a draft")])),
      fold("4  Draft and final text", true, data.grammar ? make("p", { class: "soft" }, shown(`grammar: ${data.grammar}`)) : "",
        make("div", { class: "pair heads" }, make("p", {}, "draft"), make("p", {}, "final")),
        ...((data.worded || []).length ? data.worded.map(pair) : [missing("a draft")])),
      fold(`5  Ledger: ${count((data.ledger || []).length, "sentence")} with facts and sources`, true, ...((data.ledger || []).length ? ledger(data, byId) : [missing("a ledger")])),
      fold("6  Files, keys and versions", false, make("h3", {}, "Files delivered"), hashes(data.files || {}), make("h3", {}, "Keys in the store"), hashes(data.keys || {}),
        Object.keys(data.different || {}).length ? make("h3", {}, "Other than the job’s") : "", list(data.different || {})),
    );
  }

  // --- the list -------------------------------------------------------------------------------------------------------

  const view = { page: 0, text: "", state: "", order: "number" };
  const ORDERS = { number: "in the order of the briefs", title: "by title", words: "longest first", edits: "most edits first", dropped: "most dropped first" };

  function selected() {
    const wanted = view.text.trim().toLowerCase();
    const found = rows.filter((row) => (!view.state || row.state === view.state) &&
      (!wanted || `${row.id} ${row.title} ${row.reason}`.toLowerCase().includes(wanted)));
    if (view.order === "title") found.sort((one, two) => one.title.localeCompare(two.title) || one.number - two.number);
    else if (view.order !== "number") found.sort((one, two) => two[view.order] - one[view.order] || one.number - two.number);
    return found;
  }

  function drawRow(row) {
    const numbers = row.state === "delivered"
      ? `${count(row.sentences, "sentence")}, ${row.model} by the model, ${count(row.words, "word")}` : row.stage;
    return make("a", { class: "row", href: `#d${row.number}` }, make("span", { class: `state ${row.state}` }, row.state),
      make("span", {}, shown(row.title || row.id), " ", make("span", { class: "id" }, shown(row.title ? row.id : ""))),
      make("span", { class: "numbers" }, numbers), row.reason ? make("span", { class: "why" }, shown(row.reason)) : "");
  }

  function drawList() {
    const found = selected(), pages = Math.max(1, Math.ceil(found.length / PER_PAGE));
    view.page = Math.min(view.page, pages - 1);
    const first = view.page * PER_PAGE;
    $("list").replaceChildren(...found.slice(first, first + PER_PAGE).map(drawRow));
    $("found").textContent = found.length ? `${first + 1}–${Math.min(first + PER_PAGE, found.length)} of ${count(found.length, "document")}` : "No document fits.";
    const turn = (by, text) => {
      const button = make("button", { type: "button" }, text);
      button.disabled = view.page + by < 0 || view.page + by >= pages;
      button.addEventListener("click", () => { view.page += by; drawList(); $("documents").scrollIntoView(); });
      return button;
    };
    $("pages").replaceChildren(...(pages > 1 ? [turn(-1, "Previous"), `page ${view.page + 1} of ${pages}`, turn(1, "Next")] : []));
  }

  function drawAbout() {
    const seconds = Object.fromEntries(Object.entries(job.seconds || {}).map(([stage, spent]) => [stage, `${spent.toFixed(1)} s`]));
    const settings = Object.fromEntries(Object.entries(job.settings || {}).map(([group, values]) =>
      [group, typeof values === "object" ? Object.entries(values).map(([name, value]) => `${name}: ${plain(value)}`).join("; ") : values]));
    $("about").replaceChildren(
      ...(job.notes || []).map((note) => make("p", { class: "warning" }, shown(note))),
      fold("Time and tokens", false, list({ ...seconds, tokens: job.tokens || 0 })),
      fold("Settings", false, list(settings)),
      fold("Versions and weights", false, list(job.versions || {}), hashes(job.weights || {})),
      fold("Knowledge and files read", false, list({ knowledge: (job.knowledge || []).join(", ") }), hashes(job.files || {})),
      Object.keys(job.retracted || {}).length ? fold("Facts taken back", true, list(job.retracted)) : "",
    );
  }

  function route() {
    const row = rows[Number((location.hash.match(/^#d(\d+)$/) || [])[1])];
    $("overview").hidden = Boolean(row);
    $("document").hidden = !row;
    if (row) drawDocument(row);
    else $("document").replaceChildren();
    scrollTo(0, 0);
  }

  const option = (value, text) => make("option", { value }, text);
  const states = [...new Set(rows.map((row) => row.state))];
  $("state").append(option("", "every state"), ...states.map((state) => option(state, `${state} (${rows.filter((row) => row.state === state).length})`)));
  $("order").append(...Object.entries(ORDERS).map(([value, text]) => option(value, text)));
  const change = (name, value) => { view[name] = value; view.page = 0; drawList(); };
  $("search").addEventListener("input", (event) => change("text", event.target.value));
  $("state").addEventListener("change", (event) => change("state", event.target.value));
  $("order").addEventListener("change", (event) => change("order", event.target.value));
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", route);
  drawAbout();
  drawList();
  route();
})();
