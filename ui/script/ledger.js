// The ledger's tab: its state is the page's address, so that it can be linked to, reloaded and gone back to.
const nqLedgerKeys = [
  ...["ledger", "indicator", "place", "level", "year", "kind", "unit", "document"],
  ...["state", "q", "sort", "leaf", "drawn", "chart"],
];
const nqReviewer = "nq-reviewer"; // where the browser keeps who reviews

window.nqLedger = {
  at() {
    const given = new URLSearchParams(location.search);
    for (const key of [...given.keys()]) if (!nqLedgerKeys.includes(key)) given.delete(key);
    return given.toString();
  },
  // Writes the ledger's part of the address and leaves all else in it.
  go(query, { row = null, push = true } = {}) {
    const url = new URL(location.href);
    for (const key of [...nqLedgerKeys, "row"]) url.searchParams.delete(key);
    for (const [key, value] of new URLSearchParams(query)) url.searchParams.set(key, value);
    if (row) url.searchParams.set("row", row);
    if (url.href !== location.href) history[push ? "pushState" : "replaceState"](null, "", url);
  },
  row() {
    return new URLSearchParams(location.search).get("row");
  },
  show() {
    this.fill();
    window.nqHandlers?.list?.(this.at());
  },
  list(query) {
    const full = new URLSearchParams(query);
    if (!full.has("ledger")) full.set("ledger", "rows"); // tells, in an address, that the ledger is meant
    this.go(full.toString());
    this.show();
  },
  open() {
    this.show();
    const row = this.row();
    if (row) this.review(row, false);
  },
  review(row, push = true) {
    this.go(this.at() || "ledger=rows", { row, push });
    document.querySelector("#nq-drawer aside")?.removeAttribute("hidden");
    window.nqHandlers?.review?.(row);
  },
  shut() {
    const drawer = document.querySelector("#nq-drawer aside");
    if (!drawer || drawer.hidden) return;
    drawer.hidden = true;
    const row = this.row();
    this.go(this.at(), { push: false });
    if (row) document.querySelector(`#nq-ledger tr[data-key="${CSS.escape(row)}"] a`)?.focus();
  },
  form: () => document.querySelector("#nq-ledger-filters form"),
  // Puts what the address says into the filters.
  fill() {
    const form = this.form();
    if (!form) return;
    const given = new URLSearchParams(location.search);
    for (const field of form.elements) {
      if (field.name && field !== document.activeElement) field.value = given.get(field.name) ?? "";
    }
    const rest = ["level", "unit", "document"].some((name) => given.has(name));
    form.classList.toggle("nq-unfolded", form.classList.contains("nq-unfolded") || rest);
    form.classList.toggle("nq-narrowed", nqLedgerKeys.some((key) => form.elements[key]?.value));
  },
  narrow() {
    const given = new URLSearchParams(location.search);
    for (const field of this.form().elements) {
      if (!field.name) continue;
      if (field.value.trim()) given.set(field.name, field.value.trim());
      else given.delete(field.name);
    }
    for (const key of ["leaf", "drawn", "row"]) given.delete(key);
    for (const key of [...given.keys()]) if (!nqLedgerKeys.includes(key)) given.delete(key);
    this.list(given.toString());
  },
  by: () => {
    if (window.nqPerson) return window.nqPerson;
    try {
      return localStorage.getItem(nqReviewer) ?? "";
    } catch {
      return "";
    }
  },
  // Who reviews is typed once, beside the first button; the browser keeps it.
  name(button) {
    const field = (button.closest(".nq-drawer, .nq-queue") ?? document).querySelector('[name="by"]');
    const said = (field?.value ?? this.by()).trim();
    field?.setCustomValidity(said ? "" : "Ghi tên người xem xét rồi bấm lại.");
    if (!said) field?.reportValidity();
    return said;
  },
  keep(field) {
    if (window.nqPerson) return;
    field.setCustomValidity("");
    try {
      localStorage.setItem(nqReviewer, field.value.trim());
    } catch {
      // A browser that keeps nothing asks again.
    }
    for (const other of document.querySelectorAll('[name="by"]')) if (other !== field) other.value = field.value;
  },
};

Object.assign(nqActions, {
  list: (query) => window.nqLedger.list(query),
  review: (row) => window.nqLedger.review(row),
  shut: () => window.nqLedger.shut(),
  unfold: (_, button) => button.closest("form").classList.toggle("nq-unfolded"),
  foldfilters: (_, button) => {
    const form = window.nqLedger.form();
    button.setAttribute("aria-expanded", form.classList.toggle("nq-open-filters"));
  },
  decide: (key, button) => {
    const by = window.nqLedger.name(button);
    if (!by) return;
    const cut = key.indexOf(":");
    const form = button.closest("aside")?.querySelector(".nq-row-form");
    const fields = form ? Object.fromEntries(new FormData(form)) : {};
    window.nqHandlers?.decide?.(
      JSON.stringify({
        row: key.slice(cut + 1),
        decision: key.slice(0, cut),
        by,
        note: fields.note ?? "",
        fields,
        at: window.nqLedger.at(),
        drawer: Boolean(button.closest("#nq-drawer")),
      }),
    );
  },
});

// A link opened in a tab of its own is the browser's matter.
document.addEventListener(
  "click",
  (event) => {
    if ((event.ctrlKey || event.metaKey || event.shiftKey) && event.target.closest?.("#nq-ledger a")) {
      event.stopPropagation();
    }
  },
  true,
);

let nqTyping;
document.addEventListener("input", (event) => {
  if (event.target.matches('[name="by"]')) window.nqLedger.keep(event.target);
  if (!event.target.closest("#nq-ledger-filters form")) return;
  clearTimeout(nqTyping);
  nqTyping = setTimeout(() => window.nqLedger.narrow(), event.target.tagName === "SELECT" ? 0 : 450);
});

document.addEventListener("change", (event) => {
  if (!event.target.matches(".nq-pager input")) return;
  const given = new URLSearchParams(window.nqLedger.at());
  const last = Number(event.target.dataset.nqPage);
  given.set("leaf", String(Math.min(Math.max(1, Math.trunc(Number(event.target.value)) || 1), last)));
  window.nqLedger.list(given.toString());
});

document.addEventListener("reset", (event) => {
  if (event.target.closest("#nq-ledger-filters")) setTimeout(() => window.nqLedger.narrow());
});

document.addEventListener("submit", (event) => {
  if (!event.target.closest("#nq-ledger-filters, #nq-drawer")) return;
  event.preventDefault();
  if (event.target.closest("#nq-drawer")) event.target.querySelector("[data-nq]").click();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") window.nqLedger.shut();
});

window.addEventListener("popstate", () => {
  const row = window.nqLedger.row();
  if (!row && !new URLSearchParams(location.search).has("ledger")) return;
  window.nqLedger.show();
  if (row) window.nqLedger.review(row, false);
  else window.nqLedger.shut();
});

// The queue stays as it was left, open or folded; on a phone it begins folded.
let nqQueueOpen = !window.matchMedia("(max-width: 760px)").matches;
document.addEventListener(
  "toggle",
  (event) => {
    if (event.target.matches(".nq-queue")) nqQueueOpen = event.target.open;
  },
  true,
);

// What the server puts on the page: filters are filled in, a row's drawer takes the focus and shows its mark.
new MutationObserver((changes) => {
  const added = changes.flatMap((change) => [...change.addedNodes]).filter((node) => node.nodeType === 1);
  if (added.some((node) => node.matches("form.nq-filters") || node.querySelector("form.nq-filters"))) {
    window.nqLedger.fill();
  }
  for (const node of added) {
    for (const field of node.querySelectorAll('[name="by"]')) {
      field.value = window.nqLedger.by();
      field.readOnly = Boolean(window.nqPerson);
    }
    const queue = node.matches(".nq-queue") ? node : node.querySelector(".nq-queue");
    if (queue) queue.open = nqQueueOpen;
  }
  const drawer = added.map((node) => (node.matches(".nq-drawer") ? node : node.querySelector(".nq-drawer")))[0];
  if (!drawer) return;
  drawer.querySelector("h2").focus({ preventScroll: true });
  const mark = drawer.querySelector(".nq-mark");
  if (!mark) return;
  // By where they are seen: in a table the mark's own offset counts from its cell.
  const frame = mark.closest(".nq-passage");
  frame.scrollTop += mark.getBoundingClientRect().top - frame.getBoundingClientRect().top - 60;
}).observe(document.body, { childList: true, subtree: true });

// An address that names a row or a view of the ledger opens its tab, once the page can hear.
const nqDeepLink = setInterval(() => {
  const wanted = window.nqLedger.row() || new URLSearchParams(location.search).has("ledger");
  if (wanted && !window.nqHandlers?.ledger) return;
  clearInterval(nqDeepLink);
  if (wanted) window.nqHandlers.ledger("");
}, 100);
