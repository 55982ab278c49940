import { Sheet } from '../parts/Sheet.tsx';
import { MastersList } from './MastersList.tsx';
import { showMasters, useMastersOpen } from './mastersOpen.ts';

/** The masters on a sheet of their own, wherever one came from. */
export function MastersSheet() {
  return (
    <Sheet title="Masters" open={useMastersOpen()} onOpenChange={showMasters}>
      <MastersList />
    </Sheet>
  );
}
