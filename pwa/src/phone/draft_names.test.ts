import { beforeEach, expect, it } from 'vitest';
import '../testing/browser';
import { ada, emptyPhone, enrolled, unit } from '../testing/cast';
import type { Outbox } from '../store/outbox';
import { Drafts } from '../store/drafts';
import { DraftNames } from './draft_names';

let outbox: Outbox;
let drafts: Drafts;
let made = 0;
const tab = (): DraftNames =>
  new DraftNames(
    () => ada.device,
    () => String(++made),
  );

beforeEach(async () => {
  emptyPhone();
  outbox = await enrolled(ada, [(await unit()).key]);
  drafts = new Drafts(outbox.db, outbox.night);
});

it('[F80] gives a form that is open in two tabs two drafts, and neither ends the other', async () => {
  const [one, other] = [tab(), tab()];
  const name = await one.of('contact');
  const beside = await other.of('contact');
  expect([name, beside === name]).toEqual(['contact', false]);
  expect(await one.of('contact')).toBe(name);
  expect(await other.of('contact')).toBe(beside);
  await drafts.put(name, { note: 'ett' });
  await drafts.put(beside, { note: 'två' });

  await drafts.delete(name);
  await one.letGo('contact');
  // Still being written in the other tab: nobody takes it over.
  const third = tab();
  await drafts.adopt(await third.of('contact'), await third.taken());
  expect(await drafts.get('contact')).toBeNull();
  expect(await drafts.get(beside)).toEqual({ note: 'två' });

  // That tab is gone.
  await other.letGo('contact');
  await drafts.adopt('contact', await third.taken());
  expect(await drafts.get('contact')).toEqual({ note: 'två' });
  expect(await drafts.get(beside)).toBeNull();
  await third.letGo('contact');
});

it('is given out anew once its draft is done with', async () => {
  const [one, other] = [tab(), tab()];
  await one.of('contact');
  await one.letGo('contact');
  expect(await other.of('contact')).toBe('contact');
  void other.letGo('contact');
  expect(await other.of('contact')).toBe('contact');
  await other.letGo('contact');
});
