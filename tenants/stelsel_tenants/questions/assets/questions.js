// A question says when it was tapped, as a device without a network sends it later; and while it waits there, the
// form is ready for the next one. What is not filled in goes to the server as it is, which says what is missing.
addEventListener(
  "submit",
  (event) => {
    const form = event.target.closest("form[data-st-question]");
    if (!form) return;
    const missing = form.dataset.stQuestion.split(" ").find((name) => !new FormData(form).get(name));
    if (missing) {
      event.stopImmediatePropagation();
      if (navigator.onLine) return;
      event.preventDefault();
      form.querySelector(`[name="${missing}"]`).focus();
      return;
    }
    form.elements.om.value = new Date().toISOString();
    setTimeout(() => event.defaultPrevented && ready(form, event.submitter));
  },
  true,
);

function ready(form, button) {
  form.reset();
  if (button?.value !== "zelfde") form.elements.bezoek.value = random();
  document.querySelector("main").focus();
  scrollTo(0, 0);
}

function random() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
