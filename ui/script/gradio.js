// Gradio speaks no Vietnamese. What it says by itself, in messages at the edge and to screen readers, is said anew here.
const nqGradio = new Map([
  ["Error", "Lỗi"],
  ["Warning", "Chú ý"],
  ["Info", "Thông tin"],
  ["Success", "Xong"],
  ["Close", "Đóng"],
  ["Clear", "Xóa hết"],
  ["More tabs", "Các phần khác"],
  ["Connection to the server was lost. Attempting reconnection...", "Mất kết nối với máy chủ. Đang nối lại…"],
  ["Connection errored out.", "Mất kết nối với máy chủ. Hãy thử lại sau ít phút."],
  ["This application is currently busy. Please try again.", "Máy chủ đang bận. Hãy thử lại sau ít phút."],
]);
// Of the rest the cause is unknown here; what helps is the same.
const nqGradioElse = "Máy chủ không trả lời đúng. Hãy tải lại trang; nếu vẫn lỗi, báo người quản trị.";

const nqGradioParts = "[aria-label], [title], .toast-title, .toast-message-text, span.error";

const nqSayAnew = (element) => {
  for (const name of ["aria-label", "title"]) {
    const said = element.getAttribute(name)?.trim();
    const anew = nqGradio.get(said) ?? (/^Remove \d+$/.test(said) ? "Bỏ mục này" : null);
    if (anew) element.setAttribute(name, anew);
  }
  if (!element.matches(".toast-title, .toast-message-text, span.error")) return;
  const said = element.innerText.trim();
  const known = [...nqGradio.values(), nqGradioElse];
  if (said && !known.includes(said)) element.textContent = nqGradio.get(said) ?? nqGradioElse;
};

new MutationObserver((changes) => {
  for (const { target, addedNodes } of changes) {
    if (target.nodeType === 1 && target.closest(".toast-body")) nqSayAnew(target);
    for (const node of addedNodes) {
      if (node.nodeType !== 1) continue;
      for (const element of [node, ...node.querySelectorAll(nqGradioParts)]) {
        nqSayAnew(element);
      }
    }
  }
}).observe(document.body, { childList: true, subtree: true });
document.querySelectorAll("[aria-label], [title]").forEach(nqSayAnew);
