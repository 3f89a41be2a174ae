// What differs between two texts, word by word: what the other one lacks is struck through, what it has more is underlined, and each is
// also marked by a sign.
const MOST_PAIRS = 400000;

// Space around a word makes no other word of it.
const alike = (one, other) => one === other || (one?.trim() === other?.trim() && Boolean(one?.trim()));

// Pieces of both texts in order: ["same" | "less" | "more", words]. Too much to compare is told as one piece less and one more.
function differences(before, after) {
  const [old, now] = [before, after].map((words) => words.match(/\S+\s*|\s+/g) ?? []);
  let from = 0;
  while (from < old.length && from < now.length && alike(old[from], now[from])) from += 1;
  let end = 0;
  while (end < old.length - from && end < now.length - from && alike(old.at(-1 - end), now.at(-1 - end))) end += 1;
  const [gone, come] = [old.slice(from, old.length - end), now.slice(from, now.length - end)];
  const middle = gone.length * come.length > MOST_PAIRS ? [["less", gone.join("")], ["more", come.join("")]] : compared(gone, come);
  const found = [["same", now.slice(0, from).join("")], ...middle, ["same", end ? now.slice(-end).join("") : ""]];
  return found.filter(([, words]) => words).reduce((all, [kind, words]) => {
    if (all.at(-1)?.[0] === kind) all.at(-1)[1] += words; else all.push([kind, words]);
    return all;
  }, []);
}

// The longest run of words both have, from a table of what is still to come.
function compared(gone, come) {
  const wide = come.length + 1;
  const longest = new Uint32Array((gone.length + 1) * wide);
  for (let row = gone.length - 1; row >= 0; row -= 1) {
    for (let column = come.length - 1; column >= 0; column -= 1) {
      longest[row * wide + column] = alike(gone[row], come[column]) ? longest[(row + 1) * wide + column + 1] + 1
        : Math.max(longest[(row + 1) * wide + column], longest[row * wide + column + 1]);
    }
  }
  const found = [];
  let [row, column] = [0, 0];
  while (row < gone.length || column < come.length) {
    if (row < gone.length && column < come.length && alike(gone[row], come[column])) { found.push(["same", come[column]]); row += 1; column += 1; }
    else if (column >= come.length || (row < gone.length && longest[(row + 1) * wide + column] >= longest[row * wide + column + 1])) { found.push(["less", gone[row]]); row += 1; }
    else { found.push(["more", come[column]]); column += 1; }
  }
  return found;
}

// The second text with what differs from the first marked; `side` is which of the two kinds of difference belongs to it.
function marked(before, after) {
  const tags = { same: "span", less: "del", more: "ins" };
  const hidden = { less: "taken out: ", more: "put in: " };
  const box = make("div", { class: "panel-text", tabindex: "0" });
  box.dir = "auto";
  for (const [kind, words] of differences(before, after)) {
    const piece = document.createElement(tags[kind]);
    if (hidden[kind]) piece.append(make("span", { class: "visually-hidden" }, hidden[kind]));
    piece.append(words);
    box.append(piece);
  }
  if (!box.querySelector("ins, del")) box.append(make("em", {}, " (they differ in spaces and line ends only)"));
  return box;
}
