// A cell of an uploaded list that is being corrected in its place: Escape gives it up, as in a workbook.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  (event.target as HTMLElement).closest("[data-cell-form]")?.querySelector<HTMLElement>("[data-cancel]")?.click();
});

// The columns of a list are settled without the mouse: Ctrl+Enter sends the choice from wherever one is.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = (event.target as HTMLElement).closest<HTMLFormElement>("form[data-send-keys]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});
