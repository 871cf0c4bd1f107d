// A link as a QR code: its dark squares as one path, in units of a square, the quiet zone around them left out.
import { generate } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';

export interface Qr {
  /** Squares along a side. */
  size: number;
  path: string;
}

/** Squares that stay light on each side: fewer, and cameras do not find it (ISO/IEC 18004). */
export const QUIET_ZONE = 4;

export function qrOf(text: string): Qr {
  const code = generate(text);
  return { size: code.size, path: toSvgPath(code) };
}
