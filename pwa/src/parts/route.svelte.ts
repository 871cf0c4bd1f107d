// Which screen. The address is `#name` or `#name/id`; an invitation has a form of its own, `#enrol=CODE`.
import { invitationIn, type Invitation } from '../session.svelte';

export const ROUTES = [
  'tonight',
  'record',
  'contact',
  'shift',
  'morning',
  'queue',
  'cards',
  'people',
  'journal',
  'settings',
  'notices',
  'statistics',
  'report',
  'log',
  'waiting',
  'check',
  'enrol',
] as const;
export type Route = (typeof ROUTES)[number];

interface Place {
  route: Route | null;
  id: string | null;
  /** It stays in memory only: see `forgetInvitation`. */
  invitation: Invitation | null;
}

let place = $state<Place>(read());

export const here = {
  get route(): Route | null {
    return place.route;
  },
  get id(): string | null {
    return place.id;
  },
  get invitation(): Invitation | null {
    return place.invitation;
  },
};

export function follow(): void {
  addEventListener('hashchange', () => (place = read()));
}

export function linkTo(route: Route, id?: string): string {
  return id === undefined ? `#${route}` : `#${route}/${id}`;
}

export function go(route: Route, id?: string): void {
  location.hash = linkTo(route, id);
}

/** Like `go`, but "back" does not lead here again. */
export function goInstead(route: Route): void {
  history.replaceState(null, '', linkTo(route));
  place = read();
}

/** A code that has been read has no business in the address, the history or the task switcher. */
export function forgetInvitation(): void {
  history.replaceState(null, '', location.pathname);
}

/** The invitation is used: on to the person's own first screen. */
export function leaveInvitation(): void {
  forgetInvitation();
  place = read();
}

function read(): Place {
  const invitation = invitationIn(location.hash);
  if (invitation) return { route: null, id: null, invitation };
  const [name, ...rest] = location.hash.slice(1).split('/');
  const id = rest.join('/');
  return { route: ROUTES.find((each) => each === name) ?? null, id: id || null, invitation: null };
}
