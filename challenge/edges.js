// A table wider than its frame scrolls inside it. Where there is more, a shadow lies on that side (shades.css); a frame that nothing
// else makes scroll by keyboard becomes a stop of its own, named by the table's caption.
function edges(box) {
  const room = box.scrollWidth - box.clientWidth;
  const wide = room > 1;
  box.classList.toggle("wide", wide);
  box.classList.toggle("more-left", wide && box.scrollLeft > 1);
  box.classList.toggle("more-right", wide && box.scrollLeft < room - 1);
  return wide;
}

function watchScrolling(root) {
  root.edged?.disconnect();
  root.edged = new ResizeObserver((seen) => seen.forEach(({ target }) => frameTable(target.closest(".scroll"))));
  for (const box of root.querySelectorAll(".scroll")) {
    box.addEventListener("scroll", () => edges(box), { passive: true });
    root.edged.observe(box);
    if (box.firstElementChild) root.edged.observe(box.firstElementChild);
  }
}

function frameTable(box) {
  const name = box.querySelector("caption")?.textContent;
  const wanted = edges(box) ? { tabindex: "0", role: "region", "aria-label": name ? `${name}, scrolls sideways` : null } : {};
  for (const attribute of ["tabindex", "role", "aria-label"]) {
    if (wanted[attribute]) box.setAttribute(attribute, wanted[attribute]);
    else box.removeAttribute(attribute);
  }
}
