// Pictures saved from the screen: an SVG that stands alone, or the same on a canvas at twice its size as a PNG. Everything is made
// here, from the marks that are shown; it leaves through blob: addresses and no request is sent.
const NS = "http://www.w3.org/2000/svg";
const INHERITED = ("fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin"
  + " font-family font-size font-weight font-style text-anchor letter-spacing visibility").split(" ");
const OWN = { opacity: "1", "dominant-baseline": "auto", "paint-order": "normal" };
const COPIED = new Set(("id viewBox preserveAspectRatio width height x y x1 x2 y1 y2 cx cy r rx ry d points transform clip-path dx dy"
  + " offset stop-color stop-opacity gradientUnits patternUnits clipPathUnits overflow").split(" "));
// What is for the hand and the ear only, and what would bring in something from outside.
const DROPPED = "script, style, foreignObject, image, use, .hoverlayer, .draglayer, .dragcover, .zoomlayer, .nsewdrag, .menulayer";
const PAD = 20;
const FONT = "'Source Sans', 'Source Sans 3', 'Source Sans Pro', Arial, sans-serif";

function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// A copy that needs no style sheet: each element carries what it does not take from the one it stands in.
function standing(node, above, hidden = false) {
  if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.data);
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches(DROPPED)) return null;
  const style = getComputedStyle(node);
  const within = hidden || ["defs", "clipPath"].includes(node.localName);
  if (style.display === "none" && !within) return null;
  const copy = document.createElementNS(NS, node.localName === "a" ? "g" : node.localName);
  for (const { name, value } of node.attributes) {
    // Plotly writes the page's own address before what is a place in the drawing.
    if (COPIED.has(name)) copy.setAttribute(name, value.replace(/^url\(["']?[^#]*(#[^"')]+)["']?\)$/, "url($1)"));
  }
  for (const name of INHERITED) {
    const value = style.getPropertyValue(name);
    if (value && value !== above?.getPropertyValue(name)) copy.setAttribute(name, name === "font-family" ? stack(value) : value);
  }
  for (const [name, usual] of Object.entries(OWN)) {
    const value = style.getPropertyValue(name);
    if (value && value !== usual) copy.setAttribute(name, value);
  }
  copy.append(...[...node.childNodes].map((child) => standing(child, style, within)).filter(Boolean));
  // Where another font stands in, the words still take the room they have here.
  if (node.localName === "text" && !node.childElementCount && node.textContent.length > 1) {
    copy.setAttribute("textLength", node.getComputedTextLength().toFixed(1));
    copy.setAttribute("lengthAdjust", "spacingAndGlyphs");
  }
  return copy;
}

const stack = (family) => (/source sans/i.test(family) ? FONT
  : `${family.replace(/,?\s*sans-serif\s*$/i, "").replace(/"/g, "'")}, sans-serif`);

// The drawings a row of buttons stands for: those of its own figure, or the layers of the chart Streamlit shows under a key.
function drawings(row) {
  const { of } = row.dataset;
  if (!of) return [...row.closest("figure").querySelectorAll("svg")].filter((svg) => !svg.parentElement.closest("svg, .legend"));
  const place = `.st-key-${of.trim().replace(/[^\w-]/g, "-")}`;
  return [...document.querySelectorAll(`${place} svg.main-svg`)].filter((svg) => !svg.parentElement.closest("svg"));
}

// All of them in one, each where it stands beside the first.
function together(svgs) {
  const boxes = svgs.map((svg) => svg.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const copies = svgs.map((svg, index) => {
    const { width, height } = boxes[index];
    const copy = standing(svg, null);
    if (!copy.hasAttribute("viewBox")) copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const at = { x: boxes[index].left - left, y: boxes[index].top - top, width, height };
    for (const [name, value] of Object.entries(at)) copy.setAttribute(name, value);
    return copy;
  });
  const right = Math.max(...boxes.map((box) => box.right));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  return { copies, width: Math.ceil(right - left), height: Math.ceil(bottom - top) };
}

// Widths in Arial, the widest of the fonts the words may be set in elsewhere: what fits in it fits.
function measured(words, size, weight) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${weight} ${size}px Arial, sans-serif`;
  return pen.measureText(words).width;
}

function wrapped(words, width, size, weight) {
  const lines = [];
  for (const word of words.split(/\s+/).filter(Boolean)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && measured(longer, size, weight) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

// Words set from `top` on, wrapped to the width: the lines, and where the next thing may begin.
function set(words, { top, width, size, weight = 400, fill }) {
  const step = Math.round(size * 1.35);
  const lines = wrapped(words, width, size, weight);
  const texts = lines.map((line, index) => draw("text",
    { x: PAD, y: top + step * index + size, "font-size": size, "font-weight": weight, fill }, line));
  return { texts, bottom: top + step * lines.length };
}

function swatch(mark, x, y) {
  const { width, height } = mark.getBoundingClientRect();
  if (mark.localName === "svg") return together([mark]).copies.map((copy) => {
    copy.setAttribute("x", x);
    copy.setAttribute("y", y + (18 - height) / 2);
    return copy;
  });
  const style = getComputedStyle(mark);
  const edge = style.boxShadow === "none" ? {} : { stroke: style.color, "stroke-opacity": 0.5 };
  const striped = style.backgroundImage !== "none"
    ? [draw("path", { d: `M${x} ${y + 9}L${x + 9} ${y}M${x + 3} ${y + 18}L${x + 21} ${y}M${x + 14} ${y + 18}L${x + 22} ${y + 10}`,
      stroke: style.color, "stroke-opacity": 0.45, fill: "none" })] : [];
  return [draw("rect", { x, y, width: Math.max(width, 22), height: 18, rx: 3, fill: style.backgroundColor, ...edge }), ...striped,
    draw("text", { x: x + Math.max(width, 22) / 2, y: y + 13, "text-anchor": "middle", "font-size": 12, fill: style.color },
      mark.textContent)];
}

function legend(list, { top, width, fill }) {
  const parts = [];
  let [x, y] = [PAD, top];
  for (const item of list?.querySelectorAll("li") ?? []) {
    const mark = item.querySelector("svg, .swatch");
    const words = (mark ? item.lastElementChild : item).textContent.trim();
    const room = mark ? Math.max(mark.getBoundingClientRect().width, 22) + 6 : 0;
    const long = room + measured(words, 13, 400) + 18;
    if (x > PAD && x + long > PAD + width) [x, y] = [PAD, y + 24];
    if (mark) parts.push(...swatch(mark, x, y));
    parts.push(draw("text", { x: x + room, y: y + 14, "font-size": 13, fill }, words));
    x += long;
  }
  return { texts: parts, bottom: parts.length ? y + 32 : top };
}

function colour(root, name) {
  const probe = document.createElement("i");
  probe.style.color = `var(--${name})`;
  root.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

// The whole file: title, legend, drawing, and what it rests on.
function composed(root, row) {
  const svgs = drawings(row);
  if (!svgs.length) throw new Error("the picture is not drawn yet");
  const drawn = together(svgs);
  const width = Math.max(drawn.width, 480);
  const [ink, soft, paper] = ["ink", "soft", "paper"].map((name) => colour(root, name));
  const title = set(row.dataset.title, { top: PAD - 4, width, size: 18, weight: 700, fill: ink });
  const keys = row.dataset.of ? null : row.closest("figure").querySelector("ul.legend");
  const marks = legend(keys, { top: title.bottom + 8, width, fill: soft });
  let { bottom } = marks;
  const place = draw("g", { transform: `translate(${PAD} ${bottom})` }, ...drawn.copies);
  bottom += drawn.height + 12;
  const below = row.dataset.lines.split("\n").flatMap((line) => {
    const words = set(line, { top: bottom, width, size: 12.5, fill: soft });
    bottom = words.bottom;
    return words.texts;
  });
  const size = { width: width + 2 * PAD, height: Math.ceil(bottom + PAD - 4) };
  return draw("svg", { ...size, viewBox: `0 0 ${size.width} ${size.height}`, "font-family": FONT, role: "img" },
    draw("title", {}, row.dataset.title || row.dataset.name),
    draw("rect", { width: "100%", height: "100%", fill: paper }), ...title.texts, ...marks.texts, place, ...below);
}

// A picture on a canvas knows none of the page's fonts, so the one in use goes into it.
async function lettered(svg) {
  const faces = [...document.styleSheets].flatMap((sheet) => { try { return [...sheet.cssRules]; } catch { return []; } })
    .filter((rule) => rule instanceof CSSFontFaceRule && /^["']?Source Sans["']?$/.test(rule.style.getPropertyValue("font-family").trim()));
  const written = await Promise.all(faces.map(async ({ style, parentStyleSheet }) => {
    const address = new URL(style.getPropertyValue("src").match(/url\(["']?([^"')]+)/)[1], parentStyleSheet.href ?? document.baseURI);
    if (address.origin !== location.origin && address.protocol !== "data:") return "";
    const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
    const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    return `@font-face{font-family:"Source Sans";font-style:${style.getPropertyValue("font-style") || "normal"};`
      + `font-weight:${style.getPropertyValue("font-weight") || "400"};src:url(data:font/woff2;base64,${text})}`;
  }));
  svg.prepend(draw("style", {}, written.join("")));
  return svg;
}

const asFile = (svg) => new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" });

async function painted(svg) {
  const [width, height] = ["width", "height"].map((name) => Number(svg.getAttribute(name)));
  const address = URL.createObjectURL(asFile(await lettered(svg)));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width * 2, height * 2];
    canvas.getContext("2d").drawImage(image, 0, 0, width * 2, height * 2);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

function hand(blob, name) {
  const link = document.createElement("a");
  [link.href, link.download] = [URL.createObjectURL(blob), name];
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function onSave(root, event) {
  const button = event.target.closest?.("button[data-save]");
  if (!button) return;
  const row = button.closest("[data-name]");
  const said = row.querySelector("[role=status]");
  const name = `${row.dataset.name}.${button.dataset.save}`;
  said.textContent = "";
  try {
    const svg = composed(root, row);
    hand(button.dataset.save === "png" ? await painted(svg) : asFile(svg), name);
    said.textContent = `Saved ${name}`;
  } catch (error) {
    said.textContent = `Not saved: ${error.message}`;
  }
}
