// Nothing typed is lost by leaving a form that saves itself: a link or button of the page waits for the answer of
// the server; whoever leaves otherwise (another address, «Back», closing) is asked first.
import htmx from "htmx.org";
import { pending, settled } from "./autosave";
import { typedRows } from "./typing";

let held = false;
let posted = false; // the form itself is on its way, with every cell

// A second try goes through: whoever insists is not kept by a server that does not answer.
async function hold(event: Event, go: (saved: boolean) => void): Promise<void> {
  if (held || event.defaultPrevented || !pending()) return;
  event.preventDefault();
  held = true;
  const saved = await settled();
  go(saved);
  held = false;
}

document.addEventListener("click", (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
  const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || link?.target;
  if (!link || elsewhere || link.getAttribute("href")?.startsWith("#")) return;
  void hold(event, (saved) => saved && location.assign(link.href));
});

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  const button = event.submitter;
  // The page's own form holds every cell: it goes even when a cell alone could not be saved.
  const whole = form.matches("[data-autosave]");
  if (held) posted = whole;
  void hold(event, (saved) => {
    if (saved || whole) form.requestSubmit(button?.isConnected ? button : null);
  });
});

// Leaving while a cell is being typed is asked about; meanwhile the cell is sent, so that staying or going keeps it.
window.addEventListener("beforeunload", (event) => {
  const rows = posted ? [] : typedRows();
  if (!rows.length) return;
  event.preventDefault();
  for (const row of rows) htmx.trigger(row, "change");
});
