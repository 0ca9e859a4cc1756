// The roll call on a phone at the assembly point: opens and ticks without a network, and never waits for one.
import { place, put } from "../offline/offline";
import { draw, find, rest, show, type Sheet } from "./sheet";
import { standing, type Mark } from "./standing";
import { fetchCall, sync, type Answered } from "./sync";
import { callOf, forget, keepCall, keepMarks, marksOf, openVault, tidy, type Call, type Kept, type Vault } from "./vault";
import { text } from "./words";

const BEAT_MS = 3_000;
const KEPT_MS = 24 * 3_600_000;
const DOUBLE_MS = 400; // two touches of one row in less are one: a hand that trembles takes nobody back

const NOBODY = { button: null, at: 0 };

interface Desk {
  vault: Vault;
  call: Call;
  kept: Map<string, Kept>;
  sheet: Sheet;
  point: number | null;
  touched: { button: HTMLElement | null; at: number };
  last: string[]; // what the newest touch has made, to be taken back
  busy: Promise<void>; // one touch after the other: «take back» means the touch before it, however quick the finger
}

async function start(): Promise<void> {
  void navigator.serviceWorker?.register(document.body.dataset["worker"] ?? "", { scope: location.pathname });
  window.addEventListener("hashchange", () => location.reload()); // another call
  void navigator.storage?.persist?.(); // what waits must not be thrown away for room
  const vault = await openVault();
  await tidy(vault, Date.now() - KEPT_MS);
  const call = await theCall(vault, location.hash.slice(1));
  if (!call) return;
  const marks = (await marksOf(vault, call.uuid)).map((each): [string, Kept] => [each.mark.id, each]);
  const point = call.points.length ? 0 : null;
  const desk: Desk = { vault, call, kept: new Map(marks), sheet: draw(call.people), point, touched: NOBODY, last: [], busy: Promise.resolve() };
  furnish(desk);
  refresh(desk);
  void beat(desk);
}

/** What was taken along before, else what the server gives to who is signed in. */
async function theCall(vault: Vault, uuid: string): Promise<Call | null> {
  const kept = uuid ? await callOf(vault, uuid) : null;
  if (kept) return kept;
  const fetched = uuid ? await fetchCall(uuid) : ({ kind: "none" } as const);
  if (fetched.kind === "call") {
    await keepCall(vault, fetched.call);
    return fetched.call;
  }
  put("trouble", text(fetched.kind));
  if (fetched.kind === "none") place("way").hidden = false;
  else showWay(uuid);
  return null;
}

/** To the call's own page, by way of signing in where that is needed. */
function showWay(uuid: string): void {
  const way = place<HTMLAnchorElement>("way");
  way.hidden = false;
  way.href = `/presence/roll-call/${uuid}/`;
}

function furnish(desk: Desk): void {
  const { call } = desk;
  put("title", call.title);
  put("enterprise", call.enterprise);
  place("sheet").hidden = false;
  const choice = place<HTMLSelectElement>("point");
  choice.replaceChildren(...call.points.map((name, nth) => new Option(name, String(nth))));
  place("point-row").hidden = call.points.length < 2;
  choice.addEventListener("change", () => (desk.point = Number(choice.value)));
  place<HTMLInputElement>("find").addEventListener("input", (event) =>
    find(desk.sheet, (event.target as HTMLInputElement).value),
  );
  place("sheet").addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("button");
    if (button && !doubled(desk, button)) inTurn(desk, () => touched(desk, button));
  });
  place<HTMLFormElement>("add-form").addEventListener("submit", (event) => {
    event.preventDefault();
    inTurn(desk, () => add(desk, event.target as HTMLFormElement));
  });
  keepAwake();
}

function doubled(desk: Desk, button: HTMLElement): boolean {
  const before = desk.touched;
  desk.touched = { button, at: Date.now() };
  return before.button === button && "nth" in button.dataset && desk.touched.at - before.at < DOUBLE_MS;
}

function inTurn(desk: Desk, work: () => Promise<void>): void {
  desk.busy = desk.busy.then(work).catch(broken);
}

async function touched(desk: Desk, button: HTMLElement): Promise<void> {
  const { nth, added, act, tab, line } = button.dataset;
  if (tab) turn(desk, tab);
  if (line !== undefined) openAt(desk, line);
  if (act === "add") place<HTMLDialogElement>("add").showModal();
  if (act === "back") place<HTMLDialogElement>("add").close();
  if (act === "undo") await takeBack(desk, desk.last);
  if (desk.call.closed || (nth === undefined && added === undefined)) return;
  if (added !== undefined) return takeBack(desk, [added]);
  const ticks = standing(marks(desk)).present.get(Number(nth));
  if (ticks) return takeBack(desk, ticks.map((mark) => mark.id));
  await write(desk, [blank(desk, { nth: Number(nth) })]);
  say(text("ticked", { name: button.querySelector("b")?.textContent ?? "" }), true);
}

async function takeBack(desk: Desk, ids: string[]): Promise<void> {
  await write(desk, ids.map((id) => blank(desk, { undoes: id })));
  desk.last = [];
  say(text("takenBack"), false);
}

async function add(desk: Desk, form: HTMLFormElement): Promise<void> {
  const fields = new FormData(form);
  const name = String(fields.get("name")).trim();
  if (!name) return;
  await write(desk, [blank(desk, { name, note: String(fields.get("note")).trim() })]);
  form.reset();
  place<HTMLDialogElement>("add").close();
  turn(desk, "here");
  say(text("added", { name }), true);
}

function blank(desk: Desk, fields: Partial<Mark>): Mark {
  const none = { nth: null, undoes: null, name: "", note: "", by: text("here") };
  return { id: crypto.randomUUID(), point: desk.point, at: Date.now() + desk.call.offset, ...none, ...fields };
}

/** On the disk before the row changes. */
async function write(desk: Desk, made: Mark[]): Promise<void> {
  const kept = made.map((mark): Kept => ({ mark, state: "WAITING" }));
  await keepMarks(desk.vault, desk.call.uuid, kept);
  for (const each of kept) desk.kept.set(each.mark.id, each);
  desk.last = made.map((mark) => mark.id);
  refresh(desk);
}

function marks(desk: Desk): Mark[] {
  return [...desk.kept.values()].filter((each) => each.state !== "REFUSED").map((each) => each.mark);
}

function refresh(desk: Desk): void {
  show(desk.sheet, standing(marks(desk)), desk.call.points);
  const states = [...desk.kept.values()].map((each) => each.state);
  const waiting = states.filter((state) => state === "WAITING").length;
  const refused = states.filter((state) => state === "REFUSED").length;
  put("waiting", waiting ? text("waiting", { n: waiting }) : "");
  put("refused", refused ? text("refused", { n: refused }) : "");
  put("closed", desk.call.closed);
  document.body.dataset["closed"] = String(desk.call.closed !== "");
}

async function beat(desk: Desk): Promise<void> {
  const over = await navigator.locks
    .request("songhanh-roll-call", { ifAvailable: true }, (lock) => (lock ? exchange(desk) : false))
    .catch(broken);
  if (!over) window.setTimeout(() => void beat(desk), BEAT_MS);
}

/** One question and its answer; true when the call is over and everything of it has been sent. */
async function exchange(desk: Desk): Promise<boolean> {
  const synced = await sync(desk.call, desk.kept.values());
  const online = synced.kind !== "away";
  document.body.dataset["online"] = String(online);
  put("net", text(online ? "online" : "offline"));
  if (synced.kind === "shut") await renew(desk, synced.said);
  if (synced.kind === "refused") put("trouble", synced.said);
  if (synced.kind !== "done") return false;
  put("trouble", "");
  place("way").hidden = true;
  await settle(desk, synced.answered);
  refresh(desk);
  const waits = [...desk.kept.values()].some((each) => each.state === "WAITING");
  if (!desk.call.closed || waits) return false;
  await forget(desk.vault, desk.call.uuid); // the names of a call that is over leave the phone
  return true;
}

/** The key is too old or its owner may no more: who is signed in here gets a new one, or is told where. */
async function renew(desk: Desk, said: string): Promise<void> {
  const fetched = await fetchCall(desk.call.uuid);
  if (fetched.kind === "call") {
    desk.call = { ...fetched.call, last: desk.call.last };
    await keepCall(desk.vault, desk.call);
    return;
  }
  put("trouble", said);
  showWay(desk.call.uuid);
}

async function settle(desk: Desk, answered: Answered): Promise<void> {
  const refused = new Set(answered.refused.map((each) => each.id));
  const settled = answered.marks.map((mark): Kept => ({ mark, state: "KNOWN" }));
  for (const { mark, state } of desk.kept.values())
    if (state === "WAITING" && refused.has(mark.id)) settled.push({ mark, state: "REFUSED" });
  const first = answered.refused[0];
  if (first) say(first.title, false);
  if (settled.length) await keepMarks(desk.vault, desk.call.uuid, settled);
  for (const each of settled) desk.kept.set(each.mark.id, each);
  const { last, closed, server_now } = answered;
  const changed = last !== desk.call.last || closed !== desk.call.closed;
  Object.assign(desk.call, { last, closed, offset: server_now - Date.now() });
  if (changed) await keepCall(desk.vault, desk.call);
}

function turn(desk: Desk, tab: string): void {
  rest(desk.sheet);
  document.body.dataset["tab"] = tab;
  for (const button of document.querySelectorAll<HTMLElement>("[data-tab]"))
    if (button !== document.body) button.setAttribute("aria-pressed", String(button.dataset["tab"] === tab));
}

function openAt(desk: Desk, line: string): void {
  place<HTMLInputElement>("find").value = line; // seen there, and emptied there
  find(desk.sheet, line);
  place("lines").closest("details")?.removeAttribute("open");
  place("find").closest(".bar")?.scrollIntoView();
  desk.sheet.lines.get(line)?.group.querySelector("h2")?.focus({ preventScroll: true }); // the search would call the keyboard up
}

let saying = 0;
function say(words: string, undo: boolean): void {
  put("said", words);
  place("toast").hidden = false;
  place("undo").hidden = !undo;
  window.clearTimeout(saying);
  saying = window.setTimeout(() => (place("toast").hidden = true), 6_000);
}

function keepAwake(): void {
  const hold = () => void navigator.wakeLock?.request("screen").catch(() => undefined);
  document.addEventListener("visibilitychange", () => document.hidden || hold());
  hold();
}

function broken(error: unknown): void {
  put("trouble", text("broken", { error: String(error) }));
}

start().catch(broken);
