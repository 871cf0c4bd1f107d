// The one word at the top of every screen. A closed list; green only when it is true (PH3).

export const BADGE_WORDS = ['all_sent', 'sending', 'waiting', 'need_you', 'sign_in', 'update'] as const;
export type BadgeWord = (typeof BADGE_WORDS)[number];

export interface Badge {
  word: BadgeWord;
  /** For `waiting` and `need_you`. `waiting` with 0: nothing of mine waits, but the desk has not been heard. */
  count: number;
}

export interface Standing {
  waiting: number;
  needYou: number;
  closed: 'sign_in' | 'signed_out' | 'update' | 'locked' | null;
  busy: boolean;
  /** How the last finished read ended. */
  lastRead: 'never' | 'ok' | 'failed';
}

/** What the person must do comes first, then what the phone is doing, then what is left to do. */
export function badge({ waiting, needYou, closed, busy, lastRead }: Standing): Badge {
  if (needYou > 0) return { word: 'need_you', count: needYou };
  if (closed === 'update') return { word: 'update', count: waiting };
  if (busy && waiting > 0) return { word: 'sending', count: waiting };
  if (closed !== null && closed !== 'locked') return { word: 'sign_in', count: waiting };
  if (waiting > 0) return { word: 'waiting', count: waiting };
  if (lastRead === 'ok' && closed === null) return { word: 'all_sent', count: 0 };
  return { word: busy ? 'sending' : 'waiting', count: 0 };
}
