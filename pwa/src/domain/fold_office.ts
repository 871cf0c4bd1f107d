// What is written down beside the night: activities, incidents, disclosures, and who is in the unit.
import type { FeedRow, Kind, RowData } from '../contract/contract';
import { of, told, type Folded, type Me, type MemberView, type Said, type SaidOf } from './views';

type Noted = Pick<Folded, 'activities' | 'incidents' | 'disclosures'>;

export function noted(rows: readonly FeedRow[], said: readonly Said[], me: Me): Noted {
  return {
    activities: newestFirst(
      corrected(listed(rows, 'activity', saidAs(said, 'activity.record', me)), said, me),
      ({ on }) => Date.parse(on),
    ),
    incidents: newestFirst(listed(rows, 'incident', saidAs(said, 'incident.record', me)), receivedAt),
    disclosures: newestFirst(listed(rows, 'disclosure', saidAs(said, 'disclosure.record', me)), receivedAt),
  };
}

/** A change that I have said and the desk has not shows at once. */
export function membersAs(rows: readonly FeedRow[], said: readonly Said[]): MemberView[] {
  const members = new Map(of(rows, 'member').map(({ id, data }) => [id, { id, ...data }]));
  for (const each of said) {
    if (each.op.type !== 'member.set' || each.answer !== null) continue;
    const { name, role, state } = each.op.body;
    const member = members.get(each.op.subject);
    if (member)
      members.set(member.id, {
        ...member,
        ...(name ? { name } : {}),
        ...(role ? { role } : {}),
        ...(state ? { state } : {}),
      });
  }
  return [...members.values()];
}

type Told<K extends Kind> = { id: string; data: RowData[K]; saved: 'phone' | 'desk' };

function listed<K extends Kind>(rows: readonly FeedRow[], kind: K, mine: Told<K>[]): Told<K>[] {
  const byDesk = of(rows, kind).map(({ id, data }) => ({
    id,
    data: data as RowData[K],
    saved: 'desk' as const,
  }));
  const known = new Set(byDesk.map(({ id }) => id));
  return [...byDesk, ...mine.filter(({ id }) => !known.has(id))];
}

type Records = { activity: 'activity.record'; incident: 'incident.record'; disclosure: 'disclosure.record' };

/** The texts of it stay in the letter: what is shown of one's own is what the desk will show. */
function saidAs<K extends keyof Records>(said: readonly Said[], type: Records[K], me: Me): Told<K>[] {
  return said
    .filter((each): each is SaidOf<Records[K]> => each.op.type === type && each.answer !== 'refused')
    .map((each) => ({
      id: each.op.subject,
      data: told(me, each, withoutTexts(each.op.body)) as RowData[K],
      saved: each.answer === null || each.answer === 'held' ? 'phone' : 'desk',
    }));
}

const TEXTS: readonly string[] = ['remark', 'action', 'ground', 'balance'];

function withoutTexts(body: object): object {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !TEXTS.includes(name)));
}

function corrected(activities: Told<'activity'>[], said: readonly Said[], me: Me): Told<'activity'>[] {
  const last = new Map(
    said
      .filter((each): each is SaidOf<'activity.correct'> => each.op.type === 'activity.correct')
      .filter(({ answer }) => answer === null)
      .map((each) => [each.op.subject, each]),
  );
  return activities.map((activity) => {
    const each = last.get(activity.id);
    if (!each) return activity;
    const lines = [...(activity.data.corrected ?? []), { at: each.at, by: me.id }];
    const { by, received_at } = activity.data;
    const body = withoutTexts(each.op.body) as RowData['activity'];
    return { ...activity, data: { ...body, by, received_at, corrected: lines }, saved: 'phone' as const };
  });
}

function receivedAt({ received_at }: { received_at: string }): number {
  return Date.parse(received_at);
}

function newestFirst<K extends Kind>(all: Told<K>[], at: (data: RowData[K]) => number): Told<K>[] {
  return all.sort((a, b) => at(b.data) - at(a.data));
}
