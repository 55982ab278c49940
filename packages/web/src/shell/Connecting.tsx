import { Plug } from 'lucide-react';
import { EmptyState } from '../parts/EmptyState.tsx';

/** Before the first word of the server. */
export function Connecting() {
  return (
    <EmptyState icon={Plug} title="Waiting for the observatory">
      The program on the observatory's computer does not answer yet.
    </EmptyState>
  );
}
