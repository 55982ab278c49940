import { Ruler } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../parts/Button.tsx';
import { Keys } from '../parts/Keys.tsx';
import { type Shortcut, shortcuts, useShortcut } from '../shell/shortcuts.ts';
import { toolNames } from './measuring/ToolPanel.tsx';
import { type Tool, toggleTool, useTools } from './measuring/tools.ts';
import { ToolGroup } from './ToolGroup.tsx';

const keys: Partial<Record<Tool, Shortcut>> = {
  statistics: 'statistics',
  star: 'starProfile',
  photometry: 'photometry',
  inspect: 'inspect',
  collimation: 'collimation',
  header: 'header',
};

/** What can be measured in the image that is shown. */
export function MeasureGroup({ disabled }: { disabled: boolean }) {
  const [open, setOpen] = useState(false);
  const tools = useTools();
  useShortcut('statistics', () => toggleTool('statistics'));
  useShortcut('starProfile', () => toggleTool('star'));
  useShortcut('photometry', () => toggleTool('photometry'));
  useShortcut('inspect', () => toggleTool('inspect'));
  useShortcut('collimation', () => toggleTool('collimation'));
  useShortcut('header', () => toggleTool('header'));
  return (
    <ToolGroup
      icon={Ruler}
      label="Measure"
      active={tools.open !== null}
      disabled={disabled}
      open={open}
      onOpen={setOpen}
    >
      {(Object.keys(toolNames) as Tool[]).map((tool) => {
        const shortcut = keys[tool];
        return (
          <Button
            key={tool}
            aria-pressed={tools.open === tool}
            className="w-full justify-between aria-pressed:text-accent"
            onClick={() => {
              setOpen(false);
              toggleTool(tool);
            }}
          >
            {toolNames[tool]}
            {shortcut && <Keys keys={shortcuts[shortcut].keys} />}
          </Button>
        );
      })}
    </ToolGroup>
  );
}
