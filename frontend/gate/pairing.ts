// The first screen of a new phone: the code from the enterprise's page, typed or brought along in the address.
import { enrol, type Enrolment } from "./enrol";
import { place, put, show } from "./screen";
import { text } from "./words";
import type { Vault } from "./vault";

/** Resolves when the phone has become a device. */
export function askToEnrol(vault: Vault): Promise<Enrolment> {
  show("enrol");
  const form = place<HTMLFormElement>("enrol-form");
  const field = place<HTMLInputElement>("enrol-code");
  field.value = new URLSearchParams(location.hash.slice(1)).get("code") ?? "";
  history.replaceState(null, "", location.pathname); // the code is for one use and stays in no history
  return new Promise((resolve) => {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      enrol(vault, field.value)
        .then((outcome) => (typeof outcome === "string" ? put("enrol-error", outcome) : resolve(outcome)))
        .catch(() => put("enrol-error", text("offlineEnrol")));
    });
  });
}
