// A phone becomes a device of one gate: by the code that the enterprise's page shows once.
import type { Trusted } from "./list";
import type { Device } from "./sync";
import { note, noted, type Vault } from "./vault";

export interface Enrolment {
  device: Device;
  trusted: Trusted;
}

interface Welcome {
  device: string;
  secret: string;
  trusted: Trusted;
}

export async function enrolment(vault: Vault): Promise<Enrolment | null> {
  return noted<Enrolment>(vault, "enrolment");
}

/** The enrolment, or the server's sentence why not. */
export async function enrol(vault: Vault, code: string): Promise<Enrolment | string> {
  const answer = await fetch("/gate/enrol/", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ code: code.trim() }),
  });
  const body = (await answer.json().catch(() => ({}))) as Welcome & { detail?: string; title?: string };
  if (!answer.ok) return body.detail ?? body.title ?? String(answer.status);
  const own = { device: { code: body.device, secret: body.secret }, trusted: body.trusted };
  await note(vault, "enrolment", own);
  return own;
}
