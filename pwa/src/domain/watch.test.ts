import { describe, expect, it } from 'vitest';
import {
  RULES,
  SHADES,
  SIGHTS,
  deadline,
  isLocked,
  next,
  type Rules,
  type Sight,
  type Watched,
} from './watch';

const phone: Rules = { ...RULES.phone, lockable: true };
const desk: Rules = { ...RULES.desk, lockable: true };
const S = 1000;
const open: Watched = { shade: 'open', hiddenAt: null, touchedAt: 0 };

function through(rules: Rules, ...sights: [at: number, sight: Sight][]): Watched {
  return sights.reduce((watched, [at, sight]) => next(watched, sight, at, rules), open);
}

describe('the watch over the screen', () => {
  it('covers at one tap and whenever the page is hidden [PH4][F41][F77]', () => {
    expect(through(phone, [S, 'cover']).shade).toBe('covered');
    expect(through(phone, [S, 'hidden']).shade).toBe('covered');
    expect(through(phone, [S, 'hidden'], [2 * S, 'seen']).shade).toBe('covered');
    expect(through(phone, [S, 'hidden'], [2 * S, 'seen'], [3 * S, 'uncover']).shade).toBe('open');
  });

  it('locks after 30 s out of sight, and not a second sooner [PH4]', () => {
    expect(through(phone, [S, 'hidden'], [31 * S - 1, 'time']).shade).toBe('covered');
    expect(through(phone, [S, 'hidden'], [31 * S, 'time']).shade).toBe('locked');
    // A page that was frozen finds out only when it is seen again.
    expect(through(phone, [S, 'hidden'], [300 * S, 'seen']).shade).toBe('locked');
    expect(through(phone, [S, 'hidden'], [300 * S, 'uncover']).shade).toBe('locked');
  });

  it('locks after two idle minutes, counted from the last touch of what is open [PH4][F40]', () => {
    expect(through(phone, [120 * S - 1, 'time']).shade).toBe('open');
    expect(through(phone, [120 * S, 'time']).shade).toBe('locked');
    expect(through(phone, [60 * S, 'touched'], [179 * S, 'time']).shade).toBe('open');
    expect(through(phone, [60 * S, 'cover'], [100 * S, 'touched'], [120 * S, 'time']).shade).toBe('locked');
    expect(through(phone, [120 * S, 'touched']).shade).toBe('locked');
  });

  it('lets a desk stand for a quarter of an hour, in sight or not', () => {
    expect(through(desk, [S, 'hidden'], [600 * S, 'seen']).shade).toBe('open');
    expect(through(desk, [900 * S, 'time']).shade).toBe('locked');
  });

  it('only covers where there is no passphrase to unlock it with', () => {
    const bare = { ...phone, lockable: false };
    expect(through(bare, [S, 'lock']).shade).toBe('covered');
    expect(through(bare, [300 * S, 'time']).shade).toBe('covered');
    expect(deadline({ ...open, shade: 'covered' }, bare)).toBeNull();
  });

  it('locks again what is written aside as soon as nobody writes [PH6]', () => {
    const aside: Watched = { shade: 'aside', hiddenAt: null, touchedAt: 0 };
    for (const sight of ['hidden', 'cover', 'lock'] as const)
      expect(next(aside, sight, S, phone).shade).toBe('locked');
    expect(next(aside, 'touched', 100 * S, phone)).toEqual({ ...aside, touchedAt: 100 * S });
    expect(next(aside, 'time', 120 * S, phone).shade).toBe('locked');
  });

  it('opens what is locked by nothing but the passphrase, and is total', () => {
    for (const shade of SHADES)
      for (const sight of SIGHTS) {
        const { shade: after } = next({ shade, hiddenAt: null, touchedAt: 0 }, sight, S, phone);
        expect(SHADES).toContain(after);
        if (isLocked(shade) && sight !== 'unlock')
          expect([shade, sight, isLocked(after)]).toEqual([shade, sight, true]);
      }
  });
});
