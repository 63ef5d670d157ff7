// After a refused form the summary has the focus, so that a screen reader starts there.
document.querySelector("[data-st-errors]")?.focus();
