import type { ProfileOptions } from '@uraniborg/api';
import { Trash2 } from 'lucide-react';
import { IconButton } from '../parts/IconButton.tsx';

type Areas = ProfileOptions['camera']['areas'];

/** The parts of the sensor that have a name; they are drawn, and named, on the image. */
export function AreasSetting({ areas, onChange }: { areas: Areas; onChange: (areas: Areas) => void }) {
  return (
    <div>
      <p className="text-soft">
        Named frame areas{' '}
        {areas.length === 0 && <span className="text-faint">none; draw one on the image in Frame</span>}
      </p>
      <ul>
        {areas.map(({ name, x, y, width, height }) => (
          <li key={name} className="flex items-center gap-3">
            <span className="min-w-0 flex-1 truncate">
              {name}{' '}
              <span className="text-faint">
                {width} × {height} at {x}, {y}
              </span>
            </span>
            <IconButton
              icon={Trash2}
              label={`Forget ${name}`}
              onClick={() => onChange(areas.filter((area) => area.name !== name))}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
