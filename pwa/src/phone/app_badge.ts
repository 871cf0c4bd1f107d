// A number on the app's icon, where the system has one: how much waits for this person. It tells no more than that.
import { isOpen } from '../domain/follow_up';
import type { Folded, Me } from '../domain/views';

/** As the desk counts it for a push: what is mine to do, or what a supervisor's morning begins with. */
export function waitsFor(
  { role }: Pick<Me, 'role'>,
  { followUps, held }: Pick<Folded, 'followUps' | 'held'>,
): number {
  if (role !== 'supervisor')
    return followUps.filter(({ mine, data }) => mine && isOpen(data.state) && data.state !== 'done').length;
  const due = followUps.filter(
    ({ data, overdue }) => isOpen(data.state) && (data.duty || overdue || data.state === 'done'),
  );
  return due.length + held.filter(({ pending }) => !pending).length;
}

/** 0 takes it away. */
export async function mark(count: number): Promise<void> {
  const marks = navigator as Partial<Pick<Navigator, 'setAppBadge' | 'clearAppBadge'>>;
  await (count > 0 ? marks.setAppBadge?.(count) : marks.clearAppBadge?.())?.catch(() => undefined);
}
