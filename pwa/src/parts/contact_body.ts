// The letter's body that a draft becomes: what was answered, and nothing that was not (CO1, CO5).
import { LIMITS, type Code, type Consent, type ContactRecord, type FollowUpIn } from '../contract/contract';
import { daysLater, flooredText, written } from '../domain/times';
import type { ShiftView } from '../domain/views';
import type { ContactDraft } from './contact_draft';
import { isReach, type PromiseDraft } from './promise_draft';

/** The answers CT2 asks for, as far as they are given. */
export function factsOf(draft: ContactDraft): Partial<ContactRecord> {
  return {
    met_at: draft.met_at,
    ...(draft.roles.length > 0 && { roles: draft.roles }),
    ...(draft.band && { age_band: draft.band }),
    ...(draft.arena && { arena: draft.arena }),
    ...(draft.source && { source: draft.source }),
    ...(draft.police_near !== null && { police_near: draft.police_near }),
    offers: draft.offers.map(({ code, response }) => ({ code, response: response ?? 'NO_ANSWER' })),
    not_offered: draft.not_offered,
  };
}

/** The letter's body. Only for a draft of which nothing is wanted. */
export function bodyOf(draft: ContactDraft, shift: ShiftView | null, now: Date): ContactRecord {
  return {
    ...(factsOf(draft) as ContactRecord),
    shift: shift?.id ?? null,
    age_basis: draft.basis,
    may_be_minor: draft.band === 'UNK' && draft.may_be_minor === true,
    zone: draft.zone,
    met_before: draft.met_before,
    gender: draft.gender,
    home: draft.home,
    language: languageCode(draft.language),
    interpreter: draft.interpreter,
    help: [...draft.help],
    indicators: { ...draft.indicators },
    unmet: [...draft.unmet],
    consents: consentsOf(draft, now),
    follow_ups: draft.follow_ups.flatMap((promise) => followUpOf(promise, draft)),
    note: draft.note.trim() || null,
  };
}

/** One row per purpose (CO2); what was not asked is not sent, for that is what its absence means (CO1). */
export function consentsOf(draft: ContactDraft, now: Date): Consent[] {
  return (Object.entries(draft.consents) as [Code<'purpose'>, Code<'consent_state'>][])
    .filter(([, state]) => state !== 'NOT_ASKED')
    .map(([purpose, state]) => ({
      purpose,
      state,
      recipient: draft.recipients[purpose]?.trim() || null,
      how: draft.how,
      language: draft.wordings[purpose]?.language ?? languageCode(draft.language),
      wording: draft.wordings[purpose]?.wording ?? null,
      interpreter: draft.interpreter,
      police_near: draft.police_near === true,
      asked_at: flooredText(now),
    }));
}

export function followUpOf(promise: PromiseDraft, draft: ContactDraft): FollowUpIn[] {
  if (promise.kind === null) return [];
  const reachable = draft.consents.CONTACT_AGAIN === 'YES' && isReach(promise);
  return [
    {
      id: promise.id,
      kind: promise.kind,
      due_at: promise.due_at || null,
      remark: promise.remark.trim() || null,
      details: reachable
        ? {
            channel: promise.channel,
            reach: promise.reach.trim() || null,
            call_name: promise.call_name.trim() || null,
            safe_hours: promise.safe_hours.trim() || null,
            may_say_who: promise.may_say_who === true,
            may_leave_message: promise.may_leave_message === true,
            expires_at: promise.expires_at || written(latestEnd(draft)),
          }
        : null,
    },
  ];
}

/** CO8: where no end is said, the latest there may be. */
function latestEnd({ met_at }: ContactDraft): Date {
  return daysLater(new Date(met_at), LIMITS.CONSENT_DAYS);
}

function languageCode(text: string): string | null {
  return /^[a-z]{2,3}$/.test(text) ? text : null;
}
