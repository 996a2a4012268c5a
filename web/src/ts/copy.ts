// A button `data-copy="#id"` copies the text of that element and says so with the words of `data-copied`.
import { announce } from "./announce";

const SHOWN_MS = 2000;

/** Outside a secure context there is no clipboard object; selecting the text and copying still works. */
async function copy(source: Element): Promise<boolean> {
  const isField = source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement;
  const text = isField ? source.value : (source.textContent ?? "").trim();
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Refused by the browser's settings: fall through to the selection.
    }
  }
  getSelection()?.selectAllChildren(source);
  return document.execCommand("copy");
}

export function copyButtons(): void {
  document.addEventListener("click", async (event) => {
    if (!(event.target instanceof Element)) return;
    const button = event.target.closest<HTMLElement>("[data-copy]");
    const source = button && document.querySelector(button.dataset.copy ?? "");
    if (!button || !source || !(await copy(source))) return;

    const label = button.querySelector("[data-copy-label]");
    const said = button.dataset.copied ?? "";
    announce("copy", said);
    if (!label || label.textContent === said) return;
    const before = label.textContent;
    label.textContent = said;
    setTimeout(() => (label.textContent = before), SHOWN_MS);
  });
}
