// Ticks go out and others' come in, in one question, as often as it takes; the server tells the doubled from the new.
import type { Mark } from "./standing";
import type { Call, Kept } from "./vault";

const PATIENCE_MS = 15_000;
const BATCH = 400;

type Listed = Omit<Call, "last" | "offset"> & { server_now: number };

export interface Answered {
  server_now: number;
  stored: string[];
  doubled: string[];
  refused: { id: string; title: string }[];
  marks: Mark[];
  last: number;
  closed: string;
}

export type Fetched = { kind: "call"; call: Call } | { kind: "sign-in" | "away" | "none" };
export type Synced = { kind: "done"; answered: Answered } | { kind: "away" } | { kind: "shut" | "refused"; said: string };

/** The list of a call, for who is signed in. */
export async function fetchCall(uuid: string): Promise<Fetched> {
  const answer = await fetch(`/presence/roll-call/${uuid}/list/`, {
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE_MS),
    cache: "no-store",
  }).catch(() => null);
  if (answer === null || answer.status >= 500) return { kind: "away" };
  if (answer.type === "opaqueredirect") return { kind: "sign-in" };
  if (!answer.ok) return { kind: "none" };
  const { server_now, ...listed } = (await answer.json()) as Listed;
  return { kind: "call", call: { ...listed, last: 0, offset: server_now - Date.now() } };
}

/** Sends what waits and asks what is new; with the call's own key, for a sign-in ends sooner than a fire. */
export async function sync(call: Call, kept: Iterable<Kept>): Promise<Synced> {
  const waiting = [...kept].filter((each) => each.state === "WAITING").slice(0, BATCH);
  const answer = await fetch(`/presence/roll-call/${call.uuid}/marks/`, {
    method: "POST",
    headers: { Authorization: `RollCall ${call.key}`, "Content-Type": "application/json" },
    body: JSON.stringify({ sent_at: Date.now() + call.offset, after: call.last, marks: waiting.map(({ mark }) => sent(mark)) }),
    credentials: "omit",
    signal: AbortSignal.timeout(PATIENCE_MS),
    cache: "no-store",
  }).catch(() => null);
  if (answer === null || answer.status === 429 || answer.status >= 500) return { kind: "away" };
  const body = (await answer.json().catch(() => ({}))) as Answered & { detail?: string };
  if (answer.ok) return { kind: "done", answered: body };
  return { kind: answer.status === 401 ? "shut" : "refused", said: body.detail ?? String(answer.status) };
}

function sent({ by: _, ...mark }: Mark): Omit<Mark, "by"> {
  return mark;
}
