// Sends the token of this browser back with every write to our own server; a page of elsewhere cannot read it.
// Names who is signed in beside the heading, with the way out.
(() => {
  const cookie = (name) => {
    const start = `${name}${location.port ? `-${location.port}` : ""}=`;
    const held = document.cookie.split("; ").find((each) => each.startsWith(start));
    return decodeURIComponent(held?.slice(start.length) ?? "");
  };
  const plain = window.fetch.bind(window);
  window.fetch = (asked, options) => {
    const request = asked instanceof Request ? asked : null;
    const url = new URL(request ? request.url : String(asked), location.href);
    if (url.origin !== location.origin) return plain(asked, options);
    const method = (options?.method ?? request?.method ?? "GET").toUpperCase();
    let given = options;
    if (method !== "GET" && method !== "HEAD") {
      const headers = new Headers(options?.headers ?? request?.headers);
      headers.set("x-nq-csrf", cookie("nq-csrf"));
      given = { ...options, headers };
    }
    const sent = plain(asked, given);
    const leave = (answer) => answer.status === 401 && location.assign("/login"); // signed out elsewhere, or too long
    sent.then(leave, () => {});
    return sent;
  };

  // What sends a file with its progress cannot use fetch.
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, url, ...more) {
    const own = new URL(url, location.href).origin === location.origin;
    this.nqWrites = own && !["GET", "HEAD"].includes(method.toUpperCase());
    return open.call(this, method, url, ...more);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (this.nqWrites) this.setRequestHeader("x-nq-csrf", cookie("nq-csrf"));
    return send.call(this, body);
  };

  const person = cookie("nq-name");
  window.nqPerson = person; // whose name stands under what is decided; the server takes no other
  if (!person) return;
  const show = () => {
    const header = document.querySelector(".nq-header");
    if (!header) return requestAnimationFrame(show);
    const form = document.createElement("form");
    form.className = "nq-signed-in";
    form.method = "post";
    form.action = "/logout";
    const name = document.createElement("span");
    name.textContent = person;
    const button = document.createElement("button");
    button.className = "nq-button";
    button.textContent = "Đăng xuất";
    form.append(name, button);
    header.append(form);
  };
  show();
})();
