// Shows the screen's page when the network is gone, or what answers is no page of ours. The page itself says what to
// keep; its data never pass here, so that it knows how old they are.
const PATIENCE = 8000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && !new URL(url).pathname.endsWith(".json")) event.respondWith(answer(event.request));
});

async function answer(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  const late = new Promise((_resolve, reject) => setTimeout(reject, PATIENCE, new Error("late")));
  try {
    const fresh = await (kept ? Promise.race([fetch(request), late]) : fetch(request));
    return fresh.ok || !kept ? fresh : kept;
  } catch (failure) {
    if (kept) return kept;
    throw failure;
  }
}
