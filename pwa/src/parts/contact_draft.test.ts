import { describe, expect, it } from 'vitest';
import { bodyOf } from './contact_body';
import { blankContact, wanted, type ContactDraft } from './contact_draft';
import { PRESETS } from './presets';
import { blankPromise } from './promise_draft';

const NOW = new Date('2026-11-20T22:22:00Z');

function seller(): ContactDraft {
  return {
    ...blankContact(NOW, null, 'STREET'),
    roles: ['SELLER'],
    age: 'A21P',
    band: 'ADULT_UNK',
    source: 'OWN',
    police_near: false,
    offers: [{ code: 'SOC_LINK', response: 'LATER' }],
  };
}

describe('what is still wanted', () => {
  it('names every answer CT2 asks for, in the order of the screen', () => {
    const blank = blankContact(NOW, null, null);
    expect(wanted(blank)).toEqual(['roles', 'age', 'offers', 'police_near', 'arena', 'source']);
  });

  it('wants "under 18" said more closely, and an answer to each offer', () => {
    const draft: ContactDraft = { ...seller(), age: 'UNDER_18', band: null };
    draft.offers.push({ code: 'INFO_CARD', response: null });
    expect(wanted(draft)).toEqual(['band', 'responses']);
  });

  it('is nothing for a complete contact', () => {
    expect(wanted(seller())).toEqual([]);
  });
});

describe('the body', () => {
  it('[CO2] names the words that were shown and their language, and none where none were', () => {
    const draft: ContactDraft = {
      ...seller(),
      language: 'ar',
      consents: { SHARE_SOC: 'YES', SHARE_KAST: 'NO' },
      wordings: { SHARE_SOC: { wording: 'own-3', language: 'ro' } },
    };
    const told = bodyOf(draft, null, NOW).consents?.map(({ purpose, wording, language }) => [
      purpose,
      wording,
      language,
    ]);
    expect(told).toEqual([
      ['SHARE_SOC', 'own-3', 'ro'],
      ['SHARE_KAST', null, 'ar'],
    ]);
  });

  it('[CT3] rounds the time of meeting down to the quarter', () => {
    expect(bodyOf(seller(), null, NOW).met_at).toBe('2026-11-20T22:15:00Z');
  });

  it('[CO1] sends no consent that was not asked for', () => {
    const draft: ContactDraft = { ...seller(), consents: { SHARE_SOC: 'YES', SHARE_KAST: 'NOT_ASKED' } };
    const { consents } = bodyOf(draft, null, NOW);
    expect(consents?.map(({ purpose, state }) => [purpose, state])).toEqual([['SHARE_SOC', 'YES']]);
  });

  it('[CO5] carries the way to reach somebody only after an explicit yes', () => {
    const promise = { ...blankPromise(NOW), kind: 'CALL_BACK' as const, reach: '070-000 00 00' };
    const without: ContactDraft = {
      ...seller(),
      follow_ups: [promise],
      consents: { CONTACT_AGAIN: 'UNABLE' },
    };
    const after: ContactDraft = { ...without, consents: { CONTACT_AGAIN: 'YES' } };
    expect(bodyOf(without, null, NOW).follow_ups?.[0]?.details).toBeNull();
    expect(bodyOf(after, null, NOW).follow_ups?.[0]?.details?.reach).toBe('070-000 00 00');
  });
});

describe('presets', () => {
  it('never guess the age of a person who sells', () => {
    expect(PRESETS.seller).not.toHaveProperty('band');
  });

  it('never answer for the person, nor whether police could hear', () => {
    for (const preset of Object.values(PRESETS)) {
      expect(preset).not.toHaveProperty('police_near');
      expect(preset.offers.every(({ response }: { response: string | null }) => response === null)).toBe(
        true,
      );
    }
  });
});
