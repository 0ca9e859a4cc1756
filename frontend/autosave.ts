// A draft's cells save themselves on leaving (htmx posts them); here is what the reader sees of it.
// <form data-autosave> holds <p class="saved" data-lost="…" data-failed="…">; each answer of the server swaps
// that line («Đã lưu nháp lúc 09:41»). What could not be sent is sent again when there is a connection.
import htmx from "htmx.org";
import { announce } from "./page";

const unsent = new Set<HTMLElement>();

function line(cell: Element): HTMLElement | null {
  return cell.closest("[data-autosave]")?.querySelector<HTMLElement>(".saved") ?? null;
}

function say(cell: Element, state: "lost" | "error" | "saved"): void {
  const place = line(cell);
  if (!place) return;
  place.dataset["state"] = state;
  const words = state === "lost" ? place.dataset["lost"] : state === "error" ? place.dataset["failed"] : undefined;
  if (words) place.textContent = words;
  announce(place.textContent ?? "");
}

document.addEventListener("htmx:sendError", (event) => {
  const cell = event.target as HTMLElement;
  if (!cell.closest("[data-autosave]")) return;
  unsent.add(cell);
  say(cell, "lost");
});

document.addEventListener("htmx:afterRequest", (event) => {
  const cell = event.target as HTMLElement;
  const request = (event as CustomEvent<{ successful: boolean; xhr: XMLHttpRequest }>).detail;
  if (!cell.closest("[data-autosave]") || request.xhr.status === 0) return;
  unsent.delete(cell);
  say(cell, request.successful ? "saved" : "error");
});

window.addEventListener("online", () => {
  for (const cell of unsent) htmx.trigger(cell, "change");
});

window.addEventListener("beforeunload", (event) => {
  if (unsent.size) event.preventDefault();
});
