// The minutes slider of a traced list. What it counts with lies in the page (<script id="counting">), so that it
// answers while it is being moved; when it is let go, the server draws anew and the table below follows.
import htmx from "htmx.org";
import { announce } from "./page";

interface Counting {
  tier: number[]; // of each contact: 1 or 2
  until: number[]; // the least time asked with which it is still one
  unit: number[]; // its place among `units`, -1 for none
  line: number[]; // its row of the crew's table, -1 for none
  units: string[];
  boxes: Record<string, number[]>; // one box for several units
}

const format = new Intl.NumberFormat(document.documentElement.lang);
const WIDTH = 108; // of a crew's bar, as the server draws it

function select(): HTMLSelectElement | null {
  return document.querySelector<HTMLSelectElement>("#least");
}

function counting(): Counting | null {
  const place = document.getElementById("counting");
  return place ? (JSON.parse(place.textContent ?? "null") as Counting | null) : null;
}

let kept: Counting | null = null;

function show(least: number): void {
  const data = (kept ??= counting());
  if (!data) return;
  const tiers = [0, 0, 0];
  const units = new Uint32Array(data.units.length);
  const lines: [number, number, number][] = [];
  for (let nth = 0; nth < data.tier.length; nth += 1) {
    if (data.until[nth]! < least) continue;
    const tier = data.tier[nth]!;
    tiers[tier]! += 1;
    const unit = data.unit[nth]!;
    if (unit >= 0) units[unit]! += 1;
    const line = data.line[nth]!;
    if (line >= 0) (lines[line] ??= [0, 0, 0])[tier]! += 1;
  }
  text("[data-of-tier]", (each) => format.format(tiers[Number(each.dataset["ofTier"])] ?? 0));
  counts(data, units);
  for (const mark of document.querySelectorAll<SVGElement>("#pictures [data-until]"))
    mark.classList.toggle("off", Number(mark.dataset["until"]) < least);
  crews(lines);
  homes(tiers);
}

function text(places: string, words: (each: HTMLElement) => string): void {
  for (const each of document.querySelectorAll<HTMLElement>(places)) {
    const said = words(each);
    if (each.textContent !== said) each.textContent = said;
  }
}

function counts(data: Counting, units: Uint32Array): void {
  const of = new Map(data.units.map((anchor, nth) => [anchor, units[nth]!]));
  for (const [anchor, parts] of Object.entries(data.boxes)) of.set(anchor, parts.reduce((sum, nth) => sum + units[nth]!, 0));
  text("#pictures [data-of-unit]", (each) => {
    const anchor = each.dataset["ofUnit"] ?? "";
    return `${format.format(of.get(anchor) ?? 0)} ${anchor.slice(0, 2)}`;
  });
  text("#pictures [data-count-of]", (each) => format.format(of.get(each.dataset["countOf"] ?? "") ?? 0));
}

function home(): string {
  return document.querySelector<HTMLInputElement>("#pictures [name=home]:checked")?.value ?? "F1";
}

function crews(lines: [number, number, number][]): void {
  const second = home() === "F2";
  for (const row of document.querySelectorAll<HTMLElement>("#pictures [data-line]")) {
    const [, first = 0, others = 0] = lines[Number(row.dataset["line"])] ?? [];
    const heads = Number(row.dataset["heads"]);
    const left = heads - Number(row.dataset["cases"]) - first - (second ? others : 0);
    row.hidden = left === heads;
    text(`[data-line="${row.dataset["line"]}"] .left-count`, () => format.format(left));
    const bar = row.querySelector(".left");
    bar?.setAttribute("width", String((Math.max(left, 0) / Number(row.dataset["most"])) * WIDTH));
    state(row, left, bar);
  }
}

// The four states lie beside the table as templates: shape, word and colour come from the server.
function state(row: HTMLElement, left: number, bar: Element | null): void {
  const minimum = row.dataset["minimum"] ? Number(row.dataset["minimum"]) : NaN;
  const code = Number.isNaN(minimum) ? "UNKNOWN" : left < minimum ? "STOPS" : left < minimum * 1.1 ? "NEAR" : "RUNS";
  const shown = row.querySelector<HTMLElement>("[data-state]");
  const model = document.querySelector<HTMLTemplateElement>(`#crew-state-${code}`);
  if (!shown || !model || shown.dataset["state"] === code) return;
  shown.replaceWith(model.content.cloneNode(true));
  bar?.setAttribute("class", `${model.dataset["bar"]} left`);
}

function homes(tiers: number[]): void {
  const cases = Number(document.querySelector<HTMLElement>("#pictures .crew-homes")?.dataset["cases"] ?? 0);
  text("#pictures [data-home-people]", (each) =>
    format.format(cases + tiers[1]! + (each.dataset["homePeople"] === "F2" ? tiers[2]! : 0)),
  );
}

/** The slider says what the select has chosen. */
function say(choice: HTMLSelectElement): void {
  const range = document.querySelector<HTMLInputElement>("#least-range");
  const words = document.querySelector<HTMLOutputElement>("#least-words");
  const now = choice.selectedOptions[0]?.textContent ?? "";
  if (!range || !words) return;
  range.value = String(choice.selectedIndex);
  range.setAttribute("aria-valuetext", now);
  words.textContent = now;
}

function start(): void {
  const range = document.querySelector<HTMLInputElement>("#least-range");
  const words = document.querySelector<HTMLOutputElement>("#least-words");
  const choice = select();
  if (!range || !choice || !words) return;
  choice.hidden = true;
  range.hidden = words.hidden = false;
  say(choice);
  range.addEventListener("input", () => {
    choice.selectedIndex = Number(range.value);
    say(choice);
    show(Number(choice.value));
  });
}

/** The table has a filter of the same name: whichever was moved, the other follows. */
function follow(mover: HTMLSelectElement, other: HTMLSelectElement | null): void {
  if (!other || (mover.value || "0") === (other.value || "0")) return;
  other.value = mover.value === "0" && !other.querySelector("option[value='0']") ? "" : mover.value || "0";
  const choice = select();
  if (choice) {
    say(choice);
    show(Number(choice.value));
  }
  htmx.trigger(other, "change");
}

const RESTS = 250; // milliseconds: keys pressed one after the other are one move
let resting = 0;

function list(): HTMLSelectElement | null {
  return document.querySelector<HTMLSelectElement>("#list-least");
}

document.addEventListener("change", (event) => {
  const target = event.target as HTMLElement;
  const choice = select();
  if (!choice) return;
  if (target.matches("#pictures [name=home]")) show(Number(choice.value));
  if (target.matches("#list-least")) follow(target as HTMLSelectElement, choice);
  if (!target.matches("#least-range, #least")) return;
  window.clearTimeout(resting);
  resting = window.setTimeout(() => {
    resting = 0;
    announce(document.querySelector(".least-counts")?.textContent ?? "");
    follow(choice, list());
  }, RESTS);
});

// A unit opens its people in the table below; without script its link leads to the same list.
let opening = false;
document.addEventListener("click", (event) => {
  const link = (event.target as Element).closest<SVGAElement | HTMLAnchorElement>("[data-unit]");
  const href = link?.getAttribute("href");
  if (!href || event.ctrlKey || event.metaKey || event.shiftKey || !document.getElementById("list")) return;
  event.preventDefault();
  opening = true;
  window.history.replaceState(null, "", href);
  void htmx.ajax("get", href, { target: "#list", select: "#list", swap: "outerHTML" });
});

document.addEventListener("htmx:afterSettle", (event) => {
  const place = event.target as HTMLElement;
  if (place.id === "pictures") kept = null;
  if (place.id !== "list") return;
  const filter = list();
  // A chip may have taken the filter away; what comes while the slider is being moved is of an earlier place of it.
  if (filter && !resting) follow(filter, select());
  if (!opening) return;
  opening = false;
  place.scrollIntoView({ block: "start" });
  place.querySelector<HTMLElement>("tbody a")?.focus();
});
// Back out of the browser's memory: the list may stand at another least than the slider was left at.
window.addEventListener("pageshow", (event) => {
  const asked = new URL(window.location.href).searchParams.get("least") ?? "0";
  const choice = select();
  if (!event.persisted || !choice || choice.value === asked) return;
  choice.value = asked;
  say(choice);
  show(Number(choice.value));
});
start();
