// Scans go to the server in batches, by themselves, as often as it takes; the server tells the doubled from the new.
import { settle, waiting, type Kept, type Vault } from "./vault";

export interface Device {
  code: string;
  secret: string;
}

/** What the server said; `null` while it cannot be reached. */
export interface Answered {
  stored: string[];
  doubled: string[];
  refused: { id: string; code: string; title: string }[];
  identified: Record<string, string | null>;
  snapshot: string;
  server_now: number;
}

export type Outcome =
  | { kind: "done"; answered: Answered }
  | { kind: "nothing" }
  | { kind: "later"; seconds: number } // no network, or a server that has too much to do
  | { kind: "shut"; code: string }; // this device counts no more

const BATCH = 200;
const PATIENCE_MS = 15_000;

/** Sends the oldest scans that wait. One page at a time, however many are open. */
export async function send(vault: Vault, device: Device, version: string, battery: number | null): Promise<Outcome> {
  const outcome = await navigator.locks.request("songhanh-gate-send", { ifAvailable: true }, (lock) =>
    lock ? sendBatch(vault, device, version, battery) : null,
  );
  return outcome ?? { kind: "nothing" };
}

async function sendBatch(vault: Vault, device: Device, version: string, battery: number | null): Promise<Outcome> {
  const batch = await waiting(vault, BATCH);
  if (!batch.length) return { kind: "nothing" };
  const answer = await post(device, {
    sent_at: Date.now(),
    battery,
    snapshot: version,
    scans: batch.map((kept) => kept.scan),
  });
  if (answer === null) return { kind: "later", seconds: 5 };
  if (answer.status === 401) return { kind: "shut", code: await codeOf(answer) };
  if (!answer.ok) return { kind: "later", seconds: Number(answer.headers.get("Retry-After")) || 30 };
  const answered = (await answer.json()) as Answered;
  await settle(vault, after(batch, answered));
  return { kind: "done", answered };
}

async function post(device: Device, body: unknown): Promise<Response | null> {
  try {
    return await fetch("/gate/ingest/scans", {
      method: "POST",
      headers: { Authorization: `Device ${device.code}.${device.secret}`, "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
      cache: "no-store",
    });
  } catch {
    return null;
  }
}

async function codeOf(answer: Response): Promise<string> {
  const problem = (await answer.json().catch(() => ({}))) as { code?: string };
  return problem.code ?? "device-unknown";
}

function after(batch: Kept[], answered: Answered): Kept[] {
  const kept = new Set([...answered.stored, ...answered.doubled]);
  const refused = new Map(answered.refused.map((each) => [each.id, each.code]));
  return batch
    .filter(({ scan }) => kept.has(scan.id) || refused.has(scan.id))
    .map((each) => {
      const code = refused.get(each.scan.id);
      const pass = answered.identified[each.scan.id] ?? each.scan.pass;
      // The sealed number has done its work: it does not stay on the device.
      const scan = { ...each.scan, pass, sealed: null };
      return code ? { ...each, scan, state: "REFUSED", conflict: code } : { ...each, scan, state: "SENT" };
    });
}
