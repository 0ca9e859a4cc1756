// What is seen: one screen at a time, and its words put into the places the template has for them.
import { place, put } from "../offline/offline";
import type { Kept } from "./vault";
import { answerWord, number, second } from "./words";

export type Name = "enrol" | "watch" | "scan" | "answer" | "manual" | "queue" | "inside";

/** Shows one screen; `tone` colours the whole page. */
export function show(name: Name, tone: "" | "allowed" | "refused" | "review" = ""): void {
  for (const screen of document.querySelectorAll<HTMLElement>("[data-screen]"))
    screen.hidden = screen.dataset["screen"] !== name;
  document.body.dataset["tone"] = tone;
  document.body.dataset["showing"] = name;
}

export function showing(): Name {
  return document.body.dataset["showing"] as Name;
}

export function list(name: string, items: string[]): void {
  const target = place(name);
  target.replaceChildren(
    ...items.map((words) => {
      const item = document.createElement("li");
      item.append(Object.assign(document.createElement("span"), { textContent: words }));
      return item;
    }),
  );
  target.hidden = items.length === 0;
}

/** The latest scans with their answers; those to be looked at again are marked in words, not in colour alone. */
export function showRecent(kept: Kept[], reviewWord: string, offset: number): void {
  place("recent").replaceChildren(
    ...kept.map(({ scan, label, conflict }) => {
      const row = document.createElement("li");
      row.dataset["answer"] = conflict ? "REVIEW" : scan.answer;
      const cells = [second(scan.at + offset), label, answerWord(`${scan.answer}_${scan.direction}`) + (conflict ? ` · ${reviewWord}` : "")];
      row.append(...cells.map((words) => Object.assign(document.createElement("span"), { textContent: words })));
      return row;
    }),
  );
}

export function counts(entered: number, left: number, refused: number, inside: number): void {
  put("entered", number(entered));
  put("left", number(left));
  put("refused", number(refused));
  put("inside-count", number(inside));
}
