// A swap that removes the focused element must not throw the keyboard back to the top of the page.

type Place = { target: Element; selectors: string[] };

/** What finds the same control in fresh markup, best first. htmx itself already restores by id. */
function selectorsOf(element: Element): string[] {
  const tag = element.localName;
  return ["href", "name", "value", "aria-label"].flatMap((attribute) => {
    const value = element.getAttribute(attribute);
    return value ? [`${tag}[${attribute}="${CSS.escape(value)}"]`] : [];
  });
}

function focus(element: Element): void {
  if (!(element instanceof HTMLElement)) return;
  if (element.tabIndex < 0) element.setAttribute("tabindex", "-1");
  element.focus({ preventScroll: true });
}

export function keepFocus(): void {
  let place: Place | undefined;

  document.addEventListener("htmx:before:swap", () => {
    const active = document.activeElement;
    // The nearest marked ancestor with an id outlives the swap by being drawn again under the same id.
    const target = active?.closest("[id]:not(input, select, textarea, button, a)");
    place = active && target && active !== document.body ? { target, selectors: selectorsOf(active) } : undefined;
  });

  document.addEventListener("htmx:after:swap", () => {
    const wished = document.querySelector("[data-focus]");
    if (wished) {
      wished.removeAttribute("data-focus");
      focus(wished);
      return;
    }
    if (!place || (document.activeElement && document.activeElement !== document.body)) return;
    const fresh = document.getElementById(place.target.id);
    const found = place.selectors.map((selector) => fresh?.querySelector(selector)).find(Boolean);
    focus(found ?? fresh ?? document.getElementById("main") ?? document.body);
  });
}
