// The duty to report: a follow-up that a child's contact opens by itself (DU1). Twin of duty.py.
import { CHILD_BANDS } from '../contract/contract';
import { nextMorning } from './times';

const BANDS: readonly string[] = CHILD_BANDS;

/** DU1: a child's band, or unknown with "may be under 18" answered yes. */
export function isChild(body: {
  age_band?: string | undefined;
  may_be_minor?: boolean | null | undefined;
}): boolean {
  if (body.age_band === undefined) return false;
  return BANDS.includes(body.age_band) || (body.age_band === 'UNK' && body.may_be_minor === true);
}

/** The end of the shift, or the next 06:00 where none is known (DU1, FU6). */
export function dutyDue(metAt: Date, shiftEnd: Date | null): Date {
  return shiftEnd !== null && shiftEnd >= metAt ? shiftEnd : nextMorning(metAt);
}
