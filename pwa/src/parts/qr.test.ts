import jsQR from 'jsqr';
import { expect, it } from 'vitest';
import { QUIET_ZONE, qrOf, type Qr } from './qr';

const LINK = 'https://lykta.exempel.se/#enrol=Zm9yLXBoaWxpcHBhLXDDpWhpdHRhZA&kind=desk';
const SCALE = 4;

/** What a camera sees of it: even-odd along each line of pixels, as the page fills it. */
function seen({ size, path }: Qr): { data: Uint8ClampedArray; side: number } {
  const side = (size + 2 * QUIET_ZONE) * SCALE;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  const edges = edgesOf(path);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const [cx, cy] = [(x + 0.5) / SCALE - QUIET_ZONE, (y + 0.5) / SCALE - QUIET_ZONE];
      const left = edges.filter(({ at, from, to }) => at < cx && from < cy && cy < to).length;
      if (left % 2 === 1) data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  return { data, side };
}

/** The upright edges of a path of M, h, v, H, V, L and Z. */
function edgesOf(path: string): { at: number; from: number; to: number }[] {
  const edges: { at: number; from: number; to: number }[] = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  const to = (newX: number, newY: number): void => {
    if (newX === x && newY !== y) edges.push({ at: x, from: Math.min(y, newY), to: Math.max(y, newY) });
    [x, y] = [newX, newY];
  };
  for (const [, letter = '', rest = ''] of path.matchAll(/([MmLlHhVvZz])([^MmLlHhVvZz]*)/g)) {
    const numbers = rest.match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
    const own = letter === letter.toLowerCase();
    for (let n = 0; n === 0 || n < numbers.length; n += /[MLml]/.test(letter) ? 2 : 1) {
      const [a = 0, b = 0] = numbers.slice(n);
      const up = letter.toUpperCase();
      if (up === 'M') [x, y, startX, startY] = own ? [x + a, y + b, x + a, y + b] : [a, b, a, b];
      else if (up === 'L') to(own ? x + a : a, own ? y + b : b);
      else if (up === 'H') to(own ? x + a : a, y);
      else if (up === 'V') to(x, own ? y + a : a);
      else to(startX, startY);
    }
  }
  return edges;
}

it('a camera reads the very link', () => {
  const { data, side } = seen(qrOf(LINK));
  expect(jsQR(data, side, side)?.data).toBe(LINK);
});
