import { describe, expect, it } from 'vitest';
import type { ContactRecord, FeedRow, OpBodies, OpType } from '../contract/contract';
import { AT, CONTACT, NOW, SHIFT, ada, ben, contact, id } from '../testing/cast';
import { fold } from './fold';
import { dutyOf } from './derived_ids';
import type { Me, Said } from './views';

let seq = 0;

function said<T extends OpType>(
  type: T,
  subject: string,
  body: OpBodies[T],
  change: Partial<Said> = {},
): Said {
  seq += 1;
  return {
    id: id(0x1000 + seq),
    seq,
    at: AT,
    op: { type, subject, body },
    answer: null,
    problem: null,
    ...change,
  } as Said;
}

function contactRow(change: Partial<ContactRecord>, by: string): FeedRow {
  const { note, ...facts } = contact(change);
  return {
    kind: 'contact',
    id: CONTACT,
    version: 2,
    data: { ...facts, ...(note ? { note } : {}), by, received_at: AT },
  };
}

function followUp(n: number, change: Partial<Extract<FeedRow, { kind: 'follow_up' }>['data']> = {}): FeedRow {
  const data = {
    kind: 'CALL_BACK' as const,
    state: 'new' as const,
    duty: false,
    due_at: '2026-11-30T15:00:00Z',
    contact: null,
    shift: null,
    assigned_to: null,
    opened_by: ada.id,
    outcome: null,
    report: null,
    events: [],
    reach: 'none' as const,
    by: ada.id,
    received_at: AT,
    ...change,
  };
  return { kind: 'follow_up', id: id(n), version: 1, data };
}

const see = (rows: FeedRow[], sayings: Said[], me: Me = ada) => fold(rows, sayings, me, NOW);
const child = () => said('contact.record', CONTACT, contact({ age_band: 'A15_17', shift: SHIFT }));

describe('a contact', () => {
  it('shows at once, as saved on this phone', () => {
    const [mine] = see([], [said('contact.record', CONTACT, contact({ note: 'n' }))]).contacts;
    expect(mine).toMatchObject({
      id: CONTACT,
      saved: 'phone',
      data: { arena: 'STREET', note: 'n', by: ada.id },
    });
    expect(mine).not.toHaveProperty('outcome');
  });

  it('is the desk’s as soon as it is receipted, and the desk’s words win when they are read', () => {
    const copy = said('contact.record', CONTACT, contact(), { answer: 'applied' });
    expect(see([], [copy]).contacts[0]?.saved).toBe('desk');
    expect(see([contactRow({ arena: 'CAR' }, ada.id)], [copy]).contacts).toMatchObject([
      { saved: 'desk', data: { arena: 'CAR' } },
    ]);
  });

  it('that was refused stays, with the reason', () => {
    const copy = said('contact.record', CONTACT, contact(), {
      answer: 'refused',
      problem: { code: 'contact.incomplete' },
    });
    expect(see([], [copy]).contacts).toMatchObject([
      { saved: 'phone', outcome: 'refused', problem: { code: 'contact.incomplete' } },
    ]);
  });

  it('[F08] of somebody else is not counted as mine', () => {
    expect(see([contactRow({}, ben.id)], []).contacts).toEqual([]);
  });

  it('[CT6] corrected keeps its consents, follow-ups and shift', () => {
    const consents = [{ purpose: 'CONTACT_AGAIN', state: 'YES' } as const];
    const { contacts, followUps } = see(
      [],
      [
        said('contact.record', CONTACT, contact({ consents, shift: SHIFT })),
        said(
          'contact.correct',
          CONTACT,
          contact({ arena: 'CAR', follow_ups: [{ id: id(9), kind: 'MEET' }] }),
        ),
      ],
    );
    expect(contacts[0]?.data).toMatchObject({ arena: 'CAR', consents, shift: SHIFT });
    expect(followUps).toEqual([]);
  });

  it('[VI2] of an earlier night shows while no shift runs, and makes room for the next', () => {
    const old = { ...contactRow({}, ada.id), id: id(3) };
    const lastNight = { ...old, data: { ...old.data, received_at: '2026-11-22T20:00:00Z' } } as FeedRow;
    const start = said('shift.start', SHIFT, { started_at: AT, police: 'NONE' });
    const now = said('contact.record', CONTACT, contact({ shift: SHIFT }), { answer: 'applied' });
    expect(see([lastNight], []).contacts.map((each) => each.id)).toEqual([id(3)]);
    expect(see([lastNight], [start, now]).contacts.map((each) => each.id)).toEqual([CONTACT]);
    expect(see([lastNight], [], { ...ada, role: 'supervisor' }).contacts).toEqual([]);
  });

  it('the newest comes first', () => {
    const met = (n: number, met_at: string) => said('contact.record', id(n), contact({ met_at }));
    const { contacts } = see([], [met(1, '2026-11-23T20:00:00Z'), met(2, '2026-11-23T22:00:00Z')]);
    expect(contacts.map((each) => each.id)).toEqual([id(2), id(1)]);
  });
});

describe('[DU1] [F55] a child’s contact', () => {
  it('opens its duty at once and offline, under the id the desk will give it', () => {
    const { followUps } = see([followUp(5)], [child()]);
    expect(followUps[0]).toMatchObject({
      id: dutyOf(CONTACT),
      pending: true,
      data: {
        kind: 'REPORT_WRITTEN',
        duty: true,
        state: 'new',
        contact: CONTACT,
        due_at: '2026-11-24T05:00:00Z',
      },
    });
    expect(followUps[1]?.id).toBe(id(5));
  });

  it('has it due at the end of the shift once that is known', () => {
    const start = said('shift.start', SHIFT, { started_at: AT, police: 'NONE' });
    const end = said('shift.end', SHIFT, { ended_at: '2026-11-24T01:00:00Z' });
    expect(see([], [start, child(), end]).followUps[0]?.data.due_at).toBe('2026-11-24T01:00:00Z');
  });

  it('is one with the desk’s duty when that arrives', () => {
    const row = {
      ...followUp(0, { duty: true, state: 'assigned', assigned_to: ben.id }),
      id: dutyOf(CONTACT),
    };
    const { followUps } = see([row], [child()]);
    expect(followUps).toHaveLength(1);
    expect(followUps[0]?.data.assigned_to).toBe(ben.id);
  });

  it('opens it also by a correction into a child band, and when the letter was refused', () => {
    const corrected = [
      said('contact.record', CONTACT, contact()),
      said('contact.correct', CONTACT, contact({ age_band: 'U15' })),
    ];
    expect(see([], corrected).followUps).toHaveLength(1);
    const refused = { ...child(), answer: 'refused' as const };
    expect(see([], [refused]).followUps).toHaveLength(1);
  });
});

describe('a follow-up', () => {
  it('promised in a contact shows at once, due as the rule says', () => {
    const body = contact({ shift: SHIFT, follow_ups: [{ id: id(9), kind: 'KAST_BOOKING' }] });
    expect(see([], [said('contact.record', CONTACT, body)]).followUps).toMatchObject([
      { id: id(9), pending: true, data: { contact: CONTACT, shift: SHIFT, due_at: '2026-11-25T15:00:00Z' } },
    ]);
  });

  it('moves at once by what I said, and says that it waits', () => {
    const [row] = see([followUp(1)], [said('follow_up.take', id(1), {})]).followUps;
    expect(row).toMatchObject({
      mine: true,
      pending: true,
      data: { state: 'assigned', assigned_to: ada.id },
    });
  });

  it('goes the whole way on one phone [F43]', () => {
    const steps = [
      said('follow_up.take', id(1), {}),
      said('follow_up.complete', id(1), { outcome: 'LINKED' }),
      said('follow_up.approve', id(1), {}),
    ];
    expect(see([followUp(1)], steps, ben).followUps[0]?.data).toMatchObject({
      state: 'approved',
      outcome: 'LINKED',
    });
  });

  it('does not move where the table or the person’s part says no', () => {
    expect(see([followUp(1)], [said('follow_up.approve', id(1), {})], ben).followUps[0]?.data.state).toBe(
      'new',
    );
    expect(
      see([followUp(1)], [said('follow_up.assign', id(1), { to: ben.id })]).followUps[0]?.data.state,
    ).toBe('new');
  });

  it('is not moved twice by an op the desk has already written down', () => {
    const take = said('follow_up.take', id(1), {}, { answer: 'applied' });
    const event = { at: AT, by: ada.id, what: 'take' as const, op: take.id };
    const back = { at: AT, by: ben.id, what: 'give_back' as const, op: id(77) };
    expect(see([followUp(1, { events: [event, back] })], [take]).followUps[0]?.data.state).toBe('new');
  });

  it('is not moved by a refused letter', () => {
    const take = said('follow_up.take', id(1), {}, { answer: 'refused' });
    expect(see([followUp(1)], [take]).followUps[0]?.data.state).toBe('new');
  });

  it('[FU7] is overdue by the desk’s clock', () => {
    const rows = [followUp(1, { due_at: '2026-11-23T22:00:00Z' })];
    expect(fold(rows, [], ada, new Date('2026-11-23T22:00:01Z')).followUps[0]?.overdue).toBe(true);
    expect(fold(rows, [], ada, new Date('2026-11-23T21:59:59Z')).followUps[0]?.overdue).toBe(false);
  });
});

describe('a shift', () => {
  const start = said('shift.start', SHIFT, { started_at: AT, police: 'POL_CITY', zone: 'Z_CITY' });

  it('runs from what I said to what I said', () => {
    expect(see([], [start]).shift).toMatchObject({ id: SHIFT, saved: 'phone', data: { zone: 'Z_CITY' } });
    expect(see([], [start, said('shift.end', SHIFT, { ended_at: AT })]).shift).toBeNull();
  });

  it('[PH5] that nobody ended ends by itself after 14 hours', () => {
    expect(fold([], [start], ada, new Date('2026-11-24T12:29:00Z')).shift).not.toBeNull();
    expect(fold([], [start], ada, new Date('2026-11-24T12:31:00Z')).shift).toBeNull();
  });

  it('fills the empty row the desk made for it', () => {
    const empty: FeedRow = { kind: 'shift', id: SHIFT, version: 1, data: { by: ada.id, received_at: AT } };
    expect(see([empty], [start]).shift?.data.police).toBe('POL_CITY');
  });
});

it('[CO7] a withdrawal I noted shows at once in place of the yes', () => {
  const { contacts } = see(
    [],
    [
      said('contact.record', CONTACT, contact({ consents: [{ purpose: 'SHARE_KAST', state: 'YES' }] })),
      said('consent.set', CONTACT, { purpose: 'SHARE_KAST', state: 'WITHDRAWN' }),
    ],
  );
  expect(contacts[0]?.data.consents).toEqual([{ purpose: 'SHARE_KAST', state: 'WITHDRAWN' }]);
});
