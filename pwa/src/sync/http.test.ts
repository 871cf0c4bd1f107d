import { describe, expect, it, vi } from 'vitest';
import { says } from '../testing/desk';
import { badge, type Standing } from './badge';
import { Stall, ask } from './http';

describe('a request', () => {
  it('[F13] without a byte for 15 s is given up', async () => {
    vi.useFakeTimers();
    const silent: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) =>
        init?.signal?.addEventListener('abort', () => reject(new Error('given up'))),
      );
    const heard = ask(silent, '/api/ops');
    await vi.advanceTimersByTimeAsync(14_999);
    await expect(Promise.race([heard, Promise.resolve('waiting')])).resolves.toBe('waiting');
    await vi.advanceTimersByTimeAsync(1);
    expect(await heard).toEqual({ kind: 'weather', answered: false, retryAfterMs: null });
    vi.useRealTimers();
  });

  it('[F13] is not given up while bytes come, however slowly', () => {
    vi.useFakeTimers();
    const stall = new Stall(1_000);
    for (let n = 0; n < 5; n += 1) {
      vi.advanceTimersByTime(900);
      stall.heard();
    }
    expect(stall.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1_000);
    expect(stall.signal.aborted).toBe(true);
    vi.useRealTimers();
  });

  it('hears a problem of the desk as an answer', async () => {
    const problem = new Response('{"code":"session.required"}', {
      status: 401,
      headers: { 'content-type': 'application/problem+json' },
    });
    expect(await ask(() => Promise.resolve(problem), '/')).toMatchObject({ kind: 'answer', status: 401 });
    expect(await ask(() => Promise.resolve(says({ a: 1 })), '/')).toEqual({
      kind: 'answer',
      status: 200,
      body: { a: 1 },
    });
  });
});

describe('[PH3] the badge', () => {
  const fine: Standing = { waiting: 0, needYou: 0, closed: null, busy: false, lastRead: 'ok' };

  it('is green only if nothing waits, nothing needs the person, and the last read succeeded', () => {
    expect(badge(fine)).toEqual({ word: 'all_sent', count: 0 });
    const notFine: Partial<Standing>[] = [
      { waiting: 1 },
      { needYou: 1 },
      { lastRead: 'failed' },
      { lastRead: 'never' },
      { closed: 'sign_in' },
      { closed: 'signed_out' },
      { closed: 'update' },
      { waiting: 2, busy: true },
      { lastRead: 'never', busy: true },
    ];
    for (const change of notFine) expect(badge({ ...fine, ...change }).word).not.toBe('all_sent');
  });

  it('says first what the person must do', () => {
    expect(badge({ ...fine, needYou: 2, waiting: 5, closed: 'sign_in' })).toEqual({
      word: 'need_you',
      count: 2,
    });
    expect(badge({ ...fine, waiting: 5 })).toEqual({ word: 'waiting', count: 5 });
    expect(badge({ ...fine, waiting: 5, busy: true }).word).toBe('sending');
    expect(badge({ ...fine, closed: 'sign_in', waiting: 1 })).toEqual({ word: 'sign_in', count: 1 });
  });

  it('does not flicker while it reads again what it has read before', () => {
    expect(badge({ ...fine, busy: true }).word).toBe('all_sent');
  });
});
