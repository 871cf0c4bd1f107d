import { expect, it } from 'vitest';
import { PAYLOAD_CHARS, SENTENCES, shownOf } from './pushed';

const CONSTANT: readonly string[] = Object.values(SENTENCES.sv);

it.each([
  ['{"text":"urgent","count":3}'.padEnd(PAYLOAD_CHARS), SENTENCES.sv.urgent, 3],
  ['{"text":"tasks","count":0}', SENTENCES.sv.tasks, 0],
  ['{"text":"test","count":99}', SENTENCES.sv.test, 99],
])('what the desk sends is shown: %s', (payload, body, count) => {
  expect(shownOf(payload, 'sv-SE')).toEqual({ body, count });
});

it('somebody whose browser is not Swedish is told in English', () => {
  expect(shownOf('{"text":"tasks","count":1}', 'fr').body).toBe(SENTENCES.en.tasks);
});

it.each([
  null,
  '',
  'null',
  '[]',
  '"tasks"',
  '<img src=x onerror=alert(1)>',
  '{"text":"<b>Ada</b>","count":1}',
  '{"text":"__proto__","count":"9"}',
  '{"text":"constructor","count":-1}',
  '{"text":["tasks"],"count":1.5}',
  '{"title":"Ring 070-174 06 05","url":"https://exempel.se"}',
  '{"text":"tasks","count":100}',
  '{"text":"tasks","count":1e400}',
  JSON.stringify({ text: 'urgent', count: 1, more: 'x'.repeat(4096) }),
  '\u0000\uffff',
])('[A95] whatever else comes is one of the same sentences: %s', (payload) => {
  const { body, count } = shownOf(payload, 'sv');
  expect(CONSTANT).toContain(body);
  expect(count === null || (Number.isInteger(count) && count <= 99)).toBe(true);
});

it('[A95] a payload longer than ours says nothing, not even what is urgent', () => {
  const long = JSON.stringify({ text: 'urgent', count: 7 }).padEnd(PAYLOAD_CHARS + 1);
  expect(shownOf(long, 'sv')).toEqual({ body: SENTENCES.sv.tasks, count: null });
});
