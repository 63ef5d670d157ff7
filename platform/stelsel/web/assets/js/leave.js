// A form with unsaved typing asks before the page is left. Without scripts nothing is asked; nothing
// else changes.
for (const form of document.querySelectorAll("form[data-st-keep]")) {
  let touched = false;
  form.addEventListener("input", () => (touched = true));
  form.addEventListener("submit", () => (touched = false));
  addEventListener("beforeunload", (event) => {
    if (touched) event.preventDefault();
  });
}
