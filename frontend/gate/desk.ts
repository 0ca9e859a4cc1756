// What a device knows while it works: one object, filled at the start, changed by scans and lists only.
import { decide, decideListed, isRepeat, local, nextDirection, type Decision, type Seen } from "./decide";
import { sealNumber, tell, type Reading } from "./reading";
import type { Direction, ListedPass, Snapshot } from "./snapshot";
import type { Device } from "./sync";
import type { Trusted } from "./list";
import { read } from "./token";
import { forgetSeen, keep, keptOf, settle, type Kept, type Scan, type Vault } from "./vault";

export type Choice = Direction | "TOGGLE";

export interface Desk {
  vault: Vault;
  device: Device;
  trusted: Trusted;
  list: Snapshot;
  seen: Map<string, Seen>;
  choice: Choice;
  lane: string; // where the guard stands, at a gate with several lanes
  offset: number; // add it to this phone's clock and it is the server's
  guard: string; // the mark of who stands here
  online: boolean;
  heard: (identified: Record<string, string | null>) => Promise<void>; // whose papers the server has recognised
}

/** A scan as it was answered; `before` is what an undo goes back to. */
export interface Done {
  kept: Kept;
  decision: Decision;
  before: Seen | undefined;
}

/** Answers a code before the camera; null while the same code is still held there. */
export async function scan(desk: Desk, code: string, at: number): Promise<Done | null> {
  const reading = tell(code);
  return reading && reading.subject !== "PASS" ? paper(desk, reading, at) : pass(desk, code, at);
}

async function pass(desk: Desk, code: string, at: number): Promise<Done | null> {
  const now = local(at + desk.offset);
  const [token, refusal] = await read(code, desk.list.keys, now.slice(0, 10));
  const before = token ? desk.seen.get(token.number) : undefined;
  if (isRepeat(before, at)) return null;
  const direction = directionOf(desk, token?.number ?? "");
  const decision = decide(token, refusal, direction, desk.list, before, now);
  // The number of a forged code is nobody's: it is not written down as if he had been there.
  const number = refusal === "FORGED" || refusal === "UNKNOWN_KEY" ? null : (token?.number ?? null);
  return write(desk, blank(desk, direction, at, { subject: "PASS", pass: number }), decision, before);
}

/** An identity paper: its number leaves this function only sealed. Who it is the server says, or nobody yet. */
async function paper(desk: Desk, reading: Exclude<Reading, null | { text: string }>, at: number): Promise<Done> {
  const sealed = await sealNumber(reading.number, desk.list.seal_key);
  const direction = directionOf(desk, "");
  const decision: Decision = { answer: "REVIEW", reason: "NOT_CHECKED", pass: null, rule: null };
  return write(desk, blank(desk, direction, at, { subject: reading.subject, sealed }), decision, undefined);
}

/** The server has told whose paper it is, or that it is nobody's here: the same person is answered anew, by the list.
 * What is refused now, or went the other way, never was the passing that was written down.
 */
export async function recognise(desk: Desk, done: Done, number: string | null, at: number): Promise<Done> {
  const { scan } = done.kept;
  const before = number ? desk.seen.get(number) : undefined;
  const direction = directionOf(desk, number ?? "");
  const decision = decideKnown(desk, number, direction, before, scan.at);
  if (decision.answer === "REFUSED" || direction !== scan.direction) {
    await undo(desk, done, at);
    return write(desk, blank(desk, direction, at, { subject: scan.subject, pass: number }), decision, before);
  }
  const known: Scan = { ...scan, sealed: null, pass: number, answer: decision.answer, reason: decision.reason };
  const kept: Kept = { scan: known, label: decision.pass?.label ?? "", state: "SENT", conflict: "" };
  await remember(desk, kept);
  return { kept, decision, before };
}

/** The same where the person has gone on long ago: what the list would have refused is to be looked at again. */
export async function recogniseLate(desk: Desk, id: string, number: string | null): Promise<void> {
  const found = await keptOf(desk.vault, id);
  if (!found || found.scan.undoes) return;
  const scan = { ...found.scan, pass: number };
  const label = (number && desk.list.passes.get(number)?.label) || found.label;
  const { answer, reason } = decideKnown(desk, number, scan.direction, undefined, scan.at);
  await remember(desk, { ...found, scan, label, conflict: answer === "REFUSED" ? reason : found.conflict });
}

function decideKnown(desk: Desk, number: string | null, direction: Direction, before: Seen | undefined, at: number): Decision {
  const listed = number ? desk.list.passes.get(number) : undefined;
  if (listed) return decideListed(listed, direction, desk.list, before, local(at + desk.offset));
  return { answer: direction === "OUT" ? "REVIEW" : "REFUSED", reason: number ? "UNKNOWN" : "NOT_OURS", pass: null, rule: null };
}

async function remember(desk: Desk, kept: Kept): Promise<void> {
  const { pass, at, direction } = kept.scan;
  const newer = pass !== null && at >= (desk.seen.get(pass)?.at ?? 0);
  const seen = newer ? { direction, at } : null;
  await keep(desk.vault, kept, seen);
  if (seen && pass) desk.seen.set(pass, seen);
}

/** A worker's code typed in by the guard, with his reason. Who is not on the list comes in on the guard's word. */
export async function manual(desk: Desk, typed: string, reason: string, at: number): Promise<Done> {
  const found = findByLabel(desk.list, typed);
  const before = found ? desk.seen.get(found.number) : undefined;
  const direction = directionOf(desk, found?.number ?? "");
  const decision: Decision = found
    ? onHisWord(decideListed(found, direction, desk.list, before, local(at + desk.offset)))
    : { answer: "REVIEW", reason: "UNLISTED", pass: null, rule: null };
  const fields = { subject: "MANUAL" as const, pass: found?.number ?? null, typed };
  const own = blank(desk, direction, at, fields);
  return write(desk, own, { ...decision, reason: decision.reason || reason }, before);
}

/** A shift that was changed is not on the list: the guard may let in whom he knows to be expected. */
function onHisWord(decision: Decision): Decision {
  return decision.reason === "NOT_ON_SHIFT" ? { ...decision, answer: "REVIEW" } : decision;
}

function findByLabel(list: Snapshot, typed: string): ListedPass | null {
  const wanted = typed.trim().toUpperCase();
  for (const each of list.passes.values()) if (each.label.toUpperCase() === wanted) return each;
  return null;
}

/** Takes the last scan back: both stay written down, the person is where he was. */
export async function undo(desk: Desk, done: Done, at: number): Promise<void> {
  const { scan } = done.kept;
  const back: Scan = { ...scan, id: crypto.randomUUID(), at, sealed: null, reason: "WITHDRAWN", undoes: scan.id, offline: !desk.online };
  await keep(desk.vault, { scan: back, label: done.kept.label, state: "WAITING", conflict: "" }, done.before ?? null);
  if (!scan.pass) return;
  if (done.before) desk.seen.set(scan.pass, done.before);
  else {
    desk.seen.delete(scan.pass);
    await forgetSeen(desk.vault, scan.pass);
  }
}

/** What the newer list would have answered to scans made without a network; those that differ are written down. */
export async function lookAgain(desk: Desk, kept: Kept[]): Promise<Kept[]> {
  const changed = kept.flatMap((each) => {
    const reason = conflictOf(desk, each.scan);
    return reason ? [{ ...each, conflict: reason }] : [];
  });
  if (changed.length) await settle(desk.vault, changed);
  return changed;
}

function conflictOf({ list, offset }: Desk, scan: Scan): string {
  if (scan.answer === "REFUSED" || !scan.pass) return "";
  const listed = list.passes.get(scan.pass);
  if (!listed) return "UNKNOWN";
  const { answer, reason } = decideListed(listed, "IN", list, undefined, local(scan.at + offset));
  return answer === "REFUSED" && scan.direction === "IN" ? reason : "";
}

/** How many are inside as far as this device knows. */
export function inside(desk: Desk): Set<string> {
  const found = new Set(desk.list.inside);
  for (const [number, seen] of desk.seen)
    if (seen.direction === "IN") found.add(number);
    else found.delete(number);
  return found;
}

function directionOf(desk: Desk, number: string): Direction {
  return desk.choice === "TOGGLE" ? nextDirection(number, desk.seen.get(number), desk.list) : desk.choice;
}

/** The guard's own lane if it goes this way, else the first that does. */
export function laneOf({ list, lane: own }: Pick<Desk, "list" | "lane">, direction: Direction): string {
  const going = list.gate.lanes.filter((lane) => lane.direction === direction || lane.direction === "MIXED");
  return (going.find((lane) => lane.code === own) ?? going[0])?.code ?? "";
}

function blank(desk: Desk, direction: Direction, at: number, fields: Partial<Scan>): Scan {
  return {
    id: crypto.randomUUID(),
    at,
    lane: laneOf(desk, direction),
    direction,
    subject: "PASS",
    pass: null,
    sealed: null,
    typed: "",
    answer: "REFUSED",
    reason: "",
    offline: !desk.online,
    undoes: null,
    guard: desk.guard,
    ...fields,
  };
}

async function write(desk: Desk, own: Scan, decision: Decision, before: Seen | undefined): Promise<Done> {
  const scan = { ...own, answer: decision.answer, reason: decision.reason };
  const label = decision.pass?.label ?? own.typed;
  const kept: Kept = { scan, label, state: "WAITING", conflict: "" };
  const passed = decision.answer !== "REFUSED";
  const seen = passed && scan.pass ? { direction: scan.direction, at: scan.at } : null;
  await keep(desk.vault, kept, seen); // on the disk before the guard sees the answer
  if (seen && scan.pass) desk.seen.set(scan.pass, seen);
  return { kept, decision, before };
}
