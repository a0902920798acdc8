// Telling the server what the person did, and telling the person what came of it.

export function notify(text, trouble = false) {
  const notice = document.createElement("div");
  notice.className = trouble ? "notice trouble" : "notice";
  const words = document.createElement("span");
  words.textContent = text;
  const close = Object.assign(document.createElement("button"), { type: "button", textContent: "✕" });
  close.setAttribute("aria-label", "Dismiss");
  close.onclick = () => notice.remove();
  notice.append(words, close);
  document.getElementById("notices").append(notice);
  setTimeout(() => notice.remove(), 9000);
}

export async function tell(path, body, control = null) {
  control?.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const said = await answer.json();
    if (said.notice) notify(said.notice, said.trouble);
    return said;
  } catch {
    notify("The workspace cannot be reached just now.", true);
    return { trouble: true };
  } finally {
    control?.removeAttribute("aria-busy");
  }
}

export function confirmed(control) {
  const { confirm, confirmHtml, confirmYes, confirmNo, confirmStyle } = control.dataset;
  if (confirm === undefined) return Promise.resolve(true);
  const dialog = document.createElement("dialog");
  dialog.className = "confirmation";
  dialog.setAttribute("role", "alertdialog");
  dialog.setAttribute("aria-label", confirm);
  const title = Object.assign(document.createElement("h2"), { textContent: confirm });
  // This HTML was drawn and escaped by the server, like every other text of the page.
  const text = Object.assign(document.createElement("div"), { className: "text", innerHTML: confirmHtml });
  const choice = (label, kind, value) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: `button ${kind}`, textContent: label });
    button.onclick = () => dialog.close(value);
    return button;
  };
  const foot = document.createElement("footer");
  foot.append(choice(confirmNo, "", "no"), choice(confirmYes, confirmStyle || "primary", "yes"));
  dialog.append(title, text, foot);
  document.body.append(dialog);
  dialog.showModal();
  foot.lastChild.focus();
  return new Promise((resolve) => {
    dialog.onclose = () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    };
  });
}
