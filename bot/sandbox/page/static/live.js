// Keeps the page as the workspace is: told that something changed, it fetches itself and merges the difference.

import { morph } from "/page/morph.js";
import { tell } from "/page/talk.js";

const shell = () => document.getElementById("shell");
const modals = () => document.getElementById("modals");
const NEAR_END = 80; // pixels
const PACE = 120; // milliseconds between two looks, so that a busy moment is drawn a few times only
const AGAIN = 1000; // until an unreachable server is asked again
let drawing = null;
let again = false;
let returnTo = null;

export const personPath = (rest) => `/p/${encodeURIComponent(shell().dataset.me)}/${rest}`;
export const topModal = () => modals().querySelector(".overlay:not([hidden]) .modal");

// Whoever waits for a refresh waits until the page is as new as their asking.
export function refresh() {
  again = true;
  drawing ??= drawAll();
  return drawing;
}

async function drawAll() {
  while (again) {
    again = false;
    await draw();
  }
  drawing = null;
}

async function draw() {
  let text;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    text = await answer.text();
  } catch {
    return; // the next change asks again
  }
  merge(new DOMParser().parseFromString(text, "text/html"));
}

function merge(wanted) {
  const scroller = document.getElementById("conversation");
  const atEnd = !scroller || scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END;
  const place = shell().dataset.me + shell().dataset.tab;
  const modal = topModal()?.dataset.viewId;
  document.title = wanted.title;
  morph(shell(), wanted.getElementById("shell"));
  morph(modals(), wanted.getElementById("modals"));
  filterPeople();
  if (atEnd || place !== shell().dataset.me + shell().dataset.tab) toEnd();
  if (modal !== topModal()?.dataset.viewId) settleFocus(modal);
  markRead();
}

// To the end, or to the first message not read yet if that is further up.
export function toEnd() {
  const scroller = document.getElementById("conversation");
  if (!scroller) return;
  const unread = scroller.querySelector("[data-first-unread]");
  const news = unread ? unread.offsetTop - scroller.offsetTop - 12 : Infinity;
  scroller.scrollTop = Math.min(news, scroller.scrollHeight);
}

export function settleFocus(hadModal) {
  const modal = topModal();
  if (modal && !hadModal) returnTo = document.activeElement;
  shell().inert = Boolean(modal);
  if (!modal) {
    if (returnTo?.isConnected) returnTo.focus();
    return;
  }
  const first = modal.querySelector(".modal-content :is(input, select, textarea, summary, button)");
  (modal.querySelector("[autofocus]") ?? first ?? modal).focus();
}

export function filterPeople() {
  const asked = document.getElementById("find-person").value.trim().toLowerCase();
  for (const group of document.querySelectorAll("#people-list section")) {
    const rows = [...group.querySelectorAll(".rail-row")];
    for (const row of rows) row.hidden = !row.dataset.find.includes(asked);
    group.hidden = rows.every((row) => row.hidden);
  }
}

function markRead() {
  const { tab, unread } = shell().dataset;
  if (tab === "messages" && unread !== "0" && !document.hidden) tell(personPath("open"), { tab });
}

export function drawer(open) {
  document.body.classList.toggle("drawer-open", open);
  document.querySelector(".drawer-toggle").setAttribute("aria-expanded", String(open));
}

export async function go(address) {
  history.pushState(null, "", address);
  drawer(false);
  await refresh();
  arrive();
}

// Slack tells the app when somebody opens it; so does this page, but not at every redraw.
export function arrive() {
  tell(personPath("open"), { tab: shell().dataset.tab, arrived: true });
}

export async function listen() {
  for (;;) {
    if (document.hidden) await shown();
    const changed = await nextVersion();
    if (changed && changed !== shell().dataset.version) await refresh();
    await pause(PACE);
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// A browser holds six connections to one host, so a page nobody looks at gives its own back.
function shown() {
  return new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
}

async function nextVersion() {
  try {
    const answer = await fetch(`/changes?since=${shell().dataset.version}`);
    return String((await answer.json()).version);
  } catch {
    await pause(AGAIN);
    return null;
  }
}
