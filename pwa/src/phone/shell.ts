// The app shell's own life: the service worker, and a new version that waits until the person says so (F28, F80).
import { scriptUrl } from './trusted';

let waiting: ServiceWorker | null = null;
let asked = false;

/** `ready` is told when a newer version stands by. */
export async function keepShell(ready: () => void): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  const registration = await navigator.serviceWorker.register(scriptUrl('shell'), {
    scope: '/',
    updateViaCache: 'none',
  });
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    // Only the tab in which the person asked; in the others somebody may be typing.
    if (asked) location.reload();
  });
  const look = (): void => {
    // Without a controller this is the first install, not an update.
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    waiting = registration.waiting;
    ready();
  };
  look();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void registration.update().catch(() => undefined);
  });
}

/** Asks the desk for its newest shell. Null if it could not be asked, or nothing is kept here yet. */
export async function newerStands(): Promise<boolean | null> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  try {
    const registration = await workers?.getRegistration();
    if (!registration?.active) return null;
    await registration.update();
    return registration.installing !== null || registration.waiting !== null;
  } catch {
    return null;
  }
}

const AGAIN_MS = 1000;

/** Asked until it happens: Chromium forgets it if the old worker is called upon just then. */
export function takeOverNow(): void {
  if (asked) return;
  asked = true;
  const ask = (): void => {
    // Another tab may have asked before: then it stands already, and only this page is the old one.
    if (waiting?.state === 'installed') waiting.postMessage('take over');
    else location.reload();
  };
  ask();
  setInterval(ask, AGAIN_MS);
}
