// Arrow keys inside a `.picker`: down from the search to its results, up and down among them, Escape back to the search.

export function pickerKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    const picker = event.target.closest(".picker");
    const search = picker?.querySelector<HTMLInputElement>("input[type=search]");
    if (!picker || !search) return;

    const boxes = [...picker.querySelectorAll<HTMLInputElement>(".picker-results input")];
    const at = boxes.indexOf(event.target);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      const next = at + step < 0 ? search : boxes[at + step];
      if (!next) return;
      next.focus();
    } else if (event.key === "Escape" && at >= 0) {
      search.focus();
    } else {
      return;
    }
    event.preventDefault();
  });
}
