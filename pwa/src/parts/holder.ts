// Who has a follow-up, as a name.
import type { Me, MemberView } from '../domain/views';
import { t } from '../words/words.svelte';

export function nameOf(id: string | null, members: readonly MemberView[], me: Me | null): string {
  if (id === null) return t('member.desk');
  if (id === me?.id) return t('member.me');
  return members.find((member) => member.id === id)?.name ?? t('member.somebody');
}

export function holder(
  { assigned_to }: { assigned_to: string | null },
  members: readonly MemberView[],
  me: Me | null,
): string {
  return assigned_to === null ? t('member.nobody') : nameOf(assigned_to, members, me);
}
