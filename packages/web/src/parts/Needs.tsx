import type { Access } from '@uraniborg/api';
import { Lock } from 'lucide-react';
import { createContext, type ReactNode, useContext } from 'react';
import { useMay } from '../observatory/session.ts';

const Forbidden = createContext(false);

/** Whether who is here may not use what stands in this place: for controls that no fieldset can disable. */
export const useForbidden = (): boolean => useContext(Forbidden);

/** What may be seen by everybody and used by some: for the others it stands there faint, and says whose it is. */
export function Needs({ access, silent, children }: { access: Access; silent?: boolean; children: ReactNode }) {
  if (useMay(access)) return children;
  return (
    <Forbidden value={true}>
      {!silent && <OnlyFor access={access} />}
      <fieldset disabled className="pointer-events-none contents">
        {children}
      </fieldset>
    </Forbidden>
  );
}

/** Why nothing can be changed here; nothing for those who can. @param what they cannot do. Default: use this */
export function OnlyFor({ access, what }: { access: Access; what?: string }) {
  if (useMay(access)) return null;
  const can = what ?? (access === 'owner' ? 'change this' : 'use this');
  return (
    <p className="flex items-center gap-2 px-3 pt-2 pb-1 text-soft text-sm" data-testid="only-for">
      <Lock size={14} className="flex-none" aria-hidden="true" />
      {access === 'owner' ? 'Only the owner' : 'Only an operator'} can {can}
    </p>
  );
}
