// The lane: codes before the camera, the guard's touches, one big answer at a time.
import { openCamera, type Camera } from "./camera";
import type { Decoder } from "./decode";
import { inside, manual, recognise, recogniseLate, scan, undo, type Choice, type Desk, type Done } from "./desk";
import { showAnswer } from "./answer";
import { refresh } from "./line";
import { place, put } from "../offline/offline";
import { show, showing } from "./screen";
import { signal, wakeSound } from "./signal";
import { note } from "./vault";
import { changeShift } from "./watch";
import { text } from "./words";

const BACK_MS: Record<string, number> = { ALLOWED: 2_000, REVIEW: 4_000 }; // a refusal waits for a touch

const ASKING_MS = 10_000; // a server that has not told by then whose paper it is, is not waited for
const HELD_MS = 3_000; // a code that has not left the camera for so long is no second scan

interface Lane {
  desk: Desk;
  last: Done | null;
  timer: number;
  busy: boolean;
  held: { code: string; at: number }; // what was last before the camera
  camera: Camera | null;
  hurry: () => void; // sends what waits at once
}

export async function startLane(desk: Desk, decode: Decoder, hurry: () => void): Promise<void> {
  const lane: Lane = { desk, hurry, last: null, timer: 0, busy: false, held: { code: "", at: 0 }, camera: null };
  wire(lane);
  offerLanes(desk);
  desk.heard = (identified) => heard(lane, identified);
  choose(desk, "IN");
  keepAwake();
  try {
    lane.camera = await openCamera(place<HTMLVideoElement>("video"), decode, (code) => void read(lane, code));
    place("torch").hidden = !lane.camera.hasTorch;
  } catch (error) {
    put("no-camera", text(error instanceof DOMException && error.name === "NotAllowedError" ? "cameraDenied" : "cameraMissing"));
  }
}

async function read(lane: Lane, code: string): Promise<void> {
  const now = Date.now();
  if (code === lane.held.code && now - lane.held.at < HELD_MS) {
    lane.held.at = now;
    return;
  }
  const free = showing() === "scan" || (showing() === "answer" && lane.last?.decision.answer === "ALLOWED");
  if (lane.busy || !free) return;
  lane.held = { code, at: now };
  await answer(lane, () => scan(lane.desk, code, Date.now()));
}

async function answer(lane: Lane, work: () => Promise<Done | null>): Promise<void> {
  lane.busy = true;
  try {
    const done = await work();
    if (done) present(lane, done);
  } catch (error) {
    // Nothing was written down, so nothing was allowed.
    put("trouble", text("notKept", { error: String(error) }));
  } finally {
    lane.busy = false;
  }
}

function present(lane: Lane, done: Done): void {
  lane.last = done;
  showAnswer(done);
  signal(done.decision.answer);
  window.clearTimeout(lane.timer);
  const asking = lane.desk.online && done.decision.reason === "NOT_CHECKED";
  const back = asking ? ASKING_MS : BACK_MS[done.decision.answer];
  put("back-soon", asking ? text("asking") : back ? text("backSoon", { n: back / 1_000 }) : "");
  if (back) lane.timer = window.setTimeout(() => next(lane), back);
  if (asking) lane.hurry();
  void refresh(lane.desk);
}

/** Whose papers these were: the one on the screen is answered anew, the others are looked at afterwards. */
async function heard(lane: Lane, identified: Record<string, string | null>): Promise<void> {
  for (const [id, number] of Object.entries(identified)) {
    const shown = showing() === "answer" && lane.last?.kept.scan.id === id ? lane.last : null;
    if (!shown) await recogniseLate(lane.desk, id, number);
    else await answer(lane, () => recognise(lane.desk, shown, number, Date.now()));
  }
}

function next(lane: Lane): void {
  window.clearTimeout(lane.timer);
  show("scan");
  place("scan-title").focus();
}

function choose(desk: Desk, choice: Choice): void {
  desk.choice = choice;
  for (const button of document.querySelectorAll<HTMLElement>("[data-choice]"))
    button.setAttribute("aria-pressed", String(button.dataset["choice"] === choice));
}

/** Where several lanes go the same way, the guard says at which he stands; the phone remembers it. */
function offerLanes(desk: Desk): void {
  const { lanes } = desk.list.gate;
  const ways = (["IN", "OUT"] as const).map((way) => lanes.filter(({ direction }) => direction === way || direction === "MIXED"));
  place("lane-row").hidden = !ways.some((going) => going.length > 1);
  const choice = place<HTMLSelectElement>("lane");
  choice.replaceChildren(...lanes.map(({ code, name }) => new Option(name, code, false, code === desk.lane)));
  desk.lane = choice.value;
  choice.addEventListener("change", () => {
    desk.lane = choice.value;
    void note(desk.vault, "lane", desk.lane);
  });
}

function wire(lane: Lane): void {
  const acts: Record<string, (from: HTMLElement) => void> = {
    choose: (from) => choose(lane.desk, from.dataset["choice"] as Choice),
    next: () => next(lane),
    stay: () => window.clearTimeout(lane.timer), // who touches the answer wants to read it
    manual: () => openManual(lane),
    queue: () => open(lane, "queue"),
    inside: () => openInside(lane),
    watch: () => void changeWatch(lane),
    torch: (from) => void torch(lane, from),
    undo: () => void takeBack(lane),
  };
  document.addEventListener("click", (event) => {
    wakeSound();
    const from = (event.target as HTMLElement).closest<HTMLElement>("[data-act]");
    if (from) acts[from.dataset["act"] ?? ""]?.(from);
  });
  place<HTMLFormElement>("manual-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    void answer(lane, () => manual(lane.desk, String(fields.get("typed")), String(fields.get("reason")), Date.now()));
  });
}

async function changeWatch(lane: Lane): Promise<void> {
  window.clearTimeout(lane.timer); // a screen that was opened by hand does not go back to scanning by itself
  await changeShift(lane.desk);
  next(lane);
}

function openManual(lane: Lane): void {
  window.clearTimeout(lane.timer);
  const form = place<HTMLFormElement>("manual-form");
  form.reset();
  show("manual");
  form.querySelector("input")?.focus();
}

function open(lane: Lane, name: "queue" | "inside"): void {
  window.clearTimeout(lane.timer);
  show(name);
  void refresh(lane.desk);
}

function openInside(lane: Lane): void {
  const labels = [...inside(lane.desk)].map((number) => lane.desk.list.passes.get(number)?.label ?? number);
  place("inside-list").replaceChildren(
    ...labels.sort().map((label) => Object.assign(document.createElement("li"), { textContent: label })),
  );
  open(lane, "inside");
}

async function torch(lane: Lane, button: HTMLElement): Promise<void> {
  const lit = await lane.camera?.torch(button.getAttribute("aria-pressed") !== "true");
  button.setAttribute("aria-pressed", String(lit === true));
}

async function takeBack(lane: Lane): Promise<void> {
  if (!lane.last) return;
  await undo(lane.desk, lane.last, Date.now());
  lane.last = null;
  next(lane);
  put("said", text("takenBack"));
  window.setTimeout(() => put("said", ""), 3_000);
  void refresh(lane.desk);
}

function keepAwake(): void {
  const hold = () => void navigator.wakeLock?.request("screen").catch(() => undefined);
  document.addEventListener("visibilitychange", () => document.hidden || hold());
  hold();
}
