// What a desk screen asks of the desk itself: people, devices and invitations, what is to be looked at in the log, and
// what phones sent as a file. All of it needs a network.
import type { FeedRow, Kind, MemberRole, ProblemCode, RowData } from './contract/contract';
import type {
  BlockView,
  DeviceView,
  Fault,
  LostView,
  ReviewView,
  StatisticsView,
  TableView,
  TakenIn,
  Verdict,
} from './domain/views';
import { NotDone } from './phone/not_done';
import { ask, posting, type Heard } from './sync/http';

export interface Invited {
  code: string;
  url: string;
  expires_at: string;
}

export interface History<K extends Kind> {
  rows: Extract<FeedRow, { kind: K }>[];
  after: string | null;
}

export const people = {
  async addMember(name: string, role: MemberRole): Promise<void> {
    answered(await ask(fetch, '/api/members', posting({ name, role })), 201);
  },
  async devices(): Promise<DeviceView[]> {
    const { devices } = answered(await ask(fetch, '/api/devices'), 200);
    return devices as DeviceView[];
  },
  /** It is told to destroy what is readable on it, and the clocks of the notices start. */
  async callLost(device: string, reason: string): Promise<void> {
    const heard = await ask(fetch, `/api/devices/${device}/revoke`, posting({ wipe: true, reason }));
    if (heard.kind !== 'answer' || heard.status !== 204) answered(heard, 204);
  },
  async lost(device: string): Promise<LostView> {
    return answered(await ask(fetch, `/api/devices/${device}/lost`), 200) as unknown as LostView;
  },
  async reviews(): Promise<ReviewView[]> {
    const { reviews } = answered(await ask(fetch, '/api/reviews'), 200);
    return reviews as ReviewView[];
  },
  async review(seq: number, verdict: Verdict): Promise<void> {
    const heard = await ask(fetch, '/api/reviews', posting({ seq, verdict }));
    if (heard.kind !== 'answer' || heard.status !== 204) answered(heard, 204);
  },
  /** One thing whole, its texts too: the desk writes down who opened it. */
  async open<K extends keyof typeof PATHS>(kind: K, id: string): Promise<RowData[K]> {
    return answered(await ask(fetch, `/api/${PATHS[kind]}/${id}`), 200) as unknown as RowData[K];
  },
  /** Older things of one kind, newest first; `after` asks for the next page. */
  async history<K extends Kind>(kind: K, after: string | null): Promise<History<K>> {
    const more = after === null ? '' : `&after=${encodeURIComponent(after)}`;
    return answered(await ask(fetch, `/api/history?kind=${kind}${more}`), 200) as unknown as History<K>;
  },
  async tables(language: string): Promise<TableView[]> {
    const { tables } = answered(await ask(fetch, `/api/statistics?language=${language}`), 200);
    return tables as TableView[];
  },
  /** `asked`: from, to, mode and language, as an address has them. */
  async statistics(table: string, asked: string): Promise<StatisticsView> {
    const path = `/api/statistics/${table}?${asked}`;
    return answered(await ask(fetch, path), 200) as unknown as StatisticsView;
  },
  async report(asked: string): Promise<BlockView[]> {
    const { document } = answered(await ask(fetch, `/api/report?format=json&${asked}`), 200);
    return document as BlockView[];
  },
  async invite(member: string, kind: 'phone' | 'desk'): Promise<Invited> {
    const heard = await ask(fetch, '/api/invitations', posting({ member, kind }));
    return answered(heard, 200, 201) as unknown as Invited;
  },
  /** Takes in a rescue file, or says what is wrong with it. */
  async takeIn(
    file: Blob,
    told: (answered: number, of: number) => void,
  ): Promise<TakenIn | { fault: Fault }> {
    if (file.size > FILE_BYTES_MAX) return { fault: 'foreign' };
    const [{ readRescue }, { carryIn }] = await Promise.all([
      import('./letters/rescue_read'),
      import('./sync/rescue'),
    ]);
    const read = readRescue(await file.text());
    if ('fault' in read) return read;
    const { clock } = answered(await ask(fetch, '/api/changes?limit=1'), 200);
    const { letters } = read;
    return carryIn(
      (...given) => fetch(...given),
      letters,
      clock as number,
      (n) => told(n, letters.length),
    );
  },
};
const PATHS = {
  contact: 'contacts',
  follow_up: 'follow-ups',
  held: 'held',
  activity: 'activities',
  incident: 'incidents',
  disclosure: 'disclosures',
} as const;
export type Opened = keyof typeof PATHS;
/** Thirty thousand letters. What is larger is a film or the like, and is not read into memory. */
const FILE_BYTES_MAX = 64 * 1024 * 1024;
export type PeopleDesk = typeof people;

function answered(heard: Heard, ...good: number[]): Record<string, unknown> {
  if (heard.kind === 'weather') throw new NotDone('offline');
  if (good.includes(heard.status) && heard.body) return heard.body;
  const code = heard.body?.['code'];
  throw new NotDone(typeof code === 'string' ? (code as ProblemCode) : 'server.fault');
}
