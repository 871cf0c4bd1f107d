// The service worker keeps the app shell, and shows that something waits. Nothing else.
//
// Rule 1: it never touches data. /api goes to the network untouched, and the outbox's cache is never opened here.
// Rule 2: a new version waits until the page says so; nobody's form is reloaded under their hands (F28).
// Rule 3: a file is kept only if it is byte for byte the file that was built (subresource integrity).
// Rule 4: the shell before this one stays too: a tab still open in it may ask for a part it has not loaded yet.
// Rule 5: a push shows a sentence of our own and opens our own page, whatever it says (A95).
import { shownOf } from './pushed';

declare const self: ServiceWorkerGlobalScope;
declare const __FILES__: [url: string, integrity: string][];
declare const __VERSION__: string;

const SHELL = 'app-' + __VERSION__;
const FILES = __FILES__;
const KNOWN = new Set(FILES.map(([url]) => url));

self.addEventListener('install', (event) => {
  event.waitUntil(fill());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldShells().then(() => self.clients.claim()));
});

self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate') event.respondWith(kept('/index.html', request));
  else if (KNOWN.has(url.pathname)) event.respondWith(kept(url.pathname, request));
  else if (url.pathname.startsWith('/assets/')) event.respondWith(keptBefore(url.pathname, request));
});

self.addEventListener('push', (event) => {
  const { body, count } = shownOf(textOf(event.data), navigator.language);
  // One tag: a newer one takes the place of the older.
  const told = self.registration.showNotification('Lykta', {
    body,
    tag: 'lykta',
    icon: '/icons/lantern-192.png',
    badge: '/icons/lantern-192.png',
  });
  event.waitUntil(Promise.all([told, count === null ? undefined : mark(count)]));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openOurs());
});

function textOf(data: PushMessageData | null): string | null {
  try {
    return data?.text() ?? null;
  } catch {
    return null;
  }
}

/** On the icon, where the system has one. */
async function mark(count: number): Promise<void> {
  const marks = navigator as Partial<Pick<WorkerNavigator, 'setAppBadge'>>;
  await marks.setAppBadge?.(count).catch(() => undefined);
}

async function openOurs(): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const ours = windows.find(({ url }) => new URL(url).origin === self.location.origin);
  await (ours ? ours.focus() : self.clients.openWindow('/'));
}

async function fill(): Promise<void> {
  const shell = await caches.open(SHELL);
  for (const [url, integrity] of FILES) {
    // A hashed name never changes its content, so what an older shell holds need not be fetched again.
    const old = url.startsWith('/assets/') ? await inOldShells(url) : undefined;
    const response = old ?? (await fetch(url, { integrity, cache: 'reload' }));
    if (!response.ok) throw new Error(`${url}: ${String(response.status)}`);
    await shell.put(url, response);
  }
}

async function inOldShells(url: string): Promise<Response | undefined> {
  for (const name of await oldShells()) {
    const found = await (await caches.open(name)).match(url);
    if (found) return found;
  }
  return undefined;
}

async function oldShells(): Promise<string[]> {
  return (await caches.keys()).filter((name) => name.startsWith('app-') && name !== SHELL);
}

async function dropOldShells(): Promise<void> {
  // In the order they were made: the last one is the one this replaces.
  for (const name of (await oldShells()).slice(0, -1)) await caches.delete(name);
}

async function kept(url: string, request: Request): Promise<Response> {
  const shell = await caches.open(SHELL);
  return (await shell.match(url)) ?? fetch(request);
}

async function keptBefore(url: string, request: Request): Promise<Response> {
  return (await inOldShells(url)) ?? fetch(request);
}
