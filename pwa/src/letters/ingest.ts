// Which key a letter is sealed to: never an older one than the newest this phone has used (protocol §2).
// `not_after` only orders the keys. A key that is out of date still seals: saving is never refused for its age.
import type { IngestKey } from '../contract/contract';

/** What to remember after the desk named its keys. Newest first; what we hold is not given up for something older. */
export function merged(held: readonly IngestKey[], named: readonly IngestKey[]): IngestKey[] {
  const newest = held[0];
  const fresh = named.filter((key) => !newest || key.id === newest.id || isNewer(key, newest));
  const rest = newest && !fresh.some((key) => key.id === newest.id) ? [...fresh, newest] : fresh;
  return rest.sort((a, b) => (isNewer(a, b) ? -1 : isNewer(b, a) ? 1 : 0));
}

function isNewer(a: IngestKey, b: IngestKey): boolean {
  return Date.parse(a.not_after) > Date.parse(b.not_after);
}
