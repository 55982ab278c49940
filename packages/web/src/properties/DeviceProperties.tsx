import type { PropertyDevice } from '@uraniborg/api';
import { Lamp } from '../parts/Lamp.tsx';
import { Needs } from '../parts/Needs.tsx';
import { goTo } from '../shell/places.ts';
import { DriverLog } from './DriverLog.tsx';
import { DriverSettings } from './DriverSettings.tsx';
import { PROPERTIES } from './PropertyDevices.tsx';
import { PropertyLine } from './PropertyLine.tsx';
import type { ShownProperties } from './propertyStore.ts';

/** In the address, instead of a group: what the driver says. No driver calls a group so. */
const MESSAGES = '\u2026messages';

interface Props {
  server: string;
  device: PropertyDevice;
  group: string;
  /** The property that was looked for. */
  sought: string;
  shown: ShownProperties;
  receiving: boolean;
  onReceive: (on: boolean) => void;
}

/** A device with the tabs of its groups, as its driver has made them, and one for what the driver says. */
export function DeviceProperties({ server, device, group, sought, shown, receiving, onReceive }: Props) {
  const place = { server, device: device.name };
  const current = shown.open?.group === group && shown.open.device === device.name;
  const show = (name: string) => goTo('equipment', PROPERTIES, server, device.name, name);
  const troubles = shown.messages.filter(({ level }) => level === 'error' || level === 'warning').length;
  return (
    <section aria-label={device.name} className="flex min-w-0 flex-1 flex-col">
      <header className="flex flex-none flex-wrap items-center gap-x-4 gap-y-1 px-3 md:px-4">
        <h2 className="min-w-0 flex-1 truncate font-medium text-lg max-md:basis-full">{device.name}</h2>
        <Needs access="operator" silent>
          <DriverSettings place={place} offers={device.configuration} />
        </Needs>
      </header>
      <div
        role="tablist"
        aria-label="Groups"
        className="flex flex-none overflow-x-auto border-line border-b px-1 [scrollbar-width:none] md:flex-wrap md:px-2"
      >
        {device.groups.map(({ name, state }) => (
          <Tab key={name} on={name === group} onClick={() => show(name)}>
            {(state === 'busy' || state === 'alert') && <Lamp state={state} />}
            {name || 'Without a group'}
          </Tab>
        ))}
        <Tab on={group === MESSAGES} onClick={() => show(MESSAGES)}>
          Messages {troubles > 0 && <span className="text-warn">{troubles}</span>}
        </Tab>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {group === MESSAGES ? (
          <DriverLog messages={shown.messages} />
        ) : (
          <div className="divide-y divide-line px-3 pb-4 md:px-4">
            {current &&
              shown.properties.map((property) => (
                <PropertyLine
                  key={property.name}
                  place={place}
                  property={property}
                  sought={property.name === sought}
                  receiving={receiving}
                  onReceive={onReceive}
                />
              ))}
          </div>
        )}
      </div>
    </section>
  );
}

function Tab({ on, onClick, children }: { on: boolean; onClick: () => void; children: React.ReactNode }) {
  return (
    <button
      type="button"
      role="tab"
      aria-selected={on}
      onClick={onClick}
      className={`inline-flex h-11 min-w-11 flex-none items-center gap-2 whitespace-nowrap px-3 outline-offset-[-2px] md:h-(--control) ${
        on ? 'text-ink shadow-[inset_0_-2px_0_var(--accent)]' : 'text-faint hover:text-ink'
      }`}
    >
      {children}
    </button>
  );
}
