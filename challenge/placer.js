// Where the group places one authority: seven enablers by click or keys, each entry saved at once and called saved only when the
// server says so. What the server has not answered yet is kept in this tab (sessionStorage) and sent again: a reload loses nothing.
const KEPT = "challenge.placer";
const PAUSE = 800;
const AGAIN = 3000;
const DIGITS = "012345";
const cellOf = ({ cycle, area }, enabler) => `${cycle}/${area}/${enabler}`;
const editable = (one) => one?.matches?.("input, textarea, select, [contenteditable=true], [contenteditable='']");
const text = (element, words) => { if (element.textContent !== words) element.textContent = words; };

function kept() {
  try { return { queue: [], drafts: {}, told: {}, ...JSON.parse(sessionStorage.getItem(KEPT) ?? "{}") }; } catch { return { queue: [], drafts: {}, told: {} }; }
}

// Where it is full, what is kept still stands in this document.
const keep = ({ memory }) => { try { sessionStorage.setItem(KEPT, JSON.stringify(memory)); } catch { /* see above */ } };

// Of one enabler one entry is under way at most; what comes meanwhile waits, the last of it, for the revision that one makes.
const first = (desk, cell) => desk.memory.queue.find((one) => one.cell === cell);
const last = (desk, cell) => desk.memory.queue.findLast((one) => one.cell === cell);
const words = (desk, position) => (position ? desk.data.positions[position - 1] : "not placed");

function standing(desk, row) {
  const entry = last(desk, row.cell);
  return entry ? { state: entry.position ? "placed" : "not_placed", position: entry.position, evidence: entry.evidence } : row.given.group;
}

// In the line stands what is typed, or waits to be kept or put, before what was saved.
const written = ({ memory }, { cell }, now) => memory.drafts[cell]?.text ?? memory.told[cell]?.mine?.evidence ?? now.evidence;

function enter(desk, row, position, evidence, seen) {
  const { memory, data } = desk;
  const { cell, given } = row;
  if (memory.told[cell]?.theirs && seen === undefined) {
    memory.told[cell].mine = { position, evidence };
    return changed(desk);
  }
  delete memory.told[cell];
  const waiting = last(desk, cell);
  if (waiting && !waiting.tried) Object.assign(waiting, { position, evidence });
  else {
    const from = seen ?? memory.drafts[cell]?.seen ?? given.group.revision;
    const id = globalThis.crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
    memory.queue.push({ id, cell, cycle: data.cycle, area: data.area, name: data.name, title: given.name, enabler: given.enabler, position, evidence, seen: from, sent: 0 });
  }
  delete memory.drafts[cell];
  return changed(desk);
}

function changed(desk) {
  keep(desk);
  send(desk);
  paint(desk);
}

function send(desk) {
  const { memory, data, component } = desk;
  if (!data.who) return;
  const due = memory.queue.filter((one) => one === first(desk, one.cell));
  if (!due.some((one) => !one.sent || Date.now() - one.sent > AGAIN)) return;
  due.forEach((one) => { one.since ??= Date.now(); one.sent = Date.now(); one.tried = true; });
  component.setStateValue("entries", due.map(({ id, cycle, area, enabler, position, evidence, seen, sent }) => ({ id, cycle, area, enabler, position, evidence, seen, sent })));
}

function hear(desk) {
  const { memory, data } = desk;
  for (const entry of [...memory.queue]) {
    const answer = data.answers[entry.id];
    if (!answer) continue;
    memory.queue.splice(memory.queue.indexOf(entry), 1);
    const { cell } = entry;
    const waiting = first(desk, cell);
    const draft = memory.drafts[cell];
    if (answer.theirs) {
      memory.told[cell] = { ...about(entry), theirs: answer.theirs, mine: waiting ?? entry };
      if (waiting) memory.queue.splice(memory.queue.indexOf(waiting), 1);
      say(desk, `${entry.title}: ${answer.theirs.by} was first. Keep theirs, or put yours.`);
    } else if (answer.refused) {
      memory.told[cell] = { ...about(entry), refused: answer.refused };
      if (!waiting && !draft) memory.drafts[cell] = { text: entry.evidence, seen: entry.seen, refused: entry.evidence };
      if (waiting) waiting.seen = entry.seen;
      say(desk, `${entry.title}: not saved.`);
    } else {
      if (waiting) waiting.seen = answer.revision;
      if (draft) draft.seen = answer.revision;
      if (!waiting) say(desk, `${entry.title}: ${words(desk, entry.position)}. Saved ${answer.at} by ${answer.by}.`);
    }
  }
  for (const row of desk.rows) {
    const asked = memory.told[row.cell];
    if (asked?.theirs && row.given.group.revision > asked.theirs.revision) asked.theirs = row.given.group;
  }
  keep(desk);
}

const about = ({ cell, area, name, title }) => ({ cell, area, name, title });
const say = (desk, said) => { desk.said = said; };
// What is typed is sent after a pause, on Enter, or when the line is left.
function flush(desk, row) {
  const draft = desk.memory.drafts[row.cell];
  clearTimeout(row.timer);
  if (!draft || draft.text === draft.refused) return;
  const now = standing(desk, row);
  if (now.state === "none") return;
  const { theirs, mine } = desk.memory.told[row.cell] ?? {};
  if (theirs || draft.text.trim() !== now.evidence) return enter(desk, row, theirs ? mine.position : now.position, draft.text.trim());
  delete desk.memory.drafts[row.cell];
  changed(desk);
}

function onType(desk, row) {
  const { drafts } = desk.memory;
  drafts[row.cell] = { seen: row.given.group.revision, ...drafts[row.cell], text: row.line.value };
  keep(desk);
  clearTimeout(row.timer);
  row.timer = setTimeout(() => flush(desk, row), PAUSE);
  paintRow(desk, row);
}

function choose(desk, row, position) {
  if (desk.data.readonly || !desk.data.who) {
    say(desk, desk.data.readonly || "Say who you are (on the left) before you place anybody.");
    return paint(desk);
  }
  const now = standing(desk, row);
  const evidence = written(desk, row, now).trim();
  clearTimeout(row.timer);
  if (now.state !== "none" && (now.position ?? 0) === position && evidence === now.evidence && !desk.memory.told[row.cell]) return paint(desk);
  return enter(desk, row, position, evidence);
}

function move(desk, to, focus = true) {
  desk.current = Math.max(0, Math.min(desk.rows.length - 1, to));
  paint(desk);
  if (focus) desk.rows[desk.current].radios.find((one) => one.tabIndex === 0)?.focus({ preventScroll: true });
}

function leaveFor(desk, address) {
  if (!address) { say(desk, "No further authority in this order."); return paint(desk); }
  desk.rows.forEach((row) => flush(desk, row));
  desk.follow = true;
  go(desk.root, address);
}

function onKey(desk, event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented || event.isComposing) return;
  const at = event.composedPath()[0];
  const ours = event.composedPath().includes(desk.root);
  if (editable(at) || !(ours || at?.matches?.("body, h1, a, button, summary, [data-testid=stMain]")) || at.closest("[role=listbox], [role=dialog], [role=menu]")) return;
  const row = desk.rows[desk.current];
  const known = {
    ArrowUp: () => move(desk, desk.current - 1),
    ArrowDown: () => move(desk, desk.current + 1),
    n: () => leaveFor(desk, desk.data.next),
    p: () => leaveFor(desk, desk.data.previous),
  };
  const radio = ours ? row.radios.indexOf(at) : -1;
  if (radio >= 0) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) known[event.key] = () => row.radios[Math.max(0, Math.min(5, radio + step))].focus();
  }
  if (radio >= 0 || at.matches("body, h1, [data-testid=stMain]")) known.Enter = () => row.line.focus(); // elsewhere Enter is a link's
  const does = DIGITS.includes(event.key) ? () => { choose(desk, row, Number(event.key)); move(desk, desk.current, ours); } : known[event.key];
  if (!does) return;
  event.preventDefault();
  does();
}

function build(desk) {
  const { data, root } = desk;
  desk.rows = data.enablers.map((given, index) => rowOf(desk, given, index));
  desk.current = Math.max(0, desk.rows.findIndex((row) => row.given.group.state === "none"));
  desk.parts = { who: make("p", { class: "placer-who" }), said: make("p", { class: "placer-said visually-hidden", role: "status" }), whole: make("p", { class: "placer-whole" }), elsewhere: make("div", { class: "placer-elsewhere" }) };
  const head = make("div", { class: "placer-head", "aria-hidden": "true" },
    make("span", {}, "Enabler, and its own placement (○)"),
    make("span", { class: "placer-scale" }, ...[1, 3, 5].map((one) => make("span", {}, data.positions[one - 1]))));
  const keys = make("p", { class: "placer-keys" }, ...data.keys.flatMap(([key, does]) => [make("span", {}, ...key.split(" ").map((one) => make("kbd", {}, one)), ` ${does}`)]));
  root.replaceChildren(make("section", { class: "placer", "aria-labelledby": "placer-title" },
    make("div", { class: "placer-top" }, make("h2", { id: "placer-title" }, `${data.title} (◆)`), desk.parts.who), desk.parts.elsewhere, head, ...desk.rows.map((row) => row.root), desk.parts.whole, keys, desk.parts.said));
}

function rowOf(desk, given, index) {
  const row = { given, cell: cellOf(desk.data, given.enabler) };
  const name = `placer-name-${index}`;
  row.radios = [1, 2, 3, 4, 5, 0].map((position) => {
    const own = given.own.state === (position ? "placed" : "not_placed") && (given.own.position ?? 0) === position;
    const label = `${position ? desk.data.positions[position - 1] : "Not placed"}${own ? " (its own placement)" : ""}`;
    const radio = make("button", { type: "button", role: "radio", id: `placer-${index}-${position}`, class: `${own ? "own" : ""}${position ? "" : " unplaced"}`, title: label, "aria-label": label },
      make("span", { class: "mark", "aria-hidden": "true" }, "◆"), position ? String(position) : "Not placed");
    radio.addEventListener("click", () => { desk.current = index; choose(desk, row, position); move(desk, index); });
    return radio;
  });
  row.own = make("span", { class: "placer-own" });
  row.evidence = make("span", { class: "placer-evidence" });
  row.line = make("input", { type: "text", id: `placer-reason-${index}`, "aria-label": `${given.name}: the group’s reason`, placeholder: "The group’s reason, in a line", autocomplete: "off" });
  row.status = make("span", { class: "placer-status", id: `placer-status-${index}` });
  row.asks = make("div", { class: "placer-asks" });
  row.line.addEventListener("input", () => onType(desk, row));
  row.line.addEventListener("blur", () => flush(desk, row));
  row.line.addEventListener("keydown", (event) => {
    if (!["Enter", "Escape", "ArrowUp", "ArrowDown"].includes(event.key) || event.isComposing) return;
    event.preventDefault();
    flush(desk, row);
    move(desk, desk.current + ({ ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0));
  });
  const group = make("div", { class: "placer-radios", role: "radiogroup", "aria-labelledby": name, "aria-describedby": `placer-status-${index}` }, ...row.radios);
  row.root = make("div", { class: "placer-row" },
    make("div", { class: "placer-about" }, make("strong", { id: name }, `${given.number} ${given.name}`), row.own, row.evidence),
    make("div", { class: "placer-set" }, make("div", { class: "placer-choice" }, group, row.status), row.line), row.asks);
  row.root.addEventListener("focusin", () => { if (desk.current !== index) { desk.current = index; paint(desk); } });
  return row;
}

function paintRow(desk, row) {
  const { data, memory } = desk;
  const { given, cell } = row;
  const now = standing(desk, row);
  const chosen = now.state === "none" ? -1 : now.position ? now.position - 1 : 5;
  const entry = last(desk, cell);
  const off = Boolean(data.readonly || !data.who);
  row.root.classList.toggle("current", row === desk.rows[desk.current]);
  row.radios.forEach((radio, place) => {
    radio.setAttribute("aria-checked", String(place === chosen));
    radio.tabIndex = place === Math.max(0, chosen) ? 0 : -1;
    radio.setAttribute("aria-disabled", String(off));
  });
  text(row.own, given.own.words);
  text(row.evidence, given.own.evidence);
  row.evidence.title = given.own.evidence;
  row.line.readOnly = off;
  const shown = written(desk, row, now);
  if (row.line.value.trim() !== shown.trim()) row.line.value = shown;
  const open = memory.drafts[cell] && !memory.told[cell] && now.state === "none";
  const since = first(desk, cell)?.since;
  const late = since && Date.now() - since > AGAIN;
  const saving = !data.who ? "Not saved yet: say who you are" : late ? "Not saved yet: no answer. Kept here, sent again" : "Saving…";
  text(row.status, entry || (memory.drafts[cell] && !open && !memory.told[cell]) ? saving
    : open ? "Choose a position, or not placed, to save this line" : now.state === "none" ? "Not done yet" : `Saved ${now.at} by ${now.by}`);
  row.root.dataset.state = entry ? "saving" : now.state;
  asks(desk, row, memory.told[cell]);
}

function asks(desk, row, told) {
  const written = JSON.stringify(told ?? null);
  if (row.asked === written) return;
  row.asked = written;
  row.asks.replaceChildren();
  if (!told) return;
  const button = (label, does) => { const one = make("button", { type: "button" }, label); one.addEventListener("click", does); return one; };
  const said = ({ position, evidence }) => `${words(desk, position)}${evidence ? ` (“${evidence}”)` : ""}`;
  const put = (does) => () => { const { [row.cell]: was } = desk.memory.told; delete desk.memory.told[row.cell]; delete desk.memory.drafts[row.cell]; does(was); changed(desk); move(desk, desk.rows.indexOf(row)); };
  row.asks.append(make("div", { class: "message", role: "alert" }, ...(told.theirs ? [
    make("p", {}, make("strong", {}, `${told.theirs.by} was first, ${told.theirs.at}: `), `${said(told.theirs)}. Yours, not saved: ${said(told.mine)}.`),
    button("Keep theirs", put(() => say(desk, `${row.given.name}: theirs is kept.`))),
    button("Put mine", put((was) => enter(desk, row, was.mine.position, was.mine.evidence, was.theirs.revision))),
  ] : [make("p", {}, told.refused), button("Put it away", put(() => say(desk, "")))])));
}

function paint(desk) {
  const { data, memory, parts } = desk;
  desk.rows.forEach((row) => paintRow(desk, row));
  text(parts.who, data.readonly || (data.who ? `You place as ${data.who}.` : "To place, say who you are (on the left)."));
  parts.who.classList.toggle("warn", Boolean(!data.who && !data.readonly));
  text(parts.said, desk.said ?? "");
  const { own, name } = desk.rows[desk.current].given;
  text(parts.whole, `${name}: ${own.words}. ${own.evidence}`);
  const away = (one) => !one.cell.startsWith(`${data.cycle}/${data.area}/`);
  const others = [...new Map([...memory.queue, ...Object.values(memory.told)].filter(away)
    .map((one) => [`${one.name}, ${one.title}: not saved${one.id ? " yet" : ", it asks you"}. `, one]))];
  const written = JSON.stringify(others);
  if (parts.elsewhere.written === written) return;
  parts.elsewhere.written = written;
  const query = (area) => { const now = new URLSearchParams(location.search); now.set("area", area); return `?${now}`; };
  parts.elsewhere.replaceChildren(...others.map(([said, one]) => make("p", { class: "note warn" }, said, make("a", { href: query(one.area) }, `Go to ${one.name}`))));
}

export default function (component) {
  const root = hold(component);
  const { stop } = root;
  const { data } = component;
  const fresh = !root.desk;
  const desk = (root.desk ??= { root, memory: kept(), rows: [], current: 0 });
  const other = fresh || desk.data.cycle !== data.cycle || desk.data.area !== data.area;
  Object.assign(desk, { component, data });
  if (fresh) desk.memory.queue.forEach((one) => { one.sent = 0; one.since = undefined; });
  const focused = desk.follow || root.contains(root.getRootNode().activeElement);
  if (other) build(desk);
  desk.rows.forEach((row, index) => { row.given = data.enablers[index]; });
  hear(desk);
  send(desk);
  paint(desk);
  if (other && focused) move(desk, desk.current);
  if (other && data.who) desk.rows.forEach((row) => { row.timer = setTimeout(() => flush(desk, row), PAUSE); });
  desk.follow = false;
  document.addEventListener("keydown", (event) => onKey(desk, event), { signal: stop.signal });
  const turn = setInterval(() => { send(desk); paint(desk); }, 1000);
  stop.signal.addEventListener("abort", () => clearInterval(turn));
  root.written = JSON.stringify(data);
  return () => stop.abort();
}
