// Turns the page that is there into the page the server drew, touching only what differs: so nothing
// flickers, the scroll position stays, and what somebody is typing is never taken from under them.

const OURS = new Set(["open", "inert", "disabled", "aria-busy", "aria-expanded", "data-up"]);

function keyOf(node) {
  const data = node.dataset;
  if (!data) return null;
  if (data.key) return data.key;
  if (data.inputBlock) return "input/" + data.inputBlock;
  const holds = node.matches("input, select, textarea, [data-group]") && data.actionId;
  return holds ? `control/${data.blockId}/${data.actionId}` : null;
}

const alike = (one, other) => one.nodeName === other.nodeName && keyOf(one) === keyOf(other);

export function morph(here, wanted) {
  if (!alike(here, wanted)) return here.replaceWith(wanted);
  if (here.nodeType !== Node.ELEMENT_NODE) {
    if (here.data !== wanted.data) here.data = wanted.data;
    return;
  }
  if (here.isEqualNode(wanted)) return;
  matchAttributes(here, wanted);
  matchChildren(here, wanted);
}

function matchAttributes(here, wanted) {
  const kept = (name) => OURS.has(name) || (name === "hidden" && !here.matches(".overlay"));
  for (const { name } of [...here.attributes]) {
    if (!wanted.hasAttribute(name) && !kept(name)) here.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (here.getAttribute(name) !== value && !kept(name)) here.setAttribute(name, value);
  }
}

function matchChildren(here, wanted) {
  const coming = new Set([...wanted.children].map(keyOf));
  const keyed = new Map();
  for (const child of [...here.children]) {
    const key = keyOf(child);
    if (key && !coming.has(key)) child.remove();
    else if (key) keyed.set(key, child);
  }
  let at = here.firstChild;
  for (const next of [...wanted.childNodes]) {
    const key = keyOf(next);
    const match = key ? keyed.get(key) : at && !keyOf(at) && alike(at, next) && at;
    keyed.delete(key);
    if (!match) {
      here.insertBefore(next, at);
      continue;
    }
    if (match === at) at = at.nextSibling;
    else here.insertBefore(match, at);
    morph(match, next);
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}
