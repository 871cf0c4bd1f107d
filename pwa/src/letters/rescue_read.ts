// A rescue file as somebody chose it: letters, or what is wrong with it. A letter is not judged here: each of them
// gets its receipt, and one that is spoiled must not hold back the others.
import { LIMITS } from '../contract/contract';
import type { Fault } from '../domain/views';
import { KIND } from './rescue';

export type Read = { letters: unknown[] } | { fault: Fault };

/** What a parcel holds beside its letters. */
const ENVELOPE_BYTES = 1024;

export function readRescue(text: string): Read {
  const file = parsed(text);
  // Cut off on its way, it still begins as ours do; and nothing at all may have been anything.
  if (file === undefined) return { fault: /^\s*(\{\s*"lykta"|$)/.test(text) ? 'broken' : 'foreign' };
  const { lykta, letters } = Object(file) as Record<string, unknown>;
  if (typeof lykta !== 'string' || !lykta.startsWith('letters/')) return { fault: 'foreign' };
  if (lykta !== KIND) return { fault: 'newer' };
  if (!Array.isArray(letters)) return { fault: 'broken' };
  return letters.length > 0 ? { letters } : { fault: 'empty' };
}

/** In order, each within what the desk takes at a time. A letter that is too large goes by itself. */
export function parcelsOf(letters: readonly unknown[]): unknown[][] {
  const parcels: unknown[][] = [];
  let bytes = Infinity;
  for (const letter of letters) {
    const size = new TextEncoder().encode(JSON.stringify(letter)).length + 1;
    const last = parcels.at(-1);
    if (last && last.length < LIMITS.OPS_PER_PARCEL && bytes + size <= LIMITS.PARCEL_BYTES) {
      last.push(letter);
      bytes += size;
    } else {
      parcels.push([letter]);
      bytes = ENVELOPE_BYTES + size;
    }
  }
  return parcels;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
