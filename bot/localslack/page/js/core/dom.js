// Building DOM by hand: text always goes in as text, so nothing that people write can become markup.

const SVG = "http://www.w3.org/2000/svg";

/**
 * h makes an element. Props: `class`, `data` (object), `on` (object of listeners), any attribute;
 * true sets a bare attribute, false, null and undefined leave it out. Children may be nodes, text, arrays or nothing.
 */
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) setProp(node, name, value);
  append(node, children);
  return node;
}

function setProp(node, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === "on") for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
  else if (name === "data") for (const [key, v] of Object.entries(value)) { if (v !== undefined && v !== null) node.dataset[key] = v; }
  else if (name === "value") node.value = value;
  else if (name === "checked" || name === "disabled") node[name] = Boolean(value);
  else node.setAttribute(name === "testid" ? "data-testid" : name, value === true ? "" : value);
}

/** append adds nodes and text, flattening arrays and skipping what is empty. */
export function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false || child === "") continue;
    node.append(child);
  }
  return node;
}

/** svg makes one inline picture of the given path data. */
export function svg(paths, viewBox = "0 0 24 24") {
  const node = document.createElementNS(SVG, "svg");
  node.setAttribute("viewBox", viewBox);
  node.setAttribute("aria-hidden", "true");
  node.classList.add("icon");
  for (const d of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    node.append(path);
  }
  return node;
}

/** settle makes `parent` hold exactly `wanted`, in order, without touching nodes that are already in place. */
export function settle(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.childNodes]) if (!keep.has(child)) child.remove();
  let at = parent.firstChild;
  for (const node of wanted) {
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
  }
}

let serial = 0;
/** uid gives a fresh id for label/for and aria references. */
export const uid = (prefix = "id") => `${prefix}-${++serial}`;

/** onPhone tells whether the narrow layout is showing. */
export const onPhone = () => matchMedia("(max-width: 760px)").matches;

/** onTouch tells whether a finger is what one points with; there Enter breaks a line and fields are not focused unasked. */
export const onTouch = () => matchMedia("(pointer: coarse)").matches;
