// A kept page says nothing finer than a day. What is true at this moment is marked here: today, what is open, what goes
// on and what is over. Words come from the page, in its language; without scripts the absolute words are enough.
const zone = "Europe/Amsterdam";
const now = new Date();
const day = (moment) => new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(moment);
const today = day(now);
const tomorrow = day(new Date(now.getTime() + 864e5));

const badge = (text, tone = "") => {
  const made = document.createElement("span");
  made.className = `nl-data-badge ${tone}`.trim();
  made.textContent = text;
  return made;
};

for (const head of document.querySelectorAll("[data-st-day]")) {
  const name = head.querySelector("[data-st-name]");
  const words = { [today]: head.dataset.stToday, [tomorrow]: head.dataset.stTomorrow }[head.dataset.stDay];
  if (words && name) {
    // paper is read on another day: there the weekday stays
    name.insertAdjacentElement("beforebegin", Object.assign(document.createElement("span"), { textContent: words }));
    name.previousElementSibling.className = "st-not-on-paper";
    name.classList.add("st-on-paper");
  }
  if (head.dataset.stDay === today) head.querySelector(".st-day")?.classList.add("is-now");
}

for (const row of document.querySelectorAll("[data-st-until]")) {
  const tags = row.querySelector("[data-st-tags]");
  if (new Date(row.dataset.stUntil) <= now) {
    row.classList.remove("st-panel--now");
    row.classList.add("st-past");
    if (!row.hasAttribute("data-st-off")) tags?.replaceChildren(badge(row.dataset.stOver));
  } else if (new Date(row.dataset.stFrom) <= now && !row.hasAttribute("data-st-off")) {
    row.classList.add(row.dataset.stClass ?? "st-line--now");
    tags?.prepend(badge(row.dataset.stBusy, "is-now"));
  }
}

for (const place of document.querySelectorAll("[data-st-open]")) {
  const spans = JSON.parse(place.dataset.stOpen);
  const open = spans.find(([opens, closes]) => new Date(opens) <= now && now < new Date(closes));
  if (open) place.replaceChildren(badge(place.dataset.stWords.replace("{time}", open[2]), "is-now"));
}

for (const row of document.querySelectorAll("[data-st-weekday]")) {
  row.classList.toggle("is-now", row.dataset.stWeekday === today);
}
