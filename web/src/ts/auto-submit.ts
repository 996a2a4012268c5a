// A form marked `data-auto-submit` is sent as soon as one of its selects, checkboxes, radios or dates changes.

export function autoSubmit(): void {
  document.addEventListener("change", (event) => {
    const field = event.target;
    const choosing =
      field instanceof HTMLSelectElement ||
      (field instanceof HTMLInputElement && ["checkbox", "radio", "date"].includes(field.type));
    if (choosing && field.form?.matches("[data-auto-submit]")) field.form.requestSubmit();
  });
}
