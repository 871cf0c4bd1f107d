// Another epoch is another desk's memory: a backup stands in its place, and what it may not remember is offered again
// (F30). Everybody's on this phone, for the others may never come back to hear of it (F32).
import type { Outbox } from '../store/outbox';

/** `teller` heard it. True if letters have been put back and want to be sent. */
export async function noteEpoch(
  outboxes: readonly Outbox[],
  teller: Outbox,
  epoch: string | null,
): Promise<boolean> {
  if (epoch === null) return false;
  let again = false;
  const unit = await teller.unit();
  for (const outbox of outboxes) {
    const known = await outbox.db.get('epoch');
    // Each unit's desk counts its own.
    if (known === epoch || (await outbox.unit()) !== unit) continue;
    again = (await outbox.heardEpoch(epoch)) || again;
  }
  return again;
}
