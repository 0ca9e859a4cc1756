// Ticked rows: how many, what they weigh; the bar appears with the first tick, buttons name the count.
const format = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });

function ticks(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>("input.tick")];
}

function show(): void {
  const bar = document.getElementById("batch");
  if (!bar) return;
  const all = ticks();
  const ticked = all.filter((tick) => tick.checked);
  const weight = ticked.reduce((sum, tick) => sum + Number(tick.dataset["weight"] ?? 0), 0);
  bar.hidden = ticked.length === 0;
  for (const place of bar.querySelectorAll<HTMLElement>("[data-count-label]"))
    place.textContent = (place.dataset["countLabel"] ?? "")
      .replace("{n}", format.format(ticked.length))
      .replace("{w}", format.format(weight));
  const reset = bar.querySelector<HTMLElement>("[type=reset]");
  if (reset) reset.hidden = false;
  const head = document.querySelector<HTMLInputElement>(".tick-all");
  if (!head) return;
  head.parentElement?.removeAttribute("hidden");
  head.checked = ticked.length === all.length;
  head.indeterminate = ticked.length > 0 && ticked.length < all.length;
}

document.addEventListener("change", (event) => {
  const box = event.target as HTMLInputElement;
  if (box.matches(".tick-all")) for (const tick of ticks()) tick.checked = box.checked;
  if (box.matches(".tick, .tick-all")) show();
});
document.addEventListener("reset", () => window.setTimeout(show));
document.addEventListener("htmx:afterSettle", show);
window.addEventListener("pageshow", show);
show();
