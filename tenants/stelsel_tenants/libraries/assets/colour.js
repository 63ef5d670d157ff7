// The colours of a library are shown while they are chosen. The server works them out; without a script they are
// shown after saving.
const preview = document.querySelector("[data-st-colours]");
const typed = preview?.closest("form").querySelector('[name="accent"]');
if (typed) {
  const picker = document.createElement("input");
  picker.type = "color";
  picker.className = "st-picker";
  picker.setAttribute("aria-label", typed.labels[0].textContent);
  picker.value = /^#[0-9a-f]{6}$/.test(typed.value) ? typed.value : "#04654b";
  typed.classList.add("st-beside");
  typed.after(picker);

  let waiting;
  const show = async (colour) => {
    const answer = await fetch(`${preview.dataset.stColours}?kleur=${encodeURIComponent(colour)}`);
    const told = await answer.json();
    if (colour !== typed.value) return;
    const sentence = preview.querySelector("[data-st-said]");
    sentence.textContent = told.zin ?? told.fout;
    if (!answer.ok) return;
    picker.value = told.zaad;
    for (const shape of preview.querySelectorAll("[data-st-fill]")) {
      const [part, token] = shape.dataset.stFill.split(".");
      shape.setAttribute("fill", told[part][token]);
    }
    for (const cell of preview.querySelectorAll("[data-st-contrast]")) {
      cell.textContent = told.contrast[cell.dataset.stContrast].waarde;
    }
  };
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 250, typed.value);
  };
  typed.addEventListener("input", soon);
  picker.addEventListener("input", () => {
    typed.value = picker.value;
    typed.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
