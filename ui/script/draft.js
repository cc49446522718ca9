// Fields of a draft: what is typed is kept when the field is left, and a field keeps the cursor when its table is drawn
// anew. The address names the draft and the step, so that F5, Back and a link lead to the same screen.
const nqTyping = { id: "", value: "", unsent: false };

// A value is sent once. `change` does not come for a value that was put back into a field drawn anew, so that leaving
// the field sends too; a field that is taken off the page is not left, its text goes on in the new one.
const nqSend = (field) => {
  const { cell, write } = field.dataset;
  if (field.value === (field.dataset.sent ?? field.defaultValue ?? "")) return;
  field.dataset.sent = field.value;
  nqTyping.unsent = false;
  if (cell) window.nqHandlers?.cell?.(`${cell}:${field.value}`);
  if (write) window.nqHandlers?.write?.(`${write}:${field.value}`);
};

document.addEventListener("focusin", (event) => {
  nqTyping.id = event.target.closest?.("[data-cell], [data-write]")?.id ?? "";
});

document.addEventListener("focusout", (event) => {
  const field = event.target;
  if (!field.matches?.("input[data-cell], textarea[data-write]")) return;
  setTimeout(() => field.isConnected && nqSend(field), 0);
});

document.addEventListener("input", (event) => {
  if (!event.target.matches?.("input[data-cell], textarea[data-write]")) return;
  Object.assign(nqTyping, { id: event.target.id, value: event.target.value, unsent: true });
});

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-cell], [data-write]")) nqSend(event.target);
});

document.addEventListener("keydown", (event) => {
  // Enter in a cell goes to the field below, as in a spreadsheet.
  if (event.key !== "Enter" || !event.target.matches?.("input[data-cell]")) return;
  const column = event.target.id.split("-").pop();
  const fields = [...document.querySelectorAll(`input[id$="-${column}"]`)];
  const next = fields[fields.indexOf(event.target) + 1];
  if (next) next.focus();
  else event.target.blur();
});

window.nqDraftShown = (element) => {
  setTimeout(() => {
    const field = nqTyping.id && document.getElementById(nqTyping.id);
    if (field && document.activeElement !== field) {
      field.focus({ preventScroll: true });
      if (nqTyping.unsent) field.value = nqTyping.value;
      else field.select?.();
    }
    const way = document.querySelector("#nq-draft-way .nq-way");
    if (!way || !element.contains(way)) return;
    const { draft, step, place } = way.dataset;
    const wanted = draft ? `?draft=${encodeURIComponent(draft)}&step=${step}` : "";
    const present = new URLSearchParams(window.location.search);
    if (draft ? present.get("draft") !== draft || present.get("step") !== step : present.has("draft")) {
      window.history.pushState({ nqDraft: true }, "", window.location.pathname + wanted);
      if (!place) way.scrollIntoView({ block: "nearest" });
    }
    if (place) window.setTimeout(() => nqShowPlace(place), 160);
  }, 60);
};

const nqShowPlace = (id) => {
  const place = document.getElementById(id);
  if (!place) return;
  place.scrollIntoView({ block: "center" });
  place.classList.add("nq-found");
  setTimeout(() => place.classList.remove("nq-found"), 2400);
};

window.addEventListener("popstate", () => {
  const asked = new URLSearchParams(window.location.search);
  const shown = document.querySelector("#nq-draft-way .nq-way")?.dataset.draft;
  if (asked.has("draft")) window.nqHandlers?.step?.(`${asked.get("draft")}:${asked.get("step") ?? "last"}:`);
  else if (shown) window.nqHandlers?.step?.("");
});

nqActions.retitle = (draft, button) => {
  const title = button.parentElement.querySelector("input").value;
  window.nqHandlers?.draft?.(`rename:${draft}:${title}`);
};
