export default function (component) {
  const root = hold(component);
  const { stop } = root;
  const written = JSON.stringify(component.data.tree);
  if (root.written !== written) fill(root, ...component.data.tree.map(grow));
  root.written = written;
  root.querySelectorAll("[data-going]").forEach((link) => link.removeAttribute("data-going"));
  return () => stop.abort();
}
