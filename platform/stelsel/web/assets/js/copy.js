// Copies the address of a feed; the address itself is always in sight as text.
for (const button of document.querySelectorAll("[data-st-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.stCopy);
    button.textContent = button.dataset.stDone;
  });
}
