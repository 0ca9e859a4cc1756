// The line to the server: scans go out, lists come in, and the page always says how things stand.
import { local } from "./decide";
import { inside, lookAgain, type Desk } from "./desk";
import { clockOffset, fetchList } from "./list";
import { put } from "../offline/offline";
import { counts, showing, showRecent } from "./screen";
import { send } from "./sync";
import { countWaiting, offlineSince, recent } from "./vault";
import { hour, number, text } from "./words";

const BEAT_MS = 2_000;
const LIST_MS = 5 * 60_000;
const SHOWN = 30;

interface Line {
  until: number; // not before this moment (ms)
  listAt: number;
  lostAt: number;
}

/** Runs for as long as the page is open; what it gives back sends at once. */
export function startLine(desk: Desk): () => void {
  const line: Line = { until: 0, listAt: 0, lostAt: 0 };
  const beat = async (): Promise<void> => {
    await once(desk, line).catch((error: unknown) => put("trouble", text("broken", { error: String(error) })));
    window.setTimeout(() => void beat(), BEAT_MS);
  };
  window.addEventListener("online", () => (line.until = 0));
  const hurry = (): void => {
    line.until = 0;
    void once(desk, line);
  };
  document.querySelector("[data-act=send]")?.addEventListener("click", hurry);
  void beat();
  return hurry;
}

async function once(desk: Desk, line: Line): Promise<void> {
  if (Date.now() >= line.until) {
    await scansOut(desk, line);
    if (Date.now() - line.listAt > LIST_MS) await listIn(desk, line);
  }
  await refresh(desk, line);
}

async function scansOut(desk: Desk, line: Line): Promise<void> {
  const outcome = await send(desk.vault, desk.device, desk.list.version, await battery());
  if (outcome.kind === "done") {
    online(desk, line, true);
    await desk.heard(outcome.answered.identified);
    if (outcome.answered.snapshot && outcome.answered.snapshot !== desk.list.version) line.listAt = 0;
  }
  if (outcome.kind === "later") {
    line.until = Date.now() + outcome.seconds * 1_000;
    online(desk, line, false);
  }
  if (outcome.kind === "shut") put("trouble", text("shut"));
}

async function listIn(desk: Desk, line: Line): Promise<void> {
  const fetched = await fetchList(desk.vault, desk.device, desk.trusted, desk.list.version);
  if (fetched.kind === "unreachable") return online(desk, line, false);
  line.listAt = Date.now();
  desk.offset = await clockOffset(desk.vault);
  online(desk, line, true);
  if (fetched.kind === "not-genuine") put("trouble", text("notGenuine"));
  if (fetched.kind === "shut") put("trouble", text("shut"));
  if (fetched.kind !== "new") return;
  const before = desk.list.made_at;
  desk.list = fetched.list;
  await lookAgain(desk, await offlineSince(desk.vault, before));
}

function online(desk: Desk, line: Line, up: boolean): void {
  if (up) line.lostAt = 0;
  else line.lostAt ||= Date.now();
  desk.online = up;
}

/** How things stand: network, queue, age of the list, counters. */
export async function refresh(desk: Desk, line: Pick<Line, "lostAt"> = { lostAt: 0 }): Promise<void> {
  const waits = await countWaiting(desk.vault);
  document.body.dataset["online"] = String(desk.online);
  put("net", text(desk.online ? "online" : "offline"));
  put("lost", desk.online ? "" : text("lostSince", { gate: desk.list.gate.name, at: hour((line.lostAt || Date.now()) + desk.offset) }));
  put("waiting-count", number(waits));
  put("waiting-badge", waits ? text("waits", { n: number(waits) }) : "");
  put("list-age", text("listAge", { at: hour(desk.list.made_at) }));
  put("list-until", text("listUntil", { at: hour(desk.list.usable_until) }));
  put("list-old", Date.now() + desk.offset > desk.list.usable_until ? text("listOld", { at: hour(desk.list.usable_until) }) : "");
  put("blind-since", text("blindSince", { at: hour(desk.list.made_at) }));
  await refreshCounts(desk);
}

async function refreshCounts(desk: Desk): Promise<void> {
  const latest = await recent(desk.vault, showing() === "queue" ? SHOWN : 1_000);
  if (showing() === "queue") {
    showRecent(latest, text("lookAgain"), desk.offset);
    const odd = latest.filter(({ scan, conflict }) => conflict || scan.answer === "REVIEW").length;
    return put("review-count", odd ? text("toReview", { n: number(odd) }) : "");
  }
  tally(desk, latest.map((kept) => kept.scan));
}

function tally(desk: Desk, scans: { at: number; direction: string; answer: string; undoes: string | null; id: string }[]): void {
  const today = local(Date.now() + desk.offset).slice(0, 10);
  const undone = new Set(scans.map((scan) => scan.undoes));
  const counted = scans.filter((scan) => local(scan.at + desk.offset).startsWith(today) && !scan.undoes && !undone.has(scan.id));
  const passed = counted.filter((scan) => scan.answer !== "REFUSED");
  const entered = passed.filter((scan) => scan.direction === "IN").length;
  counts(entered, passed.length - entered, counted.length - passed.length, inside(desk).size);
}

async function battery(): Promise<number | null> {
  const ask = (navigator as { getBattery?: () => Promise<{ level: number }> }).getBattery;
  return ask ? Math.round((await ask.call(navigator)).level * 100) : null;
}
