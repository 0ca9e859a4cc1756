// Two minutes before the idle lock a warning; at the lock the page goes, so that nobody reads it over a desk.
import { announce } from "./page";

const seconds = Number(document.body.dataset["idleSeconds"] ?? 0);
const box = document.getElementById("lockwarn");
const tabs = new BroadcastChannel("songhanh-awake");
let warn = 0;
let lock = 0;

/** The server has heard from us: counting begins anew, in this tab and (if `tell`) in the others. */
function awake(tell = true): void {
  window.clearTimeout(warn);
  window.clearTimeout(lock);
  warn = window.setTimeout(show, (seconds - 120) * 1000);
  lock = window.setTimeout(() => location.reload(), (seconds + 1) * 1000);
  if (box) box.hidden = true;
  if (tell) tabs.postMessage("");
}

function show(): void {
  if (!box) return;
  box.hidden = false;
  announce(box.querySelector("p")?.textContent ?? "");
  box.querySelector("button")?.focus();
}

async function stay(): Promise<void> {
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") as Record<string, string>;
  const answer = await fetch(box?.dataset["url"] ?? "", { method: "POST", headers: token, redirect: "manual" });
  if (answer.status === 204) awake();
  else location.reload();
}

if (seconds && box) {
  box.querySelector("button")?.addEventListener("click", () => void stay());
  // A page that only watches a task's progress does not show that anybody sits before it.
  document.addEventListener("htmx:afterRequest", (event) => {
    const { requestConfig } = (event as CustomEvent<{ requestConfig: { headers: Record<string, string> } }>).detail;
    if (!("X-Watching" in requestConfig.headers)) awake();
  });
  tabs.addEventListener("message", () => awake(false));
  awake();
}
