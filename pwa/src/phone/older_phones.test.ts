import { beforeEach, expect, it } from 'vitest';
import { AT, ada, emptyPhone, id, recorded, unit } from '../testing/cast';
import { phoneOfSchema2 } from '../testing/schema2';
import { reconcile } from '../store/reconcile';
import { openPerson, outboxOf } from './person';

beforeEach(emptyPhone);

// Schema 1 has its test beside the code that brings it behind the door (vault/resettle.test.ts).
it('[F21] goes on with a phone of schema 2: a full outbox, what is readable, and the count', async () => {
  const { key } = await unit();
  const seqs = Array.from({ length: 60 }, (_, n) => n + 1);
  const waiting = seqs.filter((seq) => seq > 20);
  const rows = seqs.map((seq) => ({ seq, id: id(0x1000 + seq), at: AT, lanes: [id(seq)] }));
  const left = {
    rows: rows.map((row) => (row.seq > 20 ? row : { ...row, version: row.seq })),
    said: { 60: { seq: 60, id: id(0x103c), at: AT, op: recorded(60) } },
    drafts: { contact: { note: 'halvt' } },
  };
  await phoneOfSchema2(ada, [key], left, Date.now());

  const outbox = outboxOf(ada.device);
  expect(await reconcile(outbox)).toEqual({ restored: 0 });
  const person = (await openPerson(outbox))!;
  const parcel = await outbox.pick(100, 0);
  expect(parcel.map(({ seq, letter }) => [seq, letter.sealed])).toEqual(
    waiting.map((seq) => [seq, `s${seq}`]),
  );
  expect((await outbox.copies.seqs()).sort((a, b) => a - b)).toEqual(waiting);
  expect((await person.copies.read()).map(({ op }) => op)).toEqual([recorded(60)]);
  expect(await person.drafts.get('contact')).toEqual({ note: 'halvt' });
  expect(person.replica.rows()).toMatchObject([{ kind: 'member', id: 'm' }]);
  expect((await outbox.save(recorded(61), id(0x2000), AT)).seq).toBe(61);
  // What the copies did not know yet, they know from here on.
  expect((await outbox.copies.state())?.point).toBeDefined();
});
