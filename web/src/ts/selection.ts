// `data-select-all="room"` ticks every box named room on the page; `data-selection-count="room"` shows how many are ticked;
// a control `data-needs-selection="room"` is off while there are none, and one with `data-needs-marked="word"` beside it while
// none of them has `data-marked="word"`.

function refresh(name: string): void {
  const boxes = [...document.querySelectorAll<HTMLInputElement>(`input.select-row[name="${CSS.escape(name)}"]`)];
  const ticked = boxes.filter((box) => box.checked).length;
  const marked = (attribute: string) => document.querySelectorAll<HTMLElement>(`[data-${attribute}="${CSS.escape(name)}"]`);

  for (const all of marked("select-all")) {
    if (!(all instanceof HTMLInputElement)) continue;
    all.checked = boxes.length > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  }
  for (const count of marked("selection-count")) count.textContent = String(ticked);
  for (const control of marked("needs-selection")) {
    if (!(control instanceof HTMLButtonElement)) continue;
    const mark = control.dataset.needsMarked;
    control.disabled = !boxes.some((box) => box.checked && (!mark || box.dataset.marked === mark));
  }
}

export function rowSelection(): void {
  const refreshAll = () => {
    for (const all of document.querySelectorAll<HTMLElement>("[data-select-all]")) refresh(all.dataset.selectAll ?? "");
  };
  document.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    const name = target.dataset.selectAll;
    if (name) {
      for (const box of document.querySelectorAll<HTMLInputElement>(`input.select-row[name="${CSS.escape(name)}"]`)) box.checked = target.checked;
      refresh(name);
    } else if (target.matches(".select-row")) {
      refresh(target.name);
    }
  });
  document.addEventListener("htmx:after:swap", refreshAll);
  // A page that the browser brings back from its history keeps its ticks.
  window.addEventListener("pageshow", refreshAll);
}
