// What the unit has set, read with care: a setting is free JSON, and a phone may hold an old one.
import { QUIET_HOURS, type Json } from '../contract/contract';
import { choices, language } from '../words/words.svelte';

export interface Number {
  name: string;
  number: string;
}

/** The numbers to call: `[{name, number}]`, or `{name: number}`. */
export function numbersIn(settings: Readonly<Record<string, unknown>>): Number[] {
  const value = settings['numbers'];
  if (Array.isArray(value)) return value.flatMap(aNumber);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, number]) =>
    typeof number === 'string' ? [{ name, number }] : aNumber(number),
  );
}

/** The out-of-hours social services. No other number may stand in for it. */
export function urgentNumber(settings: Readonly<Record<string, unknown>>): Number | null {
  return numbersIn(settings).find(({ name }) => /soc(ial)?jour/i.test(name)) ?? null;
}

/** The colleague who is on call for those out tonight. */
export function colleagueNumber(settings: Readonly<Record<string, unknown>>): Number | null {
  return numbersIn(settings).find(({ name }) => /kolleg|colleague/i.test(name)) ?? null;
}

export function telephone(number: string): string {
  return `tel:${number.replace(/[^\d+]/g, '')}`;
}

/** Who usually receives a report. */
export function receiversIn(settings: Readonly<Record<string, unknown>>): string[] {
  const value = settings['receivers'];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** The unit's zones, `[{code, sv, en}]`, or the list's own. */
export function zonesIn(settings: Readonly<Record<string, unknown>>): { code: string; label: string }[] {
  const value = settings['zones'];
  const own = Array.isArray(value) ? value.flatMap(aZone) : [];
  if (own.length > 0) return own;
  return choices('zone');
}

/** Whom the unit works with. */
export interface Partner {
  name: string;
  agreement: boolean;
  since: string;
}

export function partnersIn(settings: Readonly<Record<string, unknown>>): Partner[] {
  const value = settings['partners'];
  return Array.isArray(value) ? value.flatMap(aPartner) : [];
}

/** The offers that the unit can make; null where nobody has said, and all are. */
export function servicesIn(settings: Readonly<Record<string, unknown>>): string[] | null {
  const value = settings['services'];
  const codes = Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  return codes.length > 0 ? codes : null;
}

/** From when to when nobody is rung but for a duty; null: none. */
export interface Quiet {
  from: string;
  to: string;
}
/** Until the unit sets others. */
export const UNIT_QUIET: Quiet = QUIET_HOURS;

export function quietIn(settings: Readonly<Record<string, unknown>>): Quiet | null {
  if (!Object.hasOwn(settings, 'quiet_hours')) return UNIT_QUIET;
  const value = settings['quiet_hours'];
  if (value === null) return null;
  if (!isRecord(value)) return UNIT_QUIET;
  const { from, to } = value;
  if (typeof from !== 'string' || typeof to !== 'string') return UNIT_QUIET;
  return from === to ? null : { from, to };
}

function aPartner(value: unknown): Partner[] {
  if (typeof value === 'string') return [{ name: value, agreement: false, since: '' }];
  if (!isRecord(value) || typeof value['name'] !== 'string') return [];
  const { name, agreement, since } = value;
  return [{ name, agreement: agreement === true, since: typeof since === 'string' ? since : '' }];
}

function aNumber(value: unknown): Number[] {
  if (!isRecord(value)) return [];
  const { number } = value;
  const name = value['name'] ?? value['label'];
  return typeof number === 'string' && typeof name === 'string' ? [{ name, number }] : [];
}

function aZone(value: unknown): { code: string; label: string }[] {
  if (!isRecord(value) || typeof value['code'] !== 'string') return [];
  const text = value[language.now] ?? value['sv'] ?? value['code'];
  return typeof text === 'string' ? [{ code: value['code'], label: text }] : [];
}

function isRecord(value: unknown): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
