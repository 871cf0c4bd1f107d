// The people of the unit and their invitations: the one thing that is asked of the desk directly, and needs a network.
import type { MemberRole, ProblemCode } from './contract/contract';
import type { MemberView } from './domain/views';
import { NotDone } from './phone/not_done';
import { ask, posting, type Heard } from './sync/http';

export interface Invited {
  code: string;
  url: string;
  expires_at: string;
}

export const people = {
  async members(): Promise<MemberView[]> {
    const { members } = answered(await ask(fetch, '/api/members'), 200);
    return members as MemberView[];
  },
  async addMember(name: string, role: MemberRole): Promise<void> {
    answered(await ask(fetch, '/api/members', posting({ name, role })), 201);
  },
  async invite(member: string, kind: 'phone' | 'desk'): Promise<Invited> {
    const heard = await ask(fetch, '/api/invitations', posting({ member, kind }));
    return answered(heard, 200, 201) as unknown as Invited;
  },
};
export type PeopleDesk = typeof people;

function answered(heard: Heard, ...good: number[]): Record<string, unknown> {
  if (heard.kind === 'weather') throw new NotDone('offline');
  if (good.includes(heard.status) && heard.body) return heard.body;
  const code = heard.body?.['code'];
  throw new NotDone(typeof code === 'string' ? (code as ProblemCode) : 'server.fault');
}
