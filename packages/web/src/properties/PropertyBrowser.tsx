import { ArrowLeft, ListTree } from 'lucide-react';
import { useEffect, useState } from 'react';
import { EmptyState } from '../parts/EmptyState.tsx';
import { IconButton } from '../parts/IconButton.tsx';
import { goTo, settleAt, useWithin } from '../shell/places.ts';
import { useWide } from '../shell/useWide.ts';
import { DeviceProperties } from './DeviceProperties.tsx';
import { PROPERTIES, PropertyDevices } from './PropertyDevices.tsx';
import { PropertySearch } from './PropertySearch.tsx';
import { useProperties } from './propertyStore.ts';

/**
 * Every property of every device of every INDI server of the profile. The address says what is open (server, device,
 * group, property), so that it can be bookmarked, and the back button closes it.
 */
export function PropertyBrowser() {
  const [, server = '', device = '', group = '', sought = ''] = useWithin();
  const wide = useWide();
  const [receiving, setReceiving] = useState('');
  const isOpen = device !== '';
  const blobs = isOpen && receiving === `${server} ${device}`;
  const shown = useProperties(isOpen ? { server, device, ...(group && { group }), ...(blobs && { blobs }) } : null);
  const open = shown.servers?.find(({ address }) => address === server)?.devices.find(({ name }) => name === device);
  const first = open?.groups[0]?.name;
  useEffect(() => {
    if (group === '' && first) settleAt('equipment', PROPERTIES, server, device, first);
  }, [group, first, server, device]);
  return (
    <div className="flex h-full min-h-0 flex-col bg-panel">
      <header className="flex flex-none items-center gap-2 p-2 md:px-4">
        <IconButton
          icon={ArrowLeft}
          label={isOpen && !wide ? 'All devices' : 'Back to Equipment'}
          onClick={() => (isOpen && !wide ? goTo('equipment', PROPERTIES) : goTo('equipment'))}
        />
        <h1 className="font-medium text-lg max-md:hidden">INDI properties</h1>
        <div className="min-w-0 flex-1 md:ml-6 md:max-w-110">
          <PropertySearch />
        </div>
      </header>
      <div className="flex min-h-0 flex-1">
        {(wide || !isOpen) && <PropertyDevices servers={shown.servers} open={isOpen ? { server, device } : null} />}
        {open ? (
          <DeviceProperties
            key={`${server} ${device}`}
            server={server}
            device={open}
            group={group}
            sought={sought}
            shown={shown}
            receiving={blobs}
            onReceive={(on) => setReceiving(on ? `${server} ${device}` : '')}
          />
        ) : (
          (wide || isOpen) && (
            <div className="min-w-0 flex-1">
              {isOpen && shown.servers !== null ? (
                <EmptyState icon={ListTree} title={`${device} is not there now`}>
                  <p>Its properties come back with its driver.</p>
                </EmptyState>
              ) : (
                !isOpen &&
                (shown.servers?.length ?? 0) > 0 && (
                  <EmptyState icon={ListTree} title="Choose a device">
                    <p>Everything its driver offers can be seen and changed here.</p>
                  </EmptyState>
                )
              )}
            </div>
          )
        )}
      </div>
    </div>
  );
}
