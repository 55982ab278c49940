import { Columns3 } from 'lucide-react';
import { ToolGroup } from '../image/ToolGroup.tsx';
import { Toggle } from '../parts/Toggle.tsx';
import { useRemembered } from '../remembered.ts';
import { columns } from './columns.ts';
import { quantityNames, quantityTitle } from './quantities.ts';

/** Which numbers the table has. */
export function ColumnsGroup() {
  const shown = useRemembered(columns);
  return (
    <ToolGroup icon={Columns3} label="Columns">
      {quantityNames.map((name) => (
        <Toggle
          key={name}
          label={quantityTitle(name)}
          on={shown.includes(name)}
          onChange={(on) => columns.set(quantityNames.filter((one) => (one === name ? on : shown.includes(one))))}
        />
      ))}
    </ToolGroup>
  );
}
