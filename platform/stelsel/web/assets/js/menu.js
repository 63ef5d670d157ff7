// A menu that is a <details> closes by Escape and by a click elsewhere. Without scripts it still opens and closes.
const menus = document.querySelectorAll("details[data-st-menu]");

addEventListener("click", (event) => {
  for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
});
for (const menu of menus) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
