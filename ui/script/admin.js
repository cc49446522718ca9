// The account and what administrators do: forms and buttons name a route of the API, which checks who asks.
let nqAdminAsked = "{}";

const nqAdminTell = (text, { wrong = false, secret = "" } = {}) => {
  const place = document.querySelector("#nq-admin-told .nq-told");
  place.textContent = text;
  place.classList.toggle("nq-state-bad", wrong);
  if (secret) {
    const code = document.createElement("code");
    code.textContent = secret;
    place.append(" ", code);
  }
  place.scrollIntoView({ block: "nearest" });
};

const nqAdminAgain = (key = nqAdminAsked) => {
  nqAdminAsked = key;
  window.nqHandlers?.admin?.(key);
};

// The page of an administrator has a mark, for which the rest is asked; the server asks once more who that is.
window.nqAdminShown = (element) => {
  if (element.querySelector("[data-nq-admin]")) nqAdminAgain();
};

const nqAdminSend = async (sends, { body = null, told = "", secret = "" }) => {
  const [method, path] = sends.split(" ");
  const headers = body ? { "content-type": "application/json" } : {};
  try {
    const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
    const said = answer.status === 204 ? {} : await answer.json();
    if (!answer.ok) {
      nqAdminTell(said.detail ?? "Lỗi: máy chủ không nhận.", { wrong: true });
      return false;
    }
    const shown = (secret && said[secret]) || "";
    const hint = secret === "code" && shown ? " Mã để người ấy đặt mật khẩu ở /login?code, chỉ hiện một lần:" : "";
    nqAdminTell(told + hint, { secret: shown });
    return true;
  } catch {
    nqAdminTell("Lỗi: không nối được tới máy chủ. Hãy thử lại.", { wrong: true });
    return false;
  }
};

const nqAdminIsHere = () => document.querySelector("#nq-account [data-nq-admin]");

nqActions.send = async (key) => {
  const { send, ask, ...rest } = JSON.parse(key);
  if (ask && !window.confirm(ask)) return;
  await nqAdminSend(send, rest);
  if (nqAdminIsHere()) nqAdminAgain();
};

nqActions.admin = (key) => nqAdminAgain(key);

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-nq-send], [data-nq-search]")) return;
  event.preventDefault();
  const fields = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
  if (form.matches("[data-nq-search]")) {
    nqAdminAgain(JSON.stringify(fields));
    return;
  }
  if (fields.days) fields.days = Number(fields.days);
  const { nqSend: sends, told, secret } = form.dataset;
  const done = await nqAdminSend(sends, { body: fields, told, secret });
  if (done) form.reset();
  if (done && nqAdminIsHere()) nqAdminAgain();
});

document.addEventListener("change", async (event) => {
  const box = event.target;
  if (!box.matches("[data-nq-role]")) return;
  await nqAdminSend(box.dataset.nqRole, { body: { role: box.value }, told: "Đã đổi vai trò." });
  nqAdminAgain();
});
