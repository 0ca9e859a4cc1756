// The first screen of a new phone: the code from the enterprise's page, typed or brought along in the address.
import { enrol, type Enrolment } from "./enrol";
import { place, put } from "../offline/offline";
import { show } from "./screen";
import { text } from "./words";
import type { Vault } from "./vault";

/** Resolves when the phone has become a device. */
export function askToEnrol(vault: Vault): Promise<Enrolment> {
  show("enrol");
  const form = place<HTMLFormElement>("enrol-form");
  const field = place<HTMLInputElement>("enrol-code");
  takeCode(field);
  window.addEventListener("hashchange", () => takeCode(field));
  return new Promise((resolve) => {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      enrol(vault, field.value)
        .then((outcome) => (typeof outcome === "string" ? put("enrol-error", outcome) : resolve(outcome)))
        .catch(() => put("enrol-error", text("offlineEnrol")));
    });
  });
}

/** The code out of the address, where it is left in no history: it is for one use. */
function takeCode(field: HTMLInputElement): void {
  const code = new URLSearchParams(location.hash.slice(1)).get("code");
  if (!code) return;
  field.value = code;
  history.replaceState(null, "", location.pathname);
}
