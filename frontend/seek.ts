// Searching by keyboard: «/» goes to the box at the top, arrows go through what was found.

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

/** The box of the search page, else the one at the top; on a phone the top has only the way to that page. */
function box(): HTMLElement | null {
  const boxes = ["#search-q", "#seek", ".seek-link"].map((place) => document.querySelector<HTMLElement>(place));
  return boxes.find((each) => each && each.getClientRects().length > 0) ?? null;
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const found = box();
  if (!found) return;
  event.preventDefault();
  found.focus();
  if (found instanceof HTMLInputElement) found.select();
});

document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const links = [...document.querySelectorAll<HTMLElement>("[data-arrows] a")];
  if (!step || !links.length || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = links.indexOf(document.activeElement as HTMLElement);
  const asking = document.activeElement?.id === "search-q";
  if (at < 0 && !(asking && step > 0)) return;
  event.preventDefault();
  if (at + step < 0) box()?.focus();
  else links[Math.min(at + step, links.length - 1)]?.focus();
});
