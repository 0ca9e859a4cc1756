// What every page does by itself: said results, kept focus, toasts, print buttons, the current item in view.

/** Says `text` to screen readers without moving anything. */
export function announce(text: string): void {
  const live = document.getElementById("live");
  if (live) live.textContent = live.textContent === text ? `${text}\u00a0` : text;
}

// htmx itself gives the focus back to the same id; where that control is gone, the new content's heading takes it.
// A menu of ticks stays open while its ticks are being set.
let open: string[] = [];
let focused = "";
document.addEventListener("htmx:beforeSwap", () => {
  open = [...document.querySelectorAll("details[id][open]")].map((menu) => menu.id);
  focused = document.activeElement?.id ?? "";
});

document.addEventListener("htmx:afterSettle", (event) => {
  const target = event.target as HTMLElement;
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  // Only a lost focus is given back: whoever types fast has gone on to the next field meanwhile.
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
  const said = target.matches("[data-announce]") ? target : target.querySelector("[data-announce]");
  if (said) announce(said.textContent ?? "");
  const focus = target.querySelector<HTMLElement>("[data-takes-focus]");
  if (focus) focus.focus();
  else if (document.activeElement === document.body) (target.querySelector<HTMLElement>("[tabindex='-1']") ?? target).focus();
});

for (const event of ["htmx:sendError", "htmx:timeout"])
  document.addEventListener(event, () => announce(document.documentElement.lang === "en" ? "No connection." : "Mất mạng."));

function toasts(): void {
  for (const toast of document.querySelectorAll<HTMLElement>(".toast")) {
    let timer = 0;
    const wait = () => (timer = window.setTimeout(() => toast.remove(), 6000));
    const hold = () => window.clearTimeout(timer);
    const close = toast.querySelector("button");
    if (close) close.hidden = false;
    close?.addEventListener("click", () => toast.remove());
    for (const event of ["pointerenter", "focusin"]) toast.addEventListener(event, hold);
    for (const event of ["pointerleave", "focusout"]) toast.addEventListener(event, wait);
    wait();
  }
}

document.addEventListener("click", (event) => {
  const button = (event.target as HTMLElement).closest("[data-print]");
  if (button) window.print();
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open], details.cols[open]"))
    if (!menu.contains(event.target as Node)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = (event.target as HTMLElement).closest<HTMLDetailsElement>("details.menu[open], details.cols[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
});

for (const button of document.querySelectorAll<HTMLElement>("[data-print]")) button.hidden = false;
document.querySelector("main [data-takes-focus]")?.scrollIntoView({ block: "center" });
document.querySelector<HTMLElement>("main [data-takes-focus]")?.focus();
document.querySelector(".top nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
toasts();
