import type { Property } from '@uraniborg/api';
import { useEffect, useRef } from 'react';
import { Lamp } from '../parts/Lamp.tsx';
import { Needs } from '../parts/Needs.tsx';
import { BlobValues } from './BlobValues.tsx';
import { SwitchValues } from './SwitchValues.tsx';
import { type PropertyPlace, useSetting } from './useSetting.ts';
import { WrittenValues } from './WrittenValues.tsx';

interface Props {
  place: PropertyPlace;
  property: Property;
  /** Somebody looked for it. */
  sought: boolean;
  receiving: boolean;
  onReceive: (on: boolean) => void;
}

/** A property: its state, its name, its values, and what can be done with them. */
export function PropertyLine({ place, property, sought, receiving, onReceive }: Props) {
  const setting = useSetting(place, property);
  const line = useRef<HTMLElement>(null);
  useEffect(() => {
    if (sought) line.current?.scrollIntoView({ block: 'center' });
  }, [sought]);
  const { name, label, state } = property;
  return (
    <article
      ref={line}
      aria-label={name}
      aria-busy={setting.pending}
      className={`grid gap-x-6 gap-y-2 py-3 lg:grid-cols-[15rem_minmax(0,1fr)] ${sought ? 'shadow-[inset_3px_0_0_var(--accent)]' : ''}`}
    >
      <header className={`flex min-w-0 items-start gap-3 ${sought ? 'pl-3' : ''}`}>
        <span className="pt-1">
          <Lamp state={setting.pending ? 'busy' : state} size={14} />
        </span>
        <span className="min-w-0 flex-1">
          <span className="block break-words font-medium">{label}</span>
          <span className="block truncate text-faint text-xs">{name}</span>
        </span>
        {setting.pending && <span className="text-soft text-sm lg:hidden">waiting</span>}
      </header>
      <div className="min-w-0">
        <Needs access="operator" silent>
          {property.type === 'switch' && <SwitchValues property={property} setting={setting} />}
          {(property.type === 'number' || property.type === 'text') && (
            <WrittenValues property={property} setting={setting} />
          )}
          {property.type === 'light' && (
            <ul className="flex flex-wrap gap-x-5 gap-y-1 py-1">
              {property.elements.map((one) => (
                <li key={one.name} className="flex items-center gap-2">
                  <Lamp state={one.state} />
                  {one.label}
                </li>
              ))}
            </ul>
          )}
          {property.type === 'blob' && (
            <BlobValues place={place} property={property} receiving={receiving} onReceive={onReceive} />
          )}
        </Needs>
        {setting.problem && (
          <p role="alert" className="pt-1 text-bad">
            {setting.problem}
          </p>
        )}
      </div>
    </article>
  );
}
