/// <reference lib="webworker" />

/**
 * Keeps the files of one version of the app on the device and answers from there; everything else, the API above
 * all, goes to the network untouched. A new version is fetched whole beside the old one and takes over when asked to.
 */
declare const self: ServiceWorkerGlobalScope;
/** Put in by the build: the paths of the app's files, and a name that differs from version to version. */
declare const appFiles: readonly string[];
declare const appVersion: string;

export {};

const shell = '/work/index.html';
const cachePrefix = 'asg-work-';
const cacheName = cachePrefix + appVersion;
const files = appFiles;

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(cacheName);
      await cache.addAll(files.map((file) => new Request(file, { cache: 'no-cache' })));
    })(),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      const old = names.filter((name) => name.startsWith(cachePrefix) && name !== cacheName);
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && pathname.startsWith('/work')) event.respondWith(kept(request, shell));
  else if (files.includes(pathname)) event.respondWith(kept(request, pathname));
});

async function kept(request: Request, path: string): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match(path)) ?? fetch(request);
}
