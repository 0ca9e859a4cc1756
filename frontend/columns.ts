// Columns of inputs, as in a sheet: Enter and arrows move down and up, a pasted column fills downward.

function column(cell: HTMLInputElement): HTMLInputElement[] {
  const name = cell.dataset["column"];
  const table = cell.closest("table, form");
  return [...(table?.querySelectorAll<HTMLInputElement>(`input[data-column="${name}"]`) ?? [])].filter(
    (each) => !each.readOnly && !each.disabled,
  );
}

function cellOf(event: Event): HTMLInputElement | null {
  const cell = event.target;
  return cell instanceof HTMLInputElement && cell.dataset["column"] ? cell : null;
}

document.addEventListener("keydown", (event) => {
  const cell = cellOf(event);
  const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!cell || !step || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  const cells = column(cell);
  const next = cells[cells.indexOf(cell) + step];
  event.preventDefault();
  if (next) {
    next.focus();
    next.select();
  } else if (event.key === "Enter") {
    // Nowhere to go: leaving and coming back makes the browser say that the cell has changed.
    cell.blur();
    cell.focus();
  }
});

document.addEventListener("paste", (event) => {
  const cell = cellOf(event);
  const text = event.clipboardData?.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "") ?? "";
  if (!cell || !/[\n\t]/.test(text)) return;
  event.preventDefault();
  const values = text.split("\n").map((row) => row.split("\t")[0]?.trim() ?? "");
  const cells = column(cell);
  const from = cells.indexOf(cell);
  values.forEach((value, index) => {
    const target = cells[from + index];
    if (!target) return;
    target.value = value;
    target.dispatchEvent(new Event("change", { bubbles: true }));
  });
  cells[Math.min(from + values.length, cells.length) - 1]?.focus();
});
