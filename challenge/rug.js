const link = (href, attributes, ...children) => make(href ? "a" : "span", { href, ...attributes }, ...children);

// Neighbouring entries with the same name, as [name, href, how many, first index].
function runs(names, hrefs) {
  const found = [];
  names.forEach((name, index) => {
    const last = found.at(-1);
    if (last && last.name === name) last.size += 1;
    else found.push({ name, href: hrefs[index], size: 1, first: index });
  });
  return found;
}

function head({ columns }) {
  const groups = runs(columns.group, columns.group_href).map(({ name, href, size }) => (
    make("th", { scope: "colgroup", colspan: size }, link(href, {}, name ?? ""))
  ));
  const kpis = columns.short_name.map((short, index) => make(
    "th", { scope: "col", "aria-sort": columns.sorted?.[index] ? "other" : null },
    make("div", {},
      link(columns.href[index], { title: columns.name[index] }, short),
      make("small", {}, make("span", {}, columns.good_end[index]), columns.year_label[index] ? make("span", {}, columns.year_label[index]) : null)),
  ));
  return make("thead", {},
    make("tr", {}, make("td", {}), ...groups),
    make("tr", {}, make("th", { scope: "col" }, make("span", { class: "visually-hidden" }, "Area")), ...kpis));
}

function cell(data, place) {
  const { cells } = data;
  const symbol = cells.symbol[place];
  const href = cells.href[place] === null ? null : data.shared + cells.href[place];
  const label = { "aria-label": cells.title[place] || null, tabindex: href ? "-1" : null };
  return make("td", { class: `shade-${data.shades[cells.shade[place]]}` },
    link(href, label, symbol ? make("span", { class: "mark", "aria-hidden": "true" }, symbol) : null, make("span", {}, cells.text[place])));
}

function row(data, index) {
  const { rows, columns } = data;
  const width = columns.short_name.length;
  return make("tr", { class: rows.kind[index] === "authority" ? null : "reference" },
    make("th", { scope: "row" }, link(rows.href[index], {}, rows.label[index])),
    ...columns.short_name.map((_, column) => cell(data, index * width + column)));
}

function bodies(data) {
  const { rows } = data;
  const order = rows.label.map((_, index) => index);
  const fixed = order.filter((index) => rows.kind[index] !== "authority");
  const others = order.filter((index) => rows.kind[index] === "authority");
  const named = runs(others.map((index) => rows.group[index]), others.map((index) => rows.group_href[index]));
  const span = data.columns.short_name.length + 1;
  return [
    make("tbody", { class: "fixed" }, ...fixed.map((index) => row(data, index))),
    ...named.map(({ name, href, size, first }) => make("tbody", {},
      name ? make("tr", {}, make("th", { scope: "rowgroup", colspan: span }, link(href, {}, name))) : null,
      ...others.slice(first, first + size).map((index) => row(data, index)))),
  ];
}

// The table as lines of links, so that arrows move over headings and cells alike.
const lines = (table) => [...table.rows].map((line) => [...line.querySelectorAll("a")]).filter((line) => line.length);

function step(grid, at, key) {
  const line = grid.findIndex((links) => links.includes(at));
  const place = grid[line].indexOf(at);
  if (key === "ArrowLeft") return grid[line][place - 1];
  if (key === "ArrowRight") return grid[line][place + 1];
  if (key === "Home") return grid[line][0];
  if (key === "End") return grid[line].at(-1);
  const way = key === "ArrowUp" ? -1 : 1;
  const column = at.closest("th, td").cellIndex;
  for (let next = line + way; grid[next]; next += way) {
    const under = grid[next].find((one) => one.closest("th, td").cellIndex === column);
    if (under) return under;
  }
  return undefined;
}

function onArrow(table, event) {
  const at = event.target.closest("a");
  if (!at || !["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return;
  event.preventDefault();
  step(lines(table), at, event.key)?.focus();
}

// One cell at a time is a tab stop: Tab crosses 500 figures in one step, arrows go about inside.
function onFocus(table, at) {
  if (!at.closest("td")) return;
  table.querySelector("td > a[tabindex='0']")?.setAttribute("tabindex", "-1");
  at.setAttribute("tabindex", "0");
}

function tell(frame, tip, at) {
  const words = at?.closest("td") && at.getAttribute("aria-label");
  tip.hidden = !words;
  if (!words) return;
  tip.textContent = words;
  const outer = frame.getBoundingClientRect();
  const inner = at.getBoundingClientRect();
  const left = Math.max(0, Math.min(inner.left - outer.left, outer.width - tip.offsetWidth));
  tip.style.left = `${left}px`;
  tip.style.top = `${inner.bottom - outer.top + 6}px`;
}

function fit(frame) {
  const scroller = frame.firstElementChild;
  const table = scroller.querySelector("table");
  const wide = () => table.scrollWidth > scroller.clientWidth + 1;
  scroller.className = "";
  if (wide()) scroller.classList.add("dense");
  if (wide()) scroller.classList.replace("dense", "scrolls");
  table.style.setProperty("--head", `${table.tHead.offsetHeight + 2}px`);
  const bar = document.querySelector("[data-testid='stHeader']");
  table.style.setProperty("--top", `${bar ? bar.offsetHeight : 0}px`);
}

function listen(root, frame, table, tip) {
  const on = (kind, does) => table.addEventListener(kind, does);
  on("keydown", (event) => onArrow(table, event));
  on("focusin", (event) => { onFocus(table, event.target); if (event.target.matches(":focus-visible")) tell(frame, tip, event.target); });
  on("pointerover", (event) => tell(frame, tip, event.target.closest("a, td > span")));
  on("focusout", () => tell(frame, tip, null));
  on("pointerleave", () => tell(frame, tip, null));
  root.watch?.disconnect();
  root.watch = new ResizeObserver(() => fit(frame));
  root.watch.observe(frame);
}

export default function (component) {
  const root = hold(component);
  const { stop } = root;
  const leave = () => stop.abort();
  const written = JSON.stringify(component.data);
  if (root.written === written) return leave;
  root.written = written;
  const old = root.querySelector(".rug-frame > div");
  const table = make("table", { class: "rug" },
    make("caption", {}, component.data.caption), head(component.data), ...bodies(component.data));
  table.querySelector("tbody:not(.fixed) td > a")?.setAttribute("tabindex", "0");
  const tip = make("div", { class: "rug-tip", hidden: "", "aria-hidden": "true" });
  const frame = make("div", { class: "rug-frame" }, make("div", {}, table), tip);
  const [left, top] = [old?.scrollLeft ?? 0, old?.scrollTop ?? 0];
  listen(root, frame, table, tip);
  fill(root, frame, make("p", { class: "rug-keys" }, "Arrow keys move between cells; Enter opens one; Tab leaves the table."));
  fit(frame);
  frame.firstElementChild.scrollTo(left, top);
  return leave;
}
