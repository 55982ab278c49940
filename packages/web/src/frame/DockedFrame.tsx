import {
  type DockviewApi,
  DockviewReact,
  type DockviewReadyEvent,
  type IDockviewPanelHeaderProps,
} from 'dockview-react';
import 'dockview-react/dist/styles/dockview.css';
import { type ComponentType, useEffect, useRef, useState } from 'react';
import { HistogramPanel } from '../image/HistogramPanel.tsx';
import { ImageView } from '../image/ImageView.tsx';
import { FrameList } from '../library/FrameList.tsx';
import { BeforePanels } from './BeforePanels.tsx';
import { LogPanel } from './LogPanel.tsx';
import { onReset, savedLayout } from './layout.ts';
import { controls } from './panels.ts';

const around: readonly { id: string; name: string; panel: ComponentType }[] = [
  { id: 'image', name: 'Image', panel: ImageView },
  { id: 'histogram', name: 'Histogram', panel: HistogramPanel },
  { id: 'frames', name: 'Frames', panel: FrameList },
  { id: 'log', name: 'Log', panel: LogPanel },
];
const all = [...around, ...controls];

const components = Object.fromEntries(
  all.map(({ id, panel: Panel }) => [
    id,
    () => (
      <div className="size-full overflow-y-auto">
        <Panel />
      </div>
    ),
  ]),
);

const theme = { name: 'uraniborg', className: 'dock', gap: 4 };

/** The image with its panels around it, which can be moved, resized and stacked; each browser keeps its own way. */
export default function DockedFrame() {
  const dock = useRef<DockviewApi>(null);
  const [laidOut, setLaidOut] = useState(false);
  useEffect(
    () =>
      onReset(() => {
        if (dock.current) arrange(dock.current);
      }),
    [],
  );
  const onReady = ({ api }: DockviewReadyEvent): void => {
    dock.current = api;
    const saved = savedLayout.get();
    try {
      if (saved) api.fromJSON(saved);
    } catch {
      // A layout of another version: begin again.
    }
    if (all.some(({ id }) => !api.getPanel(id))) arrange(api);
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
  return <span className="flex h-full items-center px-3">{api.title}</span>;
}

function arrange(api: DockviewApi): void {
  api.clear();
  const add = (id: string, position?: Parameters<DockviewApi['addPanel']>[0]['position'], size = {}) => {
    const name = all.find((panel) => panel.id === id)?.name ?? id;
    return api.addPanel({ id, component: id, title: name, ...(position ? { position } : {}), ...size });
  };
  const image = add('image');
  add('capture', { referencePanel: 'image', direction: 'right' }, { initialWidth: 340 });
  add('mount', { referencePanel: 'capture', direction: 'below' });
  for (const id of ['focuser', 'filters', 'cooling']) add(id, { referencePanel: 'mount', direction: 'within' });
  add('histogram', { referencePanel: 'image', direction: 'below' }, { initialHeight: 190 });
  for (const id of ['frames', 'log']) add(id, { referencePanel: 'histogram', direction: 'within' });
  for (const id of ['mount', 'histogram']) api.getPanel(id)?.api.setActive();
  image.group.locked = false;
  image.group.header.hidden = true;
  image.api.setActive();
}
