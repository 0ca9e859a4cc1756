// The page's words come with it, in both languages (songhanh/gate/presenters/words.py): one catalogue for all of us.
export type Language = "vi" | "en";

interface Reason {
  title: string;
  todo: string[];
}
interface Words {
  answers: Record<string, string>;
  reasons: Record<string, Reason>;
  texts: Record<string, string>;
}

const element = document.getElementById("gate-words");
const WORDS = JSON.parse(element?.textContent ?? "{}") as Record<Language, Words>;

export const here: Language = document.documentElement.lang === "en" ? "en" : "vi";
export const other: Language = here === "vi" ? "en" : "vi";

export function answerWord(code: string, language: Language = here): string {
  return WORDS[language].answers[code] ?? code;
}

export function reasonOf(code: string, language: Language = here): Reason {
  return WORDS[language].reasons[code] ?? { title: code, todo: [] };
}

/** A sentence with its places filled: `{n}`. */
export function text(name: string, values: Record<string, string | number> = {}): string {
  const words = WORDS[here].texts[name] ?? name;
  return words.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? ""));
}

const NUMBER = new Intl.NumberFormat(here);
const CLOCK = new Intl.DateTimeFormat("vi", { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit" });
const SECONDS = new Intl.DateTimeFormat("vi", { timeZone: "Asia/Ho_Chi_Minh", timeStyle: "medium" });

export const number = (value: number): string => NUMBER.format(value);
export const hour = (at: number): string => CLOCK.format(at);
export const second = (at: number): string => SECONDS.format(at);
