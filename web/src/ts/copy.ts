// A button `data-copy="#id"` copies the text of that element and says so with the words of `data-copied`. Where it has
// `data-keeps`, a message is not handed on without these words: what lacks them gets them back, and the note `data-kept="#id"` shows.
// A link `data-mail="#id"` takes the text of that field as it stands to the mail program, kept in the same way.
import { announce } from "./announce";

const SHOWN_MS = 2000;

type Field = HTMLInputElement | HTMLTextAreaElement;

const isField = (element: Element): element is Field => element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;

/** Puts what must stay in a message back at its end, and shows that. */
function keep(source: Element, { keeps, kept }: DOMStringMap): void {
  if (!keeps || !isField(source) || source.value.includes(keeps)) return;
  source.value = `${source.value.trimEnd()}\n\n${keeps}\n`;
  const note = kept ? document.querySelector<HTMLElement>(kept) : null;
  if (!note) return;
  note.hidden = false;
  announce("kept", (note.textContent ?? "").trim());
}

/** Outside a secure context there is no clipboard object; selecting the text and copying still works. */
async function copy(source: Element): Promise<boolean> {
  const text = isField(source) ? source.value : (source.textContent ?? "").trim();
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Refused by the browser's settings: fall through to the selection.
    }
  }
  if (isField(source)) source.select();
  else getSelection()?.selectAllChildren(source);
  return document.execCommand("copy");
}

/** Lets a link to the mail program take the text of a field as it stands. */
function mail(link: HTMLAnchorElement): void {
  const source = document.querySelector(link.dataset.mail ?? "");
  if (!source || !isField(source)) return;
  keep(source, link.dataset);
  const [head] = link.href.split("&body=");
  link.href = `${head}&body=${encodeURIComponent(source.value.replace(/\r?\n/g, "\r\n"))}`;
}

export function copyButtons(): void {
  document.addEventListener("click", async (event) => {
    if (!(event.target instanceof Element)) return;
    const link = event.target.closest<HTMLAnchorElement>("a[data-mail]");
    if (link) mail(link);
    const button = event.target.closest<HTMLElement>("[data-copy]");
    const source = button && document.querySelector(button.dataset.copy ?? "");
    if (!button || !source) return;
    keep(source, button.dataset);
    if (!(await copy(source))) return;

    const label = button.querySelector("[data-copy-label]");
    const said = button.dataset.copied ?? "";
    announce("copy", said);
    if (!label || label.textContent === said) return;
    const before = label.textContent;
    label.textContent = said;
    setTimeout(() => (label.textContent = before), SHOWN_MS);
  });
}
