import { expect, it } from 'vitest';
import { mending, type Mending, type Subscribed } from './notices';

const OURS: Subscribed = { key: 'key', place: 'here' };
const desk = (push: string | null, place: string | null) => ({
  push,
  device: { subscribed: place !== null, place, accepted_at: null, trouble: null },
});

it.each<
  [
    says: string,
    wants: boolean,
    browser: Subscribed | null,
    key: string | null,
    place: string | null,
    then: Mending,
  ]
>([
  ['all is as it was', true, OURS, 'key', 'here', 'nothing'],
  ['[F61] the desk has a new key', true, { key: 'old', place: 'here' }, 'key', 'here', 'renew'],
  ['the browser has let go of it', true, null, 'key', 'here', 'subscribe'],
  ['the desk has forgotten it', true, OURS, 'key', null, 'post'],
  ['the browser has moved it', true, OURS, 'key', 'elsewhere', 'post'],
  ['[F62] it is of somebody who was here before', false, OURS, 'key', null, 'unsubscribe'],
  ['nobody asked', false, null, 'key', null, 'nothing'],
  ['the desk rings nobody', true, OURS, null, null, 'nothing'],
])('%s', (_, wants, browser, key, place, then) => {
  expect(mending(wants, browser, desk(key, place))).toBe(then);
});
