/// <reference lib="webworker" />

import { languageOf } from '../i18n/languages.ts';

/**
 * Keeps the files of one version of the app on the device and answers from there; everything else, the API above
 * all, goes to the network untouched. A new version is fetched whole beside the old one and takes over when asked to.
 */
declare const self: ServiceWorkerGlobalScope;
/** Put in by the build: the app's files below its place, and a name that differs from version to version. */
declare const appFiles: readonly string[];
declare const appVersion: string;
/** What stands in for the app, in each of its languages. */
declare const offlinePages: readonly { readonly lang: string; readonly page: string }[];

const place = new URL('./', self.location.href).pathname;
const shell = `${place}index.html`;
/** Below another base path of the same host there may be another such app. Earlier versions used no path. */
const ourCaches = new RegExp(`^asg-work(${place}|-)\\w+$`);
const cacheName = `asg-work${place}${appVersion}`;
const files = appFiles.map((file) => place + file);
/** Nothing of any host, and no script. */
const offlineHeaders = {
  'content-type': 'text/html',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
};
/** The next notification takes the place of the one before. */
const look = { tag: 'work', icon: `${place}icon-192.png`, badge: `${place}icon-192.png` } as const;

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
      const old = names.filter((name) => ourCaches.test(name) && name !== cacheName);
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
});

self.addEventListener('push', (event) => {
  const told = messageOf(event.data);
  if (told === null) return;
  const { title, ...text } = told;
  event.waitUntil(self.registration.showNotification(title, { ...text, ...look }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(shown());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && isOurs(pathname)) event.respondWith(opened(request));
  else if (files.includes(pathname)) event.respondWith(kept(request, pathname));
});

const isOurs = (pathname: string): boolean => `${pathname}/`.startsWith(place);

/** A page of the app; where it was removed from the device and there is no network, one that says so. */
async function opened(request: Request): Promise<Response> {
  try {
    return await kept(request, shell);
  } catch {
    const there = offlinePages.map(({ lang }) => lang);
    const lang = languageOf(navigator.languages, there);
    const page = offlinePages.find((one) => one.lang === lang)?.page ?? '';
    return new Response(page, { status: 503, headers: offlineHeaders });
  }
}

async function kept(request: Request, path: string): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match(path)) ?? fetch(request);
}

interface Told {
  readonly title: string;
  readonly body: string;
  readonly lang: string;
  readonly dir: NotificationDirection;
}

/** What the server says, in the worker's language; null: nothing that can be shown. */
function messageOf(data: PushMessageData | null): Told | null {
  let said: Partial<Record<keyof Told, unknown>>;
  try {
    said = data?.json() ?? {};
  } catch {
    return null;
  }
  const { title, body, lang, dir } = said;
  if (typeof title !== 'string' || typeof body !== 'string' || typeof lang !== 'string') return null;
  return { title, body, lang, dir: dir === 'rtl' ? 'rtl' : 'ltr' };
}

/** The app where it is open, or a new window of it. */
async function shown(): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = windows.find(({ url }) => isOurs(new URL(url).pathname));
  if (open === undefined) await self.clients.openWindow(place);
  else await open.focus();
}
