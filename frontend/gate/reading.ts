// What a code before the camera is, told by its form alone; nothing of an identity paper but its number is looked at.
import { base64Of, bytesOf } from "./bytes";

export type Reading = { subject: "PASS"; text: string } | { subject: "CARD" | "PERSONAL_QR"; number: string } | null;

const PAPER = /^(\d{12}|\d{9}|[A-Z]\d{7,8})$/; // citizen's card, old card, passport
const DAYS = /^\d{8}$/; // the chip card writes ddmmyyyy
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/; // the national personal QR (1405/QĐ-BTTTT) writes yyyy-mm-dd

/** A pass, a chip card (number|old number|name|birth|sex|address|issued), a personal QR (number|name|birth|who|QID|…), or null. */
export function tell(text: string): Reading {
  if (text.startsWith("SH1:")) return { subject: "PASS", text };
  const parts = text.normalize("NFC").trim().split("|");
  const number = parts[0] ?? "";
  if (!PAPER.test(number)) return null;
  if (ISO_DAY.test(parts[2] ?? "") && parts.length >= 5) return { subject: "PERSONAL_QR", number };
  return DAYS.test(parts[3] ?? "") && parts.length >= 6 ? { subject: "CARD", number } : null;
}

/** The number for the Board's eyes only (RSA-OAEP with SHA-256), base64; what is kept and sent. */
export async function sealNumber(number: string, sealKey: string): Promise<string> {
  const algorithm = { name: "RSA-OAEP", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("spki", bytesOf(sealKey), algorithm, false, ["encrypt"]);
  const sealed = await crypto.subtle.encrypt(algorithm, key, new TextEncoder().encode(number));
  return base64Of(new Uint8Array(sealed));
}
