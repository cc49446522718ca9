// Clicks inside our own HTML. `data-nq` names the action and `data-key` what it acts on; the actions that need
// the server go to the handlers that ui/tabs/bridge.py registers.
document.documentElement.lang = "vi";

window.nqReveal = (id) => {
  // The new HTML stands in the page only after Gradio's next paint.
  setTimeout(() => {
    const place = document.getElementById(id);
    if (!place) return;
    // On a phone the citations stand below the chat, on a wide screen beside it.
    const narrow = window.matchMedia("(max-width: 760px)").matches;
    place.scrollIntoView({ block: narrow ? "start" : "nearest", behavior: "instant" });
    const mark = place.querySelector(".nq-mark");
    if (!mark) return;
    const frame = mark.closest(".nq-passage, .nq-document");
    frame.scrollTop += mark.getBoundingClientRect().top - frame.getBoundingClientRect().top - frame.clientHeight / 3;
  }, 120);
};

window.nqFollow = (thread) => {
  const turns = thread.querySelectorAll(".nq-turn");
  const frame = thread.closest("#nq-thread");
  if (turns.length && frame.dataset.turns !== String(turns.length)) {
    const top = turns[turns.length - 1].getBoundingClientRect().top;
    frame.scrollTop += top - frame.getBoundingClientRect().top - 16;
  }
  frame.dataset.turns = turns.length;
};

// Every script has a scope of its own (ui/app.py); what they share stands on the window.
window.nqActions = {
  jump: (id) => document.getElementById(id)?.scrollIntoView({ block: "start", behavior: "smooth" }),
};

// The way between the tabs. Our own buttons press Gradio's, which stand unseen behind them; the address names the tab,
// or what is opened in it, so that Back, a reload and a link sent to a colleague lead there.
const nqPlaceOf = { c: "chat", row: "ledger", ledger: "ledger", d: "documents", draft: "draft" };

const nqPlace = () => {
  const asked = new URLSearchParams(location.search);
  const opened = Object.keys(nqPlaceOf).find((name) => asked.has(name));
  return asked.get("tab") ?? nqPlaceOf[opened] ?? "chat";
};

const nqTab = (place) => document.querySelector(`#nq-tabs [role="tab"][data-tab-id="${CSS.escape(place)}"]`);

const nqShowPlace = (place, patience = 200) => {
  const tab = nqTab(place);
  if (tab) tab.click();
  else if (patience) setTimeout(() => nqShowPlace(place, patience - 1), 50);
};

const nqMarkPlace = () => {
  const open = document.querySelector('#nq-tabs [role="tab"][aria-selected="true"]')?.dataset.tabId;
  for (const way of document.querySelectorAll(".nq-tab")) {
    const chosen = way.dataset.key === open;
    way.setAttribute("aria-selected", String(chosen));
    way.tabIndex = chosen ? 0 : -1;
  }
};

nqActions.tab = (place) => {
  if (place !== nqPlace()) history.pushState(null, "", place === "chat" ? "/" : `?tab=${place}`);
  nqShowPlace(place);
};

new MutationObserver((changes) => {
  if (changes.some(({ target }) => target.closest("#nq-tabs"))) nqMarkPlace();
}).observe(document.documentElement, { subtree: true, attributeFilter: ["aria-selected"] });

addEventListener("popstate", () => nqShowPlace(nqPlace()));
if (nqPlace() !== "chat") nqShowPlace(nqPlace());

document.addEventListener("keydown", (event) => {
  const way = event.target.closest?.(".nq-tab");
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!way || !step) return;
  event.preventDefault();
  const ways = [...document.querySelectorAll(".nq-tab")];
  const next = ways[(ways.indexOf(way) + step + ways.length) % ways.length];
  next.focus();
  next.click();
});

document.addEventListener("click", (event) => {
  const clicked = event.target.closest?.("[data-nq]");
  if (!clicked) return;
  event.preventDefault();
  const { nq: action, key } = clicked.dataset;
  const run = nqActions[action] ?? window.nqHandlers?.[action];
  run?.(key, clicked);
});

// On paper everything is unfolded, menus aside, and dark on light; afterwards the page is as it was.
const nqPrinted = { unfolded: [], dark: [] };

addEventListener("beforeprint", () => {
  const menus = ".nq-talk-menu, .nq-chip-menu, .nq-flag-menu, .nq-row-acts *, .nq-pair *";
  nqPrinted.unfolded = [...document.querySelectorAll(`#nq-tabs details:not([open]):not(:is(${menus}))`)];
  nqPrinted.dark = [...document.querySelectorAll(".dark")];
  for (const folded of nqPrinted.unfolded) folded.open = true;
  for (const element of nqPrinted.dark) element.classList.remove("dark");
});

addEventListener("afterprint", () => {
  for (const folded of nqPrinted.unfolded) folded.open = false;
  for (const element of nqPrinted.dark) element.classList.add("dark");
});
