// The signed list: fetched, proven to be the Board's, kept, and unfolded for quick answers.
import { verifyAsync } from "@noble/ed25519";
import { bytesOf } from "./bytes";
import type { GateRule, ListedPass, Snapshot } from "./snapshot";
import type { Device } from "./sync";
import { note, noted, type Vault } from "./vault";

type Raw = Omit<Snapshot, "passes" | "rules" | "inside"> & {
  passes: string[][];
  rules: (Omit<GateRule, "passes"> & { passes: string[] })[];
  inside: string[];
};

interface Signature {
  key: number;
  value: string;
}
type Signed = Raw & { signature: string; signed_by: number; also_signed: Signature[] };

/** The Board's public keys a device believes, by number: those of its enrolment, then those of its last list. */
export type Trusted = Record<number, string>;

export type Fetched = { kind: "new"; list: Snapshot } | { kind: "same" | "unreachable" | "not-genuine" | "shut" };

const CONTEXT = new TextEncoder().encode("songhanh-snapshot-1");

/** The newest list of this device's gate. `trusted` grows with it. */
export async function fetchList(vault: Vault, device: Device, trusted: Trusted, version: string): Promise<Fetched> {
  const answer = await get(device, version);
  await rememberClock(vault, answer);
  if (answer === null || answer.status >= 500) return { kind: "unreachable" };
  if (answer.status === 304) return { kind: "same" };
  if (!answer.ok) return { kind: "shut" };
  const signed = (await answer.json()) as Signed;
  if (!(await isGenuine(signed, trusted))) return { kind: "not-genuine" };
  await note(vault, "list", signed);
  const list = unfold(signed);
  for (const key of list.keys) trusted[key.id] = key.revoked ? "" : key.public;
  await note(vault, "trusted", trusted);
  return { kind: "new", list };
}

/** The list as it was last fetched: what a device without network goes by. */
export async function keptList(vault: Vault): Promise<Snapshot | null> {
  const signed = await noted<Signed>(vault, "list");
  return signed ? unfold(signed) : null;
}

/** How far this phone's clock is behind the server's, in ms: kept, so that a wrong clock decides nothing offline either. */
export async function clockOffset(vault: Vault): Promise<number> {
  return (await noted<number>(vault, "offset")) ?? 0;
}

async function rememberClock(vault: Vault, answer: Response | null): Promise<void> {
  const now = Number(answer?.headers.get("X-Songhanh-Now"));
  if (now) await note(vault, "offset", now - Date.now());
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

async function isGenuine(signed: Signed, trusted: Trusted): Promise<boolean> {
  const { signature, signed_by, also_signed, ...content } = signed;
  const text = new TextEncoder().encode(canonical(content));
  const message = new Uint8Array(CONTEXT.length + text.length);
  message.set(CONTEXT);
  message.set(text, CONTEXT.length);
  for (const { key, value } of [{ key: signed_by, value: signature }, ...also_signed]) {
    const known = trusted[key];
    if (known && (await verifyAsync(bytesOf(value), message, bytesOf(known)).catch(() => false))) return true;
  }
  return false;
}

/** The one text of a value that is signed: keys in order, no spaces. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const pairs = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${pairs.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(",")}}`;
}

function unfold(raw: Raw): Snapshot {
  const passes = raw.passes.map((row): [string, ListedPass] => {
    const [number = "", label = "", line = "", shift = "", from = "", until = "", state, language] = row;
    return [number, { number, label, line, shift, from, until, state, language } as ListedPass];
  });
  const rules = raw.rules.map((rule) => ({ ...rule, passes: new Set(rule.passes) }));
  return { ...raw, passes: new Map(passes), rules, inside: new Set(raw.inside) };
}
