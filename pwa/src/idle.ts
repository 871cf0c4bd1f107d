// What is soon wanted, but must not stand in the way of what is wanted now.

const LATEST_MS = 500;

/** Runs `work` when the browser has nothing else to do, and half a second from now at the latest. */
export function whenIdle(work: () => void): void {
  // Safari has no idle callbacks; there a moment's wait does.
  const idle = (globalThis as Partial<Pick<Window, 'requestIdleCallback'>>).requestIdleCallback;
  if (idle) idle(work, { timeout: LATEST_MS });
  else setTimeout(work, LATEST_MS);
}
