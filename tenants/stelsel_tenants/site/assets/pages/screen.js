// The lobby screen follows the clock by itself: what is over goes, what goes on is lit, and midnight turns the day.
// It asks for news each minute, keeps what it had when none comes, and says how old that is. What it knows outlives a
// restart without network: the data in the browser's own store, the page by the worker that stands beside it.
const ZONE = "Europe/Amsterdam";
const MINUTE = 60_000;
const PATIENCE = 15_000;
const STALE = 3 * MINUTE;
const TODAY = 8;
const LATER = 6;

const screen = document.querySelector("[data-st-screen]");
const part = (name) => screen.querySelector(`[data-st-${name}]`);
const words = JSON.parse(screen.dataset.stWords);
const source = new URL(screen.dataset.stScreen, location.href).href;
const name = `screen ${location.pathname}${location.search}`;

const written = (options, language = document.documentElement.lang) =>
  new Intl.DateTimeFormat(language, { timeZone: ZONE, ...options });
const wall = written({ hour: "numeric", minute: "2-digit", hourCycle: "h23" }, "en-GB");
const civil = written({}, "sv-SE");
const whole = written({ weekday: "long", day: "numeric", month: "long" });
const short = written({ weekday: "short" });
const time = (moment) => wall.format(moment).replace(/^0(?=\d)/, "").replace(":", words.point);
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const say = (text, values) => text.replace(/\{(\w+)\}/g, (_all, key) => values[key]);

let known = remembered();
let failed = false;
let asked = 0;
let drawn = "";
let stored;

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

async function renew() {
  asked = Date.now();
  try {
    const answer = await fetch(source, {
      cache: "no-cache",
      credentials: "omit",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (!answer.ok) throw new Error(`${answer.status}`);
    known = { data: await answer.json(), at: Date.now() };
    failed = false;
    localStorage.setItem(name, JSON.stringify(known));
    stored ??= store().catch(() => {
      stored = undefined; // the network went in the middle of it: next minute again
    });
  } catch {
    // the wall shows no error: the picture stays, with its age
    failed = true;
  }
  draw();
  // a new page is looked at once a minute, lest an old one that a server kept is loaded again and again
  if (!failed && known.data.page !== screen.dataset.stPage && performance.now() > MINUTE) location.reload();
}

function draw() {
  const now = new Date();
  drawn = time(now);
  part("clock").textContent = drawn;
  part("day").textContent = capital(whole.format(now));
  age(now);
  if (!known) return;
  const today = civil.format(now);
  const rows = known.data.rows
    .map((row) => ({ ...row, from: new Date(row.from), until: new Date(row.until) }))
    .filter((row) => row.until > now);
  const here = rows.filter((row) => civil.format(row.from) <= today);
  const later = rows.filter((row) => civil.format(row.from) > today);
  const shown = fill(part("today"), here.slice(0, TODAY), (row) => ofToday(row, now));
  fill(part("later"), later.slice(0, LATER), (row) => line(row, `${short.format(row.from)} ${time(row.from)}`, row.brief));
  part("more").textContent = shown < here.length ? say(words.more, { number: here.length - shown }) : "";
  part("none").hidden = here.length > 0;
  part("none").textContent = today <= known.data.until ? words.over : words.unknown;
}

function age(now) {
  const place = part("age");
  const at = known && new Date(known.at);
  const old = failed || (at && now - at > STALE);
  const sameDay = at && civil.format(at) === civil.format(now);
  const text = !old ? words.fresh : !at ? words.lost : sameDay ? words.old : words.older;
  place.classList.toggle("is-old", Boolean(old));
  place.textContent = at || old ? say(text, { time: at && time(at), day: at && whole.format(at) }) : "";
}

function ofToday(row, now) {
  const minutes = Math.ceil((row.from - now) / MINUTE);
  const busy = row.from <= now;
  let soon = "";
  if (!row.off && busy) soon = words.busy;
  else if (!row.off && minutes <= 60) soon = minutes === 1 ? words.minute : say(words.minutes, { minutes });
  const made = line(row, time(row.from), [soon, row.note].filter(Boolean).join(". "));
  made.classList.toggle("is-now", busy && !row.off);
  const until = document.createElement("span");
  until.textContent = say(words.until, { time: time(row.until) });
  made.querySelector("time").append(" ", until);
  return made;
}

function line(row, moment, note) {
  const made = document.createElement("li");
  for (const [tag, text] of [["time", moment], ["b", row.title], ["small", note]]) {
    made.append(Object.assign(document.createElement(tag), { textContent: text }));
  }
  made.querySelector("time").dateTime = row.from.toISOString();
  made.classList.toggle("is-off", row.off);
  return made;
}

// As many lines as there is room for; returns how many.
function fill(list, rows, make) {
  list.replaceChildren(...rows.map(make));
  while (list.scrollHeight > list.clientHeight + 1 && list.children.length > 1) list.lastElementChild.remove();
  return list.children.length;
}

// Everything that this page is made of, for the worker to show when the screen starts without network. The mark
// `data-st-stored` says that the network may go.
async function store() {
  if (!("serviceWorker" in navigator)) return;
  const worker = new URL("scherm.js", location.href);
  await navigator.serviceWorker.register(worker, { scope: location.pathname });
  await document.fonts.ready;
  const used = performance.getEntriesByType("resource").map((entry) => entry.name);
  const ours = used.filter((url) => new URL(url).origin === location.origin && ![source, worker.href].includes(url));
  const wanted = new Set([location.href, document.querySelector("link[rel=icon]").href, ...ours]);
  const shelf = await caches.open(name);
  for (const url of wanted) {
    const answer = await fetch(url, { credentials: "omit" });
    if (answer.ok) await shelf.put(url, answer);
  }
  for (const request of await shelf.keys()) if (!wanted.has(request.url)) await shelf.delete(request);
  screen.dataset.stStored = "";
}

// A second is short enough to be right at once after midnight, and after the computer slept.
function tick() {
  if (time(new Date()) !== drawn) draw();
  if (Date.now() - asked >= MINUTE) renew();
}

draw();
await renew();
setInterval(tick, 1000);
addEventListener("online", renew);
addEventListener("resize", draw);
document.fonts.ready.then(draw);
