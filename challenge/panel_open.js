// The question that is open: its fields, what is in the way of saving them, what it rests on, and what can be done with it.
// Not in double quotes: the benchmarks take these letters, so quoted, for trouble on a screen.
const ALERT = `alert`;
const TEXTS = { headline: "Headline", claim: "What the self-view says", explanation: "It could be that", other_explanation: "or that", wording: "Question" };
const CHOSEN = { theme: "Theme", focus: "Focus", source: "Source" };

function fieldOf(desk, name) {
  const row = { name, shown: { text: "", revision: 0 } };
  const id = `panel-${name}`;
  if (TEXTS[name]) {
    row.input = make("textarea", { id, rows: name === "wording" ? "2" : "1", "aria-describedby": `${id}-asks` });
    row.input.spellcheck = true;
  } else if (CHOSEN[name]) row.input = make("select", { id }, ...desk.data.options[name].map(([key, words]) => make("option", { value: key }, words)));
  else row.input = make("input", { id, type: "text", autocomplete: "off" });
  row.input.dir = "auto";
  row.asks = make("div", { class: "panel-asks", id: `${id}-asks` });
  row.root = make("div", { class: `panel-field of-${name}` }, make("label", { for: id }, TEXTS[name] ?? CHOSEN[name] ?? "Owner"), row.input, row.asks);
  if (name === "claim" && desk.data.quotes.length) row.root.append(quoting(desk, row));
  row.input.addEventListener("input", () => {
    type(desk, desk.data.open, name, row.input.value, row.shown);
    if (name === "theme") focusOf(desk, row.input.value);
    fit(row.input);
    if (CHOSEN[name]) send(desk, true);
    paint(desk);
  });
  row.input.addEventListener("blur", () => { send(desk, true); paint(desk); });
  return row;
}

// The authority's own words, to be taken into the field with their place.
function quoting(desk, row) {
  const each = desk.data.quotes.map(([place, words], number) => {
    const said = make("p", { id: `quote-${number}` }, words, " ", make("small", {}, place));
    said.dir = "auto";
    return make("li", {}, said, press("Quote", () => {
      if (row.input.readOnly) return;
      row.input.value = `${row.input.value.trimEnd()} “${words.trim()}” (${place})`.trimStart();
      row.input.dispatchEvent(new Event("input"));
      row.input.focus();
    }, { "aria-describedby": `quote-${number}` }));
  });
  return make("details", { class: "more panel-quotes" }, make("summary", {}, "Quote its self-view"), make("ul", {}, ...each));
}

// A theme that has a focus brings it along where none was chosen.
function focusOf(desk, theme) {
  const focus = desk.data.options.theme.find(([key]) => key === theme)?.[2];
  const row = desk.rows.find(({ name }) => name === "focus");
  if (!focus || row.input.value) return;
  row.input.value = focus;
  type(desk, desk.data.open, "focus", focus, row.shown);
}

function fit(input) {
  if (input.tagName !== "TEXTAREA") return;
  const height = input.offsetHeight;
  input.style.height = "auto";
  const wanted = Math.min(input.scrollHeight, 30000) + 2;
  input.style.height = `${wanted || height}px`;
}

function buildOpen(desk) {
  const { open } = desk.data;
  desk.built = open?.question;
  desk.sure = null;
  if (!open) return desk.parts.open.replaceChildren();
  desk.rows = [...Object.keys(TEXTS), ...Object.keys(CHOSEN), "owner"].map((name) => fieldOf(desk, name));
  const of = Object.fromEntries(desk.rows.map((row) => [row.name, row.root]));
  const block = (cls, tag = "div") => make(tag, { class: cls });
  desk.own = { head: block("panel-title"), saved: make("span", { class: "panel-saved" }), evidence: block("panel-evidence"), checks: block("panel-checks"),
    buttons: block("panel-buttons"), comments: block("panel-said"), history: make("div", { class: "panel-history", tabindex: "0", role: "group", "aria-label": "History" }) };
  desk.own.note = make("textarea", { id: "panel-comment", rows: "1" });
  desk.own.note.dir = "auto";
  desk.own.note.addEventListener("input", () => { comment(desk, desk.data.open, desk.own.note.value); fit(desk.own.note); });
  const add = press("Say it", () => {
    const words = desk.own.note.value;
    if (!words.trim()) return tell(desk, "Write something first.");
    return act(desk, { kind: "comment", question: desk.data.open.question, text: words });
  });
  desk.own.comment = make("div", { class: "panel-field" }, make("label", { for: "panel-comment" }, "Say something about it"), desk.own.note, add);
  const number = make("h2", { tabindex: "-1", id: "panel-open" }, `Question ${open.number}`);
  desk.own.fold = make("details", { class: "more" }, make("summary", {}, "History"), desk.own.history);
  desk.parts.open.replaceChildren(make("div", { class: "panel-head" }, number, desk.own.head, desk.own.saved), of.headline, desk.own.evidence, of.claim,
    make("div", { class: "panel-abreast" }, of.explanation, of.other_explanation), of.wording, desk.own.checks,
    make("div", { class: "panel-abreast four" }, of.theme, of.focus, of.source, of.owner), desk.own.buttons,
    make("section", { "aria-label": "Comments" }, desk.own.comments, desk.own.comment), desk.own.fold);
  return undefined;
}

function paintField(desk, row, focused) {
  const { open } = desk.data;
  const entry = entries(open.question)[row.name];
  const stands = lines(open.fields[row.name]);
  const editing = row.input === focused;
  // What somebody else wrote waits until the field is left; what was typed here says after which words it comes.
  const waits = editing && !entry && stands !== lines(row.input.value) && row.shown.revision;
  if (!waits) {
    const wanted = entry?.text ?? stands;
    // What another tab has left was never typed here, so it shows even where one is.
    if (lines(row.input.value) !== wanted && !(editing && entry?.at)) { row.input.value = wanted; fit(row.input); }
    if (!entry) row.shown = { text: stands, revision: open.revision };
  }
  const off = Boolean(desk.data.readonly || open.state === "issued");
  if (row.input.tagName === "SELECT") row.input.disabled = off; else row.input.readOnly = off;
  const told = entry?.theirs ? { theirs: entry.theirs, mine: entry.text } : waits ? { waits: true } : null;
  once(null, row.asks, told, () => (!told ? [] : told.waits ? [make("p", { class: "muted" }, "Somebody changed this field meanwhile: it shows when you leave it.")] : [conflict(desk, row, told)]));
}

function conflict(desk, row, { theirs, mine }) {
  const name = (key) => (CHOSEN[row.name] ? desk.data.options[row.name].find(([one]) => one === key)?.[1] ?? key : key);
  const settled = (does) => () => {
    const held = board.held[desk.data.open.question].fields;
    const entry = held[row.name];
    if (does === "theirs") { delete held[row.name]; row.input.value = entry.theirs.text; row.shown = { text: lines(entry.theirs.text), revision: entry.theirs.revision }; fit(row.input); } else { entry.seen = entry.theirs.revision; delete entry.theirs; }
    keep();
    send(desk, true);
    row.input.focus();
    tell(desk, does === "theirs" ? "Theirs is kept." : "Yours is being saved.");
  };
  const text = make("div", { class: "panel-text", tabindex: "0" }, name(theirs.text) || "(nothing)");
  text.dir = "auto";
  return make("div", { class: "message", role: ALERT },
    make("p", {}, make("strong", {}, `${theirs.by} wrote here first (${theirs.at}).`), " Yours is above, not saved yet. Which one counts?"),
    make("div", { class: "panel-abreast" }, make("div", {}, make("strong", {}, "Theirs"), text),
      make("div", {}, make("strong", {}, "What yours would change in it"), marked(name(theirs.text), name(mine)))),
    make("p", { class: "panel-ways" }, press("Keep theirs", settled("theirs")), press("Take mine", settled("mine"), { class: "primary" })));
}

function paintOpen(desk) {
  const { data, own } = desk;
  const { open } = data;
  if (!open) return;
  const focused = desk.root.getRootNode().activeElement;
  desk.rows.forEach((row) => paintField(desk, row, focused));
  const [kind, words] = standing(desk, open);
  own.saved.dataset.kind = kind;
  put(own.saved, words);
  const closed = open.state === "issued" || data.readonly;
  once(null, own.head, [open.state_name, open.fields.focus, open.theme_name], () => [
    make("span", { class: `pill state-${open.state}` }, open.state_name), open.fields.focus && make("span", { class: "pill" }, open.fields.focus),
    open.theme_name && make("span", { class: "pill" }, "theme ", make("strong", {}, open.theme_name))].filter(Boolean));
  once(null, own.evidence, [open.evidence_head, open.evidence, closed], () => [
    make("h3", {}, open.evidence.length ? open.evidence_head : "Evidence"),
    open.evidence.length ? make("ul", { class: "panel-chips" }, ...open.evidence.map((one) => make("li", {},
      make("span", { class: "panel-chip", title: one.taken }, one.href ? make("a", { href: one.href }, one.words) : one.words, one.dated,
        closed ? null : press("×", () => act(desk, { kind: "drop", question: open.question, evidence: one.evidence }), { "aria-label": `Take away: ${one.words}`, id: `drop-${one.evidence}` })),
      one.revised && make("small", {}, one.revised))))
      : make("p", { class: "muted" }, "None yet. A line of enquiry on the left can add its own (open it there).")]);
  once(null, own.checks, open.checks, () => (open.checks.length ? [make("div", { class: "note warn" }, ...open.checks.map((check) => make("p", {}, make("strong", {}, "Worth a look: "), check)))] : []));
  const busy = desk.moving?.question === open.question || under(open.question)?.kind === "move";
  once(null, own.buttons, [open.moves, open.note, desk.sure === open.question, busy, data.readonly], () => [
    open.note && make("p", { class: "muted" }, open.note), open.state === "issued" && make("p", { class: "muted" }, "It was issued: its words are closed. Correct makes it a draft again, and what was sent stays as it was."),
    ...(data.readonly ? [] : desk.sure === open.question ? [make("p", {}, "Take this question away? It leaves the list; what was written stays in the record."),
      press("Yes, take it away", () => moves(desk, "withdrawn"), { id: "panel-sure" }), press("No, keep it", () => { desk.sure = null; paint(desk); })]
      : open.moves.map(([state, label], place) => press(label, () => moves(desk, state), { class: place ? null : "primary", id: `move-${state}`, "aria-disabled": busy ? "true" : null }))),
    busy && make("span", { class: "muted" }, "Saving first …")].filter(Boolean));
  once(null, own.comments, open.comments, () => [make("h3", {}, open.comments.length ? `Comments (${open.comments.length})` : "Comments"), ...open.comments.map((one) => {
    const said = make("p", one.text.length > 600 ? { tabindex: "0" } : {}, one.text);
    said.dir = "auto";
    return make("div", { class: "panel-comment" }, make("small", {}, `${one.by}, ${one.at}`), said);
  })]);
  const drafted = board.held[open.question]?.comment ?? "";
  if (own.note !== focused || !drafted) if (own.note.value !== drafted) { own.note.value = drafted; fit(own.note); }
  own.comment.hidden = Boolean(data.readonly);
  once(null, own.history, open.history, () => [make("ol", { class: "rows" }, ...open.history.map((one) => make("li", {}, make("small", {}, `${one.at}, ${one.by}`), make("div", {}, one.says))))]);
  put(own.fold.querySelector("summary"), `History (${open.history.length})`);
}
