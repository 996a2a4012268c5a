// A swap that removes the focused element must not throw the keyboard back to the top of the page.

type Place = { same: string | null; ancestors: string[] };

/** What finds the same control in fresh markup. htmx itself already restores by id. */
function selectorOf(element: Element): string | null {
  const marks = ["href", "name", "value", "aria-label"].flatMap((attribute) => {
    const value = element.getAttribute(attribute);
    return value ? [`[${attribute}="${CSS.escape(value)}"]`] : [];
  });
  return marks.length > 0 ? element.localName + marks.join("") : null;
}

/** The ids around an element, from the inside out: what is swapped comes back under the same id. */
function idsAround(element: Element): string[] {
  const ids = [];
  for (let at = element.parentElement; at; at = at.parentElement) if (at.id) ids.push(at.id);
  return ids;
}

function focus(element: HTMLElement): void {
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

function nearest({ same, ancestors }: Place): HTMLElement | null {
  const left = ancestors.flatMap((id) => document.getElementById(id) ?? []);
  for (const around of left) {
    const found = same && around.querySelector<HTMLElement>(same);
    if (found) return found;
  }
  return left[0] ?? null;
}

export function keepFocus(): void {
  let place: Place | undefined;

  document.addEventListener("htmx:before:swap", () => {
    const active = document.activeElement;
    place = active && active !== document.body ? { same: selectorOf(active), ancestors: idsAround(active) } : undefined;
  });

  document.addEventListener("htmx:after:swap", () => {
    const wished = document.querySelector<HTMLElement>("[data-focus]");
    if (wished) {
      wished.removeAttribute("data-focus");
      focus(wished);
      return;
    }
    const lost = !document.activeElement || document.activeElement === document.body;
    const found = lost && place ? nearest(place) : null;
    if (found) focus(found);
  });
}
