// Taps at the desk are kept on this device until the server has them, and are sent once each: every tap has an
// id of its own, so one whose answer was lost may be sent again. Names are never kept, only what was pressed.
const status = document.querySelector("[data-st-taps]");
if (status) desk(status);

function desk(status) {
  const name = `st-taps:${status.dataset.stTaps}`;
  const every = 15_000;
  let queue = read();
  let sending = false;

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-st-tap]");
    if (!form) return;
    event.preventDefault();
    const fields = new URLSearchParams(new FormData(form, event.submitter));
    fields.delete("csrf_token");
    fields.set("tik", id());
    queue.push({ path: form.getAttribute("action"), fields: fields.toString() });
    keep();
    show(form, event.submitter);
    send();
  });
  addEventListener("online", send);
  document.addEventListener("visibilitychange", send);
  setInterval(send, every);
  send();

  async function send() {
    if (sending || queue.length === 0) return;
    sending = true;
    let page = "";
    try {
      while (queue.length > 0) {
        const answer = await post(queue[0]);
        if (answer.status >= 500 || answer.status === 429) break;
        if (new URL(answer.url).pathname.startsWith("/inloggen")) {
          tell(status.dataset.stSignedOut);
          return;
        }
        queue.shift();
        keep();
        page = new URL(answer.url).pathname === location.pathname ? await answer.text() : "";
      }
      tell(waiting());
      if (queue.length === 0 && page) renew(page);
    } catch {
      tell(waiting()); // no network: the next tap, the next quarter of a minute or the network itself tries again
    } finally {
      sending = false;
    }
  }

  async function post(tap, again = true) {
    const body = new URLSearchParams(tap.fields);
    body.set("csrf_token", status.dataset.stToken);
    const answer = await fetch(tap.path, { method: "POST", body });
    if (![400, 405].includes(answer.status) || !again) return answer;
    renew(await (await fetch(location.href)).text()); // the page stood open for too long: with a new token once more
    return post(tap, false);
  }

  // What the tap will come to, at once; the server's own page takes its place as soon as it is there.
  function show(form, button) {
    const count = document.querySelector("[data-st-count]");
    let more = Number(form.dataset.stTap || button.value);
    if (button.hasAttribute("aria-pressed")) {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      button.classList.toggle("is-on", on);
      button.value = on ? "0" : "1";
      more = on ? more : -more;
    }
    if (count && Number.isFinite(more)) {
      count.firstChild.nodeValue = Math.max(0, Number(count.firstChild.nodeValue) + more);
    }
  }

  function renew(html) {
    const there = new DOMParser().parseFromString(html, "text/html").querySelector("main");
    if (!there) return;
    const held = document.activeElement?.closest("form[data-st-tap]");
    const action = held?.getAttribute("action");
    const value = [...(held?.querySelectorAll("button") ?? [])].indexOf(document.activeElement);
    document.querySelector("main").replaceChildren(...there.childNodes);
    status = document.querySelector("[data-st-taps]") ?? status;
    if (action) document.querySelectorAll(`form[action="${CSS.escape(action)}"] button`)[value]?.focus();
  }

  function waiting() {
    const words = queue.length === 1 ? status.dataset.stOne : status.dataset.stMany;
    return queue.length > 0 ? words.replace("{n}", queue.length) : "";
  }

  function tell(words) {
    status.textContent = words;
    status.hidden = !words;
  }

  function keep() {
    localStorage.setItem(name, JSON.stringify(queue));
  }

  function read() {
    try {
      return JSON.parse(localStorage.getItem(name)) ?? [];
    } catch {
      return [];
    }
  }

  function id() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }
}
