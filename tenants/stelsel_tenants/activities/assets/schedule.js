// What a schedule gives is shown while it is typed, and rows come and go without leaving the page. The form is sent to
// its own page, which saves nothing for these buttons; the parts that changed are taken from the answer. Without a
// script the buttons do the same with the whole page.
const form = document.querySelector("form[data-st-schedule]");
if (form) {
  let asked = 0;
  const ask = async (step, parts) => {
    const number = ++asked;
    const body = new URLSearchParams([...new FormData(form), ["stap", step]]);
    const answer = await fetch(form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (number !== asked) return false;
    for (const part of parts) {
      const here = form.querySelector(`[data-st-part="${part}"]`);
      const there = page.querySelector(`[data-st-part="${part}"]`);
      if (here && there) here.replaceChildren(...there.childNodes);
    }
    return true;
  };

  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 400, "bekijk", ["sentence", "dates", "seats"]);
  });

  const rows = () => [...form.querySelectorAll("fieldset.st-rule, fieldset.st-exception")].map((row) => row.id);
  form.addEventListener("click", async (event) => {
    const button = event.target.closest('button[name="stap"]');
    if (!button) return;
    event.preventDefault();
    clearTimeout(waiting);
    const before = rows();
    if (!(await ask(button.value, ["rows", "sentence", "dates", "seats"]))) return;
    const added = rows().find((row) => !before.includes(row));
    const wrong = form.querySelector('[name="said"][aria-invalid]');
    const target = wrong ?? (added ? document.getElementById(added).querySelector("input") : document.getElementById("when"));
    target.focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.name !== "said") return;
    event.preventDefault();
    form.querySelector('button[value="vul-in"]').click();
  });
  form.querySelector("[data-st-look]").hidden = true;
}
