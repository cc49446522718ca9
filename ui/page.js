// Clicks inside our own HTML. `data-nq` names the action and `data-key` what it acts on; the actions that need
// the server go to the handlers that ui/tabs/bridge.py registers.
document.documentElement.lang = "vi";

window.nqReveal = (id) => {
  // The new HTML stands in the page only after Gradio's next paint.
  setTimeout(() => {
    const place = document.getElementById(id);
    if (!place) return;
    place.scrollIntoView({ block: "nearest", behavior: "instant" });
    const mark = place.querySelector(".nq-mark");
    if (!mark) return;
    const frame = mark.closest(".nq-passage, .nq-document");
    frame.scrollTop += mark.getBoundingClientRect().top - frame.getBoundingClientRect().top - frame.clientHeight / 3;
  }, 120);
};

const nqActions = {
  jump: (id) => {
    const target = document.getElementById(id);
    const frame = target?.closest(".nq-document");
    if (frame) frame.scrollTop += target.getBoundingClientRect().top - frame.getBoundingClientRect().top - 12;
  },
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
