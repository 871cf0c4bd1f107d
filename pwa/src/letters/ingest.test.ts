import { expect, it } from 'vitest';
import { merged } from './ingest';

const key = (id: string, not_after: string) => ({ id, public_key: 'p', not_after });
const may = key('may', '2026-06-30T00:00:00Z');
const june = key('june', '2026-07-31T00:00:00Z');

const ids = (keys: { id: string }[]) => keys.map(({ id }) => id);

it('the newest key comes first, whatever the order they were named in', () => {
  expect(ids(merged([], [may, june]))).toEqual(['june', 'may']);
});

it('a phone never goes back from the newest key it has used', () => {
  expect(ids(merged([june], [may]))).toEqual(['june']);
});

it('a newer key is taken', () => {
  expect(ids(merged([may], [june, may]))).toEqual(['june', 'may']);
});
