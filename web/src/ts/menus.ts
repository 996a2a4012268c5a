// An open `details.menu` closes on Escape, on a click outside, and when the keyboard leaves it.

function closeAllBut(keep: Node | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
    if (!keep || !menu.contains(keep)) menu.open = false;
  }
}

export function closingMenus(): void {
  document.addEventListener("click", (event) => closeAllBut(event.target as Node));
  document.addEventListener("focusin", (event) => closeAllBut(event.target as Node));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !(event.target instanceof Element)) return;
    event.target.closest("details.menu[open]")?.querySelector("summary")?.focus();
    closeAllBut(null);
  });
}
