// How long each class of record is kept (RE1), and what a supervisor's new days come to (RE3). The desk decides; here it
// is told beforehand. Twin of server/lykta/domain/retention.py.
import { RETENTION, type Id, type Longer, type Retention } from '../contract/contract';

export type RetentionClass = keyof typeof RETENTION;
export type Days = Partial<Record<RetentionClass, number>>;
export const CLASSES = Object.keys(RETENTION) as RetentionClass[];

/** What holds: of a class that was never set, or is of no form, the default. */
export function standing(value: unknown): Retention {
  const kept = isRecord(value) ? value : {};
  const known = (name: string) => CLASSES.find((each) => each === name);
  const days = isRecord(kept['days']) ? kept['days'] : {};
  const longer = isRecord(kept['longer']) ? kept['longer'] : {};
  const whole = Object.values(days).every((each) => typeof each === 'number');
  return {
    days: Object.fromEntries(
      CLASSES.map((name) => [name, whole && fits(name, days[name]) ? days[name] : RETENTION[name].days]),
    ),
    longer: Object.fromEntries(
      Object.entries(longer).filter((entry): entry is [string, Longer] => {
        const [name, asked] = entry;
        const of = known(name);
        return whole && of !== undefined && isRecord(asked) && fits(of, asked['days']);
      }),
    ),
  };
}

export function fits(name: RetentionClass, days: unknown): days is number {
  const { least, most } = RETENTION[name];
  return Number.isInteger(days) && (days as number) >= least && (days as number) <= most;
}

export function settled(wanted: Days, before: unknown, by: Id, at: string): Retention {
  const now = standing(before);
  const days = { ...now.days };
  const longer = new Map(Object.entries(now.longer) as [string, Longer][]);
  for (const [name, most] of Object.entries(wanted)) {
    const asked = longer.get(name);
    longer.delete(name);
    const same = asked?.days === most;
    if (most <= (days[name] ?? 0) || (same && asked.by !== by)) days[name] = most;
    else longer.set(name, same ? asked : { days: most, by, at });
  }
  return { days, longer: Object.fromEntries(longer) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
