// What is soon wanted, but must not stand in the way of what is wanted now.

/** The screen that was just made is seen first: this much later at the earliest. */
const PAUSE_MS = 250;
/** However busy the browser is. */
const LATEST_MS = 500;

/** Runs `work` a moment from now, when the browser has nothing else to do. */
export function whenIdle(work: () => void): void {
  // Safari has no idle callbacks; there the moment's wait does.
  const idle = (globalThis as Partial<Pick<Window, 'requestIdleCallback'>>).requestIdleCallback;
  setTimeout(() => (idle ? idle(work, { timeout: LATEST_MS }) : work()), PAUSE_MS);
}
