// What is seen: the missing by line, each a target for a thumb; how far each line is; who was added.
import { place, put } from "../offline/offline";
import { fold, type Mark, type Person, type Standing } from "./standing";
import { hour, number, text } from "./words";

export interface Sheet {
  rows: Map<number, HTMLElement>;
  sight: IntersectionObserver; // tells when a row that has changed is out of sight, and may leave
  lines: Map<string, { group: HTMLElement; bar: HTMLElement; people: Person[] }>;
}

/** The list, made once; ticks only change what a row says of itself. */
export function draw(people: Person[]): Sheet {
  const sheet: Sheet = { rows: new Map(), sight: new IntersectionObserver(leave), lines: new Map() };
  for (const person of people) {
    const called = person.line || text("noLine");
    const line = sheet.lines.get(called) ?? lineOf(sheet, called);
    line.people.push(person);
    const row = rowOf(person);
    line.group.querySelector("ul")?.append(row);
    sheet.rows.set(person.nth, row);
  }
  place("list").replaceChildren(...[...sheet.lines.values()].map((line) => line.group));
  place("lines").replaceChildren(...[...sheet.lines.values()].map((line) => line.bar));
  return sheet;
}

function lineOf(sheet: Sheet, name: string) {
  const group = document.createElement("section");
  const head = element("h2", name);
  head.tabIndex = -1; // where somebody arrives who opens the list at this line
  group.append(head, document.createElement("ul"));
  const bar = document.createElement("li");
  bar.append(wayTo(name), document.createElement("progress"), element("b", ""));
  bar.querySelector("progress")?.setAttribute("aria-label", name);
  const line = { group, bar, people: [] as Person[] };
  sheet.lines.set(name, line);
  return line;
}

/** Whoever answers for one line opens the list at that line alone. */
function wayTo(line: string): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset["line"] = line;
  button.textContent = line;
  return button;
}

function rowOf(person: Person): HTMLElement {
  const row = document.createElement("li");
  row.dataset["find"] = fold(`${person.name} ${person.code}`);
  const button = document.createElement("button");
  button.type = "button";
  button.dataset["nth"] = String(person.nth);
  const detail = [person.code, person.detail, person.uncertain ? text("uncertain") : ""].filter(Boolean).join(" · ");
  button.append(element("b", person.name || person.code), element("span", detail), element("i", ""));
  row.append(button);
  return row;
}

function element(tag: string, words: string): HTMLElement {
  return Object.assign(document.createElement(tag), { textContent: words });
}

/** Brings everything up to what is known now. */
export function show(sheet: Sheet, now: Standing, points: string[]): void {
  for (const [nth, row] of sheet.rows) {
    const marks = now.present.get(nth);
    turnTo(sheet, row, String(marks !== undefined));
    const said = row.querySelector("i");
    if (said) said.textContent = marks?.[0] ? seen(marks[0], points) : "";
    row.querySelector("button")?.setAttribute("aria-pressed", String(marks !== undefined));
  }
  for (const line of sheet.lines.values()) showLine(line, now);
  const total = sheet.rows.size;
  put("missing", number(total - now.present.size));
  put("present", number(now.present.size));
  put("total", number(total));
  put("added-count", now.added.length ? text("addedCount", { n: number(now.added.length) }) : "");
  const bar = place("bar") as HTMLProgressElement;
  [bar.max, bar.value] = [total || 1, now.present.size];
  document.body.dataset["all"] = String(now.present.size === total);
  showAdded(now.added, points);
}

/** A row that changes stays while it is seen: were it gone by itself, a touch on its way would hit another. */
function turnTo(sheet: Sheet, row: HTMLElement, present: string): void {
  const was = row.dataset["present"];
  row.dataset["present"] = present;
  if (was === undefined || was === present) return;
  row.dataset["just"] = "";
  sheet.sight.observe(row);
}

/** Rows that have been scrolled away, or hidden, go where they belong. */
function leave(entries: IntersectionObserverEntry[], sight: IntersectionObserver): void {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting) continue;
    delete (target as HTMLElement).dataset["just"];
    sight.unobserve(target);
  }
}

/** All rows that have changed go where they belong: another list is asked for. */
export function rest(sheet: Sheet): void {
  sheet.sight.disconnect();
  for (const row of sheet.rows.values()) delete row.dataset["just"];
}

function showLine(line: { group: HTMLElement; bar: HTMLElement; people: Person[] }, now: Standing): void {
  const here = line.people.filter((person) => now.present.has(person.nth)).length;
  const bar = line.bar.querySelector("progress");
  if (bar) [bar.max, bar.value] = [line.people.length, here];
  const said = line.bar.querySelector("b");
  if (said) said.textContent = `${number(here)} / ${number(line.people.length)}`;
  line.group.dataset["missing"] = String(line.people.length - here);
  line.group.dataset["here"] = String(here);
}

function seen(mark: Mark, points: string[]): string {
  const where = mark.point === null ? "" : (points[mark.point] ?? "");
  return [hour(mark.at), where, mark.by].filter(Boolean).join(" · ");
}

function showAdded(added: Mark[], points: string[]): void {
  place("added").hidden = added.length === 0;
  place("added-list").replaceChildren(
    ...added.map((mark) => {
      const row = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.dataset["added"] = mark.id;
      button.setAttribute("aria-pressed", "true");
      button.append(element("b", mark.name), element("span", mark.note), element("i", seen(mark, points)));
      row.append(button);
      return row;
    }),
  );
}

/** Leaves in sight whose name, code or line holds what was typed; a whole line's name means that line alone. */
export function find(sheet: Sheet, typed: string): void {
  rest(sheet);
  const words = fold(typed).split(/\s+/).filter(Boolean);
  const exact = sheet.lines.has(typed);
  for (const [name, { group }] of sheet.lines) {
    const whole = exact ? name === typed : holds(fold(name), words);
    const rows = [...group.querySelectorAll("li")];
    for (const row of rows) row.hidden = !whole && (exact || !holds(row.dataset["find"] ?? "", words));
    group.hidden = rows.every((row) => row.hidden);
  }
}

function holds(folded: string, words: string[]): boolean {
  return words.every((word) => folded.includes(word));
}
