// A page without network, from the first visit on: it and its own files are kept, nothing else is.
declare const self: ServiceWorkerGlobalScope;

// The view that serves this file tells in its address what belongs to the page: a new release is a new cache.
const asked = new URL(self.location.href).searchParams;
const PAGE = new URL("./", self.location.href).pathname; // the page lies where its worker does
const OWN = `songhanh${PAGE}`;
const CACHE = `${OWN}${asked.get("version")}`;
const files = asked.getAll("file");

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([PAGE, ...files])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter(isOlder))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (pathname === PAGE || files.includes(pathname)) event.respondWith(fresh(event.request));
});

/** Another release of this page; what lies deeper belongs to another one. */
function isOlder(name: string): boolean {
  return name !== CACHE && name.startsWith(OWN) && !name.slice(OWN.length).includes("/");
}

/** The newest page where there is a network that answers soon, else the kept one. */
async function fresh(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const path = new URL(request.url).pathname;
  const kept = await cache.match(path);
  if (kept && path !== PAGE) return kept;
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(3_000) });
    if (answer.ok) await cache.put(path, answer.clone());
    return answer.ok || !kept ? answer : kept;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

export {}; // a module of its own to the type checker
