// What the device keeps through reload, kill and a day without network. Every value is encrypted with a key that
// the browser never gives out; only order, state and the random numbers of passes are readable on the disk.
import { openDB, seal, theKey, unseal, type Box, type IDBPDatabase, type Keys } from "../offline/offline";
import type { Answer, Seen } from "./decide";
import type { Direction } from "./snapshot";

export type State = "WAITING" | "SENT" | "REFUSED"; // REFUSED: the server would not have it, and says why

/** One scan as it is sent (see songhanh/gate/ingest) and shown. */
export interface Scan {
  id: string;
  at: number;
  lane: string;
  direction: Direction;
  subject: "PASS" | "CARD" | "PERSONAL_QR" | "MANUAL";
  pass: string | null;
  sealed: string | null;
  typed: string;
  answer: Answer;
  reason: string;
  offline: boolean;
  undoes: string | null;
  guard: string;
}

/** A scan with what came of it: `conflict` is the reason a newer list would have answered otherwise. */
export interface Kept {
  scan: Scan;
  label: string;
  state: State;
  conflict: string;
}

interface Schema extends Keys {
  notes: { key: string; value: Box };
  scans: {
    key: string;
    value: { id: string; at: number; state: State; box: Box };
    indexes: { state: [State, number]; at: number };
  };
  seen: { key: string; value: { number: string; at: number; box: Box }; indexes: { at: number } };
}

export interface Vault {
  db: IDBPDatabase<Schema>;
  key: CryptoKey;
}

/** Opens what is there; made on the first visit. */
export async function openVault(): Promise<Vault> {
  const db = await openDB<Schema>("songhanh-gate", 1, {
    upgrade(fresh) {
      fresh.createObjectStore("keys");
      fresh.createObjectStore("notes");
      const scans = fresh.createObjectStore("scans", { keyPath: "id" });
      scans.createIndex("state", ["state", "at"]);
      scans.createIndex("at", "at");
      fresh.createObjectStore("seen", { keyPath: "number" }).createIndex("at", "at");
    },
  });
  return { db, key: await theKey(db) };
}

export async function note(vault: Vault, name: string, value: unknown): Promise<void> {
  await vault.db.put("notes", await seal(vault.key, value), name);
}

export async function noted<T>(vault: Vault, name: string): Promise<T | null> {
  const box = await vault.db.get("notes", name);
  return box ? unseal<T>(vault.key, box) : null;
}

/** Keeps a scan and what was last seen of its person: both or neither, on the disk when this returns. */
export async function keep(vault: Vault, kept: Kept, seen: Seen | null): Promise<void> {
  const { id, at, pass } = kept.scan;
  const box = await seal(vault.key, kept);
  const last = seen && pass ? { number: pass, at, box: await seal(vault.key, seen) } : null;
  const transaction = vault.db.transaction(["scans", "seen"], "readwrite", { durability: "strict" });
  await transaction.objectStore("scans").put({ id, at, state: kept.state, box });
  if (last) await transaction.objectStore("seen").put(last);
  await transaction.done;
}

export async function seenOf(vault: Vault, number: string): Promise<Seen | undefined> {
  const row = await vault.db.get("seen", number);
  return row && unseal<Seen>(vault.key, row.box);
}

/** After an undo: what is known of the person is what was known before, or nothing. */
export async function forgetSeen(vault: Vault, number: string): Promise<void> {
  await vault.db.delete("seen", number);
}

/** The oldest that wait, oldest first. */
export async function waiting(vault: Vault, limit: number): Promise<Kept[]> {
  const rows = await vault.db.getAllFromIndex("scans", "state", range("WAITING"), limit);
  return Promise.all(rows.map((row) => unseal<Kept>(vault.key, row.box)));
}

export async function countWaiting(vault: Vault): Promise<number> {
  return vault.db.countFromIndex("scans", "state", range("WAITING"));
}

function range(state: State): IDBKeyRange {
  return IDBKeyRange.bound([state, 0], [state, Number.MAX_SAFE_INTEGER]);
}

export async function keptOf(vault: Vault, id: string): Promise<Kept | null> {
  const row = await vault.db.get("scans", id);
  return row ? unseal<Kept>(vault.key, row.box) : null;
}

/** The latest, latest first. */
export async function recent(vault: Vault, limit: number): Promise<Kept[]> {
  const found: Kept[] = [];
  const rows = [];
  let cursor = await vault.db.transaction("scans").store.index("at").openCursor(null, "prev");
  while (cursor && rows.length < limit) {
    rows.push(cursor.value);
    cursor = await cursor.continue();
  }
  for (const row of rows) found.push(await unseal<Kept>(vault.key, row.box));
  return found;
}

/** Writes down what came of scans. */
export async function settle(vault: Vault, settled: Kept[]): Promise<void> {
  const rows = await Promise.all(
    settled.map(async (kept) => ({ id: kept.scan.id, at: kept.scan.at, state: kept.state, box: await seal(vault.key, kept) })),
  );
  const transaction = vault.db.transaction("scans", "readwrite", { durability: "strict" });
  for (const row of rows) void transaction.store.put(row);
  await transaction.done;
}

/** Drops what was sent before `before`; what waits or was refused stays until somebody has seen to it. */
export async function tidy(vault: Vault, before: number): Promise<void> {
  const transaction = vault.db.transaction(["scans", "seen"], "readwrite");
  let sent = await transaction
    .objectStore("scans")
    .index("state")
    .openCursor(IDBKeyRange.bound(["SENT", 0], ["SENT", before]));
  while (sent) {
    await sent.delete();
    sent = await sent.continue();
  }
  let old = await transaction.objectStore("seen").index("at").openCursor(IDBKeyRange.upperBound(before));
  while (old) {
    await old.delete();
    old = await old.continue();
  }
  await transaction.done;
}

/** What was last seen of everybody, for a page that has just been opened. */
export async function allSeen(vault: Vault): Promise<Map<string, Seen>> {
  const rows = await vault.db.getAll("seen");
  const pairs = rows.map(async (row) => [row.number, await unseal<Seen>(vault.key, row.box)] as const);
  return new Map(await Promise.all(pairs));
}

/** Scans made without a network since `since`: what a newer list is held against. */
export async function offlineSince(vault: Vault, since: number): Promise<Kept[]> {
  const rows = await vault.db.getAllFromIndex("scans", "at", IDBKeyRange.lowerBound(since));
  const all = await Promise.all(rows.map((row) => unseal<Kept>(vault.key, row.box)));
  return all.filter((kept) => kept.scan.offline && !kept.conflict);
}
