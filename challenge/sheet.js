export default function (component) {
  const root = hold(component);
  const { stop } = root;
  // Only sheets with pictures carry save.js.
  if (typeof onSave === "function") root.addEventListener("click", (event) => onSave(root, event), { signal: stop.signal });
  // Only the improvement grid carries journey.js.
  if (typeof onWalk === "function") root.addEventListener("keydown", (event) => onWalk(event), { signal: stop.signal });
  const written = JSON.stringify(component.data.tree);
  if (root.written !== written) fill(root, ...component.data.tree.map((tree) => grow(tree)));
  if (root.written !== written) watchScrolling(root);
  root.written = written;
  root.querySelectorAll("[data-going]").forEach((link) => link.removeAttribute("data-going"));
  return () => stop.abort();
}
