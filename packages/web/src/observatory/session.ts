import { type Access, mayDo, type Session } from '@uraniborg/api';
import { useSyncExternalStore } from 'react';

/** Who this page is to the observatory. Until it has said, and where it asks for no password, the owner. */
let session: Session = { access: 'owner', login: false };
const listeners = new Set<() => void>();

/** Asks who this page is; what is forbidden is refused by the server whatever this says. */
export async function askWho(): Promise<void> {
  const answer = await fetch('/api/v1/session').catch(() => null);
  if (!answer?.ok) return;
  session = (await answer.json()) as Session;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSession(): Session {
  return useSyncExternalStore(subscribe, () => session);
}

/** Whether this page may do what needs `wanted`. */
export function useMay(wanted: Access): boolean {
  return mayDo(useSession().access, wanted);
}

/** Forgets who was here; the page then asks for a password again. */
export async function logOut(): Promise<void> {
  await fetch('/logout', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  location.reload();
}
