// "Print deze pagina" is hidden until there is a script to do it.
for (const button of document.querySelectorAll("[data-st-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
