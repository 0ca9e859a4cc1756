// What a pass says about itself. songhanh/gate/tokens.py writes and reads the same bytes; tests hold both to one table.
import { verifyAsync } from "@noble/ed25519";
import { decode } from "./base45";
import { bytesOf } from "./bytes";
import type { PassKey } from "./snapshot";

const PREFIX = "SH1:";
const SIGNED = new TextEncoder().encode("songhanh-pass-1");
const PAYLOAD = 18;
const SIGNATURE = 64;
const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(2020, 0, 1);

export interface Token {
  kind: number; // 1 worker, 2 visitor, 3 contractor, 4 driver
  key: number;
  number: string;
  tag: string; // eight hexadecimal digits that tell the enterprise
  from: string; // yyyy-mm-dd
  until: string; // the last day, the day itself counts
}

export type TokenRefusal = "NOT_A_PASS" | "DAMAGED" | "UNKNOWN_KEY" | "FORGED" | "REVOKED_KEY" | "EXPIRED" | "NOT_YET_VALID";

/** The pass, and why it does not count on `today` (yyyy-mm-dd) if it does not. */
export async function read(text: string, keys: PassKey[], today: string): Promise<[Token | null, TokenRefusal | ""]> {
  if (!text.startsWith(PREFIX)) return [null, "NOT_A_PASS"];
  const bytes = decode(text.slice(PREFIX.length));
  if (bytes?.length !== PAYLOAD + SIGNATURE) return [null, "DAMAGED"];
  const token = parse(bytes);
  const key = keys.find((one) => one.id === token.key);
  if (!key) return [token, "UNKNOWN_KEY"];
  const message = new Uint8Array([...SIGNED, ...bytes.subarray(0, PAYLOAD)]);
  if (!(await verifyAsync(bytes.subarray(PAYLOAD), message, bytesOf(key.public)))) return [null, "FORGED"];
  return [token, untimely(token, key, today)];
}

function untimely(token: Token, key: PassKey, today: string): TokenRefusal | "" {
  if (key.revoked) return "REVOKED_KEY";
  if (token.until < today) return "EXPIRED";
  return token.from > today ? "NOT_YET_VALID" : "";
}

function parse(bytes: Uint8Array): Token {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return {
    kind: view.getUint8(0),
    key: view.getUint8(1),
    number: view.getBigUint64(2).toString(),
    tag: view.getUint32(10).toString(16).padStart(8, "0"),
    from: day(view.getUint16(14)),
    until: day(view.getUint16(16)),
  };
}

function day(count: number): string {
  return new Date(FIRST_DAY + count * DAY).toISOString().slice(0, 10);
}
