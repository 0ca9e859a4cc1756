// The list and the ticks on this phone: encrypted, through reload and kill, and gone when the call is over.
import { openDB, seal, theKey, unseal, type Box, type IDBPDatabase, type Keys } from "../offline/offline";
import type { Mark, Person } from "./standing";

export type State = "WAITING" | "KNOWN" | "REFUSED"; // KNOWN: the server has it

/** A roll call as it was taken along; `last` is how far the server's ticks are known here. */
export interface Call {
  uuid: string;
  key: string; // lets this phone send ticks of this call, for a day, without signing in again
  title: string;
  enterprise: string;
  points: string[];
  people: Person[];
  last: number;
  offset: number; // add it to this phone's clock and it is the server's
  closed: string; // in words; "" while it is open
}

export interface Kept {
  mark: Mark;
  state: State;
}

interface Schema extends Keys {
  calls: { key: string; value: { uuid: string; at: number; box: Box } };
  marks: { key: string; value: { id: string; call: string; state: State; box: Box }; indexes: { call: string } };
}

export interface Vault {
  db: IDBPDatabase<Schema>;
  key: CryptoKey;
}

/** Opens what is there; made on the first visit. */
export async function openVault(): Promise<Vault> {
  const db = await openDB<Schema>("songhanh-roll-call", 1, {
    upgrade(fresh) {
      fresh.createObjectStore("keys");
      fresh.createObjectStore("calls", { keyPath: "uuid" });
      fresh.createObjectStore("marks", { keyPath: "id" }).createIndex("call", "call");
    },
  });
  return { db, key: await theKey(db) };
}

export async function keepCall(vault: Vault, call: Call): Promise<void> {
  await vault.db.put("calls", { uuid: call.uuid, at: Date.now(), box: await seal(vault.key, call) });
}

export async function callOf(vault: Vault, uuid: string): Promise<Call | null> {
  const row = await vault.db.get("calls", uuid);
  return row ? unseal<Call>(vault.key, row.box) : null;
}

/** On the disk when this returns: a tick that was seen must not be lost. */
export async function keepMarks(vault: Vault, call: string, kept: Kept[]): Promise<void> {
  const rows = await Promise.all(
    kept.map(async ({ mark, state }) => ({ id: mark.id, call, state, box: await seal(vault.key, mark) })),
  );
  const transaction = vault.db.transaction("marks", "readwrite", { durability: "strict" });
  for (const row of rows) void transaction.store.put(row);
  await transaction.done;
}

export async function marksOf(vault: Vault, call: string): Promise<Kept[]> {
  const rows = await vault.db.getAllFromIndex("marks", "call", call);
  return Promise.all(rows.map(async (row) => ({ mark: await unseal<Mark>(vault.key, row.box), state: row.state })));
}

/** Calls taken along before `before`, with their ticks, unless ticks still wait: names do not stay on phones. */
export async function tidy(vault: Vault, before: number): Promise<void> {
  for (const { uuid, at } of await vault.db.getAll("calls")) {
    const rows = await vault.db.getAllFromIndex("marks", "call", uuid);
    if (at < before && !rows.some((row) => row.state === "WAITING")) await forget(vault, uuid);
  }
}

export async function forget(vault: Vault, call: string): Promise<void> {
  const transaction = vault.db.transaction(["calls", "marks"], "readwrite");
  for (const key of await transaction.objectStore("marks").index("call").getAllKeys(call))
    void transaction.objectStore("marks").delete(key);
  void transaction.objectStore("calls").delete(call);
  await transaction.done;
}
