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

// What a cell says beyond its name: the KPI in full, England beside an authority, the rank, a note.
function beyond({ cells, columns, rows }, place, index, column) {
  const england = rows.kind[index] === "authority" ? columns.england[column] : null;
  return [columns.about[column], england, cells.more[place]].filter(Boolean).join(" · ");
}

function cell(data, index, column) {
  const { cells } = data;
  const place = index * data.columns.short_name.length + column;
  const symbol = cells.symbol[place];
  const href = cells.href[place] === null ? null : data.shared + cells.href[place];
  const said = { "aria-label": cells.name[place] || null, "aria-description": cells.name[place] ? beyond(data, place, index, column) : null };
  // Only what has a role may have a name: a link, and else the cell itself.
  return make("td", { class: `shade-${data.shades[cells.shade[place]]}`, ...(href ? {} : said) },
    link(href, href ? said : {}, symbol ? make("span", { class: "mark", "aria-hidden": "true" }, symbol) : null, make("span", {}, cells.text[place])));
}

function row(data, index) {
  const { rows, columns } = data;
  return make("tr", { class: rows.kind[index] === "authority" ? null : "reference" },
    make("th", { scope: "row" }, link(rows.href[index], {}, rows.label[index])),
    ...columns.short_name.map((_, column) => cell(data, index, column)));
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
const ARROWS = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]);

// The columns a link's cell stands over, as [first, last]; a BPN's heading counts as one of the headings of the rows.
function over(at) {
  const own = at.closest("th, td");
  if (own.scope === "rowgroup") return [0, 0];
  let first = 0;
  for (let one = own.previousElementSibling; one; one = one.previousElementSibling) first += one.colSpan;
  return [first, first + own.colSpan - 1];
}

function step(grid, at, key, far) {
  const line = grid.findIndex((links) => links.includes(at));
  const place = grid[line].indexOf(at);
  if (key === "ArrowLeft") return grid[line][place - 1];
  if (key === "ArrowRight") return grid[line][place + 1];
  if (key === "Home") return (far ? grid[0] : grid[line])[0];
  if (key === "End") return (far ? grid.at(-1) : grid[line]).at(-1);
  const way = key === "ArrowUp" ? -1 : 1;
  const [column] = over(at);
  for (let next = line + way; grid[next]; next += way) {
    const under = grid[next].find((one) => over(one)[0] <= column && column <= over(one)[1]);
    if (under) return under;
  }
  return undefined;
}

function onArrow(table, event) {
  const at = event.target.closest("a");
  if (!at || !ARROWS.has(event.key) || event.altKey || event.metaKey) return;
  event.preventDefault();
  step(lines(table), at, event.key, event.ctrlKey)?.focus();
}

// The whole table is one tab stop: Tab crosses headings and figures in one step, arrows go about inside.
function stopAt(table, at) {
  table.querySelectorAll("a[tabindex='0']").forEach((one) => one.setAttribute("tabindex", "-1"));
  at?.setAttribute("tabindex", "0");
}

function tell(frame, tip, at) {
  const cell = at?.closest("td");
  const named = cell?.hasAttribute("aria-label") ? cell : cell?.querySelector("[aria-label]");
  tip.hidden = !named;
  if (!named) return;
  tip.replaceChildren(make("strong", {}, named.getAttribute("aria-label")), make("small", {}, named.getAttribute("aria-description")));
  const outer = frame.getBoundingClientRect();
  const inner = named.getBoundingClientRect();
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
  edges(scroller);
  table.style.setProperty("--head", `${table.tHead.offsetHeight + 2}px`);
  table.style.setProperty("--fixed", `${table.tBodies[0].offsetHeight + 4}px`);
  const bar = document.querySelector("[data-testid='stHeader']");
  table.style.setProperty("--top", `${bar ? bar.offsetHeight : 0}px`);
}

function listen(root, frame, table, tip) {
  const on = (kind, does) => table.addEventListener(kind, does);
  on("keydown", (event) => onArrow(table, event));
  on("focusin", (event) => { stopAt(table, event.target); if (event.target.matches(":focus-visible")) tell(frame, tip, event.target); });
  on("pointerover", (event) => tell(frame, tip, event.target));
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
  table.querySelectorAll("a").forEach((one) => one.setAttribute("tabindex", "-1"));
  stopAt(table, table.querySelector("tbody:not(.fixed) td > a") ?? table.querySelector("a"));
  const tip = make("div", { class: "rug-tip", hidden: "", "aria-hidden": "true" });
  const frame = make("div", { class: "rug-frame" }, make("div", {}, table), tip);
  frame.firstElementChild.addEventListener("scroll", (event) => edges(event.target), { passive: true });
  const [left, top] = [old?.scrollLeft ?? 0, old?.scrollTop ?? 0];
  listen(root, frame, table, tip);
  fill(root, frame, make("p", { class: "rug-keys" }, "Arrow keys move over cells and headings; Enter opens one; Tab leaves the table."));
  fit(frame);
  frame.firstElementChild.scrollTo(left, top);
  return leave;
}
