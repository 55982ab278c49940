// Keeps one page for when the observatory does not answer, and nothing else: what is shown of an observatory must be true.
const KEPT = 'offline-1';
const PAGES = ['/offline.html', '/theme.js'];

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(KEPT)
      .then((kept) => kept.addAll(PAGES))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((n) => n !== KEPT).map((n) => caches.delete(n))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.mode === 'navigate') {
    event.respondWith(fetch(request).catch(() => caches.match('/offline.html')));
  } else if (new URL(request.url).pathname === '/theme.js') {
    event.respondWith(fetch(request).catch(() => caches.match('/theme.js')));
  }
});
