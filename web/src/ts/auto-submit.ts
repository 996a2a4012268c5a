// A form marked `data-auto-submit` is sent as soon as one of its selects, checkboxes, radios or dates changes. A field marked
// `data-whole-page` opens the page anew, without the fields that it names: what they offer depends on it.

export function autoSubmit(): void {
  document.addEventListener("change", (event) => {
    const field = event.target;
    const choosing =
      field instanceof HTMLSelectElement ||
      (field instanceof HTMLInputElement && ["checkbox", "radio", "date"].includes(field.type));
    const form = choosing ? field.form : null;
    if (!form?.matches("[data-auto-submit]")) return;
    const dependent = (field as HTMLElement).dataset.wholePage?.split(" ");
    if (dependent) location.assign(addressWithout(form, dependent));
    else form.requestSubmit();
  });
}

function addressWithout(form: HTMLFormElement, left: string[]): string {
  const chosen = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value !== "" && !left.includes(name)) chosen.append(name, value);
  }
  return `${form.action}?${chosen}`;
}
