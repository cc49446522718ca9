// The documents tab: files dropped or chosen go to the API and come back as receipts; the address tells what is open.

// -- files come in

const nqSent = { most: 20, bytes: 30_000_000 }; // files and bytes of one request, so that the first receipts come soon

nqActions.pick = (_, button) => button.parentElement.querySelectorAll("input")[0].click();
nqActions.pickfolder = (_, button) => button.parentElement.querySelectorAll("input")[1].click();

document.addEventListener("change", (event) => {
  if (!event.target.closest?.(".nq-drop")) return;
  const files = [...event.target.files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  event.target.value = "";
  nqUpload(files);
});

const nqHasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
const nqTab = () => document.querySelector(".nq-upload")?.offsetParent !== null;

document.addEventListener("dragover", (event) => {
  if (!nqHasFiles(event) || !nqTab()) return;
  event.preventDefault();
  document.querySelector(".nq-upload")?.classList.add("nq-over");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) document.querySelector(".nq-upload")?.classList.remove("nq-over");
});
document.addEventListener("drop", async (event) => {
  if (!nqHasFiles(event) || !nqTab()) return;
  event.preventDefault();
  document.querySelector(".nq-upload").classList.remove("nq-over");
  // The entries must be taken before the first wait: afterwards the browser has emptied the event.
  const dropped = [...event.dataTransfer.items]
    .filter((item) => item.kind === "file")
    .map((item) => ({ entry: item.webkitGetAsEntry?.(), file: item.getAsFile() }));
  const found = await Promise.all(
    dropped.map(({ entry, file }) => (entry ? nqFilesIn(entry) : file ? [{ file, path: file.name }] : [])),
  );
  nqUpload(found.flat());
});

async function nqFilesIn(entry, above = "") {
  const path = above + entry.name;
  if (entry.isFile) {
    const file = await new Promise((done) => entry.file(done, () => done(null)));
    return file ? [{ file, path }] : [];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    // A folder is told a hundred entries at a time.
    const some = await new Promise((done) => reader.readEntries(done, () => done([])));
    if (!some.length) return found;
    for (const each of some) found.push(...(await nqFilesIn(each, `${path}/`)));
  }
}

function nqElement(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function nqLine(list, path) {
  const line = nqElement("li", "nq-sent");
  line.append(nqElement("span", "nq-sent-name", path), nqElement("small", "nq-sent-told", "Chờ gửi"));
  list.append(line);
  return line;
}

function nqTell(line, text, state) {
  line.querySelector(".nq-sent-told").textContent = text;
  if (state) line.dataset.state = state;
}

async function nqUpload(files) {
  if (!files.length) return;
  const form = document.querySelector(".nq-upload");
  const { list, told } = nqBatch(form, files.length);
  const lines = files.map(({ path }) => nqLine(list, path));
  const waiting = [];
  files.forEach(({ file }, at) => {
    if (file.size > Number(form.dataset.most)) {
      nqTell(lines[at], "Không nhận. Tệp lớn quá cỡ tối đa. Hãy tách tệp hoặc bỏ bớt hình ảnh.", "rejected");
    } else waiting.push(at);
  });
  while (waiting.length) {
    const some = [waiting.shift()];
    let bytes = files[some[0]].file.size;
    while (waiting.length && some.length < nqSent.most && bytes + files[waiting[0]].file.size <= nqSent.bytes) {
      bytes += files[waiting[0]].file.size;
      some.push(waiting.shift());
    }
    const ours = some.map((at) => lines[at]);
    try {
      const upload = await nqSend(some.map((at) => files[at]), (share) => {
        ours.forEach((line) => nqTell(line, `Đang gửi ${Math.round(100 * share)}%`));
      });
      ours.forEach((line) => nqTell(line, "Đã gửi, chờ đọc"));
      nqRemember(upload.upload_id);
      await nqWatch(upload.upload_id, list, ours);
    } catch (error) {
      ours.forEach((line) => nqTell(line, error.message, "rejected"));
    }
    nqCount(list, told);
  }
  nqCount(list, told, true);
  window.nqHandlers?.uploaded?.("");
}

function nqBatch(form, count) {
  const batch = nqElement("details", "nq-batch");
  batch.open = true;
  const told = nqElement("summary", "", `Đang nhận ${count} tệp…`);
  const list = nqElement("ul");
  batch.append(told, list);
  form.querySelector(".nq-uploads").prepend(batch);
  return { list, told };
}

function nqCount(list, told, ended) {
  const by = (state) => list.querySelectorAll(`[data-state="${state}"]`).length;
  const parts = [
    [by("added"), "thêm mới"],
    [by("updated"), "cập nhật"],
    [by("unchanged"), "đã có"],
    [by("rejected"), "không nhận"],
  ].filter(([count]) => count);
  const counts = parts.map(([count, word]) => `${count} ${word}`).join(", ");
  told.textContent = `${ended ? "Xong" : "Đang nhận"}: ${counts || "chưa có tệp nào"}.`;
}

function nqSend(files, progress) {
  const body = new FormData();
  files.forEach(({ file, path }) => body.append("files", file, path));
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest(); // fetch tells nothing of how much has gone
    request.open("POST", "/api/documents");
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onerror = () => fail(new Error("Mất kết nối với máy chủ. Hãy thử lại."));
    request.onload = () => {
      let reply = {};
      try {
        reply = JSON.parse(request.responseText);
      } catch {
        reply = { loi: "Máy chủ trả lời không rõ. Hãy thử lại." };
      }
      request.status === 202 ? done(reply) : fail(new Error(reply.detail ?? "Máy chủ không nhận tệp."));
    };
    request.send(body);
  });
}

function nqWatch(id, list, lines) {
  return new Promise((done) => {
    const events = new EventSource(`/api/uploads/${encodeURIComponent(id)}/events`);
    let shown = 0;
    let lost = 0;
    const end = (text) => {
      events.close();
      nqForget(id);
      // What lies in a zip has lines of its own; the zip's own line goes, unless something is to be said of it.
      const left = lines.filter((line) => !line.dataset.state);
      left.forEach((line) => (text ? nqTell(line, text, "rejected") : line.remove()));
      done();
    };
    events.onmessage = (event) => {
      const upload = JSON.parse(event.data);
      (upload.outcomes ?? []).slice(shown).forEach((told) => nqShow(told, list, lines));
      shown = Math.max(shown, (upload.outcomes ?? []).length);
      if (upload.state === "reading") {
        const next = lines.find((line) => !line.dataset.state);
        if (next) nqTell(next, "Đang đọc…");
      }
      if (upload.detail || upload.state === "failed") end(upload.detail ?? "Không đọc được. Hãy thử lại.");
      else if (upload.state === "done") end();
    };
    events.onerror = () => {
      lost += 1; // the browser tries again by itself
      if (lost > 5) end("Mất kết nối khi chờ đọc tệp. Tải lại trang để xem kết quả.");
    };
  });
}

function nqShow(told, list, lines) {
  const own = lines.find((line) => !line.dataset.state && nqNameOf(line) === told.name);
  const line = own ?? nqLine(list, told.name);
  line.dataset.state = told.outcome;
  line.querySelector(".nq-sent-told").textContent = told.told;
  if (!told.document_id) return;
  const open = nqElement("button", "nq-link", told.title ?? told.name);
  open.type = "button";
  open.dataset.nq = "span";
  open.dataset.key = `${told.document_id}:0:0`;
  line.querySelector(".nq-sent-name").replaceWith(open);
  line.querySelector(".nq-sent-told").before(nqElement("small", "nq-sent-file", told.name));
}

const nqNameOf = (line) => line.querySelector(".nq-sent-name")?.textContent.normalize("NFC");

// -- an upload goes on while the page is loaded anew

const NQ_UPLOADS = "nq-uploads";
const nqUnderWay = () => JSON.parse(sessionStorage.getItem(NQ_UPLOADS) ?? "[]");
const nqRemember = (id) => sessionStorage.setItem(NQ_UPLOADS, JSON.stringify([...nqUnderWay(), id]));
const nqForget = (id) =>
  sessionStorage.setItem(NQ_UPLOADS, JSON.stringify(nqUnderWay().filter((each) => each !== id)));

// What was under way as this page was loaded: an upload that begins before the form is found here has lines already.
const nqLeft = nqUnderWay();

async function nqGoOn(ids) {
  if (!ids.length) return;
  const { list, told } = nqBatch(document.querySelector(".nq-upload"), ids.length);
  for (const id of ids) await nqWatch(id, list, []);
  nqCount(list, told, true);
  window.nqHandlers?.uploaded?.("");
}

// -- the address tells what is open: ?d=ID&s=START-END

function nqAddress(key) {
  const [, id, start, end] = key.match(/^(.+):(\d+):(\d+)$/s) ?? [];
  if (!id) return null;
  const address = new URL(window.location.href);
  address.searchParams.set("d", id);
  address.searchParams.delete("s");
  if (end !== start) address.searchParams.set("s", `${start}-${end}`);
  return address;
}

// The key of what the address means, "" where it means no document; the tab asks for it when the page is loaded.
window.nqAsked = () => {
  const asked = new URL(window.location.href).searchParams;
  if (!asked.get("d")) return "";
  const [start, end] = /^(\d{1,9})-(\d{1,9})$/.exec(asked.get("s") ?? "")?.slice(1) ?? [0, 0];
  return `${asked.get("d")}:${start}:${end}`;
};

document.addEventListener(
  "click",
  (event) => {
    const clicked = event.target.closest?.('[data-nq="span"]');
    const address = clicked && nqAddress(clicked.dataset.key);
    if (address) history.pushState({ nq: "document" }, "", address);
  },
  true,
);
window.addEventListener("popstate", () => {
  if (window.nqAsked()) window.nqHandlers?.span?.(window.nqAsked());
});

(function nqBegin(tries) {
  // The form stands once Gradio has put the page up.
  if (document.querySelector(".nq-upload")) nqGoOn(nqLeft);
  else if (tries) setTimeout(() => nqBegin(tries - 1), 100);
})(300);

// -- the reader

nqActions.copylink = (_, button) => {
  const field = nqElement("textarea");
  field.value = window.location.href;
  document.body.append(field);
  field.select();
  // execCommand, since the clipboard API is closed to pages that an office serves without TLS.
  const copied = document.execCommand("copy");
  field.remove();
  const label = button.textContent;
  button.textContent = copied ? "Đã chép liên kết" : "Trình duyệt không cho chép";
  setTimeout(() => (button.textContent = label), 1600);
};

async function nqRefusal(place) {
  const reply = await fetch(place);
  if (reply.ok) return null;
  return (await reply.json().catch(() => ({}))).detail ?? "Không mở được tệp gốc.";
}

nqActions.download = async (place, link) => {
  const answer = await fetch(place, { method: "GET" });
  if (!answer.ok) {
    link.after(nqElement("small", "nq-error", (await answer.json()).detail));
    link.remove();
    return;
  }
  const saved = nqElement("a");
  const named = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("content-disposition") ?? "");
  saved.href = URL.createObjectURL(await answer.blob());
  saved.download = named ? decodeURIComponent(named[1]) : "van-ban";
  saved.click();
  setTimeout(() => URL.revokeObjectURL(saved.href), 10_000);
};

function nqShowPage(viewer, page) {
  const figure = viewer.querySelector("figure");
  const told = viewer.querySelector("[role=status]");
  const place = `${viewer.dataset.place}?page=${page}`;
  const image = nqElement("img");
  image.alt = `Trang ${page} của tệp gốc`;
  told.textContent = `Đang mở trang ${page}…`;
  image.onload = () => {
    figure.replaceChildren(image);
    viewer.dataset.page = page;
    told.textContent = `Trang ${page}`;
  };
  image.onerror = async () => (told.textContent = (await nqRefusal(place)) ?? "Không mở được trang này.");
  image.src = place;
}

nqActions.page = (step, button) => {
  const viewer = button.closest(".nq-viewer");
  nqShowPage(viewer, Math.max(1, Number(viewer.dataset.page ?? 1) + Number(step)));
};
document.addEventListener(
  "toggle",
  (event) => {
    const viewer = event.target.open && event.target.querySelector?.(":scope > .nq-viewer");
    if (viewer && !viewer.dataset.page) nqShowPage(viewer, 1);
  },
  true,
);

document.addEventListener("submit", (event) => {
  const form = event.target.closest?.(".nq-correct");
  if (!form) return;
  event.preventDefault();
  const changes = {};
  for (const field of form.elements) {
    if (!field.name || field.name === "by") continue;
    const before = field.tagName === "SELECT" ? [...field.options].find((each) => each.defaultSelected)?.value : field.defaultValue;
    if (field.value !== (before ?? "")) changes[field.name] = field.value;
  }
  const sent = { document_id: form.dataset.document, by: form.elements.by.value, changes };
  window.nqHandlers.identity(JSON.stringify(sent));
});
