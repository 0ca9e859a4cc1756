// Who stands at the gate: a mark and a PIN, checked on the phone, so that shifts change without a network too.
import type { Desk } from "./desk";
import { place, put } from "../offline/offline";
import { show } from "./screen";
import type { Guard } from "./snapshot";
import { note } from "./vault";
import { text } from "./words";

/** Resolves when somebody on the list has told his PIN; his mark stands on every scan from then on. */
export function changeShift(desk: Desk): Promise<void> {
  show("watch");
  const form = place<HTMLFormElement>("watch-form");
  form.reset();
  put("watch-error", "");
  form.querySelector("input")?.focus();
  return new Promise((resolve) => {
    form.onsubmit = (event) => {
      event.preventDefault();
      void check(desk, new FormData(form)).then((right) => (right ? resolve() : put("watch-error", text("wrongPin"))));
    };
  });
}

async function check(desk: Desk, fields: FormData): Promise<boolean> {
  const mark = String(fields.get("mark")).trim().toUpperCase();
  const guard = desk.list.guards.find((each) => each[0].toUpperCase() === mark);
  if (!guard || (await hashed(String(fields.get("pin")), guard)) !== guard[2]) return false;
  desk.guard = guard[0];
  await note(desk.vault, "guard", guard[0]);
  void tell(desk, guard[0], String(fields.get("pin")));
  put("guard-mark", guard[0]);
  return true;
}

/** The page of the device shows who stands there; without a network the marks on the scans will have to do. */
async function tell(desk: Desk, guard: string, pin: string): Promise<void> {
  const { code, secret } = desk.device;
  const headers = { Authorization: `Device ${code}.${secret}`, "Content-Type": "application/json" };
  const body = JSON.stringify({ guard, pin });
  await fetch("/gate/shift/", { method: "POST", headers, body, signal: AbortSignal.timeout(10_000) }).catch(() => null);
}

async function hashed(pin: string, [, salt, , iterations]: Guard): Promise<string> {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: fromHex(salt), iterations };
  return toHex(new Uint8Array(await crypto.subtle.deriveBits(how, key, 256)));
}

function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
