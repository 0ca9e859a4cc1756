// The signed list: fetched, proven to be the Board's, kept, and unfolded for quick answers.
import { verifyAsync } from "@noble/ed25519";
import { bytesOf } from "./bytes";
import type { ListedPass, Snapshot } from "./snapshot";
import type { Device } from "./sync";
import { note, noted, type Vault } from "./vault";

/** As it travels and as it is kept: the very text that was signed. */
interface Signed {
  snapshot: string;
  key: number;
  signature: string;
}

type Raw = Omit<Snapshot, "passes" | "inside"> & { passes: unknown[][]; inside: string[] };

export type Fetched = { kind: "new"; list: Snapshot } | { kind: "same" | "unreachable" | "not-genuine" } | { kind: "shut" };

/** The newest list of this device's gate. `trusted` is the key that came with the enrolment (base64). */
export async function fetchList(vault: Vault, device: Device, trusted: string, version: string): Promise<Fetched> {
  const answer = await get(device, version);
  if (answer === null || answer.status >= 500) return { kind: "unreachable" };
  if (answer.status === 304) return { kind: "same" };
  if (!answer.ok) return { kind: "shut" };
  const signed = (await answer.json()) as Signed;
  if (!(await isGenuine(signed, trusted))) return { kind: "not-genuine" };
  await note(vault, "list", signed);
  return { kind: "new", list: unfold(signed.snapshot) };
}

/** The list as it was last fetched: what a device without network goes by. */
export async function keptList(vault: Vault): Promise<Snapshot | null> {
  const signed = await noted<Signed>(vault, "list");
  return signed ? unfold(signed.snapshot) : null;
}

async function get(device: Device, version: string): Promise<Response | null> {
  const headers: Record<string, string> = { Authorization: `Device ${device.code}.${device.secret}` };
  if (version) headers["If-None-Match"] = `"${version}"`;
  try {
    return await fetch("/gate/snapshot/", { headers, signal: AbortSignal.timeout(30_000), cache: "no-store" });
  } catch {
    return null;
  }
}

async function isGenuine(signed: Signed, trusted: string): Promise<boolean> {
  const text = new TextEncoder().encode(signed.snapshot);
  return verifyAsync(bytesOf(signed.signature), text, bytesOf(trusted)).catch(() => false);
}

function unfold(text: string): Snapshot {
  const raw = JSON.parse(text) as Raw;
  const passes = raw.passes.map((row) => {
    const [number, label, line, shift, from, until, state] = row as [string, string, string, string, string, string | null, "OK" | "REVOKED"];
    return [number, { number, label, line, shift, from, until, state }] as [string, ListedPass];
  });
  return { ...raw, passes: new Map(passes), inside: new Set(raw.inside) };
}
