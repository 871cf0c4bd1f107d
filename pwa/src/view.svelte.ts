// The only thing screens read: fold(what I said, what the desk said), and how it stands with the post.
import type { ContactRecord, Id, Json } from './contract/contract';
import type {
  ActivityView,
  ContactView,
  DisclosureView,
  FollowUpView,
  Folded,
  HeldView,
  IncidentView,
  Me,
  MemberView,
  Problem,
  ShiftView,
} from './domain/views';
import type { Shade } from './domain/watch';
import { session } from './session.svelte';
import type { Badge } from './sync/badge';
import type { Standing, Ways } from './vault/keeper';

export type { ContactView, FollowUpView, Me, MemberView, ShiftView } from './domain/views';
export type { Badge, BadgeWord } from './sync/badge';

export interface ReadState {
  /** `never` is not "empty": nothing has been read yet (F56). */
  state: 'never' | 'reading' | 'ok' | 'failed';
  /** When the last successful read ended. */
  at: Date | null;
}

export interface WaitingView {
  seq: number;
  /** Empty when the night it was said in has ended. */
  type: string;
  at: string;
  /** Why it did not go: the code of a problem on the desk's side. */
  blocked?: string;
}

export interface NeedsYouView {
  id: string;
  seq: number;
  type: string;
  outcome: 'adjusted' | 'held' | 'refused';
  problem: Problem | null;
  at: string;
  /** What the desk refused, to be put right in the form; null where that is not the way. */
  mendable: { contact: Id; body: ContactRecord } | null;
}

export interface Shown extends Folded {
  badge: Badge;
  read: ReadState;
  waiting: WaitingView[];
  needsYou: NeedsYouView[];
  /** When what waits is tried again by itself; null while it is under way. */
  nextTry: Date | null;
}

let shown = $state.raw<Shown>({
  shift: null,
  contacts: [],
  everybodys: [],
  shifts: [],
  held: [],
  followUps: [],
  members: [],
  activities: [],
  incidents: [],
  disclosures: [],
  settings: {},
  badge: { word: 'waiting', count: 0 },
  read: { state: 'never', at: null },
  waiting: [],
  needsYou: [],
  nextTry: null,
});
let deskAheadMs = $state.raw(0);

/** For phone/ alone. */
export function show(change: Partial<Shown>): void {
  shown = { ...shown, ...change };
}

/** For phone/ alone: the desk has told its time. */
export function setDeskTime(time: Date): void {
  deskAheadMs = time.getTime() - Date.now();
}

export const view = {
  get phase(): 'loading' | 'enrol' | 'ready' {
    return session.now.phase;
  },
  get me(): Me | null {
    return session.now.me;
  },
  get badge(): Badge {
    return shown.badge;
  },
  /** Covered or locked: what may be shown just now. */
  get shade(): Shade {
    return session.now.shade;
  },
  get door(): Standing {
    return session.now.door;
  },
  get wiped(): boolean {
    return session.now.wiped;
  },
  get ways(): Ways {
    return session.now.ways;
  },
  get online(): boolean {
    return session.now.online;
  },
  get updateReady(): boolean {
    return session.now.updateReady;
  },
  get blocked(): boolean {
    return session.now.blocked;
  },
  get signedIn(): boolean {
    return session.now.signedIn;
  },
  /** Letters brought back after the browser lost its data; null if it did not. */
  get restored(): number | null {
    return session.now.restored;
  },
  /** False: the browser may clear what lies here if the phone gets full (F27). */
  get kept(): boolean | null {
    return session.now.kept;
  },
  get read(): ReadState {
    return shown.read;
  },
  get shift(): ShiftView | null {
    return shown.shift;
  },
  get contacts(): ContactView[] {
    return shown.contacts;
  },
  get everybodys(): ContactView[] {
    return shown.everybodys;
  },
  get shifts(): ShiftView[] {
    return shown.shifts;
  },
  get held(): HeldView[] {
    return shown.held;
  },
  get followUps(): FollowUpView[] {
    return shown.followUps;
  },
  get members(): MemberView[] {
    return shown.members;
  },
  get activities(): ActivityView[] {
    return shown.activities;
  },
  get incidents(): IncidentView[] {
    return shown.incidents;
  },
  get disclosures(): DisclosureView[] {
    return shown.disclosures;
  },
  get settings(): Record<string, Json> {
    return shown.settings;
  },
  get waiting(): WaitingView[] {
    return shown.waiting;
  },
  get needsYou(): NeedsYouView[] {
    return shown.needsYou;
  },
  get nextTry(): Date | null {
    return shown.nextTry;
  },
  /** The desk's clock, as near as this phone knows it. */
  serverNow(): Date {
    return new Date(Date.now() + deskAheadMs);
  },
};
