import {
  type DockviewApi,
  DockviewReact,
  type DockviewReadyEvent,
  type IDockviewPanelHeaderProps,
} from 'dockview-react';
import 'dockview-react/dist/styles/dockview.css';
import { type ComponentType, useEffect, useRef, useState } from 'react';
import { HistogramPanel } from '../image/histogram/HistogramPanel.tsx';
import { ImageView } from '../image/ImageView.tsx';
import { FrameList } from '../library/FrameList.tsx';
import { Needs } from '../parts/Needs.tsx';
import { AreaOverlay } from './AreaOverlay.tsx';
import { type Accessory, accessories, useAccessories } from './accessories.ts';
import { BeforePanels } from './BeforePanels.tsx';
import { LogPanel } from './LogPanel.tsx';
import { onReset, savedLayout } from './layout.ts';
import { controls } from './panels.ts';

const around: readonly { id: string; name: string; panel: ComponentType }[] = [
  { id: 'image', name: 'Image', panel: () => <ImageView overlay={AreaOverlay} /> },
  { id: 'histogram', name: 'Histogram', panel: HistogramPanel },
  { id: 'frames', name: 'Frames', panel: FrameList },
  { id: 'log', name: 'Log', panel: LogPanel },
];
const always = [...around, ...controls];
const all = [...always, ...accessories];

const components = Object.fromEntries(
  all.map(({ id, panel: Panel }) => [
    id,
    () => (
      <div className="size-full overflow-y-auto">
        {around.some((one) => one.id === id) ? (
          <Panel />
        ) : (
          <Needs access="operator">
            <Panel />
          </Needs>
        )}
      </div>
    ),
  ]),
);

const theme = { name: 'uraniborg', className: 'dock', gap: 4 };

/** The image with its panels around it, which can be moved, resized and stacked; each browser keeps its own way. */
export default function DockedFrame() {
  const dock = useRef<DockviewApi>(null);
  const [laidOut, setLaidOut] = useState(false);
  const present = useAccessories();
  useEffect(() => {
    if (dock.current) showPresent(dock.current, present);
    return onReset(() => {
      if (!dock.current) return;
      arrange(dock.current);
      showPresent(dock.current, present);
    });
  }, [present]);
  const onReady = ({ api }: DockviewReadyEvent): void => {
    dock.current = api;
    const saved = savedLayout.get();
    try {
      if (saved) api.fromJSON(saved);
    } catch {
      // A layout of another version: begin again.
    }
    if (always.some(({ id }) => !api.getPanel(id))) arrange(api);
    showPresent(api, present);
    api.onDidLayoutChange(() => savedLayout.set(api.toJSON()));
    // The panels are put into their places with the next picture of the screen.
    requestAnimationFrame(() => requestAnimationFrame(() => setLaidOut(true)));
  };
  return (
    <>
      <DockviewReact
        theme={theme}
        components={components}
        defaultTabComponent={Tab}
        onReady={onReady}
        disableFloatingGroups
        scrollbars="native"
      />
      {!laidOut && <BeforePanels />}
    </>
  );
}

/** A tab without a cross: panels can be moved, and none can get lost. */
function Tab({ api }: IDockviewPanelHeaderProps) {
  return <span className="flex h-full items-center px-0.5">{api.title}</span>;
}

function arrange(api: DockviewApi): void {
  api.clear();
  const add = (id: string, position?: Parameters<DockviewApi['addPanel']>[0]['position'], size = {}) => {
    const name = all.find((panel) => panel.id === id)?.name ?? id;
    return api.addPanel({ id, component: id, title: name, ...(position ? { position } : {}), ...size });
  };
  const image = add('image');
  add('capture', { referencePanel: 'image', direction: 'right' }, { initialWidth: 340 });
  add('stack', { referencePanel: 'capture', direction: 'within' });
  add('mount', { referencePanel: 'capture', direction: 'below' });
  for (const id of ['focuser', 'filters', 'cooling']) add(id, { referencePanel: 'mount', direction: 'within' });
  // Where it is narrow its controls take two lines.
  const initialHeight = innerWidth < 900 ? 250 : 190;
  add('histogram', { referencePanel: 'image', direction: 'below' }, { initialHeight });
  for (const id of ['frames', 'log']) add(id, { referencePanel: 'histogram', direction: 'within' });
  for (const id of ['capture', 'mount', 'histogram']) api.getPanel(id)?.api.setActive();
  image.group.locked = false;
  image.group.header.hidden = true;
  image.api.setActive();
}

/** Only the accessories of this rig have their panels; those that come take nobody's place in view. */
function showPresent(api: DockviewApi, present: readonly Accessory[] | null): void {
  if (!present) return;
  for (const { id, name, beside } of accessories) {
    const panel = api.getPanel(id);
    const wanted = present.some((accessory) => accessory.id === id);
    if (panel && !wanted) api.removePanel(panel);
    if (!panel && wanted)
      api.addPanel({
        id,
        component: id,
        title: name,
        inactive: true,
        position: { referencePanel: beside, direction: 'within' },
      });
  }
}
