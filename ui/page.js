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

const nqActions = {
  jump: (id) => document.getElementById(id)?.scrollIntoView({ block: "start", behavior: "smooth" }),
  copy: (_, button) => {
    const shown = button.closest(".nq-answer");
    const range = document.createRange();
    range.setStartBefore(shown.firstChild);
    range.setEndBefore(button);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    // execCommand, since the clipboard API is closed to pages that an office serves without TLS.
    const label = button.textContent;
    button.textContent = document.execCommand("copy") ? "Đã chép" : "Trình duyệt không cho chép";
    selection.removeAllRanges();
    setTimeout(() => (button.textContent = label), 1600);
  },
};

document.addEventListener("click", (event) => {
  const clicked = event.target.closest?.("[data-nq]");
  if (!clicked) return;
  event.preventDefault();
  const { nq: action, key } = clicked.dataset;
  const run = nqActions[action] ?? window.nqHandlers?.[action];
  run?.(key, clicked);
});
