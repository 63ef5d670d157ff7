// While a name is typed the organisations that may be meant are shown below it. Without a script they come as a second
// step, after sending.
const shown = document.querySelector("[data-st-alike]");
if (shown) {
  const form = shown.closest("form");
  const fields = { naam: "name", kvk: "kvk_number", website: "website" };
  let waiting;
  const show = async () => {
    const asked = new URLSearchParams();
    for (const [name, field] of Object.entries(fields)) asked.set(name, form.elements[field]?.value ?? "");
    if (asked.get("naam").trim().length < 2 && !asked.get("kvk")) return shown.replaceChildren();
    const answer = await fetch(`${shown.dataset.stAlike}?${asked}`);
    if (!answer.ok || asked.get("naam") !== form.elements.name.value) return;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    shown.replaceChildren(...found.body.childNodes);
  };
  for (const field of Object.values(fields)) {
    form.elements[field]?.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(show, 300);
    });
  }
}
