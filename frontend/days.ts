// A day is typed as text (15/12/2021). The button beside it opens the browser's own calendar, which writes into the
// text; where the browser cannot open it there is no button, and the text works by itself.

const WRITTEN = /^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\s*$/;

/** «15/12/2021» as «2021-12-15»; empty for what is no such text. */
function iso(text: string): string {
  const found = WRITTEN.exec(text);
  return found ? `${found[3]}-${found[2]!.padStart(2, "0")}-${found[1]!.padStart(2, "0")}` : "";
}

function parts(button: Element): [HTMLInputElement, HTMLInputElement] | null {
  const day = button.closest(".day");
  const text = day?.querySelector<HTMLInputElement>("[data-day]");
  const calendar = day?.querySelector<HTMLInputElement>(".day-calendar");
  return text && calendar ? [text, calendar] : null;
}

function offer(): void {
  if (!("showPicker" in HTMLInputElement.prototype)) return;
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-day-open][hidden]")) {
    button.hidden = false;
    const found = parts(button);
    if (!found) continue;
    const [text, calendar] = found;
    calendar.addEventListener("change", (event) => {
      event.stopPropagation();
      const [year, month, day] = calendar.value.split("-");
      text.value = day ? `${day}/${month}/${year}` : "";
      text.focus();
      for (const name of ["input", "change"]) text.dispatchEvent(new Event(name, { bubbles: true }));
    });
    calendar.addEventListener("input", (event) => event.stopPropagation());
  }
}

document.addEventListener("click", (event) => {
  const button = (event.target as HTMLElement).closest("[data-day-open]");
  const found = button && parts(button);
  if (!found) return;
  const [text, calendar] = found;
  calendar.value = iso(text.value);
  calendar.showPicker();
});

document.addEventListener("htmx:afterSettle", offer);
offer();
