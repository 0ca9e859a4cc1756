// The gate page: starts with or without a network, and never stops for one.
import { makeDecoder } from "./decode";
import { type Desk } from "./desk";
import { enrolment, type Enrolment } from "./enrol";
import { startLane } from "./lane";
import { clockOffset, fetchList, keptList, type Trusted } from "./list";
import { startLine } from "./line";
import { askToEnrol } from "./pairing";
import { place, put } from "../offline/offline";
import { show } from "./screen";
import { changeShift } from "./watch";
import { allSeen, noted, openVault, tidy, type Vault } from "./vault";
import { text } from "./words";

const KEPT_DAYS = 3;

async function start(): Promise<void> {
  void navigator.serviceWorker?.register(document.body.dataset["worker"] ?? "", { scope: "/gate/" });
  void navigator.storage?.persist?.(); // what waits must not be thrown away for room
  const vault = await openVault();
  await tidy(vault, Date.now() - KEPT_DAYS * 86_400_000);
  const own = (await enrolment(vault)) ?? (await askToEnrol(vault));
  const desk = await furnish(vault, own);
  put("gate", desk.list.gate.name);
  put("enterprise", desk.list.enterprise.name);
  put("guard-mark", desk.guard);
  if (desk.list.guards.length && !desk.guard) await changeShift(desk);
  show("scan");
  const decode = makeDecoder(document.body.dataset["wasm"] ?? "");
  await startLane(desk, await decode, startLine(desk));
}

/** Everything a decision needs. Without a list, kept or fetched, no gate can be opened: that is said and tried again. */
async function furnish(vault: Vault, own: Enrolment): Promise<Desk> {
  for (;;) {
    const list = (await keptList(vault)) ?? (await firstList(vault, own));
    if (list) {
      const trusted = (await noted<Trusted>(vault, "trusted")) ?? own.trusted;
      const { device } = own;
      const seen = await allSeen(vault);
      const guard = (await noted<string>(vault, "guard")) ?? "";
      const lane = (await noted<string>(vault, "lane")) ?? "";
      const offset = await clockOffset(vault);
      const { onLine: online } = navigator;
      return { vault, device, trusted, list, seen, choice: "IN", lane, guard, offset, online, heard: async () => undefined };
    }
    await new Promise((again) => window.setTimeout(again, 3_000));
  }
}

async function firstList(vault: Vault, own: Enrolment) {
  const fetched = await fetchList(vault, own.device, own.trusted, "");
  if (fetched.kind === "new") return fetched.list;
  put("trouble", text(fetched.kind === "shut" ? "shut" : fetched.kind === "not-genuine" ? "notGenuine" : "noList"));
  return null;
}

start().catch((error: unknown) => {
  put("trouble", text("broken", { error: String(error) }));
  place("trouble").hidden = false;
});
