// One answer, so big that a queue can see it: word, shape, colour; then who, why and what to do.
import type { Done } from "./desk";
import type { GateRule } from "./snapshot";
import { place, put } from "../offline/offline";
import { list, show } from "./screen";
import { answerWord, here, other, reasonOf, text, type Language } from "./words";

const TONES = { ALLOWED: "allowed", REFUSED: "refused", REVIEW: "review" } as const;

export function showAnswer(done: Done): void {
  const { answer, reason, pass, rule } = done.decision;
  const { direction } = done.kept.scan;
  for (const shape of document.querySelectorAll<SVGElement>("[data-shape]"))
    shape.toggleAttribute("hidden", shape.dataset["shape"] !== answer);
  put("answer-word", answerWord(`${answer}_${direction}`));
  put("answer-who", done.kept.label ? text("card", { label: done.kept.label }) : "");
  put("answer-where", pass && answer === "ALLOWED" ? [pass.shift, pass.line].filter(Boolean).join(" · ") : "");
  const own = reasonOf(reason);
  put("answer-why", rule ? ruleWords(rule, here) : reason ? own.title : "");
  list("answer-todo", reason ? own.todo : []);
  put("answer-other", rule ? ruleWords(rule, other) : reason ? reasonOf(reason, other).title : "");
  place("answer-other").lang = other;
  show("answer", TONES[answer]);
  place("answer-word").focus({ preventScroll: true });
}

function ruleWords(rule: GateRule, language: Language): string {
  const [words, until] = language === "vi" ? [rule.words_vi, rule.until_words] : [rule.words_en, rule.until_words_en];
  return [words, until].filter(Boolean).join(" ");
}
