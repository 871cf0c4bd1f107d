// Vectors of the kind "said": letters of one phone, folded over what the desk has told.
import type { FeedRow, OpType } from '../contract/contract';
import { fold } from '../domain/fold';
import type { Me, Said } from '../domain/views';
import { bodyOf, followUpOf, type FollowUpTold } from './told';
import { CAST, castId } from './vectors';

interface Given {
  rows?: Record<string, FollowUpTold>;
  letters: { type: OpType; subject: string; body?: object }[];
}

export function said({ rows = {}, letters }: Given): object {
  const desk = Object.entries(rows).map(([id, told]): FeedRow => {
    const data = { ...followUpOf(told), by: castId('@ada'), received_at: CAST.now };
    return { kind: 'follow_up', id, version: 1, data };
  });
  const { contacts, followUps } = fold(desk, letters.map(asSaid), ada(), new Date(CAST.now));
  return { rows: Object.fromEntries([...contacts, ...followUps].map(({ id, data }) => [id, data])) };
}

function ada(): Me {
  const unit = { id: castId('@unit'), name: 'Exempelenheten' };
  return { id: castId('@ada'), name: 'Ada', role: 'worker', unit, device: castId('@phone'), kind: 'phone' };
}

function asSaid({ type, subject, body = {} }: Given['letters'][number], n: number): Said {
  const whole = type.startsWith('contact.') ? bodyOf(body) : body;
  const op = { type, subject, body: whole, seen: null };
  return { id: `op ${n + 1}`, seq: n + 1, at: CAST.now, op, answer: null, problem: null } as Said;
}
