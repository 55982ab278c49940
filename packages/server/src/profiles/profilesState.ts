import type { ProfilesState } from '@uraniborg/api';
import type { ProfileStore } from './profileStore.ts';
import type { ServerLogins } from './serverLogins.ts';

/** What the screens see of profiles. Of logins only which servers have one. */
export async function profilesState(
  profiles: Pick<ProfileStore, 'active' | 'activeId' | 'list'>,
  logins: Pick<ServerLogins, 'servers'>,
): Promise<ProfilesState> {
  const all = await profiles.list();
  const { capture: _, version: __, ...profile } = profiles.active;
  return { active: profiles.activeId, all, profile, logins: [...logins.servers] };
}
