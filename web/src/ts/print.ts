// A button `data-print` prints the page, as the menu of the browser does.
export function printButtons(): void {
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-print]")) print();
  });
}
