// Who is at this phone, and what it can do just now. Written by phone/, read by view and the screens.
import type { Me } from './domain/views';
import type { Shade } from './domain/watch';
import type { Standing, Ways } from './vault/keeper';

export interface Invitation {
  code: string;
  kind: 'phone' | 'desk';
}

interface Session {
  /** `enrol`: there is no device on this phone yet. */
  phase: 'loading' | 'enrol' | 'ready';
  me: Me | null;
  /** False closes reading, never writing. */
  signedIn: boolean;
  /** False: the desk does not know this device (any more); its letters wait until it is enrolled again. */
  enrolled: boolean;
  /** Called lost, and nothing readable is left. */
  wiped: boolean;
  /** Whether anything guards what is readable here. */
  door: Standing;
  ways: Ways;
  shade: Shade;
  online: boolean;
  updateReady: boolean;
  /** An older version in another tab keeps this one from opening (F23). */
  blocked: boolean;
  /** The browser had lost everything; so many letters were restored from their second copies (F79). */
  restored: number | null;
  /** The browser promises not to clear what lies here; null: it has not said. */
  kept: boolean | null;
}

let now = $state.raw<Session>({
  phase: 'loading',
  me: null,
  signedIn: false,
  enrolled: true,
  wiped: false,
  door: 'bare',
  ways: { passphrase: false, passkey: false },
  shade: 'open',
  online: true,
  updateReady: false,
  blocked: false,
  restored: null,
  kept: null,
});

export const session = {
  get now(): Session {
    return now;
  },
  set(change: Partial<Session>): void {
    now = { ...now, ...change };
  },
};

/** The width at which a screen is taken for a desk's, unless the link says otherwise. */
const DESK_PX = 900;

/** `#enrol=CODE` or `#enrol=CODE&kind=desk`. A fragment is never sent to the server. */
export function invitationIn(hash: string): Invitation | null {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const code = given.get('enrol');
  if (!code) return null;
  const kind = given.get('kind') ?? (screen.width >= DESK_PX ? 'desk' : 'phone');
  return { code, kind: kind === 'desk' ? 'desk' : 'phone' };
}
