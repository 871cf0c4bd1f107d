// The examples of the rules, as both runners read them: tests/vectors/<kind>.json. `@ada` stands for an id of the cast.
import type { ContactRecord, FollowUp, MemberRole, Report } from '../contract/contract';

export interface Vector {
  rule: string;
  says: string;
  given: unknown;
  then: unknown;
}

interface Topic {
  where: 'both' | 'desk' | 'phone';
  vectors: Vector[];
}

interface Cast {
  now: string;
  roles: Record<string, MemberRole>;
  contact: ContactRecord;
  follow_up: Pick<FollowUp, 'kind' | 'state' | 'duty' | 'due_at' | 'contact' | 'opened_by'>;
  report: Report;
  ids: Record<string, string>;
}

const FILES = import.meta.glob('../../../tests/vectors/*.json', { eager: true, import: 'default' });
const FILE_OF = (name: string): string => `../../../tests/vectors/${name}.json`;

export const CAST = FILES[FILE_OF('cast')] as Cast;

export const TOPICS: [string, Topic][] = Object.entries(FILES)
  .filter(([file]) => file !== FILE_OF('cast'))
  .map(([file, topic]) => [/([a-z_]+)\.json$/.exec(file)?.[1] ?? file, topic as Topic]);

export function lineOf({ rule, says }: Vector): string {
  return `[${rule}] ${says}`;
}

export function castId(name: string): string {
  const id = CAST.ids[name];
  if (id === undefined) throw new Error(`nobody and nothing is called ${name}`);
  return id;
}

/** The value with every @name replaced by its id, keys included. */
export function named(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(named);
  if (isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key.startsWith('@') ? castId(key) : key, named(item)]),
    );
  }
  return typeof value === 'string' && value.startsWith('@') ? castId(value) : value;
}

/** Where `shown` lacks what is expected of it; it may say more, but no list may be longer. */
export function differs(shown: unknown, expected: unknown, path = ''): string[] {
  if (isRecord(expected) && isRecord(shown)) {
    return Object.entries(expected).flatMap(([key, item]) => differs(shown[key], item, `${path}.${key}`));
  }
  if (Array.isArray(expected) && Array.isArray(shown) && expected.length === shown.length) {
    return expected.flatMap((item, n) => differs(shown[n], item, `${path}[${n}]`));
  }
  return plainest(shown) === plainest(expected)
    ? []
    : [`${path}: expected ${JSON.stringify(expected)}, but it is ${JSON.stringify(shown)}`];
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/;

/** A moment is the same in every zone, and an empty list is none. */
function plainest(value: unknown): unknown {
  if (typeof value === 'string' && MOMENT.test(value)) return Date.parse(value);
  return Array.isArray(value) && value.length === 0 ? null : (value ?? null);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
