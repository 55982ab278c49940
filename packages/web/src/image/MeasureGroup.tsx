import { Ruler } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../parts/Button.tsx';
import { Keys } from '../parts/Keys.tsx';
import { type Shortcut, shortcuts, useShortcut } from '../shell/shortcuts.ts';
import { toggleTool, useToolsShown } from './measuring/floating.ts';
import { toolNames } from './measuring/ToolPanel.tsx';
import { type Tool, useTools } from './measuring/tools.ts';
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
  const shown = useToolsShown();
  const toggle = (tool: Tool) => toggleTool(tool, tools.open);
  useShortcut('statistics', () => toggle('statistics'));
  useShortcut('starProfile', () => toggle('star'));
  useShortcut('photometry', () => toggle('photometry'));
  useShortcut('inspect', () => toggle('inspect'));
  useShortcut('collimation', () => toggle('collimation'));
  useShortcut('header', () => toggle('header'));
  return (
    <ToolGroup icon={Ruler} label="Measure" active={shown.size > 0} disabled={disabled} open={open} onOpen={setOpen}>
      {(Object.keys(toolNames) as Tool[]).map((tool) => {
        const shortcut = keys[tool];
        return (
          <Button
            key={tool}
            aria-pressed={shown.has(tool)}
            className="w-full justify-between aria-pressed:text-accent"
            onClick={() => {
              setOpen(false);
              toggle(tool);
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
