import { Tabs } from 'radix-ui';
import { HistogramPanel } from '../image/histogram/HistogramPanel.tsx';
import { ImageView } from '../image/ImageView.tsx';
import { Needs } from '../parts/Needs.tsx';
import { oneOf, remembered, useRemembered } from '../remembered.ts';
import { AreaOverlay } from './AreaOverlay.tsx';
import { accessories, useAccessories } from './accessories.ts';
import { LogPanel } from './LogPanel.tsx';
import { controls } from './panels.ts';

const below = [
  { id: 'histogram', name: 'Histogram', panel: HistogramPanel },
  { id: 'log', name: 'Log', panel: LogPanel },
];

const ids = [...controls, ...accessories, ...below].map(({ id }) => id);
const openPanel = remembered('phone.panel', 'capture', oneOf(...ids));

/** On a phone: the image, and under the thumb one set of controls at a time. */
export function PhoneFrame() {
  const wanted = useRemembered(openPanel);
  const panels = [...controls, ...(useAccessories() ?? []), ...below];
  const open = panels.some(({ id }) => id === wanted) ? wanted : 'capture';
  return (
    <div className="flex h-full min-h-0 flex-col gap-1">
      <div className="min-h-40 flex-[5]">
        <ImageView overlay={AreaOverlay} />
      </div>
      <Tabs.Root
        value={open}
        onValueChange={(id) => openPanel.set(id)}
        className="flex min-h-0 flex-[6] flex-col bg-panel"
      >
        <Tabs.List className="flex flex-none overflow-x-auto [scrollbar-width:none]" aria-label="Controls">
          {panels.map(({ id, name }) => (
            <Tabs.Trigger
              key={id}
              value={id}
              className="h-11 min-w-11 flex-none px-3 text-faint outline-offset-[-2px] data-[state=active]:text-ink data-[state=active]:shadow-[inset_0_-2px_0_var(--accent)]"
            >
              {name}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {panels.map(({ id, panel: Panel }) => (
          <Tabs.Content key={id} value={id} className="min-h-0 flex-1 overflow-y-auto outline-none">
            {below.some((one) => one.id === id) ? (
              <Panel />
            ) : (
              <Needs access="operator">
                <Panel />
              </Needs>
            )}
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </div>
  );
}
