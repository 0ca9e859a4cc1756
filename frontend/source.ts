// An opened figure: its page's content in the panel beside the text; on a phone the link simply opens the page.
import htmx from "htmx.org";

let opener: HTMLElement | null = null;

function panel(): HTMLElement | null {
  return document.getElementById("source");
}

function close(): void {
  const place = panel();
  if (!place || place.hidden) return;
  place.hidden = true;
  place.parentElement?.classList.remove("grid--doc");
  opener?.setAttribute("aria-expanded", "false");
  opener?.focus();
  opener = null;
}

async function open(link: HTMLAnchorElement, place: HTMLElement): Promise<void> {
  opener?.setAttribute("aria-expanded", "false");
  opener = link;
  await htmx.ajax("get", link.href, { target: place, swap: "innerHTML", select: "#source-content" });
  link.setAttribute("aria-expanded", "true");
  place.hidden = false;
  place.parentElement?.classList.add("grid--doc");
  (place.querySelector<HTMLElement>("h2") ?? place).focus();
}

document.addEventListener("click", (event) => {
  const target = event.target as HTMLElement;
  if (target.closest("[data-closes]")) return close();
  const link = target.closest<HTMLAnchorElement>("a[data-opens=source]");
  const place = panel();
  if (!link || !place || event.ctrlKey || event.metaKey || event.shiftKey || matchMedia("(max-width: 760px)").matches) return;
  event.preventDefault();
  void open(link, place);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && panel()?.contains(event.target as Node)) close();
});
