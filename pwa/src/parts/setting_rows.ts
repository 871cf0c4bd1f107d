// Settings that are a list of rows: how each lies in its fields, and what is saved of them. Pure.
import { LIMITS, type Json } from '../contract/contract';
import type { Key } from '../words/words.svelte';
import { numbersIn, partnersIn, receiversIn, zonesIn } from './settings';

type Settings = Readonly<Record<string, unknown>>;
export type SettingRow = Record<string, string>;

export interface Column {
  key: string;
  label: Key;
  most: number;
  /** `yes`: a tick, kept as "yes" or nothing. */
  as?: 'text' | 'tel' | 'date' | 'yes';
  required?: boolean;
}
export interface RowsSetting {
  title: Key;
  hint: Key;
  add: Key;
  most: number;
  columns: readonly Column[];
  read: (settings: Settings) => SettingRow[];
  write: (rows: readonly SettingRow[]) => Json;
}

const ZONES_MOST = 8;
const ROWS_MOST = 60;
const NUMBER_CHARS = 30;

export const ROWS_SETTINGS = {
  numbers: {
    title: 'settings.numbers',
    hint: 'settings.numbers_hint',
    add: 'settings.add_number',
    most: ROWS_MOST,
    columns: [
      { key: 'name', label: 'settings.number_name', most: LIMITS.SHORT_CHARS, required: true },
      { key: 'number', label: 'settings.number', most: NUMBER_CHARS, as: 'tel', required: true },
    ],
    read: (settings) => numbersIn(settings).map(({ name, number }) => ({ name, number })),
    write: (rows) => rows.map(({ name = '', number = '' }) => ({ name, number })),
  },
  receivers: {
    title: 'settings.receivers',
    hint: 'settings.receivers_hint',
    add: 'settings.add_receiver',
    most: ROWS_MOST,
    columns: [{ key: 'name', label: 'settings.receiver', most: LIMITS.SHORT_CHARS, required: true }],
    read: (settings) => receiversIn(settings).map((name) => ({ name })),
    write: (rows) => rows.map(({ name = '' }) => name),
  },
  zones: {
    title: 'settings.zones',
    hint: 'settings.zones_hint',
    add: 'settings.add_zone',
    most: ZONES_MOST,
    columns: [
      { key: 'sv', label: 'settings.zone_sv', most: LIMITS.SHORT_CHARS, required: true },
      { key: 'en', label: 'settings.zone_en', most: LIMITS.SHORT_CHARS },
    ],
    read: readZones,
    write: writeZones,
  },
  partners: {
    title: 'settings.partners',
    hint: 'settings.partners_hint',
    add: 'settings.add_partner',
    most: ROWS_MOST,
    columns: [
      { key: 'name', label: 'settings.partner', most: LIMITS.SHORT_CHARS, required: true },
      { key: 'agreement', label: 'settings.agreement', most: 0, as: 'yes' },
      { key: 'since', label: 'settings.agreement_since', most: 0, as: 'date' },
    ],
    read: (settings) =>
      partnersIn(settings).map(({ name, agreement, since }) => ({
        name,
        agreement: agreement ? 'yes' : '',
        since,
      })),
    write: (rows) =>
      rows.map(({ name = '', agreement = '', since = '' }) => ({
        name,
        agreement: agreement === 'yes',
        ...(since ? { since } : {}),
      })),
  },
} as const satisfies Record<string, RowsSetting>;
export type RowsSettingName = keyof typeof ROWS_SETTINGS;

/** What is saved: no space around anything, and no row in which nothing is written. */
export function trimmed(rows: readonly SettingRow[]): SettingRow[] {
  return rows
    .map((row) => Object.fromEntries(Object.entries(row).map(([key, text]) => [key, text.trim()])))
    .filter((row) => Object.entries(row).some(([key, text]) => key !== 'code' && text !== ''));
}

/** The first field without a good answer, by its name, and what it wants; null if none. */
export function firstLacking(
  { columns }: RowsSetting,
  rows: readonly SettingRow[],
): { field: string; wants: 'write' | 'tel' } | null {
  for (const [n, row] of rows.entries()) {
    const empty = Object.entries(row).every(([key, text]) => key === 'code' || text.trim() === '');
    const lacks = columns.find(({ key, required }) => required && (row[key] ?? '').trim() === '');
    if (!empty && lacks) return { field: `${n}.${lacks.key}`, wants: 'write' };
    const tel = columns.find(({ key, as }) => as === 'tel' && !empty && !/\d.*\d/.test(row[key] ?? ''));
    if (tel) return { field: `${n}.${tel.key}`, wants: 'tel' };
  }
  return null;
}

function readZones(settings: Settings): SettingRow[] {
  const own = settings['zones'];
  if (Array.isArray(own) && zonesIn(settings).some(({ code }) => own.some((each) => codeIn(each) === code)))
    return own.flatMap((each: unknown) => {
      const code = codeIn(each);
      if (code === null) return [];
      const { sv, en } = each as SettingRow;
      return [{ code, sv: sv ?? code, en: en ?? '' }];
    });
  return zonesIn(settings).map(({ code, label }) => ({ code, sv: label, en: '' }));
}

function codeIn(value: unknown): string | null {
  const code = typeof value === 'object' && value !== null && 'code' in value ? value.code : null;
  return typeof code === 'string' ? code : null;
}

/** A zone keeps its code for good: it is what contacts name. A new one gets its from its name. */
function writeZones(rows: readonly SettingRow[]): Json {
  const taken = new Set(rows.flatMap(({ code }) => (code ? [code] : [])));
  return rows.map(({ code, sv = '', en = '' }) => {
    const own = code ?? freshCode(sv, taken);
    taken.add(own);
    return { code: own, sv, en: en || sv };
  });
}

const CODE_CHARS = 17;
function freshCode(name: string, taken: ReadonlySet<string>): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
  const code = `Z_${plain.replace(/[^A-Z0-9]+/g, '_').slice(0, CODE_CHARS) || 'NEW'}`;
  let free = code;
  for (let n = 2; taken.has(free); n++) free = `${code}_${n}`;
  return free;
}
