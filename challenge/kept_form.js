// A form whose words are kept in this browser at once, and forgotten here only when the server has stored them: leaving the screen, a
// reload, a closed tab, a lost server lose nothing. Every tab of the browser shows the same draft, so none overwrites another's.
const SHELF = "challenge.form.";
const PATIENCE = 12000;
// Where the browser keeps nothing, this is all there is: it lasts as long as the tab.
const tab = (window[Symbol.for("challenge.forms")] ??= { held: {}, forgotten: new Set() });
const random = () => globalThis.crypto?.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
// What no file can hold: half characters and NUL. The server would change it, and then never say what was typed.
const clean = (words) => words.replace(/\r\n?/g, "\n").replaceAll("\u0000", "").replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "?");
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const put = (element, words) => { if (element.textContent !== words) element.textContent = words; };
const press = (label, does, attributes = {}) => { const one = make("button", { type: "button", ...attributes }, label); one.addEventListener("click", does); return one; };

function recall(name) {
  try { return tab.held[name] ?? JSON.parse(localStorage.getItem(SHELF + name)); } catch { return tab.held[name] ?? null; }
}

function keep(name, draft) {
  delete tab.held[name];
  const used = draft && Object.keys(draft.values).length;
  try {
    if (used) localStorage.setItem(SHELF + name, JSON.stringify(draft));
    else localStorage.removeItem(SHELF + name);
  } catch { if (used) tab.held[name] = draft; }
}

function begun(form) {
  const names = Object.keys(tab.held);
  try { names.push(...Object.keys(localStorage).filter((one) => one.startsWith(SHELF)).map((one) => one.slice(SHELF.length))); } catch { /* see keep */ }
  return names.filter((one) => one.startsWith(`${form}|`)).map((one) => one.slice(form.length + 1));
}

const named = (desk) => (desk.data.which ? `${desk.data.form}|${desk.item}` : desk.data.form);
const draftOf = (desk) => (desk.data.which && !desk.item ? null : recall(named(desk)));
const stands = (desk) => (desk.data.which ? desk.data.which.lines[desk.item] ?? draftOf(desk)?.base ?? { values: {} } : desk.data);
const blank = ({ kind }) => (kind === "some" ? [] : kind === "tick" ? false : "");
const base = (desk, field) => stands(desk).values?.[field.name] ?? blank(field);
const shown = (desk, field) => draftOf(desk)?.values[field.name] ?? base(desk, field);

function type(desk, field, value) {
  const { label, values = {}, seen = 0 } = stands(desk);
  const draft = draftOf(desk) ?? { values: {}, base: { label, values, seen } };
  draft.values[field.name] = value;
  if (same(value, base(desk, field))) delete draft.values[field.name];
  desk.said = null;
  keep(named(desk), draft);
  tell(desk);
}

function send(desk, kind = "send") {
  const { data } = desk;
  const values = Object.fromEntries(data.fields.map((field) => [field.name, shown(desk, field)]));
  const lacks = kind === "send" && data.fields.find((field) => field.needed && !String(values[field.name]).trim());
  const draft = draftOf(desk) ?? { values: {}, base: { seen: stands(desk).seen ?? 0 } };
  Object.assign(desk, { sure: false, heard: null });
  if (data.signed && !data.who) desk.said = ["wrong", "Not sent: say who you are (on the left) first."];
  else if (lacks) { desk.said = ["wrong", lacks.needed]; desk.inputs.get(lacks.name)?.focus(); } else {
    const id = random();
    desk.sent = { id, name: named(desk), values, at: Date.now() };
    desk.said = null;
    if (draftOf(desk)) keep(named(desk), { ...draft, sent: { id, values } });
    desk.component.setStateValue("sent", { id, kind, session: data.session, item: desk.item ?? "", seen: draft.base.seen, values });
    setTimeout(() => tell(desk), PATIENCE + 100);
  }
  tell(desk);
}

// What the server says it has stored goes from the browser too; what was typed since stays.
function hear(desk) {
  const { data } = desk;
  for (const [mark, name] of data.forget ?? []) if (!tab.forgotten.has(mark)) { tab.forgotten.add(mark); keep(name, null); }
  const places = data.which ? begun(data.form).map((item) => `${data.form}|${item}`) : [data.form];
  for (const name of places) {
    const draft = recall(name);
    const answer = data.answers[draft?.sent?.id];
    if (!answer || !["stored", "dropped"].includes(answer.kind)) continue;
    for (const [field, value] of Object.entries(draft.values)) {
      const settled = !answer.fields || answer.fields.includes(field);
      if (settled && (answer.kind === "dropped" || same(value, draft.sent.values[field]))) delete draft.values[field];
    }
    keep(name, Object.assign(draft, { sent: null }));
  }
  const answer = data.answers[desk.sent?.id];
  if (answer && !same(answer, desk.heard)) {
    desk.heard = answer;
    desk.said = [["refused", "both"].includes(answer.kind) ? "wrong" : "said", answer.words];
    if (data.which && ["stored", "dropped"].includes(answer.kind) && !draftOf(desk)) desk.item = "";
  }
}

function standing(desk) {
  const { data, sent } = desk;
  const draft = draftOf(desk);
  const where = named(desk) in tab.held ? "This browser cannot keep it: leave this tab open until it is sent." : data.kept;
  if (sent && !data.answers[sent.id] && !desk.said) {
    return Date.now() - sent.at < PATIENCE ? ["waiting", "Sending …"] : ["wrong", `No answer yet. ${where} Send it once more.`];
  }
  if (desk.said) return [desk.said[0], draft && desk.said[0] === "wrong" ? `${desk.said[1]} ${where}` : desk.said[1]];
  return draft ? ["waiting", `Not sent yet. ${where}${data.signed && !data.who ? " To send it, say who you are (on the left)." : ""}`] : ["quiet", data.signed && !data.who ? "To send it, say who you are (on the left)." : ""];
}

function tell(desk) {
  const [kind, words] = standing(desk);
  desk.status.dataset.kind = kind;
  put(desk.status, words);
  desk.empty.hidden = !draftOf(desk);
  for (const field of desk.data.fields.filter(({ name }) => desk.counts.has(name))) {
    const chosen = shown(desk, field);
    const names = field.options.filter(([key]) => chosen.includes(key)).map(([, name]) => name);
    put(desk.counts.get(field.name), !names.length ? "none chosen" : names.length === field.options.length && names.length > 1 ? `all ${names.length}` : names.join(", "));
  }
}

function chosenOf(desk, field, id) {
  const boxes = field.options.map(([key, name]) => {
    const box = make("input", { type: "checkbox", value: key, id: `${id}-${key}` });
    box.addEventListener("change", () => type(desk, field, boxes.filter((one) => one.checked).map((one) => one.value)));
    return box;
  });
  const count = make("strong");
  desk.counts.set(field.name, count);
  desk.shows.set(field.name, (value) => boxes.forEach((box) => { box.checked = value.includes(box.value); }));
  desk.inputs.set(field.name, boxes[0]);
  const every = (on) => () => { boxes.forEach((box) => { box.checked = on; }); type(desk, field, on ? boxes.map((box) => box.value) : []); };
  return make("details", { class: "form-some" }, make("summary", { id }, `${field.label}: `, count),
    make("fieldset", {}, make("legend", { class: "visually-hidden" }, field.label),
      make("p", { class: "form-ways" }, press("All", every(true)), press("None", every(false))),
      make("div", { class: "form-boxes" }, ...boxes.map((box, place) => make("label", { for: box.id }, box, " ", field.options[place][1])))));
}

function fieldOf(desk, field, place) {
  const id = `${desk.data.id}-${place}`;
  if (field.kind === "says") return make("p", { class: "form-says" }, make("strong", {}, field.label), ` ${field.hint}`);
  if (field.kind === "some") return chosenOf(desk, field, id);
  const tick = field.kind === "tick";
  const input = field.kind === "text" ? make("textarea", { id, rows: field.rows ?? 3 })
    : field.kind === "one" ? make("select", { id }, ...field.options.map(([key, name]) => make("option", { value: key }, name)))
      : make("input", { id, type: tick ? "checkbox" : "text", autocomplete: "off" });
  if (!tick) input.dir = "auto";
  desk.inputs.set(field.name, input);
  desk.shows.set(field.name, (value) => { if (tick) input.checked = value; else if (input.value !== value) input.value = value; });
  input.addEventListener(tick || field.kind === "one" ? "change" : "input", () => type(desk, field, tick ? input.checked : clean(input.value)));
  const hint = field.hint && make("small", { id: `${id}-hint`, class: "muted" }, field.hint);
  if (hint) input.setAttribute("aria-describedby", hint.id);
  const label = make("label", { for: id }, ...(tick ? [input, " ", field.label] : [field.label]));
  return make("div", { class: `form-field of-${field.kind}` }, label, tick ? null : input, hint);
}

// Which of several is changed: what was begun and not sent stands first, also where somebody took it away meanwhile.
function choosing(desk) {
  const { which, form, id } = desk.data;
  const drafts = begun(form);
  const gone = drafts.filter((item) => item && !which.lines[item]);
  if (desk.item && !which.lines[desk.item] && !gone.includes(desk.item)) desk.item = "";
  if (desk.item === undefined) desk.item = drafts[0] || "";
  const label = (item) => (which.lines[item]?.label ?? `${recall(`${form}|${item}`)?.base.label} (taken away meanwhile)`) + (drafts.includes(item) ? " · not sent yet" : "");
  const select = make("select", { id: `${id}-which` }, make("option", { value: "" }, which.none),
    ...[...gone, ...Object.keys(which.lines)].map((item) => make("option", { value: item }, label(item))));
  select.value = desk.item;
  select.addEventListener("change", () => { Object.assign(desk, { item: select.value, said: null, sure: false, sent: null }); build(desk); });
  return make("div", { class: "form-field" }, make("label", { for: select.id }, which.label), select);
}

function build(desk) {
  const { data, root } = desk;
  Object.assign(desk, { inputs: new Map(), shows: new Map(), counts: new Map() });
  const which = data.which && choosing(desk);
  desk.status = make("p", { class: "form-status", role: "status" });
  const ask = (what) => { desk.sure = what; build(desk); root.querySelector(".form-ways button.sure, .form-ways button")?.focus(); };
  desk.empty = press("Empty this form", () => ask("empty"));
  const off = data.signed && !data.who ? { "aria-disabled": "true" } : {};
  const asks = desk.sure && (desk.sure === "empty"
    ? ["What you typed here is forgotten.", press("Yes, empty it", () => { keep(named(desk), null); Object.assign(desk, { sure: false, said: null, sent: null }); build(desk); }), press("No, keep it", () => ask(false), { class: "sure" })]
    : [data.withdraw.asks, press(data.withdraw.yes, () => { send(desk, "withdraw"); build(desk); }, { class: "primary" }), press("Keep it", () => ask(false), { class: "sure" })]);
  const body = data.which && !desk.item ? [desk.status] : [...data.fields.map((field, place) => fieldOf(desk, field, place)), desk.status,
    asks ? make("div", { class: "form-ways note warn" }, make("p", {}, asks[0]), ...asks.slice(1))
      : make("div", { class: "form-ways" }, press(data.send, () => send(desk), { class: data.main ? "primary" : null, id: `${data.id}-send`, ...off }),
        data.withdraw && press(`${data.withdraw.label} …`, () => { if (data.who) ask("withdraw"); else send(desk, "withdraw"); }, off), desk.empty)];
  const inside = make("div", { class: "form-body" }, which, ...body);
  const wasOpen = root.querySelector("details.form-fold")?.open;
  const fold = data.fold && make("details", { class: "form-fold" }, make("summary", { id: `${data.id}-fold` }, data.fold), inside);
  if (fold) fold.open = wasOpen || (!desk.built && (data.open || Boolean(draftOf(desk))));
  const unfolded = [...root.querySelectorAll("details.form-some[open] > summary")].map(({ id }) => id);
  fill(root, fold || inside);
  for (const summary of root.querySelectorAll("details.form-some > summary")) summary.parentElement.open = unfolded.includes(summary.id);
  desk.built = shape(desk);
  refresh(desk);
}

const shape = ({ data }) => JSON.stringify([data.form, data.fields, data.which, data.send, data.who, data.fold]);

function refresh(desk) {
  for (const field of desk.data.fields) desk.shows.get(field.name)?.(shown(desk, field));
  tell(desk);
}

export default function (component) {
  const root = hold(component);
  const { data } = component;
  const desk = (root.desk ??= { root });
  Object.assign(desk, { component, data });
  const item = desk.item;
  hear(desk);
  if (desk.built !== shape(desk) || desk.item !== item) build(desk); else refresh(desk);
  const listening = { signal: root.stop.signal };
  addEventListener("storage", (event) => { if (event.key?.startsWith(SHELF + data.form)) refresh(desk); }, listening);
  document.addEventListener("visibilitychange", () => document.hidden || refresh(desk), listening);
  root.written = JSON.stringify(data);
  return () => root.stop.abort();
}
