// The page's words come with it (songhanh/presence/presenters/roll_calls.py): one catalogue for all of us.
const WORDS = JSON.parse(document.getElementById("words")?.textContent ?? "{}") as Record<string, string>;

/** A sentence with its places filled: `{n}`. */
export function text(name: string, values: Record<string, string | number> = {}): string {
  return (WORDS[name] ?? name).replace(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? ""));
}

const NUMBER = new Intl.NumberFormat(document.documentElement.lang);
const CLOCK = new Intl.DateTimeFormat("vi", { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit" });

export const number = (value: number): string => NUMBER.format(value);
export const hour = (at: number): string => CLOCK.format(at);
