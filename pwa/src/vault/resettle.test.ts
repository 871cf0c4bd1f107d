import { beforeEach, expect, it } from 'vitest';
import { AT, ada, emptyPhone, id, recorded, unit } from '../testing/cast';
import { phoneOfSchema1 } from '../testing/schema1';
import { openPerson, outboxOf } from '../phone/person';

beforeEach(emptyPhone);

it('takes a phone of schema 1 behind the door with every one of its twenty letters [F21]', async () => {
  const { key } = await unit();
  const seqs = Array.from({ length: 20 }, (_, n) => n + 1);
  await phoneOfSchema1(ada, [key], {
    rows: seqs.map((seq) => ({ seq, id: id(0x1000 + seq), at: AT, lanes: [id(seq)] })),
    said: { 20: { seq: 20, id: id(0x1014), at: AT, op: recorded(20) } },
    drafts: { contact: { note: 'halvt' } },
  });
  const person = await openPerson(outboxOf(ada.device));
  if (!person) throw new Error('nobody there');

  const parcel = await person.outbox.pick(50, 0);
  expect(parcel.map(({ seq, letter }) => [seq, letter.sealed])).toEqual(seqs.map((seq) => [seq, `s${seq}`]));
  expect((await person.copies.read()).map(({ op }) => op)).toEqual([recorded(20)]);
  expect(await person.drafts.get('contact')).toEqual({ note: 'halvt' });
  expect(await person.night.loginSecret()).toBe('hemlighet');
  expect(person.replica.rows()).toEqual([]);
  expect(await person.db.get('cursor')).toBeUndefined();
  expect(await person.db.get('nightKey')).toBeUndefined();
  expect(await person.night.keeper.standing()).toBe('bare');
  const { seq } = await person.outbox.save(recorded(21), id(0x2000), AT);
  expect(seq).toBe(21);
});
