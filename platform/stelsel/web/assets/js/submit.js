// A filter form sends itself when a choice changes; its button stays for the keyboard and for pages
// without scripts.
for (const form of document.querySelectorAll("form[data-st-live]")) {
  form.addEventListener("change", () => form.requestSubmit());
}

// A double click sends once: the server would refuse the second, but people would see that refusal.
for (const form of document.querySelectorAll('form[method="post"]')) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  addEventListener("pageshow", () => (sent = false));
}
