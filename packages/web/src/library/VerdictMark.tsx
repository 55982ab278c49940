import type { Verdict } from '@uraniborg/api';
import { Check, X } from 'lucide-react';

/** A sign and not only a colour: by night there is one. */
export function VerdictMark({ verdict }: { verdict: Verdict | null }) {
  if (verdict === null) return null;
  return verdict === 'accepted' ? (
    <Check size={16} className="flex-none text-good" role="img" aria-label="accepted" />
  ) : (
    <X size={16} className="flex-none text-bad" role="img" aria-label="rejected" />
  );
}
