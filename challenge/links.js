// Shared by sheet.js and rug.js: safe elements, links that rerun instead of reloading, theme, focus.
const TAGS = new Set(("a abbr article aside b br button caption cite code col colgroup dd details div dl dt em fieldset figcaption"
  + " figure footer form h1 h2 h3 h4 header hr input kbd label legend li main mark nav ol option p q section select small span"
  + " strong sub summary sup table tbody td textarea tfoot th thead time tr ul").split(" "))
const DRAWN = new Set("svg g path rect circle line polyline polygon text tspan title".split(" "))
const LINK = "a in svg";
const ATTRIBUTES = new Set(("id class title lang role href action method name value type placeholder for checked selected disabled"
  + " required readonly rows cols min max step maxlength autocomplete tabindex open hidden colspan rowspan scope headers datetime"
  + " span download rel viewBox width height x y x1 x2 y1 y2 cx cy r rx ry d points transform fill stroke stroke-width"
  + " stroke-dasharray text-anchor overflow focusable style").split(" "))
// One record per window, not per sheet: a new screen mounts new sheets, and they must know what the last one was doing.
const state = (window[Symbol.for("challenge.links")] ??= { arriving: null, focus: null });

// A browser drops tabs and line ends from an address, which would let "/<tab>/elsewhere" out.
const inside = (address) => /^(\/(?![/\\])|[?#])/.test(address) && !/[\u0000-\u0020]/.test(address);

function allowed(name, value) {
  if (!(ATTRIBUTES.has(name) || /^(aria|data)-[a-z-]+$/.test(name))) return false;
  if (name === "href" || name === "action") return inside(value);
  if (name === "style") return value.split(";").every((part) => !part.trim() || part.trim().startsWith("--"));
  return true;
}

function make(tag, attributes = {}, ...children) {
  const drawn = DRAWN.has(tag) || tag === LINK;
  if (!drawn && !TAGS.has(tag)) return document.createTextNode("");
  const element = drawn ? document.createElementNS("http://www.w3.org/2000/svg", tag === LINK ? "a" : tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && allowed(name, String(value))) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// A link within a drawing is another kind of element than one among words, by the same name.
function grow(tree, drawn = false) {
  if (!Array.isArray(tree)) return document.createTextNode(tree);
  const [tag, attributes, ...children] = tree;
  const within = drawn || tag === "svg";
  return make(drawn && tag === "a" ? LINK : tag, attributes, ...children.map((child) => grow(child, within)));
}

function setTheme(root) {
  const probe = document.createElement("i");
  probe.style.color = "var(--st-background-color)";
  root.append(probe);
  const [red, green, blue] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number);
  probe.remove();
  root.dataset.theme = 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128 ? "dark" : "light";
}

// What had the focus is found again by its id, or its address and words, since a rerun makes new elements: once a choice is made, its
// address is also that of the view as it stands, which other links lead to.
const mark = (element) => element?.id ? `#${element.id}`
  : element?.hasAttribute?.("href") ? `${element.getAttribute("href")} ${element.textContent}` : null;

function restoreFocus(root, wanted) {
  const nobody = document.activeElement === document.body || document.activeElement === root.getRootNode().host;
  if (!wanted || !nobody) return;
  const found = [...root.querySelectorAll("a, summary, button, input, select, textarea")].find((one) => mark(one) === wanted);
  const hiddenIn = found?.closest("details:not([open])");
  (hiddenIn && found.tagName !== "SUMMARY" ? hiddenIn.querySelector("summary") : found)?.focus({ preventScroll: true });
}

// Going somewhere is what the browser's Back does: the address changes and Streamlit hears of it, so it runs the page named there
// once. Through a trigger and `st.switch_page` the page being left would run first, and leave a false entry in the history.
function go(root, address) {
  const url = new URL(address, location.href);
  const query = new URLSearchParams(url.search).toString();
  state.focus = mark(root.getRootNode().activeElement) ?? null;
  state.arriving = url.pathname === location.pathname ? null : url.pathname;
  root.dataset.waiting = "";
  const target = url.pathname + (query ? `?${query}` : "") + url.hash;
  if (target !== location.pathname + location.search + location.hash) history.pushState({}, "", target);
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}

function onClick(root, event) {
  const link = event.target.closest?.("a[href]");
  const plain = !(event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !plain || link.hasAttribute("download") || link.dataset.reload !== undefined) return;
  event.preventDefault();
  const address = link.getAttribute("href");
  if (address.startsWith("#")) {
    const place = `#${CSS.escape(address.slice(1))}`;
    // It may stand in another sheet of the screen.
    const sheets = [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")].map((host) => host.shadowRoot);
    const target = [root, ...sheets].map((one) => one?.querySelector(place)).find(Boolean);
    target?.scrollIntoView({ block: "start" });
    target?.focus({ preventScroll: true });
    return;
  }
  // The menu stays as it is when its own screen is opened anew, so nobody would take the mark away again.
  if (link.getAttribute("aria-current") !== "page") link.setAttribute("data-going", "");
  go(root, address);
}

function onSubmit(root, event) {
  const form = event.target;
  event.preventDefault();
  const fields = [...new FormData(form, event.submitter).entries()].filter(([, value]) => typeof value === "string" && value.trim());
  go(root, `${form.getAttribute("action") ?? location.pathname}?${new URLSearchParams(fields)}`);
}

function closeChoices(root, except) {
  for (const open of root.querySelectorAll("details.choice[open]")) if (open !== except) open.removeAttribute("open");
}

function onEscape(root, event) {
  const open = event.key === "Escape" && root.querySelector("details.choice[open]");
  if (!open) return;
  open.removeAttribute("open");
  open.querySelector("summary").focus();
}

// The element everything hangs in: kept over reruns, and over remounts too, since Streamlit may hand the same shadow root on.
function hold(component) {
  const { parentElement } = component;
  let root = [...parentElement.children].find((child) => child.classList.contains("sheet"));
  if (!root) {
    root = make("div", { class: "sheet" });
    parentElement.append(root);
  }
  root.stop?.abort();
  root.stop = new AbortController();
  const listening = { signal: root.stop.signal };
  root.addEventListener("click", (event) => onClick(root, event), listening);
  root.addEventListener("submit", (event) => onSubmit(root, event), listening);
  root.addEventListener("keydown", (event) => onEscape(root, event), listening);
  document.addEventListener("pointerdown", (event) => {
    closeChoices(root, event.composedPath().find((one) => one.matches?.("details.choice")));
  }, listening);
  delete root.dataset.waiting;
  setTheme(root);
  return root;
}

function fill(root, ...elements) {
  const wanted = mark(root.getRootNode().activeElement) ?? state.focus;
  root.replaceChildren(...elements);
  const heading = root.querySelector("h1");
  if (heading && state.arriving === location.pathname) {
    state.arriving = state.focus = null;
    heading.setAttribute("tabindex", "-1");
    heading.focus({ preventScroll: true });
    return;
  }
  restoreFocus(root, wanted);
}
