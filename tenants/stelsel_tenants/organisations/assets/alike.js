// While a name is typed the organisations that may be meant are shown below it. Without a script they come as a second
// step, after sending.
const shown = document.querySelector("[data-st-alike]");
if (shown) {
  const form = shown.closest("form");
  const fields = { naam: "name", kvk: "kvk_number", website: "website" };
  let waiting;
  const show = async () => {
    const asked = new URLSearchParams();
    for (const [name, field] of Object.entries(fields)) asked.set(name, form.elements[field].value);
    const answer = await fetch(`${shown.dataset.stAlike}?${asked}`);
    if (!answer.ok || asked.get("naam") !== form.elements.name.value) return;
    const told = await answer.json();
    shown.replaceChildren(...(told.gevonden.length ? said(told) : []));
  };
  for (const field of Object.values(fields)) {
    form.elements[field].addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(show, 300);
    });
  }
}

function said(told) {
  const list = made("ul", "st-list");
  for (const one of told.gevonden) {
    const line = made("li"), words = made("div");
    words.append(made("span", "st-strong", one.naam), made("p", "st-small st-muted", one.waarom));
    line.append(words);
    list.append(line);
  }
  return [made("p", "st-small st-strong", told.kop), list, made("p", "st-small", told.raad)];
}

function made(name, style, text) {
  const element = document.createElement(name);
  if (style) element.className = style;
  if (text) element.textContent = text;
  return element;
}
