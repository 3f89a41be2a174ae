// The cells of the improvement grid are one stop for Tab; arrow keys walk from cell to cell, Home and End to the ends of a row.
function walked(at, columns, count, key) {
  const column = at % columns;
  const to = {
    ArrowLeft: column ? at - 1 : at,
    ArrowRight: column < columns - 1 ? at + 1 : at,
    ArrowUp: at - columns,
    ArrowDown: at + columns,
    Home: at - column,
    End: at - column + columns - 1,
  }[key];
  return to >= 0 && to < count ? to : at;
}

function onWalk(event) {
  const cell = event.target.closest?.("svg.journey a[tabindex]");
  const known = /^(Arrow(Left|Right|Up|Down)|Home|End)$/.test(event.key);
  if (!cell || !known || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const svg = cell.closest("svg");
  const cells = [...svg.querySelectorAll("a[tabindex]")];
  const next = cells[walked(cells.indexOf(cell), Number(svg.dataset.columns), cells.length, event.key)];
  cell.setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
}
