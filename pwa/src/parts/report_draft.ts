// A report to social services while it is being noted. Whom it is about goes into the receiver's own channel (DU6).
import type { Code, Report } from '../contract/contract';

export interface ReportDraft {
  kind: Code<'report_kind'> | null;
  origin: Code<'report_origin'> | null;
  ground: Code<'report_ground'> | null;
  age_band: Code<'age_band'> | null;
  receiver: string;
  written_at: string;
  oral_at: string;
  suspected_at: string;
  reference: string;
  guardian_informed: Code<'guardian_informed'> | null;
  child_informed: boolean | null;
  interpreter: Code<'interpreter'> | null;
  decision: Code<'report_decision'> | null;
}

export function blankReport(duty: boolean): ReportDraft {
  return {
    kind: duty ? 'CHILD_DUTY' : null,
    origin: null,
    ground: null,
    age_band: null,
    receiver: '',
    written_at: '',
    oral_at: '',
    suspected_at: '',
    reference: '',
    guardian_informed: null,
    child_informed: null,
    interpreter: null,
    decision: null,
  };
}

const NEEDED = ['kind', 'origin', 'ground', 'age_band', 'receiver', 'written_at'] as const;
export type ReportWanted = `report.${(typeof NEEDED)[number]}`;

/** What must still be said, in the order of the form (DU2). */
export function reportWanted(draft: ReportDraft): ReportWanted[] {
  return NEEDED.filter((field) => (draft[field] ?? '').trim() === '').map(
    (field) => `report.${field}` as const,
  );
}

/** Null while something is wanted. */
export function reportOf(draft: ReportDraft): Report | null {
  const { kind, origin, ground, age_band } = draft;
  if (kind === null || origin === null || ground === null || age_band === null) return null;
  return {
    ...draft,
    kind,
    origin,
    ground,
    age_band,
    receiver: draft.receiver.trim(),
    written_at: draft.written_at || null,
    oral_at: draft.oral_at || null,
    suspected_at: draft.suspected_at || null,
    reference: draft.reference.trim() || null,
  };
}
