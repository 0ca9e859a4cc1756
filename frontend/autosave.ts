// A draft's cells save themselves on leaving (htmx posts them, one after the other); here is what the reader sees of it.
// <form data-autosave> holds <p class="saved" data-lost="…" data-failed="…">; each answer of the server swaps
// that line («Đã lưu nháp lúc 09:41»). What could not be sent is sent again when there is a connection.
import htmx from "htmx.org";
import { announce } from "./page";
import { typedRows } from "./typing";

type Asked = CustomEvent<{ elt: HTMLElement; successful: boolean; xhr: XMLHttpRequest }>;

const unsent = new Set<HTMLElement>();
let asking = 0;
let waiting: ((saved: boolean) => void)[] = [];

function form(): HTMLElement | null {
  return document.querySelector<HTMLElement>("[data-autosave]");
}

function say(state: "lost" | "error" | "saved"): void {
  const place = form()?.querySelector<HTMLElement>(".saved");
  if (!place) return;
  place.dataset["state"] = state;
  const words = state === "lost" ? place.dataset["lost"] : state === "error" ? place.dataset["failed"] : undefined;
  if (words) place.textContent = words;
  announce(place.textContent ?? "");
}

/** Whether something is on its way to the server, or typed and not yet sent. */
export function pending(): boolean {
  return form() !== null && (asking > 0 || typedRows().length > 0);
}

/** Resolves when everything typed is saved (true) or could not be (false). */
export function settled(): Promise<boolean> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (!asking) goOn(true);
  });
}

// After an answer: a row left without its own request is sent, and who waited is told when there is none.
function goOn(well: boolean): void {
  if (asking) return;
  const rows = typedRows().filter((row) => waiting.length > 0 || !row.contains(document.activeElement));
  if (well && rows[0]) return htmx.trigger(rows[0], "change"), undefined;
  const told = waiting;
  waiting = [];
  for (const tell of told) tell(well);
}

document.addEventListener("htmx:beforeSend", (event) => {
  if ((event.target as Element).closest("[data-autosave]")) asking += 1;
});

document.addEventListener("htmx:sendError", (event) => {
  const cell = (event as Asked).detail.elt;
  if (!cell.closest("[data-autosave]")) return;
  unsent.add(cell);
  say("lost");
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (!(event.target as Element).closest("[data-autosave]")) return;
  const { elt, successful, xhr } = (event as Asked).detail;
  asking -= 1;
  if (xhr.status) unsent.delete(elt);
  if (xhr.status) say(successful ? "saved" : "error");
  window.setTimeout(() => goOn(successful)); // after htmx has sent the next of its queue
});

window.addEventListener("online", () => {
  for (const cell of unsent) htmx.trigger(cell, "change");
});

window.addEventListener("beforeunload", (event) => {
  if (unsent.size) event.preventDefault();
});
