// Felt in the hand: it is saved, and nobody else hears it. Where a phone cannot, nothing is lost.
const SAVED_MS = 30;

export function buzz(): void {
  if ('vibrate' in navigator) navigator.vibrate(SAVED_MS);
}
