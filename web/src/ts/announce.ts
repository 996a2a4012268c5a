// Tells a screen reader, politely, when the text of an element marked `data-announce` changed.

const QUIET_MS = 1000;
const lastSaid = new Map<string, string>();
const waiting = new Map<string, string>();
let timer: number | undefined;

/** Says `text` in the page's live region; of texts with the same key the newest within a second wins. */
export function announce(key: string, text: string): void {
  waiting.set(key, text);
  timer ??= window.setTimeout(() => {
    timer = undefined;
    const region = document.getElementById("announcer");
    if (region) region.textContent = [...waiting.values()].join(". ");
    waiting.clear();
  }, QUIET_MS);
}

function textOf(element: Element): string {
  return (element.textContent ?? "").replace(/\s+/g, " ").trim();
}

export function announceChanges(): void {
  const look = (speak: boolean) => {
    for (const element of document.querySelectorAll("[data-announce][id]")) {
      const text = textOf(element);
      if (speak && text && lastSaid.get(element.id) !== text) announce(element.id, text);
      lastSaid.set(element.id, text);
    }
  };
  look(false);
  document.addEventListener("htmx:after:swap", () => look(true));
}
