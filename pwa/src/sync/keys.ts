// Which keys the unit opens its letters with. Asked for without a session, so that saving never depends on one.
import type { IngestKey } from '../contract/contract';
import { merged } from '../letters/ingest';
import type { PersonDb } from '../store/db';
import { ask, type Fetch } from './http';

/** True: the desk wants what is readable on this device destroyed. */
export async function refreshKeys(send: Fetch, db: PersonDb): Promise<boolean> {
  const heard = await ask(send, '/api/keys?device=' + db.device);
  const named: unknown = heard.kind === 'answer' && heard.status === 200 ? heard.body?.['ingest'] : null;
  if (!Array.isArray(named) || !named.every(isKey)) return false;
  const wipe: unknown = heard.kind === 'answer' && heard.body?.['wipe'];
  const held = (await db.get('ingest')) ?? [];
  const ingest = merged(held, named);
  if (JSON.stringify(ingest) !== JSON.stringify(held)) await db.set({ ingest });
  return Array.isArray(wipe) && wipe.includes(db.device);
}

function isKey(value: unknown): value is IngestKey {
  const key = value as Partial<Record<keyof IngestKey, unknown>> | null;
  return (
    typeof key?.id === 'string' && typeof key.public_key === 'string' && typeof key.not_after === 'string'
  );
}
