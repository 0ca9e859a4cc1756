// May this person pass? Pure: the same reading, snapshot and moment give the same answer, with or without a network.
// Answers are codes; the words stand in songhanh/gate/presenters/words.py, in both languages.
import type { Direction, GateRule, ListedPass, Shift, Snapshot } from "./snapshot";
import type { Token, TokenRefusal } from "./token";

export type Answer = "ALLOWED" | "REFUSED" | "REVIEW";

export interface Decision {
  answer: Answer;
  reason: string; // "" for a plain yes
  pass: ListedPass | null;
  rule: GateRule | null;
}

/** The last scan of a person this device knows of. */
export interface Seen {
  direction: Direction;
  at: number; // ms
}

const DAY_MINUTES = 24 * 60;
const TWICE_MS = 5_000; // the same code still before the camera is the same scan
const WORKER = 1; // every kind above it is a visitor's, a contractor's or a driver's

/** The same code held a moment longer: no second scan. */
export function isRepeat(seen: Seen | undefined, at: number): boolean {
  return seen !== undefined && at - seen.at < TWICE_MS;
}

/** Who came in goes out next; who was not seen comes in, unless the list says that he is inside. */
export function nextDirection(number: string, seen: Seen | undefined, snapshot: Snapshot): Direction {
  const inside = seen ? seen.direction === "IN" : snapshot.inside.has(number);
  return inside ? "OUT" : "IN";
}

/** The answer to a pass that was read; `now` is `local(ms)`. */
export function decide(
  token: Token | null,
  refusal: TokenRefusal | "",
  direction: Direction,
  snapshot: Snapshot,
  seen: Seen | undefined,
  now: string,
): Decision {
  const pass = token ? (snapshot.passes.get(token.number) ?? null) : null;
  const no = refusal || foreign(token, pass, snapshot);
  if (no || !pass) return refused(no, pass, direction);
  return decideListed(pass, direction, snapshot, seen, now);
}

/** The same for somebody the list knows, however he was recognised: an identity paper, a code typed in. */
export function decideListed(
  pass: ListedPass,
  direction: Direction,
  snapshot: Snapshot,
  seen: Seen | undefined,
  now: string,
): Decision {
  const no = invalid(pass, now.slice(0, 10));
  if (no) return refused(no, pass, direction);
  if (direction === "IN") {
    const rule = ruleFor(pass, snapshot.rules, now.slice(0, 10));
    if (rule) return { answer: "REFUSED", reason: "RULE", pass, rule };
    if (!onShift(pass, snapshot.shifts, now.slice(11))) return refused("NOT_ON_SHIFT", pass, direction);
  }
  const odd = unlikely(pass.number, direction, seen, snapshot);
  return { answer: odd ? "REVIEW" : "ALLOWED", reason: odd, pass, rule: null };
}

/** Nobody is kept inside by a list: whoever is known to belong here leaves, and is looked at afterwards. */
function refused(reason: string, pass: ListedPass | null, direction: Direction): Decision {
  return { answer: direction === "OUT" && pass ? "REVIEW" : "REFUSED", reason, pass, rule: null };
}

function foreign(token: Token | null, pass: ListedPass | null, snapshot: Snapshot): string {
  if (!token) return "NOT_A_PASS";
  if (token.tag !== snapshot.enterprise.tag) return "OTHER_ENTERPRISE";
  if (pass) return "";
  return token.kind > WORKER ? "NOT_ANNOUNCED" : "UNKNOWN";
}

function invalid(pass: ListedPass, today: string): string {
  if (pass.state === "REVOKED") return "REVOKED";
  if (pass.from > today) return "NOT_YET_VALID";
  return pass.until <= today ? "EXPIRED" : "";
}

/** The rule that shuts the gate for this person today. */
export function ruleFor(pass: ListedPass, rules: GateRule[], today: string): GateRule | null {
  const active = rules.filter((rule) => rule.from <= today && (rule.until === null || today < rule.until));
  return active.find((rule) => rule.passes.has(pass.number)) ?? null;
}

/** Whether one may come in now: around the beginning of the own shift. Without known hours, at any time. */
export function onShift(pass: ListedPass, shifts: Shift[], clock: string): boolean {
  const own = shifts.find((shift) => shift.name === pass.shift);
  if (!own) return true;
  const since = (minutes(clock) - minutes(own.starts) + own.early + DAY_MINUTES) % DAY_MINUTES;
  return since <= own.early + own.late;
}

function minutes(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

function unlikely(number: string, direction: Direction, seen: Seen | undefined, snapshot: Snapshot): string {
  const inside = seen ? seen.direction === "IN" : snapshot.inside.has(number);
  if (direction === "IN" && inside) return "TWICE_IN";
  return direction === "OUT" && !inside ? "NOT_SEEN_IN" : "";
}

const VIETNAM = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Asia/Ho_Chi_Minh",
  dateStyle: "short",
  timeStyle: "short",
});

/** A moment as yyyy-mm-ddThh:mm at the gate, whatever zone the phone is set to. */
export function local(at: number): string {
  return VIETNAM.format(at).replace(" ", "T");
}
