// What the controls of a message, Home or modal hold at this moment.

const FIELDS = "input[data-action-id], select[data-action-id], textarea[data-action-id], [data-group][data-action-id]";
const MANY = new Set(["checkboxes", "multi_static_select", "multi_users_select"]);

export function valueOf(control) {
  if (!control.matches("[data-group]")) return control.value;
  const checked = [...control.querySelectorAll("input:checked")].map((box) => box.value);
  return MANY.has(control.dataset.type) ? checked : checked[0] ?? "";
}

export function fieldsOf(surface) {
  return [...surface.querySelectorAll(FIELDS)].map((control) => ({
    block_id: control.dataset.blockId,
    action_id: control.dataset.actionId,
    value: valueOf(control),
  }));
}

// Back to what the app knows, when somebody thought better of it.
export function restore(control) {
  for (const box of control.querySelectorAll("input")) box.checked = box.defaultChecked;
  for (const option of control.options ?? []) option.selected = option.defaultSelected;
  if (control.matches("input, textarea")) control.value = control.defaultValue;
}

export function surfaceOf(control) {
  const { surface, ts, view } = control.closest(".surface").dataset;
  return { surface, ts, view_id: view };
}

// A closed list of boxes shows what is chosen as chips.
export function showChips(multi) {
  const summary = multi.querySelector("summary");
  const chosen = [...multi.querySelectorAll("input:checked")];
  const chip = (text, kind) => Object.assign(document.createElement("span"), { className: kind, textContent: text });
  const chips = chosen.map((box) => chip(box.parentElement.textContent.trim(), "chip"));
  summary.replaceChildren(...(chips.length ? chips : [chip(summary.dataset.placeholder, "placeholder")]));
}
