// The plainest precaching worker: everything it was told of at install, served from the cache.
self.addEventListener('install', (event) => {
  const files = new URL(self.location.href).searchParams.get('files').split(',')
  event.waitUntil(
    caches
      .open('floor')
      .then((cache) => cache.addAll(files))
      .then(() => self.skipWaiting()),
  )
})
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => {
  event.respondWith(caches.match(event.request).then((hit) => hit ?? fetch(event.request)))
})
