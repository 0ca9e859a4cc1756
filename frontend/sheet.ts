// A cell of an uploaded list that is being corrected in its place: Escape gives it up, as in a workbook.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  (event.target as HTMLElement).closest("[data-cell-form]")?.querySelector<HTMLElement>("[data-cancel]")?.click();
});
