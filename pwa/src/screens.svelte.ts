// The screens, each fetched when it is first wanted, and all of them soon after the start: what is not in the page
// by then is in the shell (sw.ts), so none of them ever needs a network.
import type { Component } from 'svelte';
import { language } from './words/words.svelte';

type Screen = Component<Record<string, never>>;

const FILES = {
  record: () => import('./screens/RecordContact.svelte'),
  tonight: () => import('./screens/Tonight.svelte'),
  contact: () => import('./screens/Contact.svelte'),
  morning: () => import('./screens/Morning.svelte'),
  queue: () => import('./screens/Queue.svelte'),
  cards: () => import('./screens/Cards.svelte'),
  shift: () => import('./screens/Shift.svelte'),
  waiting: () => import('./screens/Waiting.svelte'),
  check: () => import('./screens/Check.svelte'),
  people: () => import('./screens/People.svelte'),
  journal: () => import('./screens/Journal.svelte'),
  notices: () => import('./screens/Notices.svelte'),
  settings: () => import('./screens/Settings.svelte'),
  statistics: () => import('./screens/Statistics.svelte'),
  report: () => import('./screens/Report.svelte'),
  log: () => import('./screens/Log.svelte'),
  lock: () => import('./screens/Lock.svelte'),
  passphrase: () => import('./screens/Passphrase.svelte'),
  enrol: () => import('./screens/Enrol.svelte'),
} satisfies Record<string, () => Promise<{ default: Screen }>>;
export type ScreenName = keyof typeof FILES;
/** Where a visit begins: their words come with the language. */
const DOOR: readonly ScreenName[] = ['enrol', 'lock'];
const FIRST: readonly ScreenName[] = [...DOOR, 'tonight'];

let fetched = $state.raw<Partial<Record<ScreenName, Screen>>>({});
let missing = $state.raw<ScreenName | null>(null);

export const screens = {
  named(name: ScreenName): Screen | null {
    return fetched[name] ?? null;
  },
  /** A screen that could not be fetched: only ever before the shell stands, in the first seconds on a new device. */
  get missing(): ScreenName | null {
    return missing;
  },
  async fetch(name: ScreenName): Promise<void> {
    if (fetched[name]) return;
    try {
      const [{ default: screen }] = await Promise.all([
        FILES[name](),
        DOOR.includes(name) ? undefined : language.labels(),
        FIRST.includes(name) ? undefined : language.later(),
      ]);
      fetched = { ...fetched, [name]: screen };
      if (missing === name) missing = null;
    } catch {
      missing = name;
    }
  },
  /** In the order of the table. Writing a contact comes first: the network may go a second from now (PH6). */
  async fetchAll(): Promise<void> {
    for (const name of Object.keys(FILES) as ScreenName[]) await this.fetch(name);
  },
};
