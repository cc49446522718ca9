// The chat: the list of conversations, the address of the open one, and what needs no server.

const nqFold = (said) =>
  said.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

const nqAsked = (name) => Number(new URL(location.href).searchParams.get(name)) || 0;

// The address names the conversation that is open, so that F5, Back and a link lead to it.
const nqAt = (id) => {
  if (nqAsked("c") !== id) history.pushState({}, "", id ? `?c=${id}` : location.pathname);
};

const nqShown = () => Number(document.querySelector(".nq-talks")?.dataset.opened ?? 0);

// The conversation that Back leads to, until it is on the screen. One is fetched at a time, since two may arrive in
// another order; what shows meanwhile names no address.
let nqComing = null;

window.addEventListener("popstate", () => {
  const isFetching = nqComing !== null;
  nqComing = nqAsked("c");
  if (isFetching) return;
  if (nqShown() === nqComing) nqComing = null;
  else window.nqHandlers?.talk?.(String(nqComing));
});

window.nqToTurn = () => {
  const turn = nqAsked("t");
  if (turn) setTimeout(() => document.getElementById(`nq-luot-${turn - 1}`)?.scrollIntoView({ block: "start" }), 120);
};

const nqFilterTalks = () => {
  const wanted = nqFold(document.querySelector(".nq-talks-search")?.value ?? "").split(/\s+/);
  let found = 0;
  const items = document.querySelectorAll(".nq-talk");
  for (const item of items) {
    item.hidden = !wanted.every((word) => item.dataset.words.includes(word));
    found += !item.hidden;
  }
  for (const day of document.querySelectorAll(".nq-talks-day")) {
    day.hidden = !day.querySelector(".nq-talk:not([hidden])");
  }
  const none = document.querySelector(".nq-talks-none");
  if (none) none.hidden = found > 0 || items.length === 0;
};

window.nqListed = () => {
  if (nqComing === null) nqAt(nqShown());
  else if (nqComing === nqShown()) nqComing = null;
  else window.nqHandlers.talk(String(nqComing));
  nqFilterTalks();
};

const nqDrawer = (open) => document.getElementById("nq-talks-side")?.classList.toggle("nq-drawn", open);

const nqRename = (id, button) => {
  const link = button.closest(".nq-talk").querySelector(".nq-talk-title");
  const field = document.createElement("input");
  field.className = "nq-talk-name";
  field.setAttribute("aria-label", "Tên mới của hội thoại");
  field.value = link.textContent;
  button.closest("details").open = false;
  let isDone = false; // taking the field away blurs it, too
  const done = (keep) => {
    if (isDone) return;
    isDone = true;
    const named = field.value.trim();
    field.replaceWith(link);
    if (keep && named && named !== link.textContent) window.nqHandlers.rename(`${id}:${named.slice(0, 200)}`);
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") done(true);
    if (event.key === "Escape") done(false);
  });
  field.addEventListener("blur", () => done(true));
  link.replaceWith(field);
  field.select();
};

// A copy is the answer without what only works here, and ends with its sources.
const nqCopied = (answer) => {
  const copy = answer.cloneNode(true);
  copy.querySelectorAll(".nq-actions, .nq-understood button, .nq-understood details, .nq-chart, summary").forEach((e) => e.remove());
  copy.querySelectorAll("td small").forEach((e) => e.before(" "));
  copy.querySelectorAll("details").forEach((e) => (e.open = true));
  copy.querySelectorAll("a").forEach((link) => link.replaceWith(link.textContent));
  copy.querySelectorAll("[hidden]").forEach((e) => e.removeAttribute("hidden"));
  copy.querySelectorAll("[title], [class], [data-title], [tabindex]").forEach((e) => {
    for (const name of ["title", "class", "data-title", "tabindex"]) e.removeAttribute(name);
  });
  return copy;
};

const nqCopy = (_, button) => {
  const copy = nqCopied(button.closest(".nq-answer"));
  copy.className = "nq-copying"; // only what is laid out has a text with its lines
  document.querySelector(".gradio-container").append(copy);
  const [plain, html] = [copy.innerText, copy.innerHTML];
  const fill = (event) => {
    event.clipboardData.setData("text/plain", plain);
    event.clipboardData.setData("text/html", html);
    event.preventDefault();
  };
  document.addEventListener("copy", fill);
  // execCommand, since the clipboard API is closed to pages that an office serves without TLS.
  const label = button.textContent;
  button.textContent = document.execCommand("copy") ? "Đã chép" : "Trình duyệt không cho chép";
  document.removeEventListener("copy", fill);
  copy.remove();
  setTimeout(() => (button.textContent = label), 1600);
};

const nqCompose = (question) => {
  const box = document.querySelector("#nq-question textarea");
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, question);
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
};

// The answers of the open conversation as a file; one answer where a turn is named ("2:docx"), else all ("all:docx").
const nqExport = (key) => {
  const [turn, form] = key.split(":");
  const link = document.createElement("a");
  link.href = `/api/conversations/${nqShown()}/file?form=${form}${turn === "all" ? "" : `&turn=${turn}`}`;
  link.download = "";
  link.click();
};

Object.assign(nqActions, {
  export: nqExport,
  compose: nqCompose,
  copy: nqCopy,
  drawer: () => nqDrawer(),
  rename: nqRename,
});

// A new conversation: the box is emptied here, since an answer of the server would take what is typed meanwhile, and
// where the conversation is new already the server is not asked, since that would take a question just put.
document.addEventListener(
  "click",
  (event) => {
    if (!event.target.closest?.("#nq-new")) return;
    nqCompose("");
    if (nqShown() || nqAsked("c") || document.querySelector("#nq-thread .nq-turn")) return;
    event.stopPropagation();
    nqDrawer(false);
  },
  { capture: true },
);

document.addEventListener("input", (event) => {
  if (event.target.matches?.(".nq-talks-search")) nqFilterTalks();
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(":is(.nq-talk-menu, .nq-chip-menu, .nq-flag-menu)[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  // Whatever is chosen in the drawer shows behind it; so does what lies beside it.
  const side = event.target.closest?.("#nq-talks-side");
  const chosen = event.target.closest?.(".nq-talk-title, #nq-new");
  if ((!side && !event.target.closest?.(".nq-talks-open")) || chosen) nqDrawer(false);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") nqDrawer(false);
});
