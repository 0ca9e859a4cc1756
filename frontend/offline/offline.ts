// What pages without a network share: values encrypted on the disk, and the places of a page that words are put into.
// An entry of its own in the build, so that each such page knows the one file to keep beside its own.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";

export { openDB };
export type { DBSchema, IDBPDatabase };

/** A value as it lies on the disk. */
export interface Box {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

/** The store that every vault has beside its own. */
export interface Keys extends DBSchema {
  keys: { key: string; value: CryptoKey };
}

const ALGORITHM = "AES-GCM";

/** The vault's key, made on the first visit; the browser never gives it out. */
export async function theKey(vault: unknown): Promise<CryptoKey> {
  const db = vault as IDBPDatabase<Keys>;
  const fresh = await crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ["encrypt", "decrypt"]);
  const transaction = db.transaction("keys", "readwrite");
  const kept = await transaction.store.get("vault"); // two pages opened at once agree on the first one's
  if (!kept) await transaction.store.put(fresh, "vault");
  await transaction.done;
  return kept ?? fresh;
}

export async function seal(key: CryptoKey, value: unknown): Promise<Box> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: ALGORITHM, iv }, key, plain) };
}

export async function unseal<T>(key: CryptoKey, box: Box): Promise<T> {
  const plain = await crypto.subtle.decrypt({ name: ALGORITHM, iv: box.iv }, key, box.data);
  return JSON.parse(new TextDecoder().decode(plain)) as T;
}

/** A place that the template has for words. */
export function place<T extends HTMLElement = HTMLElement>(name: string): T {
  const found = document.querySelector<T>(`[data-place="${name}"]`);
  if (!found) throw new Error(`no place ${name}`);
  return found;
}

/** Puts words there; without words the place goes. */
export function put(name: string, words: string): void {
  const target = place(name);
  target.textContent = words;
  target.hidden = words === "";
}
