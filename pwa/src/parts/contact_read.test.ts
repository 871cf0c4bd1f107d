import { describe, expect, it } from 'vitest';
import type { ContactView } from '../domain/views';
import { bodyOf } from './contact_body';
import { blankContact, wanted, type ContactDraft } from './contact_draft';
import { correctionOf, draftOf, factsDraft, sameAs } from './contact_read';
import { blankPromise } from './promise_draft';

const NOW = new Date('2026-11-20T22:22:00Z');
const blank = (): ContactDraft => blankContact(NOW, null, null);

function whole(): ContactDraft {
  return {
    ...blankContact(NOW, null, 'HOTEL'),
    met_at: '2026-11-20T22:15:00Z',
    roles: ['SELLER', 'VICTIM'],
    age: 'A18_20',
    band: 'A20',
    may_be_minor: false,
    source: 'POL_THB',
    police_near: true,
    offers: [{ code: 'SHELTER', response: 'LATER' }],
    language: 'ro',
    help: ['INFORMED'],
    indicators: { DEBT: 'TOLD' },
    consents: { CONTACT_AGAIN: 'YES', SHARE_SOC: 'NO' },
    wordings: { CONTACT_AGAIN: { wording: '1', language: 'ro' } },
    how: 'ORAL',
    follow_ups: [
      { ...blankPromise(NOW), kind: 'CALL_BACK', due_at: '2026-11-21T10:00:00Z', reach: '070-000 00 00' },
    ],
    note: 'Påhittad anteckning',
  };
}

function said(draft = whole()): ContactView {
  const body = bodyOf(draft, null, NOW);
  const { consents, follow_ups, note, ...facts } = body;
  const data = { ...facts, by: 'ada', received_at: body.met_at, sol_access: 'FULL' } as ContactView['data'];
  return { id: 'c', data, body, saved: 'phone' };
}

describe('a contact in the form again', () => {
  it('becomes the very letter it was, with consents and promises', () => {
    const body = bodyOf(whole(), null, NOW);
    expect(bodyOf(draftOf(body, blank()), null, NOW)).toEqual(body);
  });

  it('[CT6] is corrected without consents and promises, and keeps what no field of the form holds', () => {
    const contact = said();
    const draft = factsDraft(contact, blank());
    draft.arena = 'FLAT';
    const body = correctionOf(contact, bodyOf(draft, null, NOW));
    expect([body.arena, body.sol_access]).toEqual(['FLAT', 'FULL']);
    expect([body.consents, body.follow_ups]).toEqual([[], []]);
  });

  it('[CT6] says a note again only where it was changed', () => {
    const contact = said();
    const draft = factsDraft(contact, blank());
    expect(draft.note).toBe('Påhittad anteckning');
    expect(correctionOf(contact, bodyOf(draft, null, NOW)).note).toBeNull();
    draft.note = 'En annan';
    expect(correctionOf(contact, bodyOf(draft, null, NOW)).note).toBe('En annan');
  });
});

describe('the same as last', () => {
  it('brings the place and what was done, and leaves the age and the answers to ask', () => {
    const draft = sameAs(said(), blank());
    expect([draft.arena, draft.source, draft.offers]).toEqual([
      'HOTEL',
      'POL_THB',
      [{ code: 'SHELTER', response: null }],
    ]);
    expect(wanted(draft)).toEqual(['age', 'responses']);
  });

  it('[CO1] never brings words, consents, promises, or what was seen of the other person', () => {
    const { note, consents, follow_ups, indicators, age, band } = sameAs(said(), blank());
    expect({ note, consents, follow_ups, indicators, age, band }).toEqual({
      note: '',
      consents: {},
      follow_ups: [],
      indicators: {},
      age: null,
      band: null,
    });
  });
});
