// The questions of one authority: its lines of enquiry beside the question that is being written. panel_words.js keeps and sends what is
// typed; here it is shown, and nothing that arrives touches the field somebody is typing in.
const put = (element, words) => { if (element.textContent !== words) element.textContent = words; };
const press = (label, does, attributes = {}) => { const one = make("button", { type: "button", ...attributes }, label); one.addEventListener("click", does); return one; };
const once = (desk, place, written, draw) => { const json = JSON.stringify(written); if (place.written !== json) { place.written = json; place.replaceChildren(...draw()); } };
const may = ({ data }) => Boolean(data.who && !data.readonly);

function tell(desk, words) { desk.said = words; paint(desk); }

function act(desk, letter) {
  if (!may(desk)) return tell(desk, desk.data.readonly || "Say who you are (on the left) first: each word is signed.");
  desk.trouble = null;
  ask(desk, letter);
  return paint(desk);
}

// A state is changed only when what was typed before is saved: who agrees, agrees to what is on the screen.
function moves(desk, state) {
  const { question } = desk.data.open;
  if (!may(desk)) return act(desk, {});
  if (state === "withdrawn" && desk.sure !== question) { desk.sure = question; return paint(desk); }
  desk.sure = null;
  desk.moving = { question, state };
  send(desk, true);
  return goOn(desk);
}

function goOn(desk) {
  const { moving, data } = desk;
  if (!moving || data.open?.question !== moving.question) { desk.moving = null; return paint(desk); }
  if (Object.values(entries(moving.question)).some((entry) => entry.theirs || entry.refused)) {
    desk.moving = null;
    desk.trouble = { question: moving.question, revision: data.open.revision, words: "Not done: settle first what is not saved below." };
  } else if (!waiting(moving.question) && !under(moving.question)) {
    desk.moving = null;
    ask(desk, { kind: "move", question: moving.question, state: moving.state, seen: data.open.revision });
  }
  return paint(desk);
}

function address(question) {
  const query = new URLSearchParams(location.search);
  if (question) query.set("question", question); else query.delete("question");
  return `${location.pathname}?${query}`;
}

function build(desk) {
  const { root } = desk;
  desk.parts = Object.fromEntries(["left", "list", "notes", "open"].map((name) => [name, make("div", { class: `panel-${name}` })]));
  desk.parts.said = make("p", { class: "visually-hidden", role: "status" });
  desk.parts.title = make("h2", { id: "panel-title", class: "visually-hidden" });
  desk.parts.right = make("section", { class: "panel-right", "aria-labelledby": "panel-title" }, desk.parts.title, desk.parts.list, desk.parts.notes, desk.parts.open);
  root.replaceChildren(make("div", { class: "panel" }, make("section", { class: "panel-lines", "aria-label": "Lines of enquiry" }, desk.parts.left), desk.parts.right, desk.parts.said));
}

function paintLeft({ data, parts, root }) {
  once(null, parts.left, data.left, () => {
    const unfolded = [...parts.left.querySelectorAll("details[open] > summary")].map((one) => one.closest("li").querySelector("[data-use]")?.dataset.use);
    const wanted = mark(root.getRootNode().activeElement);
    const grown = data.left.map((tree) => grow(tree));
    for (const use of grown.flatMap((one) => [...(one.querySelectorAll?.("[data-use]") ?? [])])) {
      if (unfolded.includes(use.dataset.use)) use.closest("li").querySelector("details").open = true;
    }
    queueMicrotask(() => restoreFocus(root, wanted));
    return grown;
  });
}

function paintList(desk) {
  const { data, parts } = desk;
  put(parts.title, data.title);
  once(null, parts.list, [data.questions, data.kpi, may(desk), data.title], () => {
    const begin = (more) => act(desk, { kind: "begin", question: random(), ...more });
    const off = may(desk) ? {} : { "aria-disabled": "true" };
    return [
      make("div", { class: "panel-head" }, make("span", { class: "panel-name", "aria-hidden": "true" }, data.title),
        data.kpi && press(`A question about ${data.kpi[1]}`, () => begin({ kpi: data.kpi[0] }), off), press("Blank question", () => begin({}), off)),
      data.questions.length ? make("ol", { class: "panel-questions" }, ...data.questions.map((one) => make("li", {},
        make("a", { href: one.href, "aria-current": one.chosen ? "true" : null }, `${one.number} `, one.headline),
        make("span", { class: "panel-about" }, [one.state, one.about, one.comments].filter(Boolean).join(" · ")))))
        : make("p", { class: "empty" }, "No question is drafted yet. Press Use beside a line of enquiry: it makes a draft with its evidence. Or begin with a blank question."),
    ];
  });
}

function paintNotes(desk) {
  const { data, parts } = desk;
  const away = Object.entries(board.held).filter(([question]) => question !== data.open?.question);
  const told = away.map(([question, one]) => [question, one.cycle, one.area, `Question ${one.number} for ${one.name}: ${Object.values(one.fields).some((entry) => entry.theirs || entry.refused) ? "it asks you, not saved." : "not saved yet."}`]);
  const plain = [!data.who && !data.readonly ? "To write, say who you are (on the left). What you type meanwhile is kept in this browser until you have." : "",
    data.gone ? "This question was taken away, or is not of this authority. What was written stays in the record." : "",
    desk.trouble && (desk.trouble.question === data.open?.question || !data.questions.some(({ question }) => question === desk.trouble.question)) ? desk.trouble.words : ""].filter(Boolean);
  once(null, parts.notes, [plain, told], () => [
    ...plain.map((words) => make("p", { class: words === desk.trouble?.words ? "message" : "note warn", role: words === desk.trouble?.words ? ALERT : null }, words)),
    ...told.map(([question, cycle, area, words]) => make("p", { class: "note warn" }, `${words} `,
      make("a", { href: `${location.pathname}?${new URLSearchParams({ cycle, area, question })}` }, "Open it"))),
  ]);
}

function paint(desk) {
  paintLeft(desk);
  paintList(desk);
  paintNotes(desk);
  paintOpen(desk);
  put(desk.parts.said, desk.said ?? "");
}

function onPress(desk, event) {
  const button = event.target.closest?.("button[data-use], button[data-add]");
  if (!button) return;
  if (button.dataset.use !== undefined) act(desk, { kind: "begin", question: random(), line: button.dataset.use });
  else act(desk, { kind: "take", question: desk.data.open.question, line: button.dataset.add });
}

// A link waits until what was typed is saved, for a while: two messages at once would have Streamlit run the wrong screen.
function holdBack(desk, event) {
  const path = event.composedPath();
  const href = path.find((one) => one.matches?.("a[href]"))?.getAttribute("href");
  const plain = !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!plain || !href || href.startsWith("#") || !may(desk) || !waiting() || !path.some((one) => one.classList?.contains("sheet"))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  desk.going = href;
  setTimeout(() => desk.going === href && leave(desk), 4000);
  send(desk, true);
}

function leave(desk) {
  const href = desk.going;
  desk.going = null;
  go(desk.root, href);
}

// Who used a line far down the list sees the draft it made, and can write at once.
function goThere(desk) {
  const first = desk.rows.find(({ name }) => name === "headline").input;
  first.focus({ preventScroll: true });
  const [top, bottom] = [desk.parts.open.getBoundingClientRect().top, first.getBoundingClientRect().bottom];
  const smooth = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (top < 0 || bottom > innerHeight) desk.parts.open.scrollIntoView({ block: "start", behavior: smooth ? "smooth" : "auto" });
}

export default function (component) {
  const root = hold(component);
  const { stop } = root;
  const { data } = component;
  const fresh = !root.desk;
  const desk = (root.desk ??= { root });
  Object.assign(desk, { component, data });
  if (fresh) { build(desk); adopt(); }
  hear(desk);
  if (fresh || desk.built !== data.open?.question) buildOpen(desk);
  paint(desk);
  if (fresh) requestAnimationFrame(() => desk.rows?.forEach((row) => fit(row.input)));
  goOn(desk);
  send(desk);
  if (desk.opens) { const question = desk.opens; desk.opens = null; desk.follows = question; if (new URLSearchParams(location.search).get("question") !== question) go(root, address(question)); }
  if (desk.built && desk.follows === desk.built) { desk.follows = null; goThere(desk); }
  if (desk.leaves) { const left = desk.leaves; desk.leaves = null; if (new URLSearchParams(location.search).get("question") === left) go(root, address(null)); }
  if (desk.going && !waiting()) leave(desk);
  const listening = { signal: stop.signal };
  root.addEventListener("click", (event) => onPress(desk, event), listening);
  document.addEventListener("click", (event) => holdBack(desk, event), { ...listening, capture: true });
  document.addEventListener("visibilitychange", () => { beat(); if (document.hidden) send(desk, true); }, listening);
  addEventListener("resize", () => desk.rows?.forEach((row) => fit(row.input)), listening);
  const turn = setInterval(() => {
    if (Date.now() - board.beaten >= BEAT) { beat(); adopt(); }
    send(desk);
    paintNotes(desk);
    paintOpen(desk);
  }, 250);
  stop.signal.addEventListener("abort", () => clearInterval(turn));
  root.written = JSON.stringify(data);
  root.querySelectorAll("[data-going]").forEach((link) => link.removeAttribute("data-going"));
  return () => stop.abort();
}
