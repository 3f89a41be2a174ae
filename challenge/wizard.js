// The form of one enabler. What is typed is kept in this browser tab at once, and sent when somebody pauses, leaves the field, or goes
// on; it is forgotten here only when the server has said that it is saved. So nothing typed is lost by a link, a reload, or a refusal.
const PAUSE = 4000;
const PATIENCE = 12000;
const PARTED = { typed: "Not saved yet.", sent: "Saving …", nobody: "Not saved yet: say who you are (on the left) first. What you typed stays in this tab.",
  silent: "Not saved yet: the server has not answered. What you typed stays in this tab and is sent again." };
// One record per window: where the browser keeps nothing it is all there is, and it knows which answers are still awaited.
const tab = (window[Symbol.for("challenge.placing")] ??= { kept: {}, awaited: new Map() });

function recall(name) {
  try { return JSON.parse(sessionStorage.getItem(name)) ?? {}; } catch { return tab.kept[name] ?? {}; }
}

function keep(name, entries) {
  tab.kept[name] = entries;
  try {
    if (Object.keys(entries).length) sessionStorage.setItem(name, JSON.stringify(entries));
    else sessionStorage.removeItem(name);
  } catch { /* kept in the window only */ }
}

const alike = (one, other) => one && other && one.position === other.position && one.evidence.trim() === other.evidence.trim();
const awaiting = (entry) => entry?.nonce && performance.now() < (tab.awaited.get(entry.nonce) ?? 0);

// What the server has answered, and what it holds, against what is kept here.
function settle(data, entries) {
  for (const [enabler, entry] of Object.entries(entries)) {
    const said = data.outcomes[enabler];
    if (said && entry.nonce && said.nonce === entry.nonce) {
      tab.awaited.delete(entry.nonce);
      entry.nonce = null;
      if (said.kind !== "saved") entry.stuck = said;
      else if (alike(entry, entry.sent)) delete entries[enabler];
      else entry.seen = said.revision;
    }
    if (enabler !== data.enabler || !entries[enabler]) continue;
    const stands = data.content;
    // A reload came between the sending and the answer: what stands is what was sent from here.
    if (!awaiting(entry) && stands.revision === entry.seen + 1 && alike(stands, entry.sent)) entry.seen = stands.revision;
    if (alike(stands, entry) && stands.revision === entry.seen) delete entries[enabler];
  }
}

function status(root, data, entry) {
  const line = root.querySelector("[data-status]");
  if (!line) return;
  const words = !entry ? data.says : entry.stuck ? entry.stuck.words : !data.may ? PARTED.nobody
    : awaiting(entry) ? PARTED.sent : entry.nonce ? PARTED.silent : PARTED.typed;
  if (line.textContent !== words) line.textContent = words;
  line.dataset.kind = entry ? (entry.stuck ? "wrong" : "waiting") : data.kind;
}

function fields(root) {
  return { words: root.querySelector("textarea"), choices: [...root.querySelectorAll("input[type=radio]")] };
}

function look(root, data, entries) {
  for (const item of root.querySelectorAll("[data-unsent]")) item.hidden = !entries[item.dataset.unsent] || item.dataset.unsent === data.enabler;
  for (const box of root.querySelectorAll("[data-unsaved]")) box.hidden = ![...box.querySelectorAll("[data-unsent]")].some((item) => !item.hidden);
  if (!data.enabler) return;
  root.querySelector("[data-nobody]").hidden = data.may;
  const entry = entries[data.enabler];
  const { position, evidence } = entry ?? data.content;
  const { words, choices } = fields(root);
  if (words.value.trim() !== evidence.trim() || (entry && words.value !== evidence)) words.value = evidence;
  for (const choice of choices) choice.checked = choice.value === position;
  root.querySelector("[data-gentle]").textContent = entry ? "" : data.gentle;
  const theirs = entry?.stuck?.theirs;
  const conflict = root.querySelector("[data-conflict]");
  conflict.hidden = !theirs;
  if (theirs) {
    conflict.querySelector("[data-who]").textContent = theirs.who;
    conflict.querySelector("[data-theirs]").textContent = theirs.says;
  }
  status(root, data, entry);
}

function send(root) {
  const { data } = root.component;
  const entries = recall(root.desk);
  const ready = Object.entries(entries).filter(([, entry]) => !entry.stuck && !awaiting(entry) && (entry.position || entry.evidence.trim()));
  clearTimeout(root.timer);
  if (!data.may || !ready.length) return look(root, data, entries);
  const letters = ready.map(([enabler, entry]) => {
    entry.nonce = crypto.randomUUID?.() ?? String(Math.random());
    entry.sent = { position: entry.position, evidence: entry.evidence };
    tab.awaited.set(entry.nonce, performance.now() + PATIENCE);
    return { cycle: data.cycle, area: data.area, enabler, seen: entry.seen, nonce: entry.nonce, ...entry.sent };
  });
  keep(root.desk, entries);
  look(root, data, entries);
  // State and not a trigger: it goes along when another screen is asked for in the same moment.
  root.component.setStateValue("sent", letters);
  // Whether an answer came is looked at once more when it should long have been there.
  root.timer = setTimeout(() => send(root), PATIENCE + 100);
}

function later(root, pause) {
  clearTimeout(root.timer);
  root.timer = setTimeout(() => send(root), pause);
}

function write(root, pause) {
  const { data } = root.component;
  const entries = recall(root.desk);
  const { words, choices } = fields(root);
  const before = entries[data.enabler] ?? { seen: data.content.revision, nonce: null };
  const stuck = before.stuck?.theirs ? before.stuck : null;
  const position = choices.find((choice) => choice.checked)?.value ?? "";
  entries[data.enabler] = { ...before, stuck, position, evidence: words.value };
  if (!before.nonce && !stuck && before.seen === data.content.revision && alike(entries[data.enabler], data.content)) delete entries[data.enabler];
  keep(root.desk, entries);
  look(root, data, entries);
  if (pause !== undefined) later(root, pause);
}

function quote(root, button) {
  const { words } = fields(root);
  const said = `“${button.dataset.quote.trim()}” (${button.dataset.place})`;
  words.value = words.value.trim() ? `${words.value.trimEnd()} ${said}` : said;
  write(root, 500);
  words.focus();
  words.setSelectionRange(words.value.length, words.value.length);
  words.scrollTop = words.scrollHeight;
}

// Keep theirs: what stands is shown. Take yours: it is sent as the word after theirs.
function choose(root, theirs) {
  const { data } = root.component;
  const entries = recall(root.desk);
  const entry = entries[data.enabler];
  if (!entry?.stuck?.theirs) return;
  const { revision, position, evidence } = entry.stuck.theirs;
  if (theirs) {
    delete entries[data.enabler];
    data.content = { revision, position, evidence };
    data.says = "Theirs is kept.";
  } else Object.assign(entry, { seen: revision, stuck: null });
  keep(root.desk, entries);
  look(root, data, entries);
  if (!theirs) send(root);
  root.querySelector("textarea").focus();
}

function gone(root, href) {
  root.going = "gone";
  go(root, href);
}

function leave(root, button) {
  const { data } = root.component;
  const entries = recall(root.desk);
  const entry = entries[data.enabler];
  const empty = entry && !entry.position && !entry.evidence.trim();
  if (!entry || empty) return gone(root, button.dataset.go);
  const saves = button.dataset.saves !== undefined;
  if (!data.may || entry.stuck?.theirs || (entry.stuck && !saves)) {
    // Saved on this way or not, the words stay in the tab; only who asks for it to be saved is held back.
    if (!saves) return gone(root, button.dataset.go);
    look(root, data, entries);
    return root.querySelector("[data-status]").focus();
  }
  if (entry.stuck) {
    entry.stuck = null;
    keep(root.desk, entries);
  }
  wait(root, button.dataset.go);
}

// A link anywhere on the screen waits until what was typed is saved: two messages at once would have Streamlit run the wrong screen.
// Should no answer come, or only a refusal that was seen before, the link is followed all the same; the words stay in the tab.
function holdBack(root, event) {
  const { data } = root.component;
  const path = event.composedPath();
  const link = path.find((one) => one.matches?.("a[href]"));
  const href = link?.getAttribute("href");
  const plain = !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  const entry = recall(root.desk)[data.enabler];
  const waits = data.may && entry && !entry.stuck && (entry.position || entry.evidence.trim());
  if (!waits || !plain || !href || href.startsWith("#") || !path.some((one) => one.classList?.contains("sheet"))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  wait(root, href);
}

function wait(root, href) {
  root.going = { href, enabler: root.component.data.enabler };
  setTimeout(() => root.going?.href === href && gone(root, href), 4000);
  send(root);
}

function listen(root) {
  const listening = { signal: root.stop.signal };
  document.addEventListener("click", (event) => holdBack(root, event), { ...listening, capture: true });
  root.addEventListener("input", (event) => event.target.matches("textarea") && write(root, PAUSE), listening);
  root.addEventListener("change", (event) => event.target.matches("input[type=radio]") && write(root, 300), listening);
  root.addEventListener("focusout", (event) => {
    if (event.target.matches("textarea")) send(root);
  }, listening);
  document.addEventListener("visibilitychange", () => document.hidden && send(root), listening);
  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.quote !== undefined) quote(root, button);
    else if (button?.dataset.keep !== undefined) choose(root, button.dataset.keep === "theirs");
    else if (button?.dataset.go !== undefined) leave(root, button);
  }, listening);
}

export default function (component) {
  const root = hold(component);
  const { data } = component;
  root.component = component;
  const written = JSON.stringify(data.tree);
  if (root.written !== written) {
    const arrived = root.going;
    root.going = null;
    fill(root, ...data.tree.map((tree) => grow(tree)));
    if (arrived === "gone") root.querySelector("h1")?.focus();
  }
  root.written = written;
  root.querySelectorAll("[data-going]").forEach((link) => link.removeAttribute("data-going"));
  if (!data.cycle) return () => root.stop.abort();
  root.desk = `challenge placing ${data.cycle} ${data.area}`;
  const entries = recall(root.desk);
  settle(data, entries);
  keep(root.desk, entries);
  look(root, data, entries);
  listen(root);
  const going = root.going;
  if (going?.href && !entries[going.enabler]) gone(root, going.href);
  else if (going?.href && entries[going.enabler].stuck) {
    root.going = null;
    root.querySelector("[data-status]").focus();
  }
  if (Object.values(entries).some((entry) => !entry.stuck && !awaiting(entry))) later(root, 600);
  return () => root.stop.abort();
}
