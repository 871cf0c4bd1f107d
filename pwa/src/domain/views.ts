// What the screens are given to read.
import type {
  ContactRecord,
  FeedRow,
  Id,
  Json,
  Kind,
  Member,
  MemberRole,
  OpBodies,
  OpType,
  Problem,
  Receipt,
  RowData,
  Time,
} from '../contract/contract';
import type { Act } from './consent';

export type { Problem };

export interface Me {
  id: Id;
  name: string;
  role: MemberRole;
  unit: { id: Id; name: string };
  device: Id;
  kind: 'phone' | 'desk';
}

/** `phone`: it stands on this phone. `desk`: the desk has receipted it. */
export type Saved = 'phone' | 'desk';
export type Answer = Exclude<Receipt['outcome'], 'failed'>;

export interface ShiftView {
  id: Id;
  data: RowData['shift'];
  saved: Saved;
}

export interface ContactView {
  id: Id;
  data: RowData['contact'];
  saved: Saved;
  /** Only while there is something to tell: the desk changed it, holds it, or said no. */
  outcome?: Exclude<Answer, 'applied'>;
  problem?: Problem | null;
  /** What was said here tonight, whole, to correct or to mend it. */
  body?: ContactRecord;
}

export interface FollowUpView {
  id: Id;
  data: RowData['follow_up'];
  mine: boolean;
  overdue: boolean;
  /** Something I said about it waits on this phone. */
  pending: boolean;
}

export interface ActivityView {
  id: Id;
  data: RowData['activity'];
  saved: Saved;
}

export interface IncidentView {
  id: Id;
  data: RowData['incident'];
  saved: Saved;
}

export interface DisclosureView {
  id: Id;
  data: RowData['disclosure'];
  saved: Saved;
}

/** A letter that waits for somebody to decide about it. */
export interface HeldView {
  id: Id;
  data: RowData['held'];
  /** Decided here; the desk has not said so yet. */
  pending: boolean;
}

export type MemberView = { id: Id } & Member;

/** One op of mine, as the phone can still read it, and what the desk said to it. */
export type Said = {
  [T in OpType]: {
    id: Id;
    seq: number;
    at: Time;
    /** `seen`: the highest clock I had read when I said it. */
    op: { type: T; subject: Id; body: OpBodies[T]; seen?: number | null };
    answer: Answer | null;
    problem: Problem | null;
  };
}[OpType];

export type SaidOf<T extends OpType> = Extract<Said, { op: { type: T } }>;

export interface Folded {
  shift: ShiftView | null;
  contacts: ContactView[];
  /** All that the desk shows, whoever made them. */
  everybodys: ContactView[];
  shifts: ShiftView[];
  held: HeldView[];
  followUps: FollowUpView[];
  members: MemberView[];
  activities: ActivityView[];
  incidents: IncidentView[];
  disclosures: DisclosureView[];
  settings: Record<string, Json>;
}

/** The tables a fold is put together in. */
export interface Tables {
  me: Me;
  now: Date;
  /** Answers by contact: those the desk shows, then mine. */
  acts: Map<Id, Act[]>;
  shifts: Map<Id, ShiftView>;
  contacts: Map<Id, ContactView>;
  followUps: Map<Id, FollowUpView>;
}

export function of<K extends Kind>(rows: readonly FeedRow[], kind: K): Extract<FeedRow, { kind: K }>[] {
  return rows.filter((row): row is Extract<FeedRow, { kind: K }> => row.kind === kind);
}

/** A body of mine in the form of the desk's row: by me, received when I said it. */
export function told<T>(me: Me, said: Said, data: T): T & { by: Id; received_at: Time } {
  return { ...data, by: me.id, received_at: said.at };
}

/** What came of a rescue file, letter by letter. */
export interface TakenIn {
  letters: number;
  /** Taken in now. */
  fresh: number;
  /** Here before. */
  known: number;
  /** Held or refused: somebody has to look. */
  needs: number;
  /** The desk could not, or did not answer any more: they are to be brought again. */
  left: number;
  /** Why, each reason once. */
  problems: Problem[];
}

/** `broken`: once ours. `foreign`: never was. `newer`: ours, of a form to come. `empty`: ours, and nothing in it. */
export type Fault = 'broken' | 'foreign' | 'newer' | 'empty';

/** One phone or computer, as the desk knows it. */
export interface DeviceView {
  id: Id;
  member: Id;
  label: string;
  kind: 'phone' | 'desk';
  state: 'active' | 'revoked' | 'wipe' | 'wiped';
  last_seen: string | null;
  missing: number[];
  waiting: { count: number; oldest: string | null } | null;
  lost_at: string | null;
  wiped_at: string | null;
}

/** One access that somebody else is to look at. */
export interface ReviewView {
  entry: {
    seq: number;
    at: string;
    actor: Id;
    kind: string;
    id: Id | null;
    fields: string[];
    result: 'ok' | 'denied';
  };
  why: ('sample' | 'denied' | 'many' | 'again' | 'night')[];
  verdict: Verdict | null;
}

export type Verdict = 'ok' | 'explain' | 'deviation';

/** What a lost device had, and what follows from it. */
export interface LostView {
  state: DeviceView['state'];
  lost_at: string | null;
  wiped_at: string | null;
  last_seen: string | null;
  follow_ups: Id[];
  contacts: number;
  missing: number[];
  waiting: number | null;
  notices: Id[];
}

/** A number as it is told: a span; in the public mode, `rounded` stands for it, null where it is not told. */
export interface Shown {
  least: number;
  most: number | null;
  rounded: number | null;
}

/** A table of the catalogue. */
export interface TableView {
  name: string;
  counts: string;
  title: string;
  public: boolean;
}

/** A table as it is told, and in words. */
export interface StatisticsView {
  told: {
    table: string;
    mode: 'internal' | 'funder' | 'public';
    rows: string[];
    columns: string[];
    cells: Shown[][];
    row_totals: Shown[];
    exact: { by: Id; at: string; reason: string } | null;
  };
  words: {
    title: string;
    rows: string[];
    columns: string[];
    cells: string[][];
    sum: string;
    row_sums: string[];
    column_sums: string[];
    notes: string[];
  };
}

/** What stands in the final report, in its order. */
export type BlockView =
  | { is: 'title'; level: number; text: string }
  | { is: 'sentence'; id: string; text: string; missing: boolean }
  | { is: 'own'; box: string; asks: string; text: string; missing: boolean }
  | {
      is: 'grid';
      title: string;
      head: string[];
      lines: string[][];
      numbers: number;
      last_is_sum: boolean;
    }
  | { is: 'note'; text: string }
  | { is: 'signature'; labels: string[] };
