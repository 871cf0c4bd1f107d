// What the unit has set, read with care: a setting is free JSON, and a phone may hold an old one.
import type { Json } from '../contract/contract';
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
