// What a person's clicks and keys do. Everything goes to the server, which moves their hand in the workspace.

import { fieldsOf, restore, showChips, surfaceOf, valueOf } from "/page/fields.js";
import { arrive, drawer, filterPeople, go, listen, personPath, refresh, settleFocus, toEnd, topModal } from "/page/live.js";
import { confirmed, tell } from "/page/talk.js";

async function press(control, value) {
  if (control.getAttribute("aria-busy")) return;
  if (!(await confirmed(control))) return restore(control);
  const { actionId: action_id, blockId: block_id } = control.dataset;
  const fields = fieldsOf(control.closest(".surface"));
  const marked = control.matches("button") ? control : null;
  await tell(personPath("press"), { action_id, block_id, value, fields, ...surfaceOf(control) }, marked);
  return refresh();
}

async function submit(form) {
  const button = form.querySelector("[data-submit]");
  if (!button || button.getAttribute("aria-busy")) return;
  await tell(personPath("submit"), { view_id: form.dataset.view, fields: fieldsOf(form) }, button);
  await refresh();
  form.querySelector(".has-error :is(input, select, textarea)")?.focus();
}

async function closeModal(modal) {
  await tell(personPath("close"), { view_id: modal.dataset.viewId });
  await refresh();
}

async function say() {
  const box = document.getElementById("say");
  const text = box.value.trim();
  if (!text) return;
  box.value = "";
  fit(box);
  await tell(personPath("say"), { text }, document.getElementById("send"));
  await refresh();
  toEnd();
}

async function turn(control) {
  const all = [...document.querySelectorAll("[data-control]")];
  for (const one of all) one.disabled = true;
  await tell(`/control/${encodeURIComponent(control.dataset.control)}`, {}, control);
  for (const one of all) one.disabled = false;
  await refresh();
}

async function shortcut(item) {
  const message = item.closest("[data-message-ts]");
  closeMenus();
  await tell(personPath("shortcut"), { callback_id: item.dataset.shortcut, ts: message?.dataset.messageTs });
  await refresh();
}

function fit(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
  const list = document.getElementById("commands");
  if (list) list.hidden = !/^\/\S*$/.test(box.value);
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
}

function onClick(event) {
  const at = (selector) => event.target.closest(selector);
  closeMenus(at("details.menu"));
  if (event.target.matches(".overlay")) return;
  const link = at("a[data-go]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    return go(link.href);
  }
  if (at(".drawer-toggle")) return drawer(!document.body.classList.contains("drawer-open"));
  if (at("[data-control]")) return turn(at("[data-control]"));
  if (at("[data-shortcut]")) return shortcut(at("[data-shortcut]"));
  if (at("[data-close]")) return closeModal(at(".modal"));
  if (at("[data-command]")) return chooseCommand(at("[data-command]"));
  const pressed = at("button[data-action-id], a[data-action-id]");
  if (pressed) {
    closeMenus();
    return press(pressed, pressed.dataset.value ?? null);
  }
  if (!at("#people")) drawer(false);
}

function chooseCommand(button) {
  const box = document.getElementById("say");
  box.value = `${button.dataset.command} `;
  fit(box);
  box.focus();
}

function onChange(event) {
  const control = event.target.closest("[data-group]") ?? event.target.closest("[data-action-id]");
  if (!control) return;
  if (control.matches(".multi")) showChips(control);
  clearError(control);
  if (!(control.dataset.acts ?? "").split(" ").includes("change")) return;
  // Slack tells of a list as a whole, of radio buttons and checkboxes as the one that was clicked.
  press(control, control.matches(".multi") ? valueOf(control) : event.target.value);
}

function clearError(control) {
  const block = control.closest(".has-error");
  block?.classList.remove("has-error");
  block?.querySelector(".field-error")?.replaceChildren();
}

let typing = 0;
function onInput(event) {
  if (event.target.id === "find-person") return filterPeople();
  if (event.target.id === "say") return fit(event.target);
  if ((event.target.dataset.acts ?? "").includes("on_character_entered")) {
    clearTimeout(typing);
    typing = setTimeout(() => press(event.target, event.target.value), 300);
  }
}

function onKey(event) {
  const box = event.target;
  if (event.key === "Enter" && box.id === "say" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    say();
  } else if (event.key === "Enter" && (box.dataset?.acts ?? "").includes("on_enter_pressed") && !event.shiftKey) {
    event.preventDefault();
    press(box, box.value);
  } else if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
    escape();
  }
}

function escape() {
  const menu = document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (topModal()) closeModal(topModal());
  else drawer(false);
}

// A menu near the bottom opens upwards, where it can be seen.
function place(menu) {
  const scroller = menu.closest(".scroller, .modal-content");
  const items = menu.querySelector(".menu-items");
  menu.toggleAttribute("data-up", false);
  if (!menu.open || !scroller) return;
  const below = items.getBoundingClientRect().bottom > scroller.getBoundingClientRect().bottom;
  menu.toggleAttribute("data-up", below);
}

document.addEventListener("toggle", (event) => event.target.matches(".menu") && place(event.target), true);
document.addEventListener("click", onClick);
document.addEventListener("change", onChange);
document.addEventListener("input", onInput);
document.addEventListener("keydown", onKey);
document.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.target.id === "composer") say();
  else if (event.target.matches(".modal-form")) submit(event.target);
});
window.addEventListener("popstate", () => refresh().then(arrive));
toEnd();
settleFocus();
arrive();
listen();
