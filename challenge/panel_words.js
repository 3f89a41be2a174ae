// What is typed in the panel: kept in this browser at once, sent after a pause, and forgotten here only when the server has it. Each
// document keeps its own words in localStorage and says that it lives; what one that ended has left, the next takes over.
const SHELF = "challenge.panel.words.";
const ALIVE = "challenge.panel.alive.";
const [PAUSE, LONGEST, AGAIN, BEAT, GONE, HIDDEN] = [800, 5000, 8000, 2000, 7000, 180000];
const random = () => globalThis.crypto?.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
// One record per document, not per panel: going to another authority and back must not forget what is under way.
const board = (window[Symbol.for("challenge.panel")] ??= { id: random(), held: {}, letters: [], saved: {}, kept: true, beaten: 0 });

const lines = (words) => words.replace(/\r\n?/g, "\n");
// What no file can hold: half characters and NUL. The server would change it, and then never say what was typed.
const clean = (words) => lines(words).replaceAll("\u0000", "").replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "?");
const parse = (json) => { try { return JSON.parse(json) ?? {}; } catch { return {}; } };

function beat() {
  // A document that goes is hidden after it has said so.
  if (board.gone) return;
  board.beaten = Date.now();
  try { localStorage.setItem(ALIVE + board.id, JSON.stringify({ at: board.beaten, hidden: document.hidden })); } catch { /* see keep */ }
}

function keep() {
  for (const [question, one] of Object.entries(board.held)) if (!Object.keys(one.fields).length && !one.comment) delete board.held[question];
  try {
    if (Object.keys(board.held).length) {
      if (!board.beaten) beat();
      localStorage.setItem(SHELF + board.id, JSON.stringify(board.held));
    } else localStorage.removeItem(SHELF + board.id);
    board.kept = true;
  } catch { board.kept = false; }
}

// What documents that ended have left. Where this one holds other words of the same field, theirs stay until these are settled.
function adopt() {
  let found = false;
  try {
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(SHELF) && one !== SHELF + board.id)) {
      const other = key.slice(SHELF.length);
      const { at = 0, hidden } = parse(localStorage.getItem(ALIVE + other));
      if (Date.now() - at < (hidden ? HIDDEN : GONE)) continue;
      const left = parse(localStorage.getItem(key));
      for (const [question, one] of Object.entries(left)) {
        const own = (board.held[question] ??= { ...one, fields: {}, comment: "" });
        for (const [name, entry] of Object.entries(one.fields ?? {})) {
          if (own.fields[name] && own.fields[name].text !== entry.text) continue;
          own.fields[name] ??= { ...entry, at: 0, first: 0 };
          delete one.fields[name];
          found = true;
        }
        if (one.comment && (!own.comment || own.comment === one.comment)) { own.comment = one.comment; one.comment = ""; found = true; }
        if (!Object.keys(one.fields ?? {}).length && !one.comment) delete left[question];
      }
      if (!Object.keys(left).length) { localStorage.removeItem(key); localStorage.removeItem(ALIVE + other); } else localStorage.setItem(key, JSON.stringify(left));
    }
  } catch { /* nothing is kept here, so nothing was left */ }
  if (found) keep();
  return found;
}

// A document that goes says so: the next one need not wait until it is missed.
if (!board.listens) {
  board.listens = true;
  addEventListener("pagehide", () => { board.gone = true; keep(); try { localStorage.removeItem(ALIVE + board.id); } catch { /* see keep */ } });
  addEventListener("pageshow", (event) => { if (event.persisted) { board.gone = false; beat(); keep(); } });
}

const holding = (desk, { question, number }) => (board.held[question] ??= { cycle: desk.data.cycle, area: desk.data.area, name: desk.data.name, number, fields: {}, comment: "" });
const entries = (question) => board.held[question]?.fields ?? {};
const under = (question) => board.letters.find((letter) => letter.question === question);

function type(desk, open, name, words, shown) {
  const held = holding(desk, open);
  const before = held.fields[name];
  const entry = (held.fields[name] = { seen: shown.revision, ...before, text: clean(words), at: Date.now() });
  entry.first ||= entry.at;
  if (entry.text !== entry.wrong) delete entry.refused;
  if (entry.text === shown.text && !before?.sent && !entry.theirs) delete held.fields[name];
  keep();
}

function comment(desk, open, words) {
  holding(desk, open).comment = words;
  keep();
}

function ask(desk, letter) {
  const { cycle, area } = desk.data;
  board.letters.push({ id: random(), cycle, area, tried: 0, ...letter });
  post(desk);
}

// What is due of each question becomes one letter; what is typed meanwhile waits for its answer.
function collect(desk, flush) {
  const now = Date.now();
  for (const [question, { fields }] of Object.entries(board.held)) {
    if (under(question)) continue;
    const due = Object.entries(fields).filter(([, entry]) => !entry.theirs && !entry.refused
      && (flush || now - entry.at >= PAUSE || now - entry.first >= LONGEST));
    if (!due.length) continue;
    for (const [, entry] of due) Object.assign(entry, { sent: entry.text, first: 0 });
    ask(desk, { kind: "write", question, said: Object.fromEntries(due.map(([name, { text, seen }]) => [name, [text, seen]])) });
  }
}

function send(desk, flush = false) {
  if (!desk.data.who || desk.data.readonly) return;
  collect(desk, flush);
  post(desk);
}

// All that waits goes together, since what is sent later takes the place of what was sent before. A new session knows nothing of the
// letters to the one before: they go again, under its name.
function post(desk) {
  const { data, component } = desk;
  if (!data.who) return;
  const due = board.letters.filter((one, place) => board.letters.findIndex(({ question }) => question === one.question) === place);
  const fresh = due.filter((one) => one.session !== data.session || Date.now() - one.tried > AGAIN);
  if (!fresh.length) return;
  for (const one of fresh) { one.since ??= Date.now(); Object.assign(one, { session: data.session, tried: Date.now() }); }
  component.setStateValue("letters", due.map((one) => ({ ...one })));
}

function hear(desk) {
  const { data } = desk;
  for (const letter of [...board.letters]) {
    const answer = data.answers[letter.id];
    if (!answer) continue;
    board.letters.splice(board.letters.indexOf(letter), 1);
    if (letter.kind === "write") heardOfWords(desk, letter, answer);
    else heardOfDeed(desk, letter, answer);
  }
  // What was refused may do once something else was written there, by whomever.
  if (desk.trouble && data.open?.question === desk.trouble.question && data.open.revision > desk.trouble.revision) desk.trouble = null;
  settle(data.open);
  keep();
}

function heardOfWords(desk, { question, said }, answer) {
  for (const [name, [text]] of Object.entries(said)) {
    const fields = entries(question);
    const entry = fields[name];
    if (!entry) continue;
    if (answer.kind === "saved") {
      if (entry.text === text) delete fields[name];
      else Object.assign(entry, { seen: answer.revision });
    } else if (answer.kind === "refused") Object.assign(entry, { refused: answer.words, wrong: text });
    else if (answer.theirs[name]) entry.theirs = answer.theirs[name];
  }
  if (answer.kind === "saved") { board.saved[question] = Date.now(); desk.said = "Saved."; }
  if (answer.kind === "conflict") desk.said = "Not saved: somebody else wrote in the same field first. Both stand below it.";
  if (answer.kind === "refused") desk.said = `Not saved: ${answer.words}`;
}

function heardOfDeed(desk, letter, answer) {
  const { question, kind } = letter;
  const { open } = desk.data;
  if (answer.kind === "saved") {
    if (kind === "begin") desk.opens = question;
    if (kind === "comment" && board.held[question]?.comment === letter.text) board.held[question].comment = "";
    if (kind === "move" && letter.state === "withdrawn") { delete board.held[question]; desk.leaves = question; }
    desk.said = { begin: "A draft was made.", comment: "Your words stand below.", drop: "Taken away.", move: `It is ${letter.state} now.`,
      take: answer.added ? "Its evidence was added." : "That evidence stands there already." }[kind];
    desk.trouble = null;
  } else {
    const who = answer.theirs && Object.values(answer.theirs)[0];
    desk.trouble = { question, revision: open?.question === question ? open.revision : undefined, words: who ? `Not done: ${who.by} changed this question meanwhile (${who.at}). Look at it as it stands now, then press again.` : `Not done: ${answer.words}` };
    desk.said = desk.trouble.words;
  }
}

// What the server has is no longer held here; and where the answer to what was sent is missing, what stands tells that it came.
function settle(open) {
  if (!open) return;
  const fields = entries(open.question);
  for (const [name, entry] of Object.entries(fields)) {
    const stands = lines(open.fields[name]);
    if (stands === entry.text) delete fields[name];
    else if (entry.theirs && stands !== lines(entry.theirs.text)) entry.theirs = { text: stands, revision: open.revision, by: open.by, at: open.at };
    else if (entry.sent === stands && !under(open.question)) entry.seen = open.revision;
  }
}

// Whether the words of a question wait for nothing but the server, so that a press or a link may wait for them.
const waiting = (question) => Object.values(question ? entries(question) : Object.assign({}, ...Object.values(board.held).map(({ fields }, place) =>
  Object.fromEntries(Object.entries(fields).map(([name, entry]) => [`${place} ${name}`, entry]))))).some((entry) => !entry.theirs && !entry.refused);

function ago(when) {
  const seconds = Math.max(0, Math.round((Date.now() - when) / 1000));
  return seconds < 60 ? `${seconds} s` : seconds < 3600 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`;
}

// The line about being saved: [kind, words].
function standing({ data }, open) {
  const here = board.kept ? "kept in this browser" : "and this browser cannot keep it, so leave this tab open";
  const mine = Object.values(entries(open.question));
  if (data.readonly) return ["quiet", data.readonly];
  const refused = mine.find((entry) => entry.refused);
  if (refused) return ["wrong", `Refused: ${refused.refused} What you typed is ${here}.`];
  if (mine.some((entry) => entry.theirs)) return ["wrong", `Not saved: somebody else wrote first. Choose below; yours is ${here}.`];
  if (mine.length && !data.who) return ["waiting", `Not saved yet: say who you are (on the left). ${here[0].toUpperCase()}${here.slice(1)}.`];
  const letter = under(open.question);
  const late = letter?.since && Date.now() - letter.since;
  if (mine.length && late > AGAIN) return ["wrong", `Not saved yet: no answer for ${ago(letter.since)}. ${here[0].toUpperCase()}${here.slice(1)}, tried again.`];
  if (mine.length && letter?.kind === "write") return ["waiting", "Saving …"];
  if (mine.length) return ["waiting", `Not saved yet: ${here}`];
  return ["saved", board.saved[open.question] ? `Saved ${ago(board.saved[open.question])} ago` : `Saved ${open.at} by ${open.by}`];
}
