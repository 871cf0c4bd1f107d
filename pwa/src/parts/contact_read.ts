// A contact that was said before, as the form has it again: to correct it, to mend it, or as a start for the next.
import type { Code, Consent, ContactRecord, FollowUpIn } from '../contract/contract';
import type { ContactView } from '../domain/views';
import { BANDS, type AgeGroup, type ContactDraft } from './contact_draft';
import { blankPromise, type PromiseDraft } from './promise_draft';

/** The whole letter, with its consents and promises: to mend it. */
export function draftOf(body: ContactRecord, blank: ContactDraft): ContactDraft {
  const consents = body.consents ?? [];
  const by = <T>(take: (consent: Consent) => T | null | undefined): Partial<Record<Code<'purpose'>, T>> =>
    Object.fromEntries(
      consents.flatMap((each) => {
        const taken = take(each);
        return taken ? [[each.purpose, taken]] : [];
      }),
    );
  return {
    ...blank,
    met_at: body.met_at,
    roles: [...body.roles],
    age: groupOf(body.age_band),
    band: body.age_band,
    basis: body.age_basis ?? null,
    may_be_minor: body.may_be_minor ?? null,
    arena: body.arena,
    zone: body.zone ?? null,
    source: body.source,
    police_near: body.police_near,
    offers: (body.offers ?? []).map((each) => ({ ...each })),
    not_offered: body.not_offered ?? null,
    met_before: body.met_before ?? null,
    gender: body.gender ?? null,
    home: body.home ?? null,
    language: body.language ?? '',
    interpreter: body.interpreter ?? null,
    help: [...(body.help ?? [])],
    indicators: { ...body.indicators },
    unmet: [...(body.unmet ?? [])],
    consents: by(({ state }) => state),
    recipients: by(({ recipient }) => recipient),
    wordings: by(
      ({ wording, language }) => wording && language && { wording, language },
    ) as ContactDraft['wordings'],
    how: consents[0]?.how ?? null,
    follow_ups: (body.follow_ups ?? []).map((each) => promiseOf(each, blankPromise(new Date(body.met_at)))),
    note: body.note ?? '',
  };
}

/** What CT6 lets a correction change: the facts and the note. Consents and promises stay as they are. */
export function factsDraft(contact: ContactView, blank: ContactDraft): ContactDraft {
  return draftOf({ ...contact.data, note: noteOf(contact), consents: [], follow_ups: [] }, blank);
}

/** What no field of the form holds goes on as it was. A note left as it stood is not said again. */
export function correctionOf(contact: ContactView, changed: ContactRecord): ContactRecord {
  const { consents, marks, corrected, by, received_at, note: _, ...before } = contact.data;
  const note = changed.note === noteOf(contact) ? null : (changed.note ?? null);
  return { ...before, ...changed, shift: contact.data.shift ?? null, consents: [], follow_ups: [], note };
}

/** Read back only from this phone's own night: the desk does not show it again. */
export function noteOf({ data, body }: Pick<ContactView, 'data' | 'body'>): string | null {
  return data.note ?? body?.note ?? null;
}

/** The place, and what was done there. Never what was seen of the person, least of all the age, and never an answer. */
const SAME = [
  'roles',
  'arena',
  'zone',
  'source',
  'police_near',
  'offers',
  'not_offered',
  'language',
  'interpreter',
  'help',
] as const satisfies (keyof ContactDraft)[];

export function sameAs(last: ContactView, draft: ContactDraft): ContactDraft {
  const read = factsDraft(last, draft);
  const same = { ...draft, ...Object.fromEntries(SAME.map((field) => [field, read[field]])) };
  return { ...same, offers: read.offers.map(({ code }) => ({ code, response: null })) };
}

function groupOf(band: Code<'age_band'>): AgeGroup {
  const groups = Object.keys(BANDS) as AgeGroup[];
  return groups.find((group) => BANDS[group].includes(band)) ?? 'UNK';
}

function promiseOf(told: FollowUpIn, blank: PromiseDraft): PromiseDraft {
  const { details } = told;
  return {
    ...blank,
    id: told.id,
    kind: told.kind,
    due_at: told.due_at ?? '',
    remark: told.remark ?? '',
    ...(details && {
      channel: details.channel ?? null,
      reach: details.reach ?? '',
      call_name: details.call_name ?? '',
      safe_hours: details.safe_hours ?? '',
      may_say_who: details.may_say_who ?? null,
      may_leave_message: details.may_leave_message ?? null,
      expires_at: details.expires_at,
    }),
  };
}
